"""Other search libraries, doing the same work on the same terms: development extras, named where they are missing."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from typing_extensions import override

from bot.retrieval.bm25 import K1, B
from bot.retrieval.rank_bm25_retriever import LuceneOkapi

Documents = Sequence[Sequence[str]]
LIMIT = 10


class Competitor(ABC):
    """An index of documents, known by their number."""

    name: str
    durable = False
    """Whether it can take one more article and keep it on disk."""

    @abstractmethod
    def build(self, documents: Documents, folder: Path) -> None:
        """Indexes the documents; ``folder`` is there for what is kept on disk."""

    @abstractmethod
    def search(self, terms: Sequence[str]) -> Sequence[int]:
        """The numbers of the best ten documents, best first."""

    def run_query(self, terms: Sequence[str]) -> object:
        """The part of `search` that is compared."""
        return self.search(terms)

    def add(self, documents: Documents) -> None:
        """Adds documents so that they are searchable and on disk."""
        raise NotImplementedError

    def reopen(self) -> Callable[[Sequence[str]], object]:
        """Opens what is on disk anew; a search of it."""
        raise NotImplementedError


class RankBm25(Competitor):
    """The definition itself: every document scored in Python."""

    name = "rank-bm25"

    @override
    def build(self, documents: Documents, folder: Path) -> None:  # keeps nothing on disk
        self._okapi = LuceneOkapi(documents)

    @override
    def search(self, terms: Sequence[str]) -> Sequence[int]:
        scores = self._okapi.get_scores(terms)
        found: list[int] = np.argpartition(-scores, LIMIT)[:LIMIT].tolist()
        return found


class Bm25s(Competitor):
    """bm25s: impacts of a fixed corpus worked out beforehand, added up in numpy or numba."""

    def __init__(self, backend: str) -> None:
        self.name = f"bm25s ({backend})"
        self._backend = backend

    @override
    def build(self, documents: Documents, folder: Path) -> None:  # kept in memory here
        import bm25s  # noqa: PLC0415  # an extra

        self._index: Any = bm25s.BM25(method="lucene", k1=K1, b=B, backend=self._backend)
        self._index.index(list(map(list, documents)), show_progress=False)

    @override
    def search(self, terms: Sequence[str]) -> Sequence[int]:
        known = [term for term in terms if term in self._index.vocab_dict]
        if not known:
            return []
        found: list[int] = self._index.retrieve([known], k=LIMIT, show_progress=False)[0][0].tolist()
        return found


class Tantivy(Competitor):
    """tantivy: Lucene's design in Rust, with its own k1 and b."""

    name = "tantivy"
    durable = True

    @override
    def build(self, documents: Documents, folder: Path) -> None:
        import tantivy  # noqa: PLC0415  # an extra

        self._tantivy: Any = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("number", stored=True, fast=True)
        self._schema = builder.build()
        self._folder = folder
        self._index: Any = tantivy.Index(self._schema, path=str(folder))
        self._count = 0
        self._writer: Any = self._index.writer(heap_size=256 << 20, num_threads=1)
        self.add(documents)
        self._writer.wait_merging_threads()
        self._writer = self._index.writer(heap_size=64 << 20, num_threads=1)
        self._index.reload()
        self._searcher = self._index.searcher()

    @override
    def add(self, documents: Documents) -> None:
        for document in documents:
            row = self._tantivy.Document()
            row.add_text("terms", " ".join(document))
            row.add_unsigned("number", self._count)
            self._writer.add_document(row)
            self._count += 1
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    @override
    def search(self, terms: Sequence[str]) -> Sequence[int]:
        hits = self._hits(self._searcher, terms)
        return [self._searcher.doc(address)["number"][0] for _, address in hits]

    def _hits(self, searcher: Any, terms: Sequence[str]) -> Any:  # noqa: ANN401  # ships no types
        query = self._tantivy.Query
        should = self._tantivy.Occur.Should
        wanted = query.boolean_query([(should, query.term_query(self._schema, "terms", term)) for term in terms])
        return searcher.search(wanted, LIMIT, count=False).hits

    @override
    def run_query(self, terms: Sequence[str]) -> object:
        """The search without reading which documents were found."""
        return self._hits(self._searcher, terms)

    @override
    def reopen(self) -> Callable[[Sequence[str]], object]:
        searcher = self._tantivy.Index.open(str(self._folder)).searcher()
        return lambda terms: self._hits(searcher, terms)


class Fts5(Competitor):
    """SQLite's full-text search, with its own k1 and b."""

    name = "SQLite FTS5"
    durable = True

    @override
    def build(self, documents: Documents, folder: Path) -> None:
        self._path = folder / "fts.db"
        self._database = sqlite3.connect(self._path)
        self._database.execute("CREATE VIRTUAL TABLE passages USING fts5(terms, content='', tokenize='unicode61')")
        self._count = 0
        self.add(documents)

    @override
    def add(self, documents: Documents) -> None:
        rows = ((number, " ".join(map(_plain, document))) for number, document in enumerate(documents, self._count))
        with self._database:
            self._database.executemany("INSERT INTO passages(rowid, terms) VALUES (?, ?)", rows)
        self._count += len(documents)

    @override
    def search(self, terms: Sequence[str]) -> Sequence[int]:
        return _asked(self._database, terms)

    @override
    def reopen(self) -> Callable[[Sequence[str]], object]:
        database = sqlite3.connect(self._path)
        return lambda terms: _asked(database, terms)


def _plain(term: str) -> str:
    """A term as one word to SQLite."""
    return "".join(character if character.isalnum() else "x" for character in term)


def _asked(database: sqlite3.Connection, terms: Sequence[str]) -> list[int]:
    wanted = " OR ".join(f'"{_plain(term)}"' for term in terms)
    asked = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
    return [row[0] for row in database.execute(asked, (wanted, LIMIT))]


def find_competitors() -> tuple[list[Competitor], list[str]]:
    """The competitors that are installed, and the names of the packages of those that aren't."""
    missing = [name for name in ("bm25s", "numba", "tantivy") if find_spec(name) is None]
    competitors: list[Competitor] = [RankBm25()]
    if "bm25s" not in missing:
        competitors.append(Bm25s("numpy"))
        competitors += [] if "numba" in missing else [Bm25s("numba")]
    if "tantivy" not in missing:
        competitors.append(Tantivy())
    return [*competitors, Fts5()], missing
