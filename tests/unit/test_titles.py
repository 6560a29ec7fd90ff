"""An article is found by what a moderator types: its id, its title, or a part of one."""

import pytest

from bot.desk.titles import resolve
from bot.domain.editing import ArticleSummary
from bot.domain.errors import UnknownArticleError

ARTICLES = [
    ArticleSummary("voss-hurts-her-knee.1", "Voss hurts her knee", 1, 1),
    ArticleSummary("voss-runs-again.1", "Voss runs again", 1, 1),
    ArticleSummary("elan.1", "Élan  for Voss", None, 2),
    ArticleSummary("report.1", "Report", 1, 1),
    ArticleSummary("report.2", "Report", 2, 2),
    ArticleSummary("report.3", "Report", None, 1),
    ArticleSummary("untitled.1", None, 1, 1),
]


@pytest.mark.parametrize(
    ("typed", "article_id"),
    [
        ("voss-runs-again.1", "voss-runs-again.1"),
        ("  Voss runs again ", "voss-runs-again.1"),
        ("ELAN FOR VOSS", "elan.1"),
        ("hurts", "voss-hurts-her-knee.1"),
        ("voss kn", "voss-hurts-her-knee.1"),
        ("untitled", "untitled.1"),
        ("report.2", "report.2"),
    ],
)
def test_what_only_one_article_can_be_is_understood(typed: str, article_id: str) -> None:
    """An id, a title however it is written, or the beginnings of words that no other title has."""
    assert resolve(ARTICLES, typed).article_id == article_id


def test_of_several_the_ones_that_fit_are_meant() -> None:
    """Only one of the reports can be restored, so that one is meant; two of them can be removed."""
    assert resolve(ARTICLES, "report", removed=True).article_id == "report.3"
    with pytest.raises(UnknownArticleError) as several:
        resolve(ARTICLES, "Report", removed=False)
    assert several.value.values["titles"] == ["Report (report.1)", "Report (report.2)"]


def test_a_lone_match_is_meant_even_where_it_doesn_t_fit() -> None:
    """A removed article can be named for removal; what is wrong with that is for the command to say."""
    assert resolve(ARTICLES, "elan", removed=False).article_id == "elan.1"


def test_several_are_named() -> None:
    """What could be several articles is none of them, and the message names them."""
    with pytest.raises(UnknownArticleError) as several:
        resolve(ARTICLES, "voss")
    assert several.value.code == "several_articles"
    assert several.value.values["titles"] == ["Voss hurts her knee", "Voss runs again", "Élan  for Voss"]


@pytest.mark.parametrize(
    ("typed", "nearest"), [("Vsos hurt knee", "Voss hurts her knee"), ("Reprot", "Report (report.1)")]
)
def test_the_nearest_are_named(typed: str, nearest: str) -> None:
    """A title with a slip isn't guessed, but the message names the titles that come near."""
    with pytest.raises(UnknownArticleError) as unknown:
        resolve(ARTICLES, typed)
    assert unknown.value.code == "no_article"
    assert nearest in unknown.value.values["titles"]  # type: ignore[operator]  # a list


@pytest.mark.parametrize("typed", ["", "  ", "!", "quite something else"])
def test_nothing_near_is_named_for_nothing_alike(typed: str) -> None:
    """Where no title comes near, none is named; no text at all names none."""
    with pytest.raises(UnknownArticleError) as unknown:
        resolve(ARTICLES, typed)
    assert unknown.value.values["titles"] == []
