"""What this project's own index and newsroom do, measured."""

import asyncio
import gc
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from numpy.typing import NDArray

from bot.adapters.gc_tuning import freeze_gc
from bot.adapters.index_files import IndexFiles
from bot.adapters.memory import MemoryConversations
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.lab.benchmark.corpus import Generator
from bot.lab.benchmark.timing import Latency, latency, seconds
from bot.library import Build, Library
from bot.newsroom import Newsroom
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.scoring import TopK
from bot.retrieval.segment_articles import SegmentArticles
from bot.retrieval.shared_index import MemoryStore, Owner
from bot.retrieval.snapshot import Part

LIMIT = 10
_CHANGES = 21
_ASKERS = 100
_KEPT = 200
"""How many questions' passages have their vectors in memory."""
_STAMP = "benchmark"
_ANY = {"win": 1.0, "year": 1.0}

Query = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index took, and how large it is: seconds, megabytes if all of it is read, and on disk."""

    passages: int
    seconds: float
    memory: float
    disk: float


def build(revisions: Mapping[str, Revision], folder: Path) -> Built:
    """Indexes the articles from their text, into ``folder``."""
    start = perf_counter()
    index = IndexFiles(folder, PassageIndex()).load(revisions, _STAMP)
    took = perf_counter() - start
    arrays = [array for part, holding in index.volumes for array in _arrays(part, holding)]
    disk = sum(path.stat().st_size for path in folder.iterdir())
    return Built(len(index), took, sum(array.nbytes for array in arrays) / 1e6, disk / 1e6)


def opened(revisions: Mapping[str, Revision], folder: Path, top_k: TopK) -> tuple[IndexFiles, PassageIndex]:
    """The index that was built."""
    files = IndexFiles(folder, PassageIndex(top_k=top_k))
    return files, files.load(revisions, _STAMP)


def cold_start(revisions: Mapping[str, Revision], folder: Path, query: Query) -> float | None:
    """Milliseconds from an index on disk to the first hits, the system's copies of the files dropped before.

    The articles are there already, and numpy answers, since the kernel isn't ready so soon. ``None`` where the system
    can't drop its copies; it keeps those of files that somebody has mapped, so nobody may hold the index meanwhile.
    """
    if not hasattr(os, "posix_fadvise"):
        return None
    drop_cached(folder)
    return 1000 * seconds(lambda: IndexFiles(folder, PassageIndex()).load(revisions, _STAMP).search(query, LIMIT))


def drop_cached(folder: Path) -> None:
    """Asks the system to forget its copies of a folder's files."""
    gc.collect()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def changes(files: IndexFiles, index: PassageIndex, generator: Generator, first: int) -> dict[str, float]:
    """Median milliseconds to add an article of ten passages, durably and searchable, to remove one, and to fold.

    Those removed are some of the ``first`` articles, which stand in the largest segments.
    """
    taken: dict[str, list[float]] = {"add": [], "remove": [], "fold": []}
    for revision in generator.articles(_CHANGES, first):
        start = perf_counter()
        index = files.commit(index.add([revision]), revision.article_id)
        index.search(_ANY, LIMIT)
        taken["add"].append(perf_counter() - start)
        start = perf_counter()
        while made := index.fold_due():
            index = index.folded(made)
            taken["fold"].append(perf_counter() - start)
    for number in range(0, first, -(-first // _CHANGES)):
        (revision,) = generator.articles(1, number)
        start = perf_counter()
        index = files.commit(index.remove(revision.article_id), _STAMP)
        taken["remove"].append(perf_counter() - start)
    return {name: 1000 * median(values) for name, values in taken.items() if values}


def searching(index: PassageIndex, queries: Sequence[Query]) -> Latency:
    """Search to ranked numbers, as the peers give them."""
    return latency(lambda query: index.ranked(query, LIMIT), queries)


def reading(index: PassageIndex, queries: Sequence[Query]) -> Latency:
    """Search to passages with their sentences."""
    return latency(lambda query: index.search(query, LIMIT), queries)


def per_second(index: PassageIndex, queries: Sequence[Query], threads: int) -> float:
    """Searches a second with so many threads."""
    with ThreadPoolExecutor(threads) as pool:
        took = seconds(lambda: list(pool.map(lambda query: index.ranked(query, LIMIT), queries)))
    return len(queries) / took


def asking(
    revisions: Sequence[Revision], index: PassageIndex, build_answerer: Build, questions: Sequence[str]
) -> dict[str, Latency | float]:
    """Latency of whole answers one after the other, and of a hundred asked at once.

    The first time, every question meets passages whose vectors have to be made; the latest are asked again when those
    are held.
    """
    library = Library(revisions, build_answerer, store=_Ready(index))
    newsroom = Newsroom(library, MemoryConversations())
    asyncio.run(newsroom.ask(ConversationKey(0, 0), Request(questions[0])))
    freeze_gc()
    return asyncio.run(_asked(newsroom, questions))


async def _asked(newsroom: Newsroom, questions: Sequence[str]) -> dict[str, Latency | float]:
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


class _Ready(MemoryStore):
    """Has the index already."""

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:  # noqa: ARG002  # all there are
        """The index."""
        return self._empty


def _arrays(part: Part, holding: SegmentArticles) -> list[NDArray[Any]]:
    return [*part.segment.arrays().values(), *holding.table.arrays().values()]
