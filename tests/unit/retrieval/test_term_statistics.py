"""What the articles write is counted once an article, and stays exact through every change."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Revision
from bot.retrieval import term_statistics as census
from bot.retrieval.passage_index import PassageIndex
from tests.censuses import tallies
from tests.changes import changed

_TEXTS = st.sampled_from(
    [
        "Ann Lee said she ran. Lee fell, but she won.",
        "She and rival Ann Lee won. “No,” said Bob Kerr.",
        "Bob Kerr told nobody.",
        "# Only of rival Dan Hill",
        "Zoé O’Brien said no. It rained on the hill, and hill after hill.",
        "",
    ]
)


@settings(deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.sampled_from("abcdef"), st.none() | _TEXTS, st.sampled_from(["", "count", "fold"])), max_size=14
    )
)
def test_a_changed_census_is_like_one_taken_anew(changes: list[tuple[str, str | None, str]]) -> None:
    """Whatever was added, replaced, removed and folded, and whenever it was counted: only what stays is counted."""
    index, articles = PassageIndex(), dict[str, Revision]()
    for name, text, then in changes:
        index = changed(index, articles, name, text)
        if then == "count":
            tallies(index)
        if then == "fold":
            index = index.packed()
    assert tallies(index) == tallies(PassageIndex(articles.values()))
    names = tallies(index)["names"]
    assert index.census.names() == names
    assert (
        index.census.in_lower_case({"hill", "lee", "rained"})
        == {"hill", "rained"} & tallies(index)["lower_case"].keys()
    )


def test_an_article_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither another article, nor a removal, nor folding has an article counted again that was counted."""
    index = PassageIndex(Revision(name, f"Ann Lee said {name}.") for name in "abc")
    tallies(index)
    read: list[str] = []
    counted = census._counted

    def noting(articles: list[census.Surveyed]) -> tuple[Counter[str], Counter[str], Counter[str]]:
        articles = list(articles)
        read.extend(text for text, _ in articles)
        return counted(articles)

    monkeypatch.setattr(census, "_counted", noting)
    index = index.add([Revision("d", "Bob Kerr said d.")])
    assert index.census.names() == {"Ann Lee": 3, "Ann Lee\tperson": 3, "Bob Kerr": 1, "Bob Kerr\tperson": 1}
    index = index.remove("b")
    index = index.packed()
    assert index.census.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2, "Bob Kerr": 1, "Bob Kerr\tperson": 1}
    assert read == ["Bob Kerr said d.", "Ann Lee said b."]


def test_what_is_no_passage_is_not_corrected_to() -> None:
    """Words of an article without passages are no words of the articles; how it writes names still counts."""
    index = PassageIndex([Revision("a", "# hedgehog"), Revision("b", "Ann Lee won.")])
    assert index.beginning("h", 8) == set()
    assert index.census.in_lower_case({"hedgehog", "won", "Ann"}) == {"hedgehog", "won"}


def test_indexes_share_what_was_counted() -> None:
    """Two indexes with articles of their own have one census of those they share."""
    shared = PassageIndex([Revision("a", "Ann Lee said no.")])
    one, other = (shared.add([Revision(name, "Bob Kerr said no.")]) for name in "bc")
    assert one.census.parts[0] is other.census.parts[0]
