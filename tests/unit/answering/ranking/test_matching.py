"""A sentence meets a question's terms literally, by reference, in another form, or by a related word."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.article.reading import ArticleReading
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.ranking.matching import EXACT, REFERRED, RELATED, SAME_STEM, Match, Query, same_stem
from bot.domain.article import Revision
from bot.domain.question import AnswerType, Question
from bot.text.analyzer import terms

Matched = Callable[..., Match]


def _even(_term: str) -> float:
    return 1.0


@pytest.fixture(scope="session")
def matched(known: Gazetteer, lexicon: Lexicon) -> Matched:
    """Holds the last sentence of a text against a question."""

    def match(question: str, text: str, idf: Callable[[str], float] = _even) -> Match:
        asked = Question(question, question, AnswerType.THING, tuple(terms(question)), athletes=("Ada Marl",))
        reading = ArticleReading(Revision("a", text), known, lexicon.names)
        return Query(asked, lexicon, idf).match(reading.sentences[-1])

    return match


@pytest.mark.parametrize(
    ("question", "text", "strength"),
    [
        ("gold", "Voss took gold.", EXACT),
        ("marl", "Ada Marl fell. She got up.", REFERRED),
        ("athletic", "She loves athletics.", EXACT),
        ("organization", "The organisers were late.", SAME_STEM),
        ("injury", "Her calf was sore.", RELATED),
        ("hedgehog", "It rained.", 0.0),
    ],
)
def test_a_term_is_met_more_or_less(matched: Matched, question: str, text: str, strength: float) -> None:
    """The word itself counts most, then a pronoun for the athlete, then a form of the word, then a related one."""
    assert list(matched(question, text).strengths.values()) == [strength]


def test_better_ways_to_meet_a_term_count_more() -> None:
    """Literal is better than referred to, that better than another form, and that better than related."""
    assert EXACT > REFERRED > SAME_STEM > RELATED > 0


def test_one_word_does_not_stand_for_two(matched: Matched) -> None:
    """A word that meets one term literally isn't taken for a related term as well."""
    strengths = matched("injury calf", "Her calf was sore.").strengths
    assert strengths["calf"] == EXACT
    assert sorted(strengths.values()) == [0.0, EXACT]


def test_coverage_counts_only_what_is_said(matched: Matched) -> None:
    """Coverage is the share of terms met literally or by reference; graded coverage counts loose matches in part."""
    match = matched("injury gold", "Gold, in spite of a sore calf.")
    assert match.coverage == 0.5
    assert match.graded == 0.5 + RELATED / 2


def test_telling_terms_count_more(matched: Matched) -> None:
    """Terms count by how telling they are."""
    rare = matched("gold medal", "Gold.", lambda term: 3.0 if term == "gold" else 1.0)
    assert rare.coverage == 0.75


def test_no_terms_are_no_coverage(matched: Matched) -> None:
    """A question without terms is met by nothing, and that is no error."""
    assert matched("?", "Gold.").coverage == 0


def test_what_is_present_is_met_literally(matched: Matched) -> None:
    """The terms that are present are those the sentence holds as they are, in any order."""
    assert matched("gold 800m silver", "Marl took 800m gold.").present == {"800m", "gold"}


def test_clues_tell_names_numbers_and_the_rest_apart(lexicon: Lexicon) -> None:
    """Terms of the athlete's name are no clue to what is asked; numbers and names are known."""
    asked = Question(
        "", "", AnswerType.THING, ("marl", "2024", "gold"), athletes=("Ada Marl",), names=frozenset({"marl"})
    )
    query = Query(asked, lexicon, _even)
    assert query.asked == ("2024", "gold")
    assert query.numbers == {"2024"}
    assert query.name_terms == ("marl",)


@pytest.mark.parametrize(
    ("one", "other"), [("run", "runner"), ("1500m", "1500"), ("march", "marathon"), ("calf", "calv")]
)
def test_short_and_different_words_are_no_forms_of_one(one: str, other: str) -> None:
    """Short words, numbers, and words that part early are no forms of one word."""
    assert not same_stem(one, other)


@given(one=st.text("abcde", max_size=8), other=st.text("abcde", max_size=8))
def test_being_of_one_stem_holds_both_ways(one: str, other: str) -> None:
    """If one word is a form of the other, the other is one of it."""
    assert same_stem(one, other) == same_stem(other, one)
