"""The passages of all articles, searched together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Byline, Revision
from bot.retrieval.passage_index import FieldWeights, PassageIndex


def _found(index: PassageIndex, *terms: str, limit: int = 10) -> list[str]:
    return [hit.passage.revision.article_id for hit in index.search(dict.fromkeys(terms, 1.0), limit)]


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
    """Equal passages come by article id, whichever order the articles were given in."""
    index = PassageIndex([Revision(name, "Kerr ran.") for name in names])
    assert _found(index, "kerr") == list("abcde")


def test_ties_inside_an_article_go_by_place() -> None:
    """Equal passages of one article come in the order they stand in."""
    index = PassageIndex([Revision("a", "# One\nKerr ran.\n\n# Two\nKerr ran.")], FieldWeights(section=0))
    assert [hit.passage.section for hit in index.search({"kerr": 1.0}, 5)] == ["One", "Two"]


def test_title_section_athletes_and_outlet_are_searched() -> None:
    """Every passage is found by what stands around it."""
    byline = Byline(title="Storm in Rome", outlet="Daily Lap")
    index = PassageIndex([Revision("a", "# Heat\nShe ran.", byline, athletes=("Faith Kipyégon",))])
    for term in ("storm", "lap", "heat", "kipyegon"):
        assert _found(index, term) == ["a"]


def test_a_field_without_weight_is_not_searched() -> None:
    """A field that weighs nothing adds no words."""
    revision = Revision("a", "She ran.", Byline(title="Storm"))
    assert _found(PassageIndex([revision], FieldWeights(title=0)), "storm") == []


def test_the_words_are_known() -> None:
    """The index knows which terms occur, how telling they are, and which words the articles write."""
    index = PassageIndex([Revision("a", "Kipyégon winning."), Revision("b", "It was winning weather.")])
    assert "kipyegon" in index
    assert "gold" not in index
    assert index.idf("kipyegon") > index.idf("win") > 0
    assert {"kipyegon", "winning", "it"} <= index.words()
