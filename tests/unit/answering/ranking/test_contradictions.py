"""What speaks against a sentence being the answer."""

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.ranking import contradictions
from bot.domain.conversation import Conversation
from bot.domain.question import Question
from bot.domain.request import Request

Understand = Callable[[str], Question]


@pytest.mark.parametrize(
    ("kind", "asked", "told", "contradicts"),
    [
        ("other_year", "Where did Marl win in 2023?", "Marl won in Torrin in 2024.", True),
        ("other_year", "Where did Marl win in 2023?", "Marl won in Torrin in 2023, and in 2024.", False),
        ("other_year", "Where did Marl win in 2023?", "Marl won in Torrin.", False),
        ("other_year", "Where did Marl win?", "Marl won in Torrin in 2024.", False),
        ("other_event", "Who won the 1500m?", "Voss won the 800 metres.", True),
        ("other_event", "Who won the 1500 metres?", "Voss won the 1,500m after an 800m.", False),
        ("other_event", "Who won the 1500m?", "Voss attacked with 200m left.", False),
        ("other_event", "Who won the 4x400m?", "Voss won the 400m.", True),
        ("other_event", "Who won the 4 x 400m relay?", "Voss ran in the 4x400m.", False),
        ("other_event", "Who won the 10k?", "Voss won the 10,000m.", False),
        ("other_event", "Who won the long jump?", "Voss won the high jump.", True),
        ("other_sex", "Who won the women's race?", "Quill won the men's race.", True),
        ("other_sex", "Who won the women's race?", "Marl won the women's race, Quill the men's.", False),
        ("not_yet", "Who won in Torrin?", "Marl will run in Torrin.", True),
        ("not_yet", "Who won in Torrin?", "Marl won in Torrin and will run in Ostrel.", False),
        ("not_yet", "Who won in Torrin?", "Marl is due to ride in Torrin, which she is expected to win.", True),
        ("not_yet", "Who won in Torrin?", "Marl goes to Torrin on Sunday as the favourite.", True),
        ("not_yet", "Who won in Torrin?", "Marl could win in Torrin next week.", True),
        ("not_yet", "Who won in Torrin?", "Marl, who was expected to win in Torrin, finished third.", False),
        ("not_yet", "What did Marl say?", "Marl said she would be back.", False),
        ("not_yet", "When will Marl run?", "Marl will run in May.", False),
        ("surpassed", "What is the mile record?", "Five days later Voss broke it with 4:19.", True),
        ("surpassed", "What is the mile record?", "Voss beat the old record.", True),
        ("surpassed", "Who broke the mile record?", "Five days later Voss broke it with 4:19.", False),
        ("surpassed", "What is the mile record?", "Voss lowered it to 4:18 in May.", True),
        ("surpassed", "What is the mile record?", "That stadium record fell on Friday.", True),
        ("surpassed", "What is the mile record?", "It has since been broken.", True),
        ("surpassed", "What is the mile record?", "Voss beat Marl.", False),
    ],
)
def test_contradictions_are_stated(
    understand: Understand, kind: str, asked: str, told: str, *, contradicts: bool
) -> None:
    """A sentence contradicts a question by what it states, and never by what it leaves out."""
    assert getattr(contradictions, kind)(understand(asked), told) == contradicts


def test_what_is_contradicted_is_no_evidence(press: Answerer) -> None:
    """A sentence that contradicts what is asked is no candidate, even where there is no other."""
    question = press.reader.read(Request("Who won the women's 800m in Torrin in 2019?"), Conversation())
    assert isinstance(question, Question)
    assert not any("2024" in scored.quote.text for scored in press.ranker.rank_in(question, Conversation()).scored)
