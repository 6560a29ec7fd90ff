"""Which sentences are shown where nothing answers."""

import pytest

from bot.answering.answerer import Answerer
from bot.bootstrap.answering import answerer
from bot.domain.answer import Ambiguous, NotFound
from bot.domain.article import Byline, Revision
from bot.domain.request import Request

LEE = Revision("lee", "Ann Lee lives in Leith. She runs on Sundays.", Byline("Ann Lee at home"), ("Ann Lee",))
RAY = Revision("ray", "Champion Bo Ray won the mile in Leith. He was happy.", Byline("Bo Ray wins"), ("Bo Ray",))


@pytest.fixture(scope="module")
def both() -> Answerer:
    """Who answers from an article about Lee and one about Ray."""
    return answerer([LEE, RAY])


def test_sentences_about_the_athlete_are_near(both: Answerer) -> None:
    """What isn't known of an athlete is near what is said about them, though another article shares more words."""
    answer = both.answer(Request("Was Ann Lee the happy champion who won the mile?"))
    assert isinstance(answer, NotFound)
    assert {quote.revision for quote in answer.nearest} == {LEE}
    assert answer.quotes == ()


def test_nothing_is_near_a_greeting(both: Answerer) -> None:
    """A message that shares hardly a word with any article is near none of them."""
    answer = both.answer(Request("hello, happy birthday to your grandmother"))
    assert isinstance(answer, NotFound)
    assert answer.nearest == ()


def test_who_is_named_in_a_title_is_meant() -> None:
    """Of two people of one surname, the one who made the headline is meant, not the one who is mentioned beside."""
    text = "Marit Solvang won in Bergen. “She was calm,” said Terje Solvang. Solvang hurt her ankle in January."
    answer = answerer([Revision("a", text, Byline("Marit Solvang wins in Bergen"))]).answer(
        Request("Where did Solvang win?")
    )
    assert not isinstance(answer, Ambiguous)
    assert answer.question.athletes == ("Marit Solvang",)
