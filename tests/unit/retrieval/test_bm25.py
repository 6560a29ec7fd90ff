"""BM25 scores documents by rank-bm25's arithmetic, and copes with what rank-bm25 does not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.retrieval.bm25 import LuceneOkapi, Parameters, lucene_idf
from bot.retrieval.snapshot import Snapshot

Corpus = list[list[str]]

_terms = st.sampled_from(["gold", "kerr", "lee", "mile", "won", "1500m"])
_queries = st.dictionaries(st.one_of(_terms, st.just("unknown")), st.floats(0.1, 5), max_size=4)
_corpora = st.lists(st.lists(_terms, max_size=8), min_size=1, max_size=12).filter(any)
_doubled = _corpora.map(lambda corpus: corpus + corpus)


def _scores(snapshot: Snapshot, query: Mapping[str, float]) -> NDArray[np.float64]:
    return np.concatenate([np.zeros(0), *snapshot.scores(query)])


def _found(documents: Sequence[Sequence[str]], query: Mapping[str, float], limit: int) -> list[int]:
    return [int(number) for numbers, _ in Snapshot.of(documents).top(query, limit) for number in numbers]


@given(
    corpus=st.one_of(_corpora, _doubled, st.lists(st.lists(_terms, min_size=1), min_size=1, max_size=1)),
    query=st.lists(st.one_of(_terms, st.just("unknown")), max_size=6),
    k1=st.floats(0.1, 2),
    b=st.floats(0, 0.99),  # at 1, rank-bm25 itself divides by zero for an empty document
)
def test_scores_are_those_of_rank_bm25(corpus: Corpus, query: list[str], k1: float, b: float) -> None:
    """Every document scores what rank-bm25 gives it, a word asked twice counting twice."""
    expected = LuceneOkapi(corpus, k1, b).get_scores(query)
    snapshot = Snapshot.of(corpus, Parameters(k1, b))
    assert _scores(snapshot, Counter(query)) == pytest.approx(expected, abs=1e-9)


@given(corpus=_corpora, query=st.sets(_terms), cuts=st.sets(st.integers(0, 12)), data=st.data())
def test_segments_and_tombstones_change_no_score(
    corpus: Corpus, query: set[str], cuts: set[int], data: st.DataObject
) -> None:
    """However documents are cut into segments, and whatever was removed, scores are those of what is alive."""
    bounds = [0, *sorted(cut for cut in cuts if cut < len(corpus)), len(corpus)]
    snapshot, alive = Snapshot(), []
    for part, (low, high) in enumerate(pairwise(bounds)):
        gone = sorted(data.draw(st.sets(st.integers(low, high - 1)))) if low < high else []
        snapshot = snapshot.add(corpus[low:high]).remove(part, np.array(gone, dtype=np.int64) - low)
        alive += [document for at, document in enumerate(corpus[low:high], low) if at not in gone]
    expected = LuceneOkapi(alive).get_scores(query) if any(alive) else np.zeros(len(alive))
    assert _scores(snapshot, dict.fromkeys(query, 1.0)) == pytest.approx(expected, abs=1e-9)
    assert all((term in snapshot) == any(term in document for document in alive) for term in query)


@given(corpus=st.one_of(_corpora, _doubled), query=_queries)
def test_exactly_the_matching_documents_are_found(corpus: Corpus, query: Mapping[str, float]) -> None:
    """A document is found if and only if it holds a word of the query."""
    matching = {at for at, document in enumerate(corpus) if not query.keys().isdisjoint(document)}
    assert set(_found(corpus, query, len(corpus))) == matching


@pytest.mark.parametrize("corpus", [[], [[]], [[], [], []]])
def test_nothing_is_found_where_nothing_is_written(corpus: Corpus) -> None:
    """An empty corpus, or one of empty documents, gives no hits instead of an error."""
    snapshot = Snapshot.of(corpus)
    assert _found(corpus, {"gold": 1.0}, 5) == []
    assert _scores(snapshot, {"gold": 1.0}).shape == (len(corpus),)
    assert snapshot.idf("gold") > 0


def test_a_single_document_is_found() -> None:
    """One document alone is found by its words with a score above zero."""
    assert _found([["gold"]], {"gold": 1.0}, 5) == [0]


def test_an_empty_document_is_never_found() -> None:
    """An empty document among others is no match."""
    assert _found([[], ["gold"], []], {"gold": 1.0}, 5) == [1]


def test_ties_go_by_position() -> None:
    """Documents of equal score come in their own order, also where the limit cuts through them."""
    assert _found([["mile"], ["gold"], ["gold"], ["gold"]], {"gold": 1.0}, 2) == [1, 2]


def test_weights_scale_a_word() -> None:
    """A word that weighs twice as much adds twice as much to the score."""
    snapshot = Snapshot.of([["gold", "mile"], ["lee"]])
    assert _scores(snapshot, {"gold": 2.0})[0] == pytest.approx(2 * _scores(snapshot, {"gold": 1.0})[0])


def test_rarer_words_tell_more() -> None:
    """The fewer documents hold a word, the higher its idf; a word in none is the most telling."""
    index = Snapshot.of([["gold", "lee"], ["gold"], ["gold"]])
    assert index.idf("unknown") > index.idf("lee") > index.idf("gold") > 0


@given(documents=st.integers(1, 10**6), share=st.floats(0, 1))
def test_idf_is_always_positive(documents: int, share: float) -> None:
    """Even a word of every document tells something."""
    assert lucene_idf(documents, int(documents * share)) > 0


def test_membership_is_that_of_the_words() -> None:
    """The index knows which words occur at all."""
    index = Snapshot.of([["gold"], []])
    assert "gold" in index
    assert "lee" not in index


def test_an_old_snapshot_stays_as_it_was() -> None:
    """Whoever holds a snapshot goes on searching the documents of that moment."""
    before = Snapshot.of([["gold"], ["mile"]])
    after = before.add([["gold"]]).remove(0, np.array([0]))
    assert [len(numbers) for numbers, _ in before.top({"gold": 1.0}, 5)] == [1]
    assert [len(numbers) for numbers, _ in after.top({"gold": 1.0}, 5)] == [0, 1]
    assert (len(before), len(after)) == (2, 2)


def test_removing_twice_is_removing_once() -> None:
    """A tombstone on a document that has one changes no statistics."""
    once = Snapshot.of([["gold"], ["gold"], ["mile"]]).remove(0, np.array([0]))
    twice = once.remove(0, np.array([0]))
    assert (len(twice), twice.idf("gold")) == (len(once), once.idf("gold"))
