"""A small Discord in this process: a server with a channel for everybody and one for moderators, and direct messages.

The bot on it is the real one; only Discord is simulated.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
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
_TICK = 1.0
"""Seconds after which the time there is set again."""
_TIPS = {
    "athletics": (
        "Just write: what did Bronze say about her leg? · when did Kerr hurt his calf? – then: where did he finish? · "
        "how old was Kiptum when he died? (two outlets disagree) · which car does Biles drive? (it has nothing)"
    ),
    "talk": "Write: @Pressbox who coaches Hodgkinson? – or reply to an answer: more",
    "thread": "Go on asking here: and Nader?",
    "moderators": "Type /article add, /article list, /article gaps, /article stats or /settings",
    "direct": "Write: when did Kerr lose his world title? – or type /help or /privacy show",
}


WIRE_TIP = (
    "A feed brings three articles while you look on: approve the one about Bol, and Mia, who follows her, hears of it "
    "in #athletics two minutes later"
)


class SimulatedClock:
    """Tells the time of the simulated Discord, which passes only as `World.keep_time` lets it."""

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
    """A channel, who can look at it, what for, and what to try there."""

    key: str
    title: str
    hint: str
    channel: ChannelHandle
    viewers: tuple[MemberActor | UserHandle, ...]
    tip: str


@dataclass(frozen=True, slots=True)
class World:
    """The simulated Discord with its rooms, an ordinary member of the server, and a moderator."""

    env: simcord.Env
    rooms: tuple[Room, ...]
    everybody: ChannelHandle
    talk: ChannelHandle
    back_room: ChannelHandle
    member: MemberActor
    other: MemberActor
    guide: MemberActor
    moderator: Actor

    async def begin(self, lines: Iterable[str], greeting: str, overheard: str, onward: str) -> "World":
        """The world with a feed, after some talk: ``lines`` where every question is answered, each answered by the bot.

        Then ``greeting`` in a direct message; ``overheard`` where the bot isn't spoken to, and “Ask about this” on it;
        and ``onward`` in a thread on an answer, which is a room of its own.
        """
        for line in lines:
            await self.member.send(self.everybody, line)
        await self.member.send_dm(greeting)
        await self.other.context_menu(self.talk, "Ask about this", await self.member.send(self.talk, overheard))
        channel = self._open_thread(onward)
        await self.member.send(channel, onward)
        hint = "on an answer in #athletics, where the talk about it goes on"
        room = Room("thread", "A thread", hint, channel, (self.member, self.other), _TIPS["thread"])
        rooms = [
            replace(each, tip=f"{each.tip}. {WIRE_TIP}") if each.key == "moderators" else each for each in self.rooms
        ]
        return replace(self, rooms=(*rooms, room))

    async def show_around(self, address: str) -> None:
        """Lets the guide write in each room of the server what to try there, and where the rooms are."""
        for room in self.rooms:
            if room.channel.guild is not None:
                await self.guide.send(room.channel, f"{room.tip}\nThe other rooms: {address}")

    def _open_thread(self, name: str) -> ChannelHandle:
        """A thread on the bot's last answer."""
        answer = next(each for each in reversed(self.everybody.history()) if each.author.bot)
        thread = self.env.backend.create_thread(self.everybody.id, name, self.member.id, message_id=answer.id)
        return ChannelHandle(self.env, self.member.guild, thread)

    async def keep_time(self, refresh: Callable[[], Awaitable[None]], is_opening: Callable[[], bool]) -> None:
        """Lets time pass there as it does outside, until it is cancelled.

        Where the bot said something by itself meanwhile, ``refresh`` is to show it. While ``is_opening``, time waits.
        """
        while True:
            await asyncio.sleep(_TICK)
            if is_opening():
                continue
            # What the bot does in rounds comes with it; while somebody does something there it has to wait.
            with suppress(simcord.SetupError, TimeoutError):
                before = self._last_messages()
                await self.env.advance_time(_behind(self.env))
                if self._last_messages() != before:
                    await refresh()

    def _last_messages(self) -> list[tuple[int, object]]:
        """The last message of each room, and when it was edited."""
        return [(last.id, last.edited_at) for room in self.rooms for last in room.channel.history()[-1:]]


@asynccontextmanager
async def simulate(client: PressboxClient) -> AsyncIterator[World]:
    """The bot running on a Discord of its own, on which it is now.

    The server, its channels and members are made at the same moment each time, so that they have the same ids, and what
    is kept of them is theirs again after a restart; only then the time outside is caught up with.
    """
    env = simcord.Env(client, check_errors=False)
    env.backend.bot_user.name = BOT
    world = _build_world(env)
    _catch_up(env)
    await env.start()
    try:
        with env.time_context():
            yield world
    finally:
        await env.shutdown()


def _catch_up(env: simcord.Env) -> None:
    env.backend.advance_clock(_behind(env))


def _behind(env: simcord.Env) -> float:
    """How many seconds the time there is behind the time outside."""
    return max(0.0, (datetime.now(UTC) - env.now()).total_seconds())


def _build_world(env: simcord.Env) -> World:
    server = env.create_guild(SERVER)
    moderating = server.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    mia = server.add_member(env.create_user("mia", global_name="Mia"))
    sam = server.add_member(env.create_user("sam", global_name="Sam"), roles=[moderating])
    guide = server.add_member(env.create_user("guide", global_name="Guide", bot=True), roles=[moderating])
    everybody = server.create_text_channel("athletics")
    talk = server.create_text_channel("talk")
    back_room = _create_hidden_channel(env, server, moderating)
    members = (mia, sam)
    rooms = (
        Room("athletics", "#athletics", "where every question is answered", everybody, members, _TIPS["athletics"]),
        Room("talk", "#talk", "where the bot answers when it is spoken to", talk, members, _TIPS["talk"]),
        Room("moderators", "#moderators", "for Sam, who is one", back_room, (sam,), _TIPS["moderators"]),
        Room("direct", "Direct message", "from Mia to the bot", mia.user.dm_channel, (mia.user,), _TIPS["direct"]),
    )
    moderator = Actor(sam.id, server.id, may_moderate=True, manages_server=True)
    return World(env, rooms, everybody, talk, back_room, mia, sam, guide, moderator)


def _create_hidden_channel(env: simcord.Env, server: GuildHandle, moderating: RoleHandle) -> ChannelHandle:
    """A channel that only moderators and the bot can see."""
    hidden, shown = (discord.PermissionOverwrite(view_channel=seen) for seen in (False, True))
    overwrites: dict[Any, discord.PermissionOverwrite] = {server.default_role: hidden, moderating: shown}
    overwrites[UserHandle(env, env.backend.bot_user)] = shown
    return server.create_text_channel("moderators", overwrites=overwrites)
