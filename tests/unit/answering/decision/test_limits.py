"""Words that limit what is asked."""

from collections.abc import Callable

import pytest

from bot.answering.decision.limits import denial_unmet, limits_added, limits_unmet, only_births, only_years
from bot.domain.question import Question

Understand = Callable[[str], Question]


@pytest.mark.parametrize(
    ("asked", "told", "unmet", "added"),
    [
        ("Who coached Marl before Voss?", "Marl was coached by Voss.", 1, 0),
        ("Who won her first title in Torrin?", "Marl won her second title in Torrin.", 1, 1),
        ("Which was her fastest race?", "Her fastest race was in Ostrel.", 0, 0),
        ("Who won in Torrin?", "Marl won after Voss fell.", 0, 1),
        ("Who showed interest in the west?", "Marl showed none.", 0, 0),
    ],
)
def test_first_is_not_second(understand: Understand, asked: str, told: str, unmet: int, added: int) -> None:
    """Words such as "first", "before" and "fastest" count where one side has them and the other hasn't."""
    question = understand(asked)
    assert limits_unmet(question, told) == pytest.approx(unmet / 3)
    assert limits_added(question, told) == pytest.approx(added / 3)


def test_many_limits_count_as_three(understand: Understand) -> None:
    """No question gets more than three limiting words held against it."""
    question = understand("Who was first, second, third, fourth, fifth and last?")
    assert limits_unmet(question, "Marl ran.") == 1


def test_what_is_denied_must_be_denied(understand: Understand) -> None:
    """A question about what did not happen isn't met by a sentence about what did."""
    question = understand("Who didn’t finish the race?")
    assert denial_unmet(question, "Marl finished the race.") == 1
    assert denial_unmet(question, "Voss never finished the race.") == 0
    assert denial_unmet(understand("Who finished the race?"), "Marl finished the race.") == 0


def test_a_year_is_no_number_of_things(understand: Understand) -> None:
    """Where a number is wanted and only years were found, nothing answers; a year is an answer to "when"."""
    assert only_years(understand("How many races did Marl win?"), ["2023", "2024"]) == 1
    assert only_years(understand("How many races did Marl win?"), ["2023", "nine"]) == 0
    assert only_years(understand("How many races did Marl win?"), []) == 0
    assert only_years(understand("When did Marl win?"), ["2023"]) == 0


def test_a_birth_is_no_age_at_the_time(understand: Understand) -> None:
    """When somebody was born tells how old they are, not how old they were when something happened."""
    assert only_births(understand("How old was Marl when she won?"), ["born in 2000"])
    assert not only_births(understand("How old was Marl when she won?"), ["born in 2000", "24 years old"])
    assert not only_births(understand("How old is Marl?"), ["born in 2000"])
    assert not only_births(understand("How old was Marl when she won?"), [])
