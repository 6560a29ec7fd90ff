"""Two processes, each with one of Discord's two shards, at one PostgreSQL database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.bootstrap.application import open_application
from bot.bootstrap.discord import discord_services
from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import DatabaseAwayError
from bot.domain.server import Shards
from bot.frontends.discord.client import PressboxClient, build_client
from bot.frontends.discord.interactions import shared_servers
from bot.frontends.discord.servers.servers_cog import ServersCog
from bot.ingestion.document import ingest
from bot.settings import Settings
from tests.wire import world
from tests.wire.conftest import CALF, Start
from tests.wire.fake_discord import FakeDiscord
from tests.wire.gateway import IDENTIFY

OTHER = world.GUILD | 1 << 22
"""A server of the second shard."""
HOST = Actor(None, OTHER, may_moderate=True)
VOSS = "when did Voss hurt her knee?"
DAY = "3 May 2025"
KNEE = "---\ntitle: Knee\nathletes: [Bea Voss]\n---\n\nBea Voss hurt her knee on 3 May 2025 in Rome.\n"


@pytest.fixture
async def clients(fake: FakeDiscord, start: Start, settings: Settings, postgres: Any) -> AsyncIterator[list[Any]]:
    """The two, connected."""
    address = await asyncio.to_thread(postgres.new_database)
    fake.gateway.server_ids = [world.GUILD, OTHER]
    async with AsyncExitStack() as stack:
        clients = []
        for shard in range(2):
            mine = replace(settings, database=address, shards=Shards(shard, shard, 2))
            app = await stack.enter_async_context(open_application(mine))
            clients.append(await start(build_client(discord_services(mine, app.newsroom, app.desk, app.stores))))
        yield clients


async def ask(fake: FakeDiscord, server_id: int, question: str) -> str:
    """What a question in a server is answered with."""
    answers = len(fake.answers)
    await fake.does(world.command(world.ANN, "ask", question=question) | {"guild_id": str(server_id)})
    return world.words(await fake.answered(answers + 1)).replace("*", "")


async def ask_directly(fake: FakeDiscord, question: str, by: int = world.ANN) -> str:
    """What a direct message is answered with."""
    answers = len(fake.answers)
    await fake.says_directly(question, by)
    return world.words(await fake.answered(answers + 1)).replace("*", "")


def servers_cog(client: PressboxClient) -> ServersCog:
    """The part of a client that keeps up with the servers."""
    cog = client.get_cog("ServersCog")
    assert isinstance(cog, ServersCog)
    return cog


async def publish(client: PressboxClient) -> AuditEntry:
    """Publish an article in the second shard's server."""
    return await client.services.desk.articles.publish(HOST, ingest("knee", "knee", KNEE), "imported")


async def test_each_process_answers_in_its_own_servers(fake: FakeDiscord, clients: list[PressboxClient]) -> None:
    """Every shard identifies as one of two, answers where Discord sends it, and holds those servers' articles only."""
    identified = [payload["d"]["shard"] for payload in fake.gateway.received if payload["op"] == IDENTIFY]
    assert identified == [[0, 2], [1, 2]]
    assert [[server.id for server in client.guilds] for client in clients] == [[world.GUILD], [OTHER]]
    for server_id in (world.GUILD, OTHER):
        assert CALF in await ask(fake, server_id, "when did Lee hurt her calf?")
    loaded = [set(client.services.newsroom.library._by_server) for client in clients]
    assert loaded == [{world.GUILD}, {OTHER}]


async def test_a_change_made_by_one_process_is_taken_up_by_another(
    fake: FakeDiscord, clients: list[PressboxClient]
) -> None:
    """An article of the second's server that the first publishes is quoted by the second."""
    first, second = clients
    library, before = second.services.newsroom.library, (await second.services.newsroom.server_articles(OTHER))
    await publish(first)
    async with asyncio.timeout(10):
        while library.indexed(OTHER) is before:
            await discord.utils.sleep_until(discord.utils.utcnow())
    assert DAY in await ask(fake, OTHER, VOSS)


async def test_the_server_of_another_process_answers_a_direct_message(
    fake: FakeDiscord, clients: list[PressboxClient]
) -> None:
    """Who has asked in a server is answered directly from its articles, by the process at which messages arrive."""
    await publish(clients[1])
    assert DAY in await ask(fake, OTHER, VOSS)
    assert DAY in await ask_directly(fake, VOSS)
    assert DAY not in await ask_directly(fake, VOSS, by=world.BEN)


@pytest.mark.parametrize(
    ("where", "status"),
    [
        (f"GET /guilds/{OTHER}/members/{world.ANN}$", 404),
        (f"GET /guilds/{OTHER}$", 403),
        (f"GET /guilds/{OTHER}$", 404),
        (f"GET /guilds/{OTHER}/channels$", 403),
        (f"GET /guilds/{OTHER}/members/{world.ANN}$", 500),
    ],
)
async def test_nobody_reads_a_server_that_is_not_theirs(
    fake: FakeDiscord, clients: list[PressboxClient], where: str, status: int
) -> None:
    """Where Discord doesn't say that the member and the bot are in it, its articles aren't opened."""
    await publish(clients[1])
    assert DAY in await ask(fake, OTHER, VOSS)
    fake.fails(where, status, times=99)
    assert DAY not in await ask_directly(fake, VOSS)
    assert OTHER not in clients[0].services.newsroom.library.opened


async def test_nobody_reads_a_server_in_which_they_see_nothing(
    fake: FakeDiscord, clients: list[PressboxClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A member from whom another process's server hides its channels isn't answered from its articles."""
    await publish(clients[1])
    assert DAY in await ask(fake, OTHER, VOSS)
    hidden = {"id": str(OTHER), "type": 0, "allow": "0", "deny": str(discord.Permissions(view_channel=True).value)}
    shown = {"id": str(world.BOT), "type": 1, "allow": hidden["deny"], "deny": "0"}
    private = world.channel(OTHER) | {"permission_overwrites": [hidden, shown]}
    # The owner would see it all the same.
    closed = world.guild(OTHER) | {"channels": [private], "owner_id": str(world.BEN)}
    monkeypatch.setattr(world, "guild", lambda _: closed)
    assert DAY not in await ask_directly(fake, VOSS)


async def test_what_another_process_removes_is_told_nobody_directly(
    fake: FakeDiscord, clients: list[PressboxClient]
) -> None:
    """An article that the server's own process removes answers no direct message a moment later."""
    first, second = clients
    entry = await publish(second)
    await ask(fake, OTHER, VOSS)
    assert DAY in await ask_directly(fake, VOSS)
    library, before = first.services.newsroom.library, (await first.services.newsroom.server_articles(OTHER))
    await second.services.desk.articles.remove(HOST, entry.article_id or "")
    async with asyncio.timeout(10):
        while library.indexed(OTHER) is before:
            await discord.utils.sleep_until(discord.utils.utcnow())
    assert DAY not in await ask_directly(fake, VOSS)


async def test_what_was_removed_a_moment_ago_is_struck(fake: FakeDiscord, clients: list[PressboxClient]) -> None:
    """A direct answer with what its server has removed, of which this process hasn't heard yet, is corrected."""
    first, second = clients
    entry = await publish(second)
    await ask(fake, OTHER, VOSS)
    assert DAY in await ask_directly(fake, VOSS)
    servers_cog(first).look_out.cancel()
    await second.services.desk.articles.remove(HOST, entry.article_id or "")
    assert DAY in await ask_directly(fake, VOSS)
    await fake.until(lambda: "Withdrawn by the moderators" in world.words(fake.answers[-1]))


async def test_few_servers_of_other_processes_are_held(
    fake: FakeDiscord, clients: list[PressboxClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those opened for direct messages as many are held as there is room for; a process's own all are."""
    monkeypatch.setattr(shared_servers, "MOST_OPENED", 0)
    await publish(clients[1])
    await ask(fake, OTHER, VOSS)
    library = clients[0].services.newsroom.library
    await clients[0].shared_servers.find_scope(world.ANN)
    assert library.opened == (world.GUILD,)
    assert DAY in await ask_directly(fake, VOSS)


async def test_servers_that_can_t_be_known_for_now_are_looked_for_again(
    fake: FakeDiscord, clients: list[PressboxClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is away a direct message is answered all the same, and afterwards from the member's server."""

    async def fail(*_: object) -> None:
        raise DatabaseAwayError("it is away")

    await publish(clients[1])
    await ask(fake, OTHER, VOSS)
    with monkeypatch.context() as during:
        during.setattr(clients[0].services.server_choices, "used_by", fail)
        assert DAY not in await ask_directly(fake, VOSS)
    assert DAY in await ask_directly(fake, VOSS)


async def test_few_are_held_by_the_process_that_tells_followers(
    clients: list[PressboxClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it opens to see whom new articles name is let go of, too, with no direct message."""
    await publish(clients[1])
    cog, newsroom = servers_cog(clients[0]), clients[0].services.newsroom
    cog.look_out.cancel()
    await newsroom.server_articles(OTHER)
    monkeypatch.setattr("bot.frontends.discord.servers.servers_cog.MOST_OPENED", 0)
    await cog.look_out()
    assert newsroom.library.opened == (world.GUILD,)


async def test_answers_are_corrected_by_the_process_of_their_server(
    clients: list[PressboxClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another that holds the server's articles takes up a change of them, and leaves what was sent alone."""
    first, second = clients
    cog, library = servers_cog(first), first.services.newsroom.library
    cog.look_out.cancel()
    before = await library.server_articles(OTHER)
    resumed: list[int] = []
    monkeypatch.setattr(first.follow_up, "resume", resumed.append)
    await publish(second)
    async with asyncio.timeout(10):
        while library.indexed(OTHER) is before:
            await cog.look_out()
    assert resumed == []


async def test_no_server_of_another_process_is_held_for_days(fake: FakeDiscord, clients: list[PressboxClient]) -> None:
    """Once a day a process lets go of what it opened for direct messages: the server may have been deleted."""
    await publish(clients[1])
    await ask(fake, OTHER, VOSS)
    await ask_directly(fake, VOSS)
    library = clients[0].services.newsroom.library
    assert OTHER in library.opened
    await servers_cog(clients[0]).purge()
    assert library.opened == (world.GUILD,)
