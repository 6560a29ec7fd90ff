"""Numbers, times and distances are brought to one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.analyzer import terms
from bot.text.numerals import canonical_distance, canonical_mark


@pytest.mark.parametrize(
    "text", ["1500m", "1,500 metres", "1500 meters", "1500-metre", "1,500\u00a0m", "1.5km", "1.5 KM", "1.5k"]
)
def test_distances_are_metres(text: str) -> None:
    """However a distance is written, its term is in metres."""
    assert terms(text) == ["1500m"]


@pytest.mark.parametrize(
    "text",
    [
        "4:11.23",
        "four minutes 11.23 seconds",
        "4 minutes and 11.23 seconds",
        "4 min 11.23 secs",
        "Four minutes, 11.23 seconds",
        "4min 11.23sec",
        "4m 11.23s",
        "4:11,23",
        "4.11.23",
        "4'11\"23",
    ],
)
def test_times_are_clock_times(text: str) -> None:
    """A spelled-out time is the time on the clock."""
    assert terms(text) == ["4:11.23"]


def test_seconds_have_two_digits() -> None:
    """Few seconds get the zero the clock shows."""
    assert terms("four minutes 5.1 seconds") == terms("4:05.1")


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("first", "1st"),
        ("third", "3rd"),
        ("twelfth", "12th"),
        ("twenty-first", "21st"),
        ("fortieth", "40th"),
        ("ninety-ninth", "99th"),
    ],
)
def test_ordinals_are_numbers(word: str, number: str) -> None:
    """A spelled-out rank is the rank in digits."""
    assert terms(word) == terms(number) == [number]


@pytest.mark.parametrize(("word", "number"), [("two", "2"), ("twelve", "12"), ("twenty", "20"), ("thirty-four", "34")])
def test_cardinals_are_numbers(word: str, number: str) -> None:
    """A small spelled-out number is the number in digits."""
    assert terms(word) == terms(number) == [number]


@pytest.mark.parametrize("text", ["15 minutes", "3 medals", "15 men"])
def test_an_m_alone_makes_a_distance(text: str) -> None:
    """A word that only begins with an m is no unit."""
    assert "15m" not in terms(text)
    assert "3m" not in terms(text)


@given(number=st.integers(0, 10**9))
def test_thousands_separators_do_not_matter(number: int) -> None:
    """A number is the same with and without separators."""
    assert terms(f"{number:,}") == terms(str(number))


@given(minutes=st.integers(1, 20), seconds=st.decimals(0, 59, places=2))
def test_any_spelled_out_time_meets_the_clock(minutes: int, seconds: object) -> None:
    """Minutes and seconds in words meet the same time with a colon."""
    assert terms(f"{minutes} minutes {seconds} seconds") == terms(f"{minutes}:{seconds:0>5}")


@given(metres=st.integers(1, 10**5))
def test_any_distance_meets_itself(metres: int) -> None:
    """Metres and kilometres of one length meet."""
    assert canonical_distance(f"{metres} metres") == canonical_distance(f"{metres / 1000:.3f} km") == f"{metres}m"


@given(text=st.text(st.characters(exclude_categories=["Nd"])))
def test_what_is_no_number_stays(text: str) -> None:
    """Text without digits is given back as it is."""
    assert canonical_distance(text) == text
    assert canonical_mark(text) == text


@pytest.mark.parametrize("text", ["4x400m relay", "4 x 400m", "4 × 400 metres", "4x400", "4*400m"])
def test_relays_are_one_term_and_the_word(text: str) -> None:
    """However a relay is written, it is found as that relay, and by the word; it is no 400 metres."""
    assert list(dict.fromkeys(terms(text))) == ["4x400m", "relay"]


@pytest.mark.parametrize(("short", "long"), [("3000mSC", "3,000m steeplechase"), ("110mH", "110 metres hurdles")])
def test_obstacles_are_spelled_out(short: str, long: str) -> None:
    """A short form for a race over obstacles is the distance and the obstacles."""
    assert terms(short) == terms(long)


@given(hours=st.integers(1, 9), minutes=st.integers(0, 59), seconds=st.integers(0, 59))
def test_hours_are_read_too(hours: int, minutes: int, seconds: int) -> None:
    """A marathon's time in words is the time on the clock."""
    assert terms(f"{hours} hours {minutes} minutes {seconds} seconds") == [f"{hours}:{minutes:02}:{seconds:02}"]
