"""No turn is ever answered about somebody whom nobody named."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.domain.answer import Talk
from bot.domain.conversation import Conversation, Turn
from bot.domain.request import Request

MESSAGES = [
    "When did Marl win the 800m?", "Who won the 1500m?", "what did Voss say?", "how old is she?", "and Voss?", "Voss",
    "why?", "and in Torrin?", "what about 2024?", "no, I meant Marl", "thanks", "more", "source?", "who said that?",
    "her coach?", "when was that?", "did it rain in Torrin?", "zzz?", "compare Marl and Voss", "who beat him",
    "when and where did she win?", "the other one", "latest on Marl", "then Ostrel?", "whats the marls time", "it?",
]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(messages=st.lists(st.sampled_from(MESSAGES), min_size=1, max_size=8))
def test_whoever_a_turn_is_about_was_named(press: Answerer, messages: list[str]) -> None:
    """Whom a question is taken to be about was named by a member, or in what was quoted to them."""
    conversation, named = Conversation(), set[str]()
    for text in messages:
        named |= {
            athlete
            for mention in press._gazetteer.mentions(text, press.reader._reader._rewriter)
            for athlete in mention.athletes
        }
        answer = press.answer(Request(text), conversation)
        assert set(answer.question.athletes) <= named
        for quote in answer.quotes:
            named |= {athlete for athlete in press.athletes if athlete.split()[-1] in quote.text}
        if not isinstance(answer, Talk):
            conversation = conversation.with_turn(Turn.of(answer))
