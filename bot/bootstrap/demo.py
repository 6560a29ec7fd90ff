"""The bot on a simulated Discord."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.adapters import resources
from bot.adapters.corpus_files import load_corpus
from bot.adapters.feeds.source import WebFeeds
from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.bootstrap.application import Application, open_application
from bot.bootstrap.discord import discord_services, translations
from bot.frontends.demo.running import serve_demo
from bot.frontends.demo.wire import KEPT_BACK, Wire, WireAndWeb
from bot.frontends.demo.world import MemoryFacts, SimulatedClock
from bot.frontends.discord.client import PressboxClient
from bot.frontends.discord.services import Services
from bot.settings import Settings


async def run_demo(settings: Settings, corpus: Sequence[Path], port: int, announce: Callable[[str], None]) -> None:
    """Shows the bot on a simulated Discord in the browser until it is told to stop."""
    tune_gc(resources.EnglishWords().load)
    wire = None
    if not (corpus or settings.corpus):
        files = sorted(resources.folder("corpus").glob("*.md"))
        wire = Wire(load_corpus([file for file in files if file.stem in KEPT_BACK]).revisions)
        corpus = [file for file in files if file.stem not in KEPT_BACK]
    async with open_application(settings, corpus, SimulatedClock()) as app:
        freeze_gc()
        client = PressboxClient(demo_services(settings, app, wire))
        await serve_demo(client, wire, app.stores.feeds, port, announce)


def demo_services(settings: Settings, app: Application, wire: Wire | None = None) -> Services:
    """What the demo's bot is built from: all on the simulated Discord's time, and feeds read more often."""
    clock = SimulatedClock()
    source = WebFeeds(WireAndWeb(wire), clock) if wire else None
    made = discord_services(settings, app.newsroom, app.desk, app.stores, clock, source)
    return replace(
        made,
        facts=MemoryFacts(),
        # Every Discord is in American English there, so that the host's choice would never be heard.
        translations=translations(settings.language, frozenset({settings.language})),
        options=replace(made.options, message_content=True, poll=timedelta(seconds=10)),
    )
