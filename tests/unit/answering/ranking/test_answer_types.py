"""Words of a sentence that could be the answer, by the kind of answer that is wanted."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.article.reading import ArticleReading
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.ranking.answer_patterns import STRONG
from bot.answering.ranking.answer_types import Candidate, candidates
from bot.domain.article import Revision
from bot.domain.question import AnswerType, Question
from bot.text.analyzer import terms
from bot.text.normalize import fold_lower

Look = Callable[..., list[Candidate]]
Words = Callable[..., dict[str, float]]


@pytest.fixture(scope="session")
def look(known: Gazetteer, lexicon: Lexicon) -> Look:
    """Finds candidates in every sentence of a text."""

    def found(wanted: AnswerType, text: str, asked: str = "", speaker: str | None = None) -> list[Candidate]:
        names = frozenset(fold_lower(asked).split())
        question = Question(asked, asked, wanted, tuple(terms(asked)), names=names, speaker=speaker)
        reading = ArticleReading(Revision("a", text), known, lexicon.names)
        return [answer for sentence in reading.sentences for answer in candidates(question, sentence, lexicon)]

    return found


@pytest.fixture(scope="session")
def words(look: Look) -> Words:
    """The candidates' words with their strengths."""

    def found(wanted: AnswerType, text: str, asked: str = "") -> dict[str, float]:
        return {answer.span.slice(text): answer.strength for answer in look(wanted, text, asked)}

    return found


@pytest.mark.parametrize(
    ("wanted", "text", "answer"),
    [
        (AnswerType.DATE, "The race was on 3 May 2024 in rain.", "3 May 2024"),
        (AnswerType.DATE, "It began in June 2021.", "June 2021"),
        (AnswerType.DURATION, "The lake froze for six weeks.", "six weeks"),
        (AnswerType.MARK, "The clock said 3:31.04 at last.", "3:31.04"),
        (AnswerType.RANK, "A novice came 4th there.", "4th"),
        (AnswerType.MEDAL, "A novice took bronze there.", "bronze"),
        (AnswerType.AGE, "The novice is 19 years old.", "19"),
        (AnswerType.COUNT, "4,200 seats were free.", "4,200"),
        (AnswerType.REASON, "It stopped because of hail.", "hail"),
        (AnswerType.EVENT, "A novice fell there.", "fell"),
        (AnswerType.PERSON, "The prize went to Otto Brand.", "Otto Brand"),
        (AnswerType.LOCATION, "A novice lives in Ostrel.", "Ostrel"),
    ],
)
def test_each_kind_of_answer_is_found(words: Words, wanted: AnswerType, text: str, answer: str) -> None:
    """Words that plainly are of the wanted kind are found, and strong."""
    assert words(wanted, text)[answer] == STRONG


@pytest.mark.parametrize(
    "wanted", [wanted for wanted in AnswerType if wanted not in {AnswerType.MANNER, AnswerType.REASON}]
)
def test_a_sentence_without_any_has_none(words: Words, wanted: AnswerType) -> None:
    """A sentence with nothing of the wanted kind has no candidate."""
    assert words(wanted, "The weather was lovely.") == {}


def test_a_way_to_do_it_is_found(words: Words) -> None:
    """What somebody did to get there is a candidate for how."""
    assert "by waiting" in words(AnswerType.MANNER, "A novice got there by waiting.")


def test_what_the_question_says_is_no_answer(words: Words) -> None:
    """Words that the question holds itself are no answer to it."""
    assert "2024" not in words(AnswerType.DATE, "In 2024 it rained in June 2023.", "rain 2024")
    assert "June 2023" in words(AnswerType.DATE, "In 2024 it rained in June 2023.", "rain 2024")
    assert words(AnswerType.PERSON, "Marl sat down.", "marl") == {}


def test_a_vague_answer_is_weaker(words: Words) -> None:
    """A stage of a race is a weaker date than a day, and a podium a weaker medal than gold."""
    assert words(AnswerType.DATE, "It was after the final.")["after the final"] < STRONG
    assert words(AnswerType.MEDAL, "The podium shook.")["podium"] < STRONG


def test_a_place_is_no_person(words: Words) -> None:
    """A capitalised word that no person is called is no candidate for one."""
    assert "London" not in words(AnswerType.PERSON, "It was in London.")


def test_an_athlete_is_no_place(words: Words) -> None:
    """An athlete's name is no candidate for a place."""
    assert words(AnswerType.LOCATION, "It was near Marl.") == {}


def test_speech_is_the_speaker_s(look: Look) -> None:
    """Where somebody's words are wanted, direct speech counts most, reported speech less, and that of others not."""
    direct = look(AnswerType.SPEECH, "“I was so tired by then,” said Marl.", speaker="Ada Marl")
    reported = look(AnswerType.SPEECH, "Marl said the track was wet.", speaker="Ada Marl")
    assert direct[0].strength > reported[0].strength > 0
    assert look(AnswerType.SPEECH, "“I was so tired by then,” said Voss.", speaker="Ada Marl") == []


_texts = st.lists(
    st.sampled_from(
        ["Ada Marl", "Voss", "said", "“I was so tired”", "3 May 2024", "because", "fell", "2nd", "1:57.4", "."]
    )
).map(" ".join)


@settings(deadline=None)
@given(text=_texts | st.text(), wanted=st.sampled_from(AnswerType))
def test_candidates_lie_in_the_text(look: Look, text: str, wanted: AnswerType) -> None:
    """Whatever the text, candidates have characters inside it and a strength above 0, at most 1."""
    for answer in look(wanted, text):
        assert 0 <= answer.span.start < answer.span.end <= len(text)
        assert 0 < answer.strength <= 1


@pytest.mark.parametrize(
    "text",
    ["She won the 5000m.", "She won in 2017.", "She ran 3:48.68.", "She ran 200 metres.", "She won on 6 August 2024."],
)
def test_how_many_wants_neither_a_distance_nor_a_time_nor_a_date(look: Look, text: str) -> None:
    """The numbers of a race count nothing, unless metres are what is counted."""
    assert look(AnswerType.COUNT, text, "How many medals does she have?") == []


def test_metres_can_be_counted(words: Words) -> None:
    """Where metres are asked for, a distance answers."""
    assert words(AnswerType.COUNT, "She ran 200 metres.", "How many metres did she run?") == {"200": STRONG}


def test_a_month_says_when(words: Words) -> None:
    """A month without a day or a year is a date all the same."""
    assert words(AnswerType.DATE, "She hurt her ankle in January.") == {"January": STRONG}
