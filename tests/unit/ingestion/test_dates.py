"""The day of publication is read as people write it, and where it could be another day the reader is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingestion.dates import ReadDate, parse_date, read_date

JULY_19 = date(2025, 7, 19)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-09-17", date(2025, 9, 17)),
        ("2025-9-7", date(2025, 9, 7)),
        ("2025-09-17 15:35:51 +0000", date(2025, 9, 17)),
        ("2025/09/17", date(2025, 9, 17)),
        ("20250917", date(2025, 9, 17)),
        ("17 September 2025", date(2025, 9, 17)),
        ("Wed, 17 Sep 2025 15:35:51 GMT", date(2025, 9, 17)),
        ("September 17th, 2025", date(2025, 9, 17)),
        ("Sept. 17, 2025 3:35 PM", date(2025, 9, 17)),
        ("17 Brumaire 2025", None),
        ("2025-13-01", None),
        ("2025", None),
    ],
)
def test_dates_in_iso_order_or_english(text: str, day: date | None) -> None:
    """ISO dates and English ones are read; an impossible one is none, and neither is a year alone."""
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["19/07/2025", "07/19/2025", "19.07.2025", "19. 7. 2025", "19-07-2025", "19. Juli 2025", "19 juillet 2025"]
)
def test_dates_that_can_mean_one_day_only(text: str) -> None:
    """Numbers of which one can't be a month tell the day, and so does a month's name in another language."""
    assert read_date(text) == ReadDate(JULY_19)


def test_a_date_of_numbers_may_be_a_guess() -> None:
    """03/04/2025 is taken to have the day first, and said to be a guess; with dots it is none."""
    assert read_date("03/04/2025") == ReadDate(date(2025, 4, 3), is_guess=True)
    assert read_date("03.04.2025") == ReadDate(date(2025, 4, 3))
    assert read_date("04/04/2025") == ReadDate(date(2025, 4, 4))


def test_the_documents_own_dates_tell_the_order() -> None:
    """Where dates in the document can only have the month first, so has its own."""
    assert read_date("03/04/2025", "He ran on 03/31/2025.") == ReadDate(date(2025, 3, 4), is_guess=True)
    assert read_date("03/04/2025", "He ran on 31/03/2025.") == ReadDate(date(2025, 4, 3), is_guess=True)


@pytest.mark.parametrize("text", ["", "soon", "2025", "July 2025", "31/31/2025", "99/99/2025", "next week", "3/4"])
def test_what_is_no_day_is_unknown(text: str) -> None:
    """What tells no day gives none, and no day is made up for it."""
    assert read_date(text) == ReadDate(None)


@given(st.one_of(st.text(), st.from_regex(r"\d{0,9}[./-]\d{0,4}[./-]\d{0,6}")))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """No text makes reading a date crash."""
    read = read_date(text, text)
    assert read.day is None or isinstance(read.day, date)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from("/-."))
def test_a_day_in_numbers_is_that_day_unless_said_to_be_a_guess(day: date, mark: str) -> None:
    """A date written day first is read as that day, and if it could be another one, that is told."""
    read = read_date(f"{day.day:02}{mark}{day.month:02}{mark}{day.year}")
    assert read.day == day
    assert read.is_guess == (mark != "." and day.day <= 12 and day.day != day.month)
