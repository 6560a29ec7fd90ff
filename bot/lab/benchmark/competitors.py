"""Other search libraries, doing the same work on the same terms: development extras, named where they are missing."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.retrieval.bm25 import K1, B
from bot.retrieval.rank_bm25_retriever import LuceneOkapi

Documents = Sequence[Sequence[str]]
Search = Callable[[Sequence[str]], Sequence[int]]
"""The numbers of the best ten documents for some terms, best first."""
LIMIT = 10


class Competitor(NamedTuple):
    """A library; ``build`` makes a search of documents, which may be kept in a folder."""

    name: str
    build: Callable[[Documents, Path], Search]
    needs: tuple[str, ...] = ()
    on_disk: bool = False


def _index_rank_bm25(documents: Documents, folder: Path) -> Search:
    """The definition itself: every document scored in Python."""
    del folder
    okapi = LuceneOkapi(documents)

    def search(terms: Sequence[str]) -> Sequence[int]:
        found: list[int] = np.argpartition(-okapi.get_scores(terms), LIMIT)[:LIMIT].tolist()
        return found

    return search


def _index_bm25s(documents: Documents, folder: Path, backend: str) -> Search:
    """Impacts of a fixed corpus worked out beforehand, added up in numpy or numba."""
    import bm25s  # noqa: PLC0415  # an extra

    del folder
    index: Any = bm25s.BM25(method="lucene", k1=K1, b=B, backend=backend)
    index.index(list(map(list, documents)), show_progress=False)

    def search(terms: Sequence[str]) -> Sequence[int]:
        known = [term for term in terms if term in index.vocab_dict]
        found: list[int] = index.retrieve([known], k=LIMIT, show_progress=False)[0][0].tolist() if known else []
        return found

    return search


def _index_tantivy(documents: Documents, folder: Path) -> Search:
    """Lucene's design in Rust, with its own k1 and b."""
    import tantivy  # noqa: PLC0415  # an extra

    builder: Any = tantivy.SchemaBuilder()
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", stored=True, fast=True)
    schema = builder.build()
    index: Any = tantivy.Index(schema, path=str(folder))
    writer = index.writer(heap_size=256 << 20, num_threads=1)
    for number, document in enumerate(documents):
        row = tantivy.Document()
        row.add_text("terms", " ".join(document))
        row.add_unsigned("number", number)
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    query, should = tantivy.Query, tantivy.Occur.Should

    def search(terms: Sequence[str]) -> Sequence[int]:
        wanted = query.boolean_query([(should, query.term_query(schema, "terms", term)) for term in terms])
        return [searcher.doc(at)["number"][0] for _, at in searcher.search(wanted, LIMIT, count=False).hits]

    return search


def _index_fts5(documents: Documents, folder: Path) -> Search:
    """SQLite's full-text search, with its own k1 and b."""
    database = sqlite3.connect(folder / "fts.db")
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(terms, content='', tokenize='unicode61')")
    with database:
        rows = ((number, " ".join(document)) for number, document in enumerate(documents))
        database.executemany("INSERT INTO passages(rowid, terms) VALUES (?, ?)", rows)

    def search(terms: Sequence[str]) -> Sequence[int]:
        asked = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in database.execute(asked, (" OR ".join(terms), LIMIT))]

    return search


def find_competitors() -> tuple[list[Competitor], list[str]]:
    """The competitors that are installed, and the names of the packages of those that aren't."""
    everything = (
        Competitor("rank-bm25", _index_rank_bm25),
        Competitor("bm25s (numpy)", partial(_index_bm25s, backend="numpy"), needs=("bm25s",)),
        Competitor("bm25s (numba)", partial(_index_bm25s, backend="numba"), needs=("bm25s", "numba")),
        Competitor("tantivy", _index_tantivy, needs=("tantivy",), on_disk=True),
        Competitor("SQLite FTS5", _index_fts5, on_disk=True),
    )
    missing = [package for package in ("bm25s", "numba", "tantivy") if find_spec(package) is None]
    return [each for each in everything if not set(each.needs) & set(missing)], missing
