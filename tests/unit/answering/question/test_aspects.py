"""One thing in a question replaced by another, such as the event in "and the mile?"."""

import pytest

from bot.answering.question.aspects import with_aspect

RECORD = "what is Lee's 1500m world record?"


@pytest.mark.parametrize(
    ("asked", "rest", "meant"),
    [
        (RECORD, "the mile?", "what is Lee's mile world record?"),
        (RECORD, "the 3000?", "what is Lee's 3000m world record?"),
        (RECORD, "indoor mile", "what is Lee's indoor mile world record?"),
        ("what is Lee's 1500 world record before that?", "the mile?", "what is Lee's mile world record?"),
        ("where did Lee finish in 2023?", "2024?", "where did Lee finish in 2024?"),
        ("who won the men's 800m?", "the women's?", "who won the women's 800m?"),
        ("where did Lee finish in Tokyo?", "Paris?", "where did Lee finish in Paris?"),
        ("where did Lee finish?", "2024?", "where did Lee finish in 2024?"),
    ],
)
def test_one_thing_takes_the_place_of_another(asked: str, rest: str, meant: str) -> None:
    """An event, year, sex or place replaces the question's own; a year or place that it lacks is added."""
    assert with_aspect([asked], rest, named=True) == (0, meant)


def test_the_latest_question_that_has_such_a_thing_is_meant() -> None:
    """A question in between that names no event is passed over."""
    found = with_aspect(["how long had it stood?", RECORD], "the mile?", named=True)
    assert found == (1, "what is Lee's mile world record?")


@pytest.mark.parametrize("rest", ["", "the final of the 2023 World Championships in Budapest", "her coach"])
def test_a_question_of_its_own_is_no_aspect(rest: str) -> None:
    """What is long, or names nothing of the kind without an "and" before it, replaces nothing."""
    assert with_aspect([RECORD], rest, named=False) is None
