"""Servers come and go, and what the host's commands change is taken up while the bot runs."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from discord import Guild
from discord.utils import utcnow

from bot.adapters.postgres.peers import PostgresPeers
from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores
from bot.bootstrap.application import desk_over
from bot.domain.actor import Actor
from bot.domain.server import ServerSettings
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.translations import Words
from bot.ingestion.document import ingest
from bot.library import Library
from bot.newsroom import Newsroom
from bot.ports.servers import ServerStore
from tests.discord import stage as staging
from tests.discord.corpus import OWN
from tests.discord.stage import RETENTION, Stage, StageClock, on_stage, publish, slash

KNEE = "When did Voss hurt her knee?"
DAY = 24 * 3600.0


def _server(stage: Stage) -> Guild:
    """The server as the bot sees it."""
    server = stage.bot.get_guild(stage.server.id)
    assert server is not None
    return server


async def _removed_for_twenty_days(stage: Stage) -> Guild:
    """The server, which has an article and removed the bot that long ago."""
    await publish(stage, "voss-knee")
    server = _server(stage)
    stage.bot.dispatch("guild_remove", server)
    await stage.env.advance_time(20 * DAY)
    return server


async def test_a_server_that_removed_the_bot_is_purged_after_its_grace_period(tmp_path: Path) -> None:
    """Its articles stay for 30 days, and are gone for good after that."""
    async with on_stage(tmp_path) as stage:
        await _removed_for_twenty_days(stage)
        assert await stage.stores.ledger.live(stage.server.id)
        await stage.env.advance_time(12 * DAY)
        assert not await stage.stores.ledger.live(stage.server.id)


async def test_a_server_that_comes_back_finds_its_articles(tmp_path: Path) -> None:
    """Adding the bot again within the grace period ends it, and the articles answer as before."""
    async with on_stage(tmp_path) as stage:
        server = await _removed_for_twenty_days(stage)
        stage.bot.dispatch("guild_join", server)
        await stage.env.advance_time(20 * DAY)
        assert "3 May 2025" in (await slash(stage.ann, stage.channel, "ask", question=KNEE)).text


async def test_an_outage_is_not_leaving(tmp_path: Path) -> None:
    """A server that Discord says is unavailable, even at the start, loses nothing however long that lasts."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        await stage.restart()  # so that the server is one that the bot has met
        server = _server(stage)
        stage.bot.dispatch("guild_unavailable", server)
        server.unavailable = True
        stage.bot.dispatch("ready")
        await stage.env.advance_time(40 * DAY)
        assert await stage.stores.ledger.live(stage.server.id)


async def test_what_the_host_imports_answers_within_a_minute(tmp_path: Path) -> None:
    """An article that another program publishes is quoted by the running bot without a restart."""

    def often(newsroom: Newsroom, stores: Stores) -> Services:
        return staging.services(newsroom, stores, look_out=timedelta(minutes=1))

    async with on_stage(tmp_path, often) as stage:
        assert "nothing on that" in (await slash(stage.ann, stage.channel, "ask", question=KNEE)).text
        await _elsewhere(tmp_path, stage.server.id)
        await stage.env.advance_time(61)
        assert "3 May 2025" in (await slash(stage.ann, stage.channel, "ask", question=KNEE)).text


async def test_what_another_process_changes_answers_within_a_second(postgres: Any) -> None:
    """On PostgreSQL an article that another process publishes is quoted a second later."""

    def often(newsroom: Newsroom, stores: Stores) -> Services:
        return staging.services(newsroom, stores, look_out=stores.peers.every)

    address = await asyncio.to_thread(postgres.new_database)
    async with on_stage(address, often) as stage:
        assert "nothing on that" in (await slash(stage.ann, stage.channel, "ask", question=KNEE)).text
        await _elsewhere(address, stage.server.id)
        await stage.env.advance_time(1)
        assert "3 May 2025" in (await slash(stage.ann, stage.channel, "ask", question=KNEE)).text


async def test_the_jobs_of_a_process_that_ended_are_taken_up(postgres: Any) -> None:
    """Who runs beside the process with the duty deletes nothing; when that one ends, it does within a second."""

    def often(newsroom: Newsroom, stores: Stores) -> Services:
        return staging.services(newsroom, stores, look_out=stores.peers.every)

    address = await asyncio.to_thread(postgres.new_database)
    long_ago = SimpleNamespace(now=lambda: utcnow() - timedelta(days=31))
    async with open_stores(address, long_ago, RETENTION) as first:
        assert await first.peers.has_duty()
        async with on_stage(address, often) as stage:
            await first.deliveries.first("old")
            await stage.env.advance_time(2)
            assert not await stage.stores.deliveries.first("old")
            assert isinstance(first.peers, PostgresPeers)
            await first.peers.close()
            await stage.env.advance_time(1)
            assert await stage.stores.deliveries.first("old")


async def _elsewhere(path: Path | str, server_id: int) -> None:
    """Publishes an article through connections of its own, as a command of the host does."""
    database = path / "stage.sqlite3" if isinstance(path, Path) else path
    async with open_stores(database, StageClock(), RETENTION) as stores:
        library = Library((), lambda articles, _: staging._answering(tuple(articles)), stores.ledger, stores.servers)
        desk = desk_over(stores, library, StageClock())
        host = Actor(None, server_id, may_moderate=True)
        await desk.articles.publish(host, ingest("knee", "knee", OWN["voss-knee"]), "imported")


async def test_a_server_that_can_t_be_readied_holds_up_no_other(tmp_path: Path) -> None:
    """When one server's choices can't be read at the start, the next one is spoken to in its own all the same."""

    def faulty(newsroom: Newsroom, stores: Stores) -> Services:
        async def settings(server_id: int) -> ServerSettings:
            if server_id in unreadable:
                raise ZeroDivisionError
            return ServerSettings(language="de")

        made = staging.services(newsroom, stores)
        servers = SimpleNamespace(mark_present=stores.servers.mark_present, settings=settings)
        return replace(made, servers=cast("ServerStore", servers))

    unreadable: set[int] = set()
    async with on_stage(tmp_path, faulty) as stage:
        unreadable.add(stage.server.id)
        await stage.restart()
        assert _words(stage, stage.eve.guild.id).language == "de"
        assert _words(stage, stage.server.id).language == "en"


def _words(stage: Stage, server_id: int) -> Words:
    return stage.bot.services.server_words(stage.bot.get_guild(server_id), server_id)


async def test_only_what_others_write_counts_as_a_change_from_outside(tmp_path: Path) -> None:
    """The bot's own writing is no reason to look again."""
    async with on_stage(tmp_path) as stage:
        peers, servers = stage.stores.peers, [stage.server.id]
        assert not await peers.changed_elsewhere(lambda: servers)
        await slash(stage.ann, stage.channel, "ask", question=KNEE)
        await publish(stage, "voss-knee")
        assert not await peers.changed_elsewhere(lambda: servers)
        await _elsewhere(tmp_path, stage.server.id)
        assert await peers.changed_elsewhere(lambda: servers) == servers
        assert not await peers.changed_elsewhere(lambda: servers)


async def test_answer_channels_chosen_in_the_settings_count_at_once(tmp_path: Path) -> None:
    """From the choice on, every question there is answered without a mention."""

    def hearing(newsroom: Newsroom, stores: Stores) -> Services:
        return staging.services(newsroom, stores, message_content=True)

    async with on_stage(tmp_path, hearing) as stage:
        question = "When did Lee hurt her calf?"
        assert await stage.say(stage.ann, question) is None
        await _choose_channel(stage)
        reply = await stage.say(stage.ann, question)
        assert reply is not None
        assert "10 June 2025" in reply.text


async def _choose_channel(stage: Stage) -> None:
    form = await slash(stage.mod, stage.channel, "settings")
    await stage.mod.select(form.message, [stage.channel], custom_id="moderate-answers")
