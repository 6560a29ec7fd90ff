"""The bot on Discord."""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from pathlib import Path

from bot.adapters import resources
from bot.adapters.clock import SystemClock
from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.adapters.sql.stores import Stores
from bot.answering.composer import Composer
from bot.bootstrap.application import feeds_over, following_over, open_application
from bot.desk.desk import Desk
from bot.feeds.ports import FeedSource
from bot.frontends.discord.application import check_token
from bot.frontends.discord.client import build_client
from bot.frontends.discord.logs import begin_log
from bot.frontends.discord.monitoring import serve_endpoints
from bot.frontends.discord.running import serve
from bot.frontends.discord.services import Options, Services
from bot.frontends.discord.ui.markup import DiscordMarkup
from bot.frontends.discord.ui.translations import Translations
from bot.newsroom import Newsroom
from bot.ports.clock import Clock
from bot.settings import LANGUAGES, Settings


def discord_services(
    settings: Settings,
    newsroom: Newsroom,
    desk: Desk,
    stores: Stores,
    clock: Clock | None = None,
    source: FeedSource | None = None,
) -> Services:
    """What the Discord front-end is built from, over open stores."""
    options = Options(
        message_content=settings.message_content,
        retention_days=settings.retention.days,
        log_messages=settings.log_messages,
        correctable=settings.correctable,
        look_out=stores.peers.every,
        shards=settings.shards,
    )
    clock = clock or SystemClock()
    return Services(
        newsroom=newsroom,
        desk=desk,
        feeds=feeds_over(stores, desk, clock, source),
        following=following_over(stores, newsroom, desk, clock),
        translations=translations(settings.language),
        sent_answers=stores.sent_answers,
        deliveries=stores.deliveries,
        members=stores.members,
        retention=stores.retention,
        facts=stores.facts,
        servers=stores.servers,
        server_choices=stores.server_choices,
        peers=stores.peers,
        clock=clock,
        options=options,
    )


def translations(default: str, languages: frozenset[str] = LANGUAGES) -> Translations:
    """The bot's words on Discord in ``languages``; ``default`` is spoken where nobody's locale says otherwise."""
    return Translations({language: _composer_for_discord(language) for language in languages}, default)


@cache
def _composer_for_discord(language: str) -> Composer:
    return Composer(resources.templates(language), DiscordMarkup()).prepare()


async def run_on_discord(settings: Settings, corpus: Sequence[Path] = ()) -> None:
    """Runs the bot on Discord until it is told to stop."""
    token = check_token(settings.token)
    begin_log(token, settings.log_format)
    tune_gc(resources.EnglishWords().load)
    async with open_application(settings, corpus) as app:
        freeze_gc()
        client = build_client(discord_services(settings, app.newsroom, app.desk, app.stores))
        async with serve_endpoints(client, settings.monitoring) if settings.monitoring else nullcontext():
            await serve(client, token)
