"""A few passages are ranked by the rank-bm25 library, many from their postings, and nobody can tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Byline, Revision
from bot.domain.passage import Passage
from bot.retrieval import rank_bm25_retriever, segment
from bot.retrieval.owned_index import join
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.rank_bm25_retriever import LuceneOkapi, RankBm25Retriever
from bot.retrieval.segment import document
from tests.changes import changed

_WORDS = ("kerr", "lee", "gold", "mile", "ran", "won")
_sentences = st.lists(st.sampled_from(_WORDS), max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
_texts = st.lists(_sentences, max_size=3).map("\n\n# After\n".join)
_changes = st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | _texts), max_size=12)
_queries = st.dictionaries(st.sampled_from((*_WORDS, "unknown")), st.sampled_from([1.0, 0.5, 0.3]), max_size=5)


@settings(deadline=None)
@given(changes=_changes, query=_queries, limit=st.integers(0, 12))
def test_both_rank_alike(changes: list[tuple[str, str | None]], query: dict[str, float], limit: int) -> None:
    """Whatever was added, replaced and removed, both find the same passages in the same order, with the same scores."""
    index, articles = PassageIndex(), dict[str, Revision]()
    for name, text in changes:
        index = changed(index, articles, name, text)
    one, other = index.search(query, limit), RankBm25Retriever(index.segments).search(query, limit)
    assert [hit.passage for hit in one] == [hit.passage for hit in other]
    assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=1e-9)


def _found(revisions: list[Revision], *terms: str) -> list[str]:
    retriever = RankBm25Retriever(PassageIndex(revisions).segments)
    return [hit.passage.revision.article_id for hit in retriever.search(dict.fromkeys(terms, 1.0), 9)]


@pytest.mark.parametrize("texts", [[], [""], ["", "# Nothing"]])
def test_nothing_is_found_where_nothing_is_written(texts: list[str]) -> None:
    """No articles, or none with a word, give no hits instead of an error."""
    assert _found([Revision(str(at), text) for at, text in enumerate(texts)], "gold") == []


def test_a_word_of_half_the_articles_tells_something() -> None:
    """With one article or two, and a word in all or half of them, exactly those that hold it are found."""
    articles = [Revision("a", "Gold."), Revision("b", "Lee.")]
    assert _found(articles[:1], "gold") == ["a"]
    assert _found(articles, "gold") == ["a"]


def test_ties_go_by_article_and_position() -> None:
    """Passages of equal score come by article id, then by place, also where the limit cuts through them."""
    index = PassageIndex()
    for name in "cab":
        index = index.add([Revision(name, "# One\nGold.\n\n# Two\nGold.")])
    hits = RankBm25Retriever(index.segments).search({"gold": 1.0}, 3)
    found = [(hit.passage.revision.article_id, hit.passage.section) for hit in hits]
    assert found == [("a", "One"), ("a", "Two"), ("b", "One")]


def test_every_word_has_an_idf_above_zero() -> None:
    """rank-bm25's own idf is negative for a word in each of two documents; this one is not."""
    assert LuceneOkapi([["gold"], ["gold", "lee"]]).idf["gold"] > 0


@pytest.mark.parametrize(("most", "library"), [(2, True), (1, False)])
def test_the_library_ranks_as_long_as_the_passages_are_few(
    monkeypatch: pytest.MonkeyPatch, most: int, *, library: bool
) -> None:
    """Up to a number of passages joined indexes are ranked by rank-bm25, beyond from its postings."""
    monkeypatch.setattr(rank_bm25_retriever, "MAX_PASSAGES", most)
    index = join([PassageIndex([Revision("a", "Gold.", Byline(title="Mile"))]), PassageIndex([Revision("b", "Gold.")])])
    assert isinstance(index, RankBm25Retriever) == library
    assert [hit.passage.revision.article_id for hit in index.search({"mile": 1.0}, 5)] == ["a"]


def test_a_change_has_only_what_it_brought_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was ranked before isn't cut into words again when an article comes or goes."""
    analysed: list[str] = []

    def noted(passage: Passage) -> list[str]:
        analysed.append(passage.revision.article_id)
        return document(passage)

    index = PassageIndex([Revision("a", "Ada Marl won."), Revision("b", "Bea Voss fell.")])
    RankBm25Retriever(index.segments)
    changed = index.remove(["b"]).add([Revision("c", "Cleo Ito ran.")])
    monkeypatch.setattr(segment, "document", noted)
    RankBm25Retriever(changed.segments)
    assert "a" not in analysed
