"""What this project's own index and newsroom do, measured."""

import asyncio
import gc
import os
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.adapters.gc_tuning import freeze_gc
from bot.adapters.memory import MemoryConversations
from bot.adapters.sqlite_index import SqliteIndexStore
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.lab.benchmark.corpus import Generator
from bot.lab.benchmark.timing import Latency
from bot.library import Build, Library
from bot.newsroom import Newsroom
from bot.retrieval.owned_index import MemoryStore, Owner
from bot.retrieval.passage_index import PassageIndex

LIMIT = 10
_CHANGES = 21
_COLD_STARTS = 3
_ASKERS = 100
_KEPT = 200
"""How many questions' passages have their vectors in memory."""
_NAME = "index.sqlite3"
_ANY = {"win": 1.0, "year": 1.0}

Query = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index took, and how large it is: seconds, megabytes if all of it is read, and on disk."""

    passages: int
    seconds: float
    memory: float
    disk: float


def build_index(revisions: Sequence[Revision], folder: Path) -> Built:
    """Indexes the articles from their text, into ``folder``."""
    folder.mkdir()
    start = perf_counter()
    with closing(SqliteIndexStore(folder / _NAME)) as store:
        index = store.load(None, revisions)
    took = perf_counter() - start
    arrays = [
        array for each in index.segments for part in (each.postings, each.table) for array in part.arrays().values()
    ]
    disk = sum(path.stat().st_size for path in folder.iterdir())
    return Built(len(index), took, sum(array.nbytes for array in arrays) / 1e6, disk / 1e6)


def open_index(revisions: Sequence[Revision], folder: Path) -> tuple[SqliteIndexStore, PassageIndex]:
    """The index that was built."""
    store = SqliteIndexStore(folder / _NAME)
    return store, store.load(None, revisions)


def measure_cold_start(revisions: Sequence[Revision], folder: Path, query: Query) -> float | None:
    """Milliseconds from an index on disk to the first hits, the system's copies of the file dropped before.

    The articles are there already. ``None`` where the system can't drop its copies. The quickest of a few.
    """
    if not hasattr(os, "posix_fadvise"):
        return None
    return 1000 * min(_cold_start(revisions, folder, query) for _ in range(_COLD_STARTS))


def _cold_start(revisions: Sequence[Revision], folder: Path, query: Query) -> float:
    drop_cached(folder)
    start = perf_counter()
    store, index = open_index(revisions, folder)
    index.search(query, LIMIT)
    took = perf_counter() - start
    store.close()
    return took


def drop_cached(folder: Path) -> None:
    """Asks the system to forget its copies of a folder's files."""
    gc.collect()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure_changes(store: SqliteIndexStore, index: PassageIndex, generator: Generator, first: int) -> dict[str, float]:
    """Median milliseconds to add an article of ten passages, durably and searchable, to remove one, and to merge.

    Those removed are some of the ``first`` articles, which stand in the largest segments.
    """
    taken: dict[str, list[float]] = {"add": [], "remove": [], "merge": []}
    for revision in generator.articles(_CHANGES, first):
        start = perf_counter()
        index = index.add([revision])
        store.save(None, index)
        index.search(_ANY, LIMIT)
        taken["add"].append(perf_counter() - start)
        start = perf_counter()
        while merge := index.merge_due():
            index = index.apply(merge)
            taken["merge"].append(perf_counter() - start)
    for number in range(0, first, -(-first // _CHANGES)):
        (revision,) = generator.articles(1, number)
        start = perf_counter()
        index = index.remove([revision.article_id])
        store.save(None, index)
        taken["remove"].append(perf_counter() - start)
    return {name: 1000 * median(values) for name, values in taken.items() if values}


def measure_answers(
    revisions: Sequence[Revision], index: PassageIndex, build_answerer: Build, questions: Sequence[str]
) -> dict[str, Latency | float]:
    """Latency of whole answers one after the other, and of a hundred asked at once.

    The first time, every question meets passages whose vectors have to be made; the latest are asked again when those
    are held.
    """
    library = Library(revisions, build_answerer, store=_ReadyIndex(index))
    newsroom = Newsroom(library, MemoryConversations())
    asyncio.run(newsroom.ask(ConversationKey(0, 0), Request(questions[0])))
    freeze_gc()
    return asyncio.run(_ask_all(newsroom, questions))


async def _ask_all(newsroom: Newsroom, questions: Sequence[str]) -> dict[str, Latency | float]:
    loop = asyncio.get_running_loop()

    async def ask(conversation: int, question: str, since: float | None = None) -> float:
        start = loop.time() if since is None else since
        await newsroom.ask(ConversationKey(conversation, 1), Request(question))
        return loop.time() - start

    new = [await ask(number, question) for number, question in enumerate(questions)]
    recent = questions[-_KEPT:]
    alone = [await ask(len(questions) + number, question) for number, question in enumerate(recent)]
    start = loop.time()
    crowd = recent[:_ASKERS]
    together = await asyncio.gather(*(ask(-1 - at, question, start) for at, question in enumerate(crowd)))
    return {
        "ask_new": Latency.of(new),
        "ask": Latency.of(alone),
        "crowd": Latency.of(together),
        "crowd_seconds": max(together),
    }


class _ReadyIndex(MemoryStore):
    """Has the index already."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:  # noqa: ARG002  # all there are
        """The index."""
        return self._index
