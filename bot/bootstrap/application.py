"""A newsroom that remembers, over its database."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.adapters import vector_cache
from bot.adapters.article_reader import ArticleReader
from bot.adapters.clock import SystemClock
from bot.adapters.corpus_files import load_corpus
from bot.adapters.feeds.source import WebFeeds
from bot.adapters.onnx.bundled import load_networks, sentence_encoder
from bot.adapters.parsed_documents import load_corpus_once
from bot.adapters.sql.stores import Stores
from bot.adapters.sqlite_index import open_store
from bot.adapters.stores import open_stores
from bot.adapters.vector_cache import VectorCache
from bot.adapters.web.page import WebPages
from bot.bootstrap.answering import answerer, article_paths
from bot.desk.desk import Desk
from bot.domain.article import Revision
from bot.encoding import ArticleEncoding
from bot.feeds.feeds import Feeds
from bot.feeds.ports import FeedSource
from bot.following.following import Following
from bot.library import Library
from bot.newsroom import Newsroom
from bot.ports.clock import Clock
from bot.settings import Settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Application:
    """A newsroom that remembers, with its source desk and everything that is kept."""

    newsroom: Newsroom
    desk: Desk
    stores: Stores


@asynccontextmanager
async def open_application(
    settings: Settings, corpus: Sequence[Path] = (), clock: Clock | None = None
) -> AsyncIterator[Application]:
    """Reads the articles, opens the database, and starts a newsroom over both, with its indexes beside the database.

    Raises:
        UserError: when no article can be read, or the database can't be used.
    """
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
    corpus = load_corpus_once(paths, folder) if folder else load_corpus(paths)
    for skipped in corpus.skipped:
        _log.warning("a file gives no article", extra={"file": str(skipped.path), "reason": skipped.reason})
    return corpus.revisions


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """The source desk alone, for who changes articles and asks nothing."""
    clock = SystemClock()
    async with open_stores(settings.database, clock, settings.retention) as stores:
        nobody = Library((), answerer)
        yield desk_over(stores, nobody, clock)


def desk_over(stores: Stores, library: Library, clock: Clock, reader: ArticleReader | None = None) -> Desk:
    """The source desk over open stores, which reads articles from texts, files and the web if not from ``reader``."""
    read = reader or ArticleReader()
    return Desk.over(stores.ledger, stores.submissions, stores.drafts, stores.sent_answers, library, read, clock)


def feeds_over(stores: Stores, desk: Desk, clock: Clock, source: FeedSource | None = None) -> Feeds:
    """The feeds over open stores, which are fetched from the web if not from ``source``."""
    fetched = source or WebFeeds(WebPages(), clock)
    return Feeds.over(stores.feeds, stores.submissions, stores.ledger, fetched, desk, clock, random.random)


def following_over(stores: Stores, newsroom: Newsroom, desk: Desk, clock: Clock) -> Following:
    """Who follows whom, and is told of it, over open stores."""
    return Following.over(
        newsroom,
        desk.unanswered,
        stores.follows,
        stores.news,
        stores.jobs,
        stores.schedules,
        stores.servers,
        stores.sent_answers,
        clock,
    )
