"""Two articles that answer the same question differently are told from those that don't."""

from collections.abc import Callable

import pytest

from bot.answering.disagreement import COMPARABLE, disagreeing
from bot.bootstrap.answering import answerer
from bot.domain.answer import Disagreeing
from bot.domain.article import Revision
from bot.domain.conversation import Conversation
from bot.domain.question import AnswerType, Question
from bot.domain.request import Request

Compare = Callable[..., str | None]


@pytest.fixture(scope="session")
def compare() -> Compare:
    """Asks two articles a question; the sentence that contradicts the best one."""

    def compared(question: str, *texts: str, athletes: tuple[str, ...] = ("Ada Marl",)) -> str | None:
        press = answerer([Revision(f"a{number}", text, athletes=athletes) for number, text in enumerate(texts)])
        read = press.reader.read(Request(question), Conversation())
        assert isinstance(read, Question)
        other = disagreeing(read, press.ranker.rank_in(read, Conversation()).scored)
        return other.quote.text if other else None

    return compared


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("When did Marl win the mile?", "Marl won the mile on 3 May 2024.", "Marl won the mile on 9 May 2024."),
        ("Where did Marl finish in the mile?", "Marl finished 4th in the mile.", "Marl finished 5th in the mile."),
        ("What was Marl's time in the mile?", "Marl ran the mile in 4:20.15.", "Marl ran the mile in 4:21.15."),
        ("How old is Marl?", "Marl is 24 years old.", "Marl is 25 years old."),
    ],
)
def test_different_answers_disagree(compare: Compare, question: str, one: str, other: str) -> None:
    """Another day, place, time or age in another article contradicts."""
    assert compare(question, one, other) in {one, other}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "When did Marl win the mile?",
            "Marl won the mile on 3 May 2024.",
            "Marl won the mile on 3 May 2024, smiling.",
        ),
        ("When did Marl win the mile?", "Marl won the mile on 3 May 2024.", "Marl won the mile in May 2024."),
        ("When did Marl win the mile?", "Marl won the mile in 2024.", "Marl won the mile in May of the same year."),
        ("Where did Marl finish in the mile?", "Marl finished 4th in the mile.", "Marl finished fourth in the mile."),
        ("How old is Marl?", "Marl is 24 years old.", "Marl, aged 24, is tall."),
        ("What was Marl's time in the mile?", "Marl ran the mile in 4:20.15.", "Marl ran the mile in 4:20."),
        ("What was Marl's time in the mile?", "Marl ran the mile in 4:20.15.", "Marl ran the mile in 4min 20.15sec."),
    ],
)
def test_the_same_answer_in_other_words_agrees(compare: Compare, question: str, one: str, other: str) -> None:
    """An answer that is written differently, or less exactly, contradicts nothing, whichever article comes first."""
    assert compare(question, one, other) is None
    assert compare(question, other, one) is None


def test_one_article_does_not_contradict_itself(compare: Compare) -> None:
    """Two sentences of one article are two parts of its story."""
    assert (
        compare("When did Marl win the mile?", "Marl won the mile on 3 May 2024. Marl won the mile on 9 May 2024.")
        is None
    )


def test_another_athlete_s_answer_contradicts_nothing(compare: Compare) -> None:
    """A sentence about somebody else is no other answer."""
    both = ("Ada Marl", "Bea Voss")
    texts = ("Marl won the mile on 3 May 2024.", "Voss won the mile on 9 May 2024.")
    assert compare("When did Marl win the mile?", *texts, athletes=both) is None


def test_only_exact_answers_are_compared(compare: Compare) -> None:
    """Answers of other kinds are never said to disagree."""
    assert AnswerType.REASON not in COMPARABLE
    assert compare("Why did Marl stop?", "Marl stopped because of hail.", "Marl stopped because of heat.") is None


def test_nothing_disagrees_with_nothing() -> None:
    """Without evidence there is no disagreement."""
    assert disagreeing(Question("When?", "When?", AnswerType.DATE, ()), []) is None


def test_a_disagreement_quotes_both() -> None:
    """The answer quotes one sentence of each article."""
    texts = ("Marl won the mile on 3 May 2024.", "Marl won the mile on 9 May 2024.")
    press = answerer([Revision(f"a{number}", text, athletes=("Ada Marl",)) for number, text in enumerate(texts)])
    answer = press.answer(Request("When did Marl win the mile?"))
    assert isinstance(answer, Disagreeing)
    assert {quote.text for quote in answer.quotes} == set(texts)
