"""From which server's articles a direct message is answered: one that the member shares with the bot, and can see."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from bot.domain.errors import DatabaseAwayError
from bot.domain.request import Request
from bot.domain.server import EVERY_SHARD
from bot.frontends.discord.interactions.membership import fetch_server_open_to, seems_open_to
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.controls import option, select
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import Words

_FRESH = timedelta(minutes=5)
"""How long it is believed which servers a member is in."""
_MOST = 100
"""In how many servers a member is looked for: each costs a request."""
_MOST_ELSEWHERE = 25
"""The same of servers that other processes serve: each costs four."""
MOST_OPENED = 100
"""Of how many servers that other processes serve the articles are held here: for direct messages, and for followers."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The server whose articles answer, if one does; ``choices`` are those among which the member has to choose."""

    server_id: int | None = None
    choices: tuple[discord.Guild, ...] = ()


class SharedServers:
    """The servers with articles of their own that a member shares with the bot, as Discord says.

    Direct messages arrive at one process, however many there are. It sees in the database in which of the servers that
    others serve a member has asked or follows somebody, and asks Discord whether they, and the bot, are still there.
    """

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._served = services.options.served
        self._found: dict[int, tuple[datetime, tuple[discord.Guild, ...]]] = {}
        self._put_off: dict[int, Request] = {}
        self._latest: dict[int, int | None] = {}

    async def find(self, member_id: int) -> tuple[discord.Guild, ...]:
        """The servers whose articles a member may read; as it was some minutes ago.

        While the database is away, those that are known without it: they aren't believed to be all.
        """
        now = self._services.clock.now()
        self._found = {each: found for each, found in self._found.items() if now - found[0] < _FRESH}
        if member_id in self._found:
            return self._found[member_id][1]
        servers, are_all = await self._look_for(member_id)
        if are_all:
            self._found[member_id] = (now, servers)
        return servers

    async def find_scope(self, member_id: int) -> Scope:
        """Whose articles answer the member: the chosen server's, or the only one's."""
        servers = await self.find(member_id)
        chosen = await self._services.server_choices.chosen(member_id)
        if chosen in {server.id for server in servers}:
            scope = Scope(chosen)
        else:
            scope = Scope(servers[0].id) if len(servers) == 1 else Scope(choices=servers)
        self._latest[member_id] = scope.server_id
        await self._services.newsroom.server_articles(scope.server_id)
        await self.let_go(MOST_OPENED)
        return scope

    def latest(self, member_id: int) -> int | None:
        """The server whose articles answered the member last, for what can't wait for Discord."""
        return self._latest.get(member_id)

    async def may_read(self, member_id: int, server_id: int) -> bool:
        """Whether a member may read a server's articles outside of it."""
        return any(server.id == server_id for server in await self.find(member_id))

    async def choose(self, member_id: int, server_id: int) -> discord.Guild | None:
        """Keeps a member's choice; ``None`` for a server that the member can't choose any more."""
        chosen = next((server for server in await self.find(member_id) if server.id == server_id), None)
        if chosen:
            await self._services.server_choices.choose(member_id, server_id)
        return chosen

    async def let_go(self, most: int) -> None:
        """Lets go of the articles of servers that other processes serve, but for those opened last."""
        library = self._services.newsroom.library
        elsewhere = [each for each in library.opened if not self._served.serve(each)]
        for server_id in elsewhere[: max(0, len(elsewhere) - most)]:
            await library.forget(server_id)

    def put_off(self, member_id: int, request: Request) -> None:
        """Remembers what the member wants to know until they have chosen."""
        self._put_off[member_id] = request

    def take_up(self, member_id: int) -> Request | None:
        """What was put off, once."""
        return self._put_off.pop(member_id, None)

    async def _look_for(self, member_id: int) -> tuple[tuple[discord.Guild, ...], bool]:
        """The servers, and whether these are all; what the database would have to tell is left out while it's away."""
        asked = {each: await self._has_articles(each.id) for each in self._client.guilds}
        servers = [each for each, has_articles in asked.items() if has_articles][:_MOST]
        open_to = await asyncio.gather(*(seems_open_to(server, member_id) for server in servers))
        here = [server for server, is_open in zip(servers, open_to, strict=True) if is_open]
        elsewhere = await self._look_elsewhere(member_id)
        return (*here, *(elsewhere or ())), None not in asked.values() and elsewhere is not None

    async def _has_articles(self, server_id: int) -> bool | None:
        """Whether a server has articles of its own; ``None`` where that can't be known while the database is away."""
        library = self._services.newsroom.library
        try:
            return await library.server_articles(server_id) is not library.bundled
        except DatabaseAwayError:
            return None

    async def _look_elsewhere(self, member_id: int) -> Sequence[discord.Guild] | None:
        """The servers of other processes; ``None`` where they can't be known while the database is away."""
        if self._served == EVERY_SHARD:
            return ()
        try:
            used = await self._services.server_choices.used_by(member_id)
        except DatabaseAwayError:
            return None
        elsewhere = [each for each in used if not self._served.serve(each)][:_MOST_ELSEWHERE]
        found = await asyncio.gather(*(fetch_server_open_to(self._client, each, member_id) for each in elsewhere))
        return [server for server in found if server]


def build_choice(servers: Sequence[discord.Guild], words: Words) -> discord.ui.LayoutView:
    """The question which server's articles are meant."""
    return build_view([words.say("which_server")], [[server_select(servers, words)]])


def server_select(
    servers: Sequence[discord.Guild], words: Words, chosen: int | None = None
) -> discord.ui.Select[discord.ui.LayoutView]:
    """The select of a server for direct messages."""
    options = [option(server.name, str(server.id), default=server.id == chosen) for server in servers]
    return select("server", words.say("server_placeholder"), options)
