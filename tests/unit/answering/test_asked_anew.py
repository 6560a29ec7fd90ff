"""A follow-up that names an athlete is answered at least where the same question is answered by itself."""

import pytest

from bot.answering.answerer import Answerer
from bot.bootstrap import open_press
from bot.domain.answer import Answer, Found
from bot.domain.conversation import Conversation, Turn
from bot.domain.request import Request
from bot.settings import Settings


@pytest.fixture(scope="module")
def press() -> Answerer:
    """Over the bundled articles: the fewer there are, the less what was quoted can mislead."""
    return open_press(Settings()).newsroom.library.bundled.answerer


def _asked(press: Answerer, *texts: str) -> Answer:
    """The answer to the last of some messages, one after the other."""
    conversation, answer = Conversation(), None
    for text in texts:
        answer = press.answer(Request(text), conversation)
        conversation = conversation.with_turn(Turn.of(answer))
    assert answer
    return answer


def test_what_was_talked_about_before_hides_no_answer(press: Answerer) -> None:
    """After a talk about one race, a question about another matter is answered from its own article."""
    talk = ("when did kerr hurt his calf?", "where did he finish?", "and Hocker?", "why?", "who coaches Wightman?")
    answer = _asked(press, *talk, "and Kerr?")
    alone = _asked(press, "who coaches Josh Kerr?")
    assert isinstance(answer, Found)
    assert isinstance(alone, Found)
    assert answer.quotes[0] == alone.quotes[0]
