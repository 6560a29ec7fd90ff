"""What the articles write is counted once an article, and stays exact through every change."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Revision
from bot.retrieval import term_statistics
from bot.retrieval.passage_index import PassageIndex
from tests.changes import changed
from tests.term_counts import term_counts

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
        st.tuples(st.sampled_from("abcdef"), st.none() | _TEXTS, st.sampled_from(["", "count", "merge"])), max_size=14
    )
)
def test_changed_counts_are_like_those_counted_anew(changes: list[tuple[str, str | None, str]]) -> None:
    """Whatever was added, replaced, removed and merged, and whenever it was counted: only what stays is counted."""
    index, articles = PassageIndex(), dict[str, Revision]()
    for name, text, then in changes:
        index = changed(index, articles, name, text)
        if then == "count":
            term_counts(index)
        if then == "merge":
            index = index.pack()
    assert term_counts(index) == term_counts(PassageIndex(articles.values()))
    names = term_counts(index)["names"]
    assert index.statistics.names() == names
    assert (
        index.statistics.in_lower_case({"hill", "lee", "rained"})
        == {"hill", "rained"} & term_counts(index)["lower_case"].keys()
    )


def test_an_article_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither another article, nor a removal, nor merging has an article counted again that was counted."""
    index = PassageIndex(Revision(name, f"Ann Lee said {name}.") for name in "abc")
    term_counts(index)
    read: list[str] = []
    count = term_statistics.count_terms

    def noting(articles: Iterable[tuple[str, bool]]) -> term_statistics.TermCounts:
        articles = list(articles)
        read.extend(text for text, _ in articles)
        return count(articles)

    monkeypatch.setattr(term_statistics, "count_terms", noting)
    index = index.add([Revision("d", "Bob Kerr said d.")])
    assert index.statistics.names() == {"Ann Lee": 3, "Ann Lee\tperson": 3, "Bob Kerr": 1, "Bob Kerr\tperson": 1}
    index = index.remove(["b"])
    index = index.pack()
    assert index.statistics.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2, "Bob Kerr": 1, "Bob Kerr\tperson": 1}
    assert read == ["Bob Kerr said d.", "Ann Lee said b."]


def test_what_is_no_passage_is_not_corrected_to() -> None:
    """Words of an article without passages are no words of the articles; how it writes names still counts."""
    index = PassageIndex([Revision("a", "# hedgehog"), Revision("b", "Ann Lee won.")])
    assert index.beginning("h", 8) == set()
    assert index.statistics.in_lower_case({"hedgehog", "won", "Ann"}) == {"hedgehog", "won"}


def test_indexes_share_what_was_counted() -> None:
    """Two indexes with articles of their own count those they share once."""
    shared = PassageIndex([Revision("a", "Ann Lee said no.")])
    one, other = (shared.add([Revision(name, "Bob Kerr said no.")]) for name in "bc")
    assert one.statistics.parts[0] is other.statistics.parts[0]
