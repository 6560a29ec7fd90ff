"""The passages of all articles, searched together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Byline, Revision
from bot.domain.passage import Passage
from bot.retrieval import merge_policy, segment
from bot.retrieval.passage_index import PassageIndex
from tests.changes import changed


def _found(index: PassageIndex, *terms: str, limit: int = 10) -> list[str]:
    return [hit.passage.revision.article_id for hit in index.search(dict.fromkeys(terms, 1.0), limit)]


def _passages(index: PassageIndex) -> list[Passage]:
    return [passage for each in "abcdefgh" for passage in index.of_article(each)]


def test_the_best_passage_comes_first() -> None:
    """A passage that holds more of the words comes before one that holds fewer."""
    index = PassageIndex([Revision("a", "Kerr ran."), Revision("b", "Kerr won gold.")])
    assert _found(index, "kerr", "gold") == ["b", "a"]


def test_no_match_is_no_hit() -> None:
    """A passage without any of the words is not found."""
    assert _found(PassageIndex([Revision("a", "Kerr ran.")]), "gold") == []


def test_no_articles_give_no_hits() -> None:
    """Nothing is found where there are no articles, or none with sentences."""
    assert _found(PassageIndex([]), "gold") == []
    assert _found(PassageIndex([Revision("a", "")]), "gold") == []


def test_the_limit_holds() -> None:
    """No more hits come back than were asked for."""
    index = PassageIndex([Revision(name, "Kerr ran.") for name in "abc"])
    assert _found(index, "kerr", limit=2) == ["a", "b"]


@settings(deadline=None)
@given(names=st.permutations("abcde"))
def test_the_order_of_the_articles_does_not_matter(names: list[str]) -> None:
    """Equal passages come by article id, whichever order the articles were added in."""
    index = PassageIndex()
    for name in names:
        index = index.add([Revision(name, "Kerr ran.")])
    assert _found(index, "kerr") == list("abcde")


def test_ties_inside_an_article_go_by_place() -> None:
    """Equal passages of one article come in the order they stand in."""
    index = PassageIndex([Revision("a", "# One\nKerr ran.\n\n# Two\nKerr ran.")])
    assert [hit.passage.section for hit in index.search({"kerr": 1.0}, 5)] == ["One", "Two"]


def test_title_section_athletes_and_outlet_are_searched() -> None:
    """Every passage is found by what stands around it."""
    byline = Byline(title="Storm in Rome", outlet="Daily Lap")
    index = PassageIndex([Revision("a", "# Heat\nShe ran.", byline, athletes=("Faith Kipyégon",))])
    for term in ("storm", "lap", "heat", "kipyegon"):
        assert _found(index, term) == ["a"]


def test_the_words_are_known() -> None:
    """The index knows which terms occur, how telling they are, and the articles' words by first letter and length."""
    index = PassageIndex([Revision("a", "Kipyégon winning."), Revision("b", "It was winning weather.")])
    assert "kipyegon" in index
    assert "gold" not in index
    assert index.idf("kipyegon") > index.idf("win") > 0
    assert set(index.beginning("w", 7)) == {"winning", "weather"}


_texts = st.sampled_from(["Kerr ran.", "Lee won gold.", "# Heat\nKerr won.\n\n# Final\nLee fell.", "# Nothing", ""])
_changes = st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | _texts), max_size=14)


@given(changes=_changes, merging=st.booleans())
def test_a_changed_index_is_like_one_built_anew(changes: list[tuple[str, str | None]], *, merging: bool) -> None:
    """Whatever was added, replaced, removed and merged: hits and scores are those of the articles that stay."""
    index = PassageIndex()
    articles: dict[str, Revision] = {}
    for name, text in changes:
        index = changed(index, articles, name, text)
        merge = index.merge_due() if merging else None
        index = index.apply(merge) if merge else index
    anew = PassageIndex(articles.values())
    query = {"kerr": 1.0, "win": 0.5, "heat": 1.0, "gold": 1.0}
    assert index.search(query, 20) == anew.search(query, 20)
    assert _passages(index) == _passages(anew)
    assert [term in index for term in query] == [term in anew for term in query]


@settings(deadline=None)
@given(
    before=st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["Kerr ran.", "Kerr won.", ""])),
    after=st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["Kerr ran.", "Kerr won.", ""])),
)
def test_an_index_of_other_articles_is_like_one_built_anew(before: dict[str, str], after: dict[str, str]) -> None:
    """An index made out of another one finds and scores exactly what one of its own articles alone does."""
    wanted = [Revision(*pair) for pair in after.items()]
    replaced, fresh = PassageIndex(Revision(*pair) for pair in before.items()).replace(wanted), PassageIndex(wanted)
    assert replaced.search({"kerr": 1.0, "won": 1.0}, 9) == fresh.search({"kerr": 1.0, "won": 1.0}, 9)
    assert _passages(replaced) == _passages(fresh)


def test_what_stays_the_same_is_not_indexed_again() -> None:
    """An index with one article more shares the segment of the others."""
    articles = [Revision(name, "Kerr ran.") for name in "abc"]
    index = PassageIndex(articles)
    more = index.replace([*articles, Revision("d", "Kerr won.")])
    assert len(more.segments) == 2
    assert more.segments[0] is index.segments[0]


def test_whoever_holds_an_index_goes_on_searching_it() -> None:
    """Adding and removing give a new index; the old one finds what it found."""
    before = PassageIndex([Revision("a", "Kerr ran.")])
    after = before.add([Revision("b", "Kerr ran.")]).remove(["a"])
    assert _found(before, "kerr") == ["a"]
    assert _found(after, "kerr") == ["b"]


def test_an_article_added_again_is_replaced() -> None:
    """Of two revisions of one article only the later is found."""
    index = PassageIndex([Revision("a", "Kerr ran.")]).add([Revision("a", "Lee won.")])
    assert _found(index, "kerr", "lee") == ["a"]
    assert [passage.span.slice(passage.revision.text) for passage in index.of_article("a")] == ["Lee won."]


def test_what_is_removed_while_segments_are_merged_stays_removed() -> None:
    """A merge made from an older index brings no article back, and loses none that came meanwhile."""
    index = PassageIndex()
    for name in "abcd":
        index = index.add([Revision(name, "Kerr ran.")])
    merge = index.merge_due()
    assert merge is not None
    changed = index.remove(["b"]).add([Revision("c", "Kerr won."), Revision("e", "Kerr fell.")]).apply(merge)
    assert sorted(_found(changed, "kerr")) == ["a", "c", "d", "e"]
    assert [passage.span.slice(passage.revision.text) for passage in changed.of_article("c")] == ["Kerr won."]
    assert len(changed.segments) == 2


def test_a_merge_is_applied_once() -> None:
    """Applying the same merge a second time changes nothing."""
    index = PassageIndex()
    for name in "abcd":
        index = index.add([Revision(name, "Kerr ran.")])
    merge = index.merge_due()
    assert merge is not None
    assert _found(index.apply(merge).apply(merge), "kerr") == ["a", "b", "c", "d"]


def test_where_sentences_stand_is_known_of_searched_articles_and_of_others() -> None:
    """A revision has its own sentences, whether it is searched, is an earlier one of its article, or is unknown."""
    index = PassageIndex([Revision("a", "# One\n\nLee won. Kerr fell."), Revision("b", "Rain.")])
    assert [list(places) for places in index.sentences(index.articles[0])] == [[7, 16], [15, 26]]
    assert [list(places) for places in index.sentences(Revision("a", "Lee ran."))] == [[0], [8]]
    assert [list(places) for places in index.sentences(Revision("c", ""))] == [[], []]


def test_more_passages_than_a_segment_holds_take_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many articles are cut into segments, packed into few of them, and found as if they stood in one."""
    articles = [Revision(f"a{number}", f"# One\nKerr ran {number}.\n\n# Two\nKerr won.") for number in range(9)]
    whole = PassageIndex(articles)
    for module in (segment, merge_policy):
        monkeypatch.setattr(module, "MAX_DOCUMENTS", 7)
    several = PassageIndex(articles)
    added = PassageIndex()
    for article in articles:
        added = added.add([article])
    packed = added.pack()
    assert [len(index.segments) for index in (whole, several, added, packed)] == [1, 4, 9, 3]
    for index in (several, added, packed):
        assert index.search({"kerr": 1.0, "won": 1.0}, 20) == whole.search({"kerr": 1.0, "won": 1.0}, 20)
