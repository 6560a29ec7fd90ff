"""A follow-up that names an athlete is answered at least where the same question is answered by itself."""

import pytest

from bot.adapters.corpus_files import load_corpus
from bot.answering.answerer import Answerer
from bot.bootstrap.answering import article_paths, open_newsroom
from bot.domain.answer import Answer, Found
from bot.domain.conversation import Conversation, Turn
from bot.domain.request import Request
from bot.settings import Settings


@pytest.fixture(scope="module")
def bundled() -> Answerer:
    """Over the bundled articles: the fewer there are, the less what was quoted can mislead."""
    return open_newsroom(load_corpus(article_paths(Settings())).revisions).library.bundled.answerer


def _asked(bundled: Answerer, *texts: str) -> Answer:
    """The answer to the last of some messages, one after the other."""
    conversation, answer = Conversation(), None
    for text in texts:
        answer = bundled.answer(Request(text), conversation)
        conversation = conversation.with_turn(Turn.of(answer))
    assert answer
    return answer


def test_what_was_talked_about_before_hides_no_answer(bundled: Answerer) -> None:
    """After a talk about one race, a question about another matter is answered from its own article."""
    talk = ("when did kerr hurt his calf?", "where did he finish?", "and Hocker?", "why?", "who coaches Wightman?")
    answer = _asked(bundled, *talk, "and Kerr?")
    alone = _asked(bundled, "who coaches Josh Kerr?")
    assert isinstance(answer, Found)
    assert isinstance(alone, Found)
    assert answer.quotes[0] == alone.quotes[0]
