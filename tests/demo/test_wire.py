"""Articles arrive in the demo while somebody looks on."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.adapters import resources
from bot.adapters.corpus_files import load_corpus
from bot.adapters.web.errors import LinkError
from bot.bootstrap.application import Application, open_application
from bot.bootstrap.demo import demo_services
from bot.domain.feed import Outcome, Skipped
from bot.frontends.demo import wire as wire_module
from bot.frontends.demo.lobby import RoomPreview, lobby
from bot.frontends.demo.opening import open_server
from bot.frontends.demo.wire import KEPT_BACK, Wire, WireAndWeb
from bot.frontends.demo.world import SimulatedClock, World, simulate
from bot.frontends.discord.client import PressboxClient
from bot.settings import Settings


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first article arrives at once, the others soon."""
    monkeypatch.setattr(wire_module, "FIRST", 0.0)
    monkeypatch.setattr(wire_module, "PAUSE", 0.01)


@pytest.fixture
def wire() -> Wire:
    """The bundled articles that are kept back."""
    return Wire(load_corpus([resources.folder("corpus") / f"{name}.md" for name in KEPT_BACK]).revisions)


@asynccontextmanager
async def _demo(folder: Path, wire: Wire) -> AsyncIterator[tuple[World, Application]]:
    """The demo's world over one article, subscribed to the wire."""
    article = folder / "bol.md"
    article.write_text("---\nathletes: [Femke Bol, Emma Raducanu]\n---\n\nFemke Bol ran. Emma Raducanu played.\n")
    settings = Settings(database=folder / "demo.sqlite3")
    async with open_application(settings, [article], SimulatedClock()) as app:
        client = PressboxClient(demo_services(settings, app, wire))
        async with simulate(client) as world:
            await open_server(world, client.services, wire)
            yield world, app


async def test_articles_wait_for_a_moderator(tmp_path: Path, wire: Wire) -> None:
    """Each article that arrives becomes a suggestion; what names no athlete is skipped with its reason."""
    async with _demo(tmp_path, wire) as (world, app):
        await wire.deliver(app.stores.feeds, world.moderator.own_server())
        await world.env.advance_time(60)
        assert len(await app.desk.queue.pending(world.moderator)) == len(KEPT_BACK)
        (feed,) = await app.stores.feeds.of_server(world.moderator.own_server())
        latest = await app.stores.feeds.latest(feed.feed_id, 10)
    assert [each.reason for each in latest if each.outcome is Outcome.SKIPPED] == [Skipped.NO_ATHLETE]


async def test_it_is_subscribed_once(tmp_path: Path, wire: Wire) -> None:
    """A demo that is opened again on the same database is as it was left: a feed that was removed stays away."""
    async with _demo(tmp_path, wire) as (world, app):
        (feed,) = await app.stores.feeds.of_server(world.moderator.own_server())
        await app.stores.feeds.remove(feed.server_id, feed.feed_id)
    async with _demo(tmp_path, wire) as (world, app):
        assert not await app.stores.feeds.of_server(world.moderator.own_server())


async def test_a_page_of_each_article(tmp_path: Path, wire: Wire) -> None:
    """An entry's link leads to its article, on the demo's own site, once it has arrived."""
    async with (
        _demo(tmp_path, wire) as (world, app),
        lobby(world, RoomPreview(world), wire, 0),
        aiohttp.ClientSession() as session,
    ):
        missing = f"{wire.pages}{KEPT_BACK[0]}"
        async with session.get(missing) as answered:
            assert answered.status == 404
        await wire.deliver(app.stores.feeds, world.moderator.own_server())
        for item in json.loads(wire.write())["items"][:-1]:
            async with session.get(item["url"]) as answered:
                assert item["title"] in await answered.text()


async def test_other_addresses_are_the_webs(wire: Wire) -> None:
    """Only the wire is answered from inside: any other address is fetched, with all that guards a fetch."""
    with pytest.raises(LinkError, match="public internet"):
        await WireAndWeb(wire).download("http://127.0.0.1/feed.json", {})
