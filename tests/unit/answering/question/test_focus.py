"""Which articles a conversation is about."""

from bot.answering.question.focus import ARTICLES, focus
from bot.domain.article import Revision
from bot.domain.conversation import Conversation, Turn
from bot.domain.passage import Hit, Passage
from bot.domain.question import AnswerType, Question
from bot.domain.quote import QuoteReference
from bot.domain.span import Span

TEXT = "One sentence."


def _turn(*found: str, quoted: str | None = None) -> Turn:
    """A turn whose question finds the articles ``found``, best first."""
    question = Question(" ".join(found), " ".join(found), AnswerType.THING, ())
    return Turn(question, (QuoteReference(quoted, "", Span(0, 3)),) if quoted else ())


def _search(question: Question) -> list[Hit]:
    found = question.text.split()
    passages = [Passage(Revision(article_id, TEXT), (Span(0, len(TEXT)),)) for article_id in found]
    return [Hit(passage, 1.0 / place) for place, passage in enumerate(passages, 1)]


def _focus(*turns: Turn) -> tuple[str, ...]:
    return focus(Conversation(turns), _search)


def test_nothing_said_is_about_nothing() -> None:
    """A conversation without turns is about no article."""
    assert _focus() == ()


def test_a_question_without_terms_has_no_vote() -> None:
    """A turn that found nothing leaves the conversation where it was."""
    assert _focus(_turn("race"), _turn()) == ("race",)


def test_a_wrong_turn_is_outvoted() -> None:
    """One turn that went astray doesn't take the conversation to another article."""
    assert _focus(_turn("race", "other"), _turn("race"), _turn("stray", "race"))[0] == "race"


def test_a_later_turn_counts_more() -> None:
    """Of two turns that disagree, the later one decides."""
    assert _focus(_turn("first"), _turn("second")) == ("second", "first")


def test_quoting_counts_more_than_finding() -> None:
    """What a turn quoted counts more than what its question only found."""
    assert _focus(_turn("found", "told", quoted="told"))[0] == "told"


def test_a_conversation_is_about_few_articles() -> None:
    """Only the likeliest articles are followed."""
    assert len(_focus(_turn("a", "b", "c", "d", "e"))) == ARTICLES
