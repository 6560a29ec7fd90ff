"""One run of the benchmark: a corpus of one size, our index, and its peers on the same terms and questions."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import accumulate
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bot.adapters import resources
from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.domain.article import Revision
from bot.lab.benchmark import ours
from bot.lab.benchmark.corpus import PASSAGES_EACH, Generator
from bot.lab.benchmark.peers import LIMIT, Documents, Peer
from bot.lab.benchmark.timing import Latency, latency, resident, seconds
from bot.library import Build
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.postings import fingerprint
from bot.text.analyzer import terms

_SLOW = 20
"""How many questions a library is asked that takes long over each."""
_TOO_LONG = 0.02
"""Seconds that are long."""
_COMPARED = 100
"""For how many questions the best ten are compared."""
_ADDED = 11
"""How many articles are added to a peer."""


class Wanted(NamedTuple):
    """A question's terms, and the documents that are best by exact scores."""

    terms: list[str]
    best: set[int]


@dataclass
class Row:
    """What was measured of one library: seconds to build, megabytes, milliseconds; ``None`` where it doesn't apply.

    ``overlap`` is the mean share of the exact best ten among its own.
    """

    name: str
    build: float
    memory: float | None
    disk: float | None
    search: Latency
    first: float | None = None
    add: float | None = None
    cold: float | None = None
    overlap: float | None = None


@dataclass
class Report:
    """One size of corpus: rows of libraries, and what only a newsroom does."""

    passages: int
    questions: int
    rows: list[Row] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return asdict(self)


def measure(
    sources: Sequence[Revision],
    questions: Sequence[str],
    passages: int,
    build: Build | None,
    peers: Iterable[Peer],
) -> Report:
    """Measures on a generated corpus of about so many passages; ``build`` makes the answerer, if one is asked."""
    tune_gc(resources.EnglishWords().load)
    generator = Generator(sources)
    articles = max(1, passages // PASSAGES_EACH)
    revisions = list(generator.articles(articles))
    queries = [dict.fromkeys(terms(question), 1.0) for question in questions]
    with TemporaryDirectory() as folder:
        report, index = _ours(generator, revisions, [query for query in queries if query], Path(folder))
        if build:
            report.figures |= ours.asking(revisions, index, build, questions)
        del revisions
        _peers(report, index, queries, peers, Path(folder))
    return report


def _ours(
    generator: Generator, revisions: Sequence[Revision], queries: Sequence[ours.Query], folder: Path
) -> tuple[Report, PassageIndex]:
    built = ours.build(revisions, folder / "ours")
    cold = ours.cold_start(revisions, folder / "ours", queries[0])
    store, index = ours.open_index(revisions, folder / "ours")
    freeze_gc()
    search = ours.searching(index, queries)
    figures = ours.changes(store, index, generator, len(revisions))
    row = Row("pressbox", built.seconds, built.memory, built.disk, search, cold=cold, add=figures["add"], overlap=1.0)
    report = Report(built.passages, len(queries), [row])
    report.figures |= figures | {
        "passages_per_second": built.passages / built.seconds,
        "search": ours.reading(index, queries),
        "qps_1_thread": ours.per_second(index, queries, 1),
        "qps_2_threads": ours.per_second(index, queries, 2),
    }
    return report, index


def _peers(
    report: Report, index: PassageIndex, queries: Sequence[ours.Query], peers: Iterable[Peer], folder: Path
) -> None:
    documents = [list(map(_word, document)) for segment in index.segments for document in segment.postings.documents()]
    starts = list(accumulate((len(segment.postings) for segment in index.segments), initial=0))
    wanted = []
    for query in queries:
        known = [_word(fingerprint(term)) for term in query if term in index]
        if known:
            best = {starts[part] + number for _, _, number, part in index.rank(query, LIMIT)}
            wanted.append(Wanted(known, best))
    for peer in peers:
        own = folder / peer.name.replace(" ", "-")
        own.mkdir()
        report.rows.append(_row(peer, documents, wanted, own))


def _row(peer: Peer, documents: Documents, wanted: Sequence[Wanted], folder: Path) -> Row:
    before = resident()
    built = seconds(lambda: peer.build(documents, folder))
    memory = max(0.0, resident() - before)
    first = seconds(lambda: peer.search(wanted[0].terms))
    slow = seconds(lambda: peer.search(wanted[0].terms)) > _TOO_LONG
    asked = wanted[:_SLOW] if slow else wanted
    search = latency(lambda each: peer.timed(each.terms), asked, rounds=1 if slow else 3)
    shared = [len(each.best & set(peer.search(each.terms))) / len(each.best) for each in asked[:_COMPARED]]
    row = Row(peer.name, built, memory, None, search, 1000 * first, overlap=sum(shared) / len(shared))
    if peer.durable:
        row.disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        row.cold = _cold_start(peer, wanted[0].terms, folder)
        row.add = 1000 * median(seconds(lambda: _added(peer, documents, wanted[0].terms)) for _ in range(_ADDED))
    return row


def _added(peer: Peer, documents: Documents, terms: Sequence[str]) -> None:
    peer.add(documents[:PASSAGES_EACH])
    peer.search(terms)


def _cold_start(peer: Peer, terms: Sequence[str], folder: Path) -> float:
    ours.drop_cached(folder)
    return 1000 * seconds(lambda: peer.reopened()(terms))


def _word(fingerprint: int) -> str:
    return f"t{fingerprint:x}"
