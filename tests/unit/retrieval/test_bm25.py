"""BM25 ranks documents by rank-bm25's arithmetic, and copes with what rank-bm25 does not."""

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.retrieval.bm25 import Bm25Index, LuceneOkapi, lucene_idf

Corpus = list[list[str]]

_terms = st.sampled_from(["gold", "kerr", "lee", "mile", "won", "1500m"])
_queries = st.dictionaries(st.one_of(_terms, st.just("unknown")), st.floats(0.1, 5), max_size=4)
_corpora = st.lists(st.lists(_terms, max_size=8), min_size=1, max_size=12).filter(any)
_doubled = _corpora.map(lambda corpus: corpus + corpus)


@settings(deadline=None)
@given(
    corpus=st.one_of(_corpora, _doubled, st.lists(st.lists(_terms, min_size=1), min_size=1, max_size=1)),
    query=st.lists(st.one_of(_terms, st.just("unknown")), max_size=6),
    k1=st.floats(0.1, 2),
    b=st.floats(0, 0.99),  # at 1, rank-bm25 itself divides by zero for an empty document
)
def test_scores_are_those_of_rank_bm25(corpus: Corpus, query: list[str], k1: float, b: float) -> None:
    """Every document scores what rank-bm25 gives it, a word asked twice counting twice."""
    expected = LuceneOkapi(corpus, k1, b).get_scores(query)
    assert Bm25Index(corpus, k1, b).scores(Counter(query)) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(corpus=st.one_of(_corpora, _doubled), query=_queries, limit=st.integers(0, 30))
def test_top_is_a_sort_by_score_then_position(corpus: Corpus, query: Mapping[str, float], limit: int) -> None:
    """The best documents are those of a plain sort: best score first, ties by position."""
    index = Bm25Index(corpus)
    scored = [(position, float(score)) for position, score in enumerate(index.scores(query)) if score > 0]
    assert index.top(query, limit) == sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:limit]


@settings(deadline=None)
@given(corpus=st.one_of(_corpora, _doubled), query=_queries)
def test_exactly_the_matching_documents_are_found(corpus: Corpus, query: Mapping[str, float]) -> None:
    """A document is found if and only if it holds a word of the query."""
    found = {position for position, _ in Bm25Index(corpus).top(query, len(corpus))}
    assert found == {position for position, document in enumerate(corpus) if not query.keys().isdisjoint(document)}


@pytest.mark.parametrize("corpus", [[], [[]], [[], [], []]])
def test_nothing_is_found_where_nothing_is_written(corpus: Corpus) -> None:
    """An empty corpus, or one of empty documents, gives no hits instead of an error."""
    index = Bm25Index(corpus)
    assert index.top({"gold": 1.0}, 5) == []
    assert index.scores({"gold": 1.0}).shape == (len(corpus),)
    assert index.idf("gold") > 0


def test_a_single_document_is_found() -> None:
    """One document alone is found by its words with a score above zero."""
    assert [position for position, _ in Bm25Index([["gold"]]).top({"gold": 1.0}, 5)] == [0]


def test_an_empty_document_is_never_found() -> None:
    """An empty document among others is no match."""
    assert [position for position, _ in Bm25Index([[], ["gold"], []]).top({"gold": 1.0}, 5)] == [1]


def test_ties_go_by_position() -> None:
    """Documents of equal score come in their own order, also where the limit cuts through them."""
    found = Bm25Index([["mile"], ["gold"], ["gold"], ["gold"]]).top({"gold": 1.0}, 2)
    assert [position for position, _ in found] == [1, 2]


def test_weights_scale_a_word() -> None:
    """A word that weighs twice as much adds twice as much to the score."""
    index = Bm25Index([["gold", "mile"], ["lee"]])
    assert index.scores({"gold": 2.0})[0] == pytest.approx(2 * index.scores({"gold": 1.0})[0])


def test_rarer_words_tell_more() -> None:
    """The fewer documents hold a word, the higher its idf; a word in none is the most telling."""
    index = Bm25Index([["gold", "lee"], ["gold"], ["gold"]])
    assert index.idf("unknown") > index.idf("lee") > index.idf("gold") > 0


@given(documents=st.integers(1, 10**6), share=st.floats(0, 1))
def test_idf_is_always_positive(documents: int, share: float) -> None:
    """Even a word of every document tells something."""
    assert lucene_idf(documents, int(documents * share)) > 0


def test_membership_is_that_of_the_words() -> None:
    """The index knows which words occur at all."""
    index = Bm25Index([["gold"], []])
    assert "gold" in index
    assert "lee" not in index
