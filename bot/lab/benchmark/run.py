"""One run of the benchmark: a corpus of one size, our index, and its competitors on the same terms and questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from bot.adapters import resources
from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.domain.article import Revision
from bot.lab.benchmark import pressbox_index
from bot.lab.benchmark.competitors import LIMIT, Competitor, Documents
from bot.lab.benchmark.corpus import PASSAGES_EACH, Generator
from bot.lab.benchmark.pressbox_index import Query
from bot.lab.benchmark.timing import Latency, measure_latency, measure_memory, measure_seconds
from bot.library import Build
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.postings import fingerprint
from bot.retrieval.segment import document
from bot.text.analyzer import terms

_SLOW = 20
"""How many questions a library is asked that takes long over each."""
_TOO_LONG = 0.02
"""Seconds that are long."""
_COMPARED = 100
"""For how many questions the best ten are compared."""


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


def measure(
    sources: Sequence[Revision],
    questions: Sequence[str],
    passages: int,
    build: Build | None,
    competitors: Iterable[Competitor],
) -> Report:
    """Measures on a generated corpus of about so many passages; ``build`` makes the answerer, if one is asked."""
    tune_gc(resources.EnglishWords().load)
    generator = Generator(sources)
    articles = max(1, passages // PASSAGES_EACH)
    revisions = list(generator.articles(articles))
    queries = [dict.fromkeys(terms(question), 1.0) for question in questions]
    with TemporaryDirectory() as folder:
        report, index = _measure_pressbox(generator, revisions, [query for query in queries if query], Path(folder))
        if build:
            report.figures |= pressbox_index.measure_answers(revisions, index, build, questions)
        del revisions
        _measure_competitors(report, index, queries, competitors, Path(folder))
    return report


def _measure_pressbox(
    generator: Generator, revisions: Sequence[Revision], queries: Sequence[Query], folder: Path
) -> tuple[Report, PassageIndex]:
    built = pressbox_index.build_index(revisions, folder / "pressbox")
    cold = pressbox_index.measure_cold_start(revisions, folder / "pressbox", queries[0])
    store, index = pressbox_index.open_index(revisions, folder / "pressbox")
    freeze_gc()
    # Search to ranked numbers, as the competitors give them.
    search = measure_latency(lambda query: index.rank(query, LIMIT), queries)
    figures = pressbox_index.measure_changes(store, index, generator, len(revisions))
    row = Row("pressbox", built.seconds, built.memory, built.disk, search, cold=cold, add=figures["add"], overlap=1.0)
    report = Report(built.passages, len(queries), [row])
    report.figures |= figures | {
        "passages_per_second": built.passages / built.seconds,
        "search": measure_latency(lambda query: index.search(query, LIMIT), queries),
    }
    return report, index


def _measure_competitors(
    report: Report,
    index: PassageIndex,
    queries: Sequence[Query],
    competitors: Iterable[Competitor],
    folder: Path,
) -> None:
    passages = [segment.passage(number) for segment in index.segments for number in range(len(segment.postings))]
    documents = [[_word(fingerprint(term)) for term in document(passage)] for passage in passages]
    starts = list(accumulate((len(segment.postings) for segment in index.segments), initial=0))
    wanted = []
    for query in queries:
        known = [_word(fingerprint(term)) for term in query if term in index]
        if known:
            best = {starts[part] + number for _, _, number, part in index.rank(query, LIMIT)}
            wanted.append(Wanted(known, best))
    for competitor in competitors:
        own = folder / competitor.name.replace(" ", "-")
        own.mkdir()
        report.rows.append(_measure(competitor, documents, wanted, own))


def _measure(competitor: Competitor, documents: Documents, wanted: Sequence[Wanted], folder: Path) -> Row:
    before, start = measure_memory(), perf_counter()
    search = competitor.build(documents, folder)
    built, memory = perf_counter() - start, max(0.0, measure_memory() - before)
    first = measure_seconds(lambda: search(wanted[0].terms))
    slow = measure_seconds(lambda: search(wanted[0].terms)) > _TOO_LONG
    asked = wanted[:_SLOW] if slow else wanted
    latency = measure_latency(lambda each: search(each.terms), asked, rounds=1 if slow else 3)
    shared = [len(each.best & set(search(each.terms))) / len(each.best) for each in asked[:_COMPARED]]
    disk = sum(path.stat().st_size for path in folder.iterdir()) / 1e6 if competitor.on_disk else None
    return Row(competitor.name, built, memory, disk, latency, 1000 * first, overlap=sum(shared) / len(shared))


def _word(fingerprint: int) -> str:
    return f"t{fingerprint:x}"
