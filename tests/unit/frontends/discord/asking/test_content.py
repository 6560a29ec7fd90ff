"""What Discord shows of an answer."""

import pytest

from bot.bootstrap.discord import translations
from bot.domain.answer import (
    KIND,
    Ambiguous,
    Answer,
    Disagreeing,
    Found,
    NotFound,
    Profile,
    Section,
    Talk,
    TalkTopic,
    Topic,
)
from bot.domain.article import Revision
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.frontends.discord.asking.content import build_answer
from bot.settings import LANGUAGES

QUESTION = Question("Who won?", "Who won?", AnswerType.PERSON, ("win",), athletes=("Ada Marl",))
QUOTE = Quote(Revision("a", "Marl won."), Span(0, 9))
ANSWERS: tuple[Answer, ...] = (
    Found(QUESTION, Topic.FACT, (QUOTE,), 0.9),
    Profile(QUESTION, "Ada Marl", (Section(Topic.LATEST, (QUOTE,)),), 1.0),
    Disagreeing(QUESTION, (QUOTE, QUOTE), 0.9),
    NotFound(QUESTION, 0.1, 3),
    Ambiguous(QUESTION, "Marl", ("Ada Marl", "Bea Marl")),
    Talk(QUESTION, TalkTopic.THANKS),
)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_kind_of_answer_can_be_shown(language: str) -> None:
    """Each kind of answer that there is has a head or a line of its own in each language, with its quotes below."""
    assert {type(answer) for answer in ANSWERS} == set(KIND)
    for answer in ANSWERS:
        content = build_answer(answer, translations(language).for_server(None))
        assert content.head.strip()
        shown = [quote for block in content.blocks for quote in block.quotes]
        assert {quote.reference for quote in answer.quotes} == {quote.reference for quote in shown}
