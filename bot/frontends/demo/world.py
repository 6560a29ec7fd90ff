"""A small Discord in this process: a server with a channel for everybody and one for moderators, and direct messages.

The bot on it is the real one; only Discord is simulated.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle

from bot.domain.actor import Actor
from bot.frontends.discord.client import PressboxClient

SERVER = "Track Club"
BOT = "Pressbox"


class SimulatedClock:
    """Tells the time of the simulated Discord, which stands still while nothing happens there."""

    def now(self) -> datetime:
        """The present moment there, in UTC."""
        return discord.utils.utcnow()


class MemoryFacts:
    """Facts that are gone with the process: each simulated Discord has to be told of the commands anew."""

    def __init__(self) -> None:
        self._facts: dict[str, str] = {}

    async def get(self, key: str) -> str | None:
        """The fact kept under ``key``."""
        return self._facts.get(key)

    async def put(self, key: str, value: str) -> None:
        """Keep a fact, in place of what was kept before."""
        self._facts[key] = value


@dataclass(frozen=True, slots=True)
class Room:
    """A channel, who can look at it, and what for."""

    key: str
    title: str
    hint: str
    channel: ChannelHandle
    viewers: tuple[MemberActor | UserHandle, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The simulated Discord with its rooms, an ordinary member of the server, and a moderator."""

    env: simcord.Env
    rooms: tuple[Room, ...]
    everybody: ChannelHandle
    member: MemberActor
    moderator: Actor

    async def say(self, lines: Iterable[str]) -> None:
        """Lets the member write in the channel for everybody, and the bot answer each line."""
        for line in lines:
            await self.member.send(self.everybody, line)


@asynccontextmanager
async def simulate(client: PressboxClient) -> AsyncIterator[World]:
    """The bot running on a Discord of its own, on which it is now."""
    env = simcord.Env(client, check_errors=False)
    env.backend.advance_clock(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
    env.backend.bot_user.name = BOT
    await env.start()
    try:
        with env.time_context():
            yield _build_world(env)
    finally:
        await env.shutdown()


def _build_world(env: simcord.Env) -> World:
    server = env.create_guild(SERVER)
    moderating = server.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    mia = server.add_member(env.create_user("mia", global_name="Mia"))
    sam = server.add_member(env.create_user("sam", global_name="Sam"), roles=[moderating])
    everybody = server.create_text_channel("athletics")
    rooms = (
        Room("athletics", "#athletics", "where every question is answered", everybody, (mia, sam)),
        Room(
            "moderators",
            "#moderators",
            "for Sam, who is one",
            _create_hidden_channel(env, server, moderating),
            (sam,),
        ),
        Room("direct", "Direct message", "from Mia to the bot", mia.user.dm_channel, (mia.user,)),
    )
    return World(env, rooms, everybody, mia, Actor(sam.id, server.id, may_moderate=True, manages_server=True))


def _create_hidden_channel(env: simcord.Env, server: GuildHandle, moderating: RoleHandle) -> ChannelHandle:
    """A channel that only moderators and the bot can see."""
    hidden, shown = (discord.PermissionOverwrite(view_channel=seen) for seen in (False, True))
    overwrites: dict[Any, discord.PermissionOverwrite] = {server.default_role: hidden, moderating: shown}
    overwrites[env.bot.user] = shown
    return server.create_text_channel("moderators", overwrites=overwrites)
