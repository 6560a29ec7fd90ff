"""An answer is one of a few kinds, each with its quotes."""

from typing import get_args

from bot.domain.answer import KIND, Ambiguous, Answer, Certainty, NotFound, Profile, Section, Topic
from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote
from bot.domain.span import Span

QUESTION = Question("Who won?", "Who won?", AnswerType.PERSON, ("won",))
REVISION = Revision("a", "Lee won.\n\nIt rained.")


def test_every_answer_has_a_kind() -> None:
    """Each kind of answer is published under a name."""
    assert set(KIND) == set(get_args(Answer))


def test_profile_quotes_follow_its_sections() -> None:
    """A profile's quotes are those of its sections, in order."""
    first, second = Quote(REVISION, Span(0, 8)), Quote(REVISION, Span(10, 20))
    sections = (Section(Topic.RESULTS, (first,)), Section(Topic.LATEST, (second,)))
    assert Profile(QUESTION, "Ann Lee", sections, 1.0).quotes == (first, second)


def test_no_answer_quotes_nothing() -> None:
    """Where nothing answers, nothing is quoted, even where sentences come near, and the bot is not sure at all."""
    answer = NotFound(QUESTION, 0.1, searched=3, nearest=(Quote(REVISION, Span(0, 8)),))
    assert answer.quotes == ()
    assert answer.certainty is Certainty.NONE


def test_nobody_is_quoted_while_a_name_is_open() -> None:
    """Where a name is shared, nobody is quoted."""
    assert Ambiguous(QUESTION, "Lee", ("Ann Lee", "Bob Lee")).quotes == ()


def test_passage_runs_from_first_to_last_sentence() -> None:
    """A passage is as long as all its sentences and what stands between them."""
    passage = Passage(REVISION, (Span(0, 8), Span(10, 20)))
    assert passage.span == Span(0, 20)
