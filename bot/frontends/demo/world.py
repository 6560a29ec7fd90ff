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

from bot.frontends.discord.client import PressboxClient

SERVER = "Track Club"
BOT = "Pressbox"
EVERYBODY = "athletics"
"""The key of the room for everybody."""


class SimulatedClock:
    """Tells the time of the simulated Discord, which stands still while nothing happens there."""

    def now(self) -> datetime:
        """The present moment there, in UTC."""
        return discord.utils.utcnow()


class PassingFacts:
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
    """The simulated Discord, its rooms by their keys, and its ordinary member."""

    env: simcord.Env
    rooms: dict[str, Room]
    member: MemberActor

    async def say(self, lines: Iterable[str]) -> None:
        """Lets the member write in the channel for everybody, and the bot answer each line."""
        for line in lines:
            await self.member.send(self.rooms[EVERYBODY].channel, line)


@asynccontextmanager
async def simulated(client: PressboxClient, answered: set[int]) -> AsyncIterator[World]:
    """The bot running on a Discord of its own, on which it is now; ``answered`` gets the channel for everybody."""
    env = simcord.Env(client, check_errors=False)
    env.backend.advance_clock(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
    env.backend.bot_user.name = BOT
    await env.start()
    try:
        with env.time_context():
            world = _furnished(env)
            answered.add(world.rooms[EVERYBODY].channel.id)
            yield world
    finally:
        await env.shutdown()


def _furnished(env: simcord.Env) -> World:
    server = env.create_guild(SERVER)
    moderating = server.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    mia = server.add_member(env.create_user("mia", global_name="Mia"))
    sam = server.add_member(env.create_user("sam", global_name="Sam"), roles=[moderating])
    rooms = (
        Room(
            EVERYBODY,
            "#athletics",
            "where every question is answered",
            server.create_text_channel("athletics"),
            (mia, sam),
        ),
        Room("moderators", "#moderators", "for Sam, who is one", _back_room(env, server, moderating), (sam,)),
        Room("direct", "Direct message", "from Mia to the bot", mia.user.dm_channel, (mia.user,)),
    )
    return World(env, {room.key: room for room in rooms}, mia)


def _back_room(env: simcord.Env, server: GuildHandle, moderating: RoleHandle) -> ChannelHandle:
    """A channel that only moderators and the bot can see."""
    hidden, shown = (discord.PermissionOverwrite(view_channel=seen) for seen in (False, True))
    overwrites: dict[Any, discord.PermissionOverwrite] = {server.default_role: hidden, moderating: shown}
    overwrites[env.bot.user] = shown
    return server.create_text_channel("moderators", overwrites=overwrites)
