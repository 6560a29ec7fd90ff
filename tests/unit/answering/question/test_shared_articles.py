"""A shared name beside a certain athlete means whoever shares an article with that one."""

import pytest

from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.question.query_rewriting import QueryRewriter
from bot.answering.question.reader import QuestionReader
from bot.retrieval.passage_index import PassageIndex

GAZETTEER = Gazetteer(["Ann Lee", "Bob Lee", "Tim Lee", "Ida Roe", "Max Roe", "Josh Kerr", "Nils Berg"])
TOGETHER = {("Ann Lee", "Josh Kerr"), ("Bob Lee", "Nils Berg"), ("Tim Lee", "Nils Berg"), ("Ida Roe", "Josh Kerr")}


@pytest.fixture
def reader(lexicon: Lexicon) -> QuestionReader:
    """A reader that knows who shares an article with whom."""

    def share_article(one: str, other: str) -> bool:
        return one == other or bool({(one, other), (other, one)} & TOGETHER)

    rewriter = QueryRewriter(GAZETTEER, lexicon, PassageIndex(), frozenset())
    return QuestionReader(lexicon, GAZETTEER, rewriter, share_article)


@pytest.mark.parametrize("text", ["Why did Kerr go back to Lee?", "Why did Lee go back to Kerr?"])
def test_a_certain_name_settles_a_shared_one(reader: QuestionReader, text: str) -> None:
    """The one bearer who shares an article with the athlete named for certain is meant, in either order."""
    resolution = reader.resolve(text)
    assert set(resolution.athletes) == {"Josh Kerr", "Ann Lee"}
    assert resolution.ambiguous is None


def test_the_athlete_of_the_conversation_settles_a_shared_name(reader: QuestionReader) -> None:
    """Where the question names nobody for certain, the athlete of the conversation says who is meant."""
    assert reader.resolve("Who is Lee?", ["Josh Kerr"]).athletes == ("Ann Lee",)


def test_the_question_comes_before_the_conversation(reader: QuestionReader) -> None:
    """Whom the question itself names decides, not whom it was about before."""
    assert reader.resolve("Did Berg beat Lee?", ["Josh Kerr"]).ambiguous == ("Lee", ("Ann Lee", "Bob Lee", "Tim Lee"))


def test_every_shared_name_is_settled(reader: QuestionReader) -> None:
    """Two shared names beside one certain athlete are both settled."""
    assert set(reader.resolve("Did Kerr beat Lee and Roe?").athletes) == {"Josh Kerr", "Ann Lee", "Ida Roe"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Who is Lee?", ()),
        ("Who is Lee?", ("Nils Berg",)),
        ("Did Lee beat Berg?", ()),
        ("Who is Roe?", ("Nils Berg",)),
        ("Who is Lee?", ("Ann Lee", "Bob Lee")),
    ],
)
def test_a_shared_name_stays_open_where_none_or_several_share_an_article(
    reader: QuestionReader, text: str, known: tuple[str, ...]
) -> None:
    """Nobody is chosen where no bearer, or more than one, shares an article with whoever is certain."""
    assert reader.resolve(text, known).ambiguous is not None
