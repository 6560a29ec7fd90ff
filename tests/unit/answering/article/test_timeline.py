"""Sentences come in the order of the dates they state."""

import pytest

from bot.answering.article.timeline import dated
from bot.bootstrap.answering import answerer
from bot.domain.article import Byline, Revision
from bot.domain.quote import Quote


def _timeline(*texts: str) -> tuple[Quote, ...]:
    articles = [Revision(f"a{n}", text, Byline("Ann Lee"), ("Ann Lee",)) for n, text in enumerate(texts)]
    return answerer(articles).topics.timeline("Ann Lee").quotes


@pytest.mark.parametrize(
    ("text", "when", "marked"),
    [
        ("Ann Lee won on 3 May 2024.", (2024, 5, 3), "3 May 2024"),
        ("Ann Lee won on the 3rd of May, 2024.", (2024, 5, 3), "3rd of May, 2024"),
        ("On September 12, 2025 Ann Lee won.", (2025, 9, 12), "September 12, 2025"),
        ("Ann Lee won in Sept. 2025.", (2025, 9, 0), "Sept. 2025"),
        ("Ann Lee won in 2019, and on 2 July 2021 again.", (2021, 7, 2), "2 July 2021"),
        ("Ann Lee turned professional in 2018.", (2018, 0, 0), "2018"),
    ],
)
def test_a_date_is_read_and_marked(text: str, when: tuple[int, int, int], marked: str) -> None:
    """The most exact date of a sentence counts, however it is written, and is marked in the quote."""
    reading = answerer([Revision("a", text, athletes=("Ann Lee",))])
    sentence = reading.topics._finder.sentences_about("Ann Lee")[0][0]
    found = dated(sentence)
    assert found is not None
    assert found[0] == when
    assert found[1].slice(text) == marked


@pytest.mark.parametrize(
    "text", ["Ann Lee won on 3 May.", "Ann Lee won on Sunday.", "Ann Lee ran 2015.5 miles.", "Ann Lee won 12-2024."]
)
def test_a_day_without_a_year_is_left_out(text: str) -> None:
    """No year is guessed, and other numbers are none."""
    assert _timeline(text) == ()


def test_the_earliest_comes_first_across_articles() -> None:
    """The order is that of the dates, not of the articles; a bare year comes before its months."""
    quotes = _timeline(
        "Ann Lee won on 3 May 2024. Ann Lee fell in June 2023.", "Ann Lee began in 2023. Ann Lee won on 1 May 2024."
    )
    bold = [quote.bold.slice(quote.revision.text) for quote in quotes if quote.bold]
    assert bold == ["2023", "June 2023", "1 May 2024", "3 May 2024"]


def test_only_the_athlete_s_sentences_count() -> None:
    """What happened to others is not in the timeline."""
    assert _timeline("Bo Ray won on 3 May 2024. Nobody saw it.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee is the first winner since Bo Ray in 1964.",
        "Ann Lee broke the record that champion Bo Ray had set in 1995.",
        "Ann Lee was third, after Cy Poe in 1964 and Bo Ray in 2004.",
    ],
)
def test_somebody_else_s_year_is_left_out(text: str) -> None:
    """A year that belongs to another person is no date of the athlete's."""
    assert _timeline(text, "Champion Bo Ray ran.") == ()


def test_a_place_before_a_year_is_nobody() -> None:
    """A place between the athlete and the year takes nothing away."""
    assert len(_timeline("Ann Lee won bronze in Tokyo in 2021.")) == 1
