"""Scores from postings are rank-bm25's own, whatever was added, removed and merged."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.retrieval.bm25 import PostingScores, lucene_idf
from bot.retrieval.postings import Postings
from bot.retrieval.rank_bm25_retriever import LuceneOkapi
from bot.retrieval.segment import Segment

Corpus = list[list[str]]

_terms = st.sampled_from(["gold", "kerr", "lee", "mile", "won", "1500m"])
_queries = st.dictionaries(st.one_of(_terms, st.just("unknown")), st.floats(0.1, 5), max_size=4)
_corpora = st.lists(st.lists(_terms, max_size=8), min_size=1, max_size=12).filter(any)
_doubled = _corpora.map(lambda corpus: corpus + corpus)


class Documents(NamedTuple):
    """Some documents, of which some are removed: all that is scored of a segment."""

    postings: Postings
    dead: NDArray[np.int64]


def _part(documents: Sequence[Sequence[str]], dead: Sequence[int] = ()) -> Segment:
    return cast("Segment", Documents(Postings.build(documents), np.array(dead, dtype=np.int64)))


def _scores(*parts: Segment, query: Mapping[str, float]) -> NDArray[np.float64]:
    return np.concatenate([np.zeros(0), *PostingScores(parts).scores(query)])


def _best(*parts: Segment, query: Mapping[str, float], limit: int) -> list[tuple[int, int]]:
    """Part and number of the best documents."""
    found = PostingScores(parts).top(query, limit)
    return [(part, number) for _, part, number in sorted(found, key=lambda each: (-each.score, *each[1:]))[:limit]]


@given(
    corpus=st.one_of(_corpora, _doubled, st.lists(st.lists(_terms, min_size=1), min_size=1, max_size=1)),
    query=st.sets(st.one_of(_terms, st.just("unknown"))),
)
def test_scores_are_those_of_rank_bm25(corpus: Corpus, query: set[str]) -> None:
    """Every document scores what rank-bm25 gives it."""
    expected = LuceneOkapi(corpus).get_scores(list(query))
    assert _scores(_part(corpus), query=dict.fromkeys(query, 1.0)) == pytest.approx(expected, abs=1e-9)


@given(corpus=_corpora, query=st.sets(_terms), cuts=st.sets(st.integers(0, 12)), data=st.data())
def test_parts_and_removals_change_no_score(
    corpus: Corpus, query: set[str], cuts: set[int], data: st.DataObject
) -> None:
    """However documents are cut into parts, and whatever was removed, scores are those of what is alive."""
    bounds = [0, *sorted(cut for cut in cuts if cut < len(corpus)), len(corpus)]
    dead = data.draw(st.sets(st.integers(0, len(corpus) - 1)))
    parts = [
        _part(corpus[low:high], [at - low for at in range(low, high) if at in dead]) for low, high in pairwise(bounds)
    ]
    alive = [document for at, document in enumerate(corpus) if at not in dead]
    scores = np.zeros(len(corpus))
    if any(alive):
        scores[[at for at in range(len(corpus)) if at not in dead]] = LuceneOkapi(alive).get_scores(list(query))
    assert _scores(*parts, query=dict.fromkeys(query, 1.0)) == pytest.approx(scores, abs=1e-9)
    index = PostingScores(parts)
    assert all((term in index) == any(term in document for document in alive) for term in query)


@given(
    corpus=st.lists(st.lists(_terms, max_size=5), max_size=8),
    cut=st.integers(0, 8),
    query=_queries,
    limit=st.integers(0, 9),
    times=st.integers(1, 40),
)
def test_the_best_are_those_of_a_full_sort(
    corpus: Corpus, cut: int, query: Mapping[str, float], limit: int, times: int
) -> None:
    """The best of all parts are found, ties and all, in every number."""
    parts = [_part(corpus[:cut] * times), _part(corpus[cut:] * times)]
    scored = [
        (-score, part, number)
        for part, scores in enumerate(PostingScores(parts).scores(query))
        for number, score in enumerate(scores.tolist())
        if score
    ]
    assert _best(*parts, query=query, limit=limit) == [(part, number) for _, part, number in sorted(scored)[:limit]]


@given(corpus=st.one_of(_corpora, _doubled), query=_queries)
def test_exactly_the_matching_documents_are_found(corpus: Corpus, query: Mapping[str, float]) -> None:
    """A document is found if and only if it holds a word of the query."""
    matching = {(0, at) for at, document in enumerate(corpus) if not query.keys().isdisjoint(document)}
    assert set(_best(_part(corpus), query=query, limit=len(corpus))) == matching


@pytest.mark.parametrize("corpus", [[], [[]], [[], [], []]])
def test_nothing_is_found_where_nothing_is_written(corpus: Corpus) -> None:
    """An empty corpus, or one of empty documents, gives no hits instead of an error."""
    assert _best(_part(corpus), query={"gold": 1.0}, limit=5) == []
    assert _scores(_part(corpus), query={"gold": 1.0}).shape == (len(corpus),)
    assert PostingScores([_part(corpus)]).idf("gold") > 0


def test_weights_scale_a_word() -> None:
    """A word that weighs twice as much adds twice as much to the score."""
    one, two = (_scores(_part([["gold", "mile"], ["lee"]]), query={"gold": weight})[0] for weight in (1.0, 2.0))
    assert two == pytest.approx(2 * one)


def test_rarer_words_tell_more() -> None:
    """The fewer documents hold a word, the higher its idf; a word in none is the most telling."""
    index = PostingScores([_part([["gold", "lee"], ["gold"], ["gold"]])])
    assert index.idf("unknown") > index.idf("lee") > index.idf("gold") > 0


@given(documents=st.integers(1, 10**6), share=st.floats(0, 1))
def test_idf_is_always_positive(documents: int, share: float) -> None:
    """Even a word of every document tells something."""
    assert lucene_idf(documents, int(documents * share)) > 0


def test_membership_is_that_of_the_words() -> None:
    """The index knows which words occur at all."""
    index = PostingScores([_part([["gold"], []])])
    assert "gold" in index
    assert "lee" not in index


@pytest.mark.parametrize("times", [1, 254, 255, 256, 70_000])
def test_large_counts_are_exact(times: int) -> None:
    """However often a document repeats a word, it scores what rank-bm25 gives it."""
    documents = [["gold", "mile"], ["gold"] * times + ["mile"], ["mile"]]
    expected = LuceneOkapi(documents).get_scores(["gold", "mile"])
    assert _scores(_part(documents), query={"gold": 1.0, "mile": 1.0}) == pytest.approx(expected, abs=1e-9)
