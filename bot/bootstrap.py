"""Composition root: the one place where the parts meet."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters import resources, vector_cache
from bot.adapters.clock import SystemClock
from bot.adapters.corpus_files import load_corpus
from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.adapters.memory import MemoryConversations
from bot.adapters.onnx.bundled import load_networks, pair_reader, sentence_encoder, shared_encoder
from bot.adapters.vector_cache import VectorCache
from bot.answering.answerer import Answerer
from bot.answering.composer import Composer, Markup
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import gazetteer
from bot.answering.names.people import People
from bot.answering.ranking.weights import Weights
from bot.desk.desk import Desk
from bot.domain.article import Revision
from bot.domain.errors import UserError
from bot.encoding import ArticleEncoding
from bot.feeds.feeds import Feeds
from bot.feeds.ports import FeedSource
from bot.following.following import Following
from bot.library import Library
from bot.newsroom import Newsroom
from bot.ports.answering import PairReader, SentenceEncoder
from bot.ports.clock import Clock
from bot.retrieval.passage_index import PassageIndex
from bot.settings import LANGUAGES, Settings

if TYPE_CHECKING:
    from bot.adapters.article_reader import ArticleReader
    from bot.adapters.sql.stores import Stores
    from bot.frontends.demo.wire import Wire
    from bot.frontends.discord.services import Services
    from bot.frontends.discord.ui.translations import Translations

_log = logging.getLogger(__name__)


def answerer(
    revisions: Sequence[Revision],
    index: PassageIndex | None = None,
    *,
    fitted: Weights | None = None,
    vectors: SentenceEncoder | None = None,
    reader: PairReader | None = None,
) -> Answerer:
    """An answerer over ``revisions`` with the project's own lexicon, and its own weights unless others are given.

    ``index``: that of the revisions, where there is one already; ``vectors``: an encoder that keeps what it makes, by
    default one that all answerers of this process share; ``reader``: another one than the project's own.
    """
    lexicon = _lexicon()
    if index is None:
        index = PassageIndex(revisions)
    people = _people()
    known = gazetteer(revisions, index.statistics, people)
    return Answerer(
        revisions,
        index,
        known,
        people,
        lexicon,
        fitted or weights(),
        vectors or shared_encoder(),
        reader or pair_reader(),
        resources.EnglishWords(),
    )


@cache
def _lexicon() -> Lexicon:
    return Lexicon.from_data(resources.lexicon_data())


@cache
def _people() -> People:
    """Shared, so that what was looked at before one article came isn't looked at again."""
    return People(resources.name_model(), _lexicon().names)


def weights() -> Weights:
    """The project's own weights."""
    return Weights.from_data(resources.weights_data())


def article_paths(settings: Settings, corpus: Sequence[Path] = ()) -> Sequence[Path]:
    """Where the articles are: ``corpus`` goes before the settings' own; with neither, the bundled ones are meant."""
    return corpus or settings.corpus or (resources.folder("corpus"),)


def open_newsroom(revisions: Sequence[Revision]) -> Newsroom:
    """A newsroom over some articles, which remembers its conversations until the process ends."""
    return Newsroom(Library(revisions, answerer), MemoryConversations())


@dataclass(frozen=True, slots=True)
class Application:
    """A newsroom that remembers, with its source desk and everything that is kept."""

    newsroom: Newsroom
    desk: Desk
    stores: "Stores"


@asynccontextmanager
async def open_application(
    settings: Settings, corpus: Sequence[Path] = (), clock: Clock | None = None
) -> AsyncIterator[Application]:
    """Reads the articles, opens the database, and starts a newsroom over both, with its indexes beside the database.

    Raises:
        UserError: when no article can be read, or the database can't be used.
    """
    from bot.adapters.sqlite_index import open_store  # noqa: PLC0415  # time `ask` can do without
    from bot.adapters.stores import open_stores  # noqa: PLC0415  # a tenth of a second, as above

    clock = clock or SystemClock()
    with open_store(settings.index) as store:
        folder = store.folder if store else None
        revisions = _read(article_paths(settings, corpus), folder)
        async with open_stores(settings.database, clock, settings.retention) as stores:
            vectors = VectorCache(sentence_encoder(), folder / vector_cache.NAME if folder else None, clock)
            build = partial(answerer, vectors=vectors)
            encoding = ArticleEncoding(vectors, load_networks)
            library = await asyncio.to_thread(Library, revisions, build, stores.ledger, stores.servers, store, encoding)
            library.save()
            desk = desk_over(stores, library, clock)
            try:
                yield Application(Newsroom(library, stores.conversations), desk, stores)
            finally:
                encoding.stop()
                await library.finish()
                vectors.close()


def _read(paths: Sequence[Path], folder: Path | None) -> list[Revision]:
    """The articles; what was read of them before is in ``folder``, if there is one."""
    from bot.adapters.parsed_documents import load_corpus_once  # noqa: PLC0415  # as above

    corpus = load_corpus_once(paths, folder) if folder else load_corpus(paths)
    for skipped in corpus.skipped:
        _log.warning("a file gives no article", extra={"file": str(skipped.path), "reason": skipped.reason})
    return corpus.revisions


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """The source desk alone, for who changes articles and asks nothing."""
    from bot.adapters.stores import open_stores  # noqa: PLC0415  # as above

    clock = SystemClock()
    async with open_stores(settings.database, clock, settings.retention) as stores:
        nobody = Library((), answerer)
        yield desk_over(stores, nobody, clock)


def desk_over(stores: "Stores", library: Library, clock: Clock, reader: "ArticleReader | None" = None) -> Desk:
    """The source desk over open stores, which reads articles from texts, files and the web if not from ``reader``."""
    from bot.adapters.article_reader import ArticleReader  # noqa: PLC0415  # as above

    read = reader or ArticleReader()
    return Desk.over(stores.ledger, stores.submissions, stores.drafts, stores.sent_answers, library, read, clock)


def feeds_over(stores: "Stores", desk: Desk, clock: Clock, source: FeedSource | None = None) -> Feeds:
    """The feeds over open stores, which are fetched from the web if not from ``source``."""
    from bot.adapters.feeds.source import WebFeeds  # noqa: PLC0415  # as above
    from bot.adapters.web.page import WebPages  # noqa: PLC0415  # as above

    fetched = source or WebFeeds(WebPages(), clock)
    return Feeds.over(stores.feeds, stores.submissions, stores.ledger, fetched, desk, clock, random.random)


def discord_services(
    settings: Settings,
    newsroom: Newsroom,
    desk: Desk,
    stores: "Stores",
    clock: Clock | None = None,
    source: FeedSource | None = None,
) -> "Services":
    """What the Discord front-end is built from, over open stores."""
    from bot.frontends.discord.services import Options, Services  # noqa: PLC0415  # only a bot on Discord needs it

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
        feeds=feeds_over(stores, desk, clock or SystemClock(), source),
        following=Following.over(
            newsroom,
            desk.unanswered,
            stores.follows,
            stores.news,
            stores.jobs,
            stores.schedules,
            stores.servers,
            stores.sent_answers,
            clock,
        ),
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


def translations(default: str, languages: frozenset[str] = LANGUAGES) -> "Translations":
    """The bot's words on Discord in ``languages``; ``default`` is spoken where nobody's locale says otherwise."""
    from bot.frontends.discord.ui.translations import Translations  # noqa: PLC0415  # as above

    return Translations({language: _composer_for_discord(language) for language in languages}, default)


@cache
def _composer_for_discord(language: str) -> Composer:
    from bot.frontends.discord.ui.markup import DiscordMarkup  # noqa: PLC0415  # as above

    return Composer(resources.templates(language), DiscordMarkup()).prepare()


async def run_on_discord(settings: Settings, corpus: Sequence[Path] = ()) -> None:
    """Runs the bot on Discord until it is told to stop."""
    from bot.frontends.discord.application import check_token  # noqa: PLC0415
    from bot.frontends.discord.client import build_client  # noqa: PLC0415  # as above
    from bot.frontends.discord.logs import begin_log  # noqa: PLC0415
    from bot.frontends.discord.monitoring import serve_endpoints  # noqa: PLC0415
    from bot.frontends.discord.running import serve  # noqa: PLC0415

    token = check_token(settings.token)
    begin_log(token, settings.log_format)
    tune_gc(resources.EnglishWords().load)
    async with open_application(settings, corpus) as app:
        freeze_gc()
        client = build_client(discord_services(settings, app.newsroom, app.desk, app.stores))
        async with serve_endpoints(client, settings.monitoring) if settings.monitoring else nullcontext():
            await serve(client, token)


async def run_demo(settings: Settings, corpus: Sequence[Path], port: int, announce: Callable[[str], None]) -> None:
    """Shows the bot on a simulated Discord in the browser until it is told to stop."""
    from bot.frontends.discord.client import PressboxClient  # noqa: PLC0415  # as above

    try:
        from bot.frontends.demo.running import serve_demo  # noqa: PLC0415  # an extra
        from bot.frontends.demo.wire import KEPT_BACK, Wire  # noqa: PLC0415
        from bot.frontends.demo.world import SimulatedClock  # noqa: PLC0415
    except ImportError as error:
        raise UserError("the demo needs packages of its own: pip install 'pressbox[demo]', or '.[demo]'") from error

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


def demo_services(settings: Settings, app: Application, wire: "Wire | None" = None) -> "Services":
    """What the demo's bot is built from: all on the simulated Discord's time, and feeds read more often."""
    from bot.adapters.feeds.source import WebFeeds  # noqa: PLC0415  # as above
    from bot.frontends.demo.wire import WireAndWeb  # noqa: PLC0415
    from bot.frontends.demo.world import MemoryFacts, SimulatedClock  # noqa: PLC0415

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


def composer(settings: Settings, markup: Markup | None = None) -> Composer:
    """The composer of the settings' language."""
    return Composer(resources.templates(settings.language), markup)
