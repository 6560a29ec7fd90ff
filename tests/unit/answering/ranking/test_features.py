"""Each feature is a number with a meaning that a person can check."""

from collections.abc import Callable
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters import resources
from bot.adapters.onnx.bundled import shared_encoder
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.question.followup import FollowUp
from bot.answering.question.query_rewriting import QueryRewriter
from bot.answering.question.reader import QuestionReader
from bot.answering.ranking.evidence import EvidenceFinder
from bot.answering.ranking.features import feature_names, features
from bot.answering.ranking.weights import Weights
from bot.domain.article import Byline, Revision
from bot.domain.question import AnswerType
from bot.retrieval.passage_index import PassageIndex

LEXICON = Lexicon.from_data(resources.lexicon_data())
WEIGHTS = Weights.from_data(resources.weights_data())
KNOWN = Gazetteer(["Ada Marl", "Bea Voss"])
TEXT = """Ada Marl won gold on 3 May 2024. Marl was happy.

Voss fell on the wet bend. Was it the rain? “I have never been so cold in my life,” said Voss. She rested for weeks.

# Later
The crowd sang the news."""
HAPPY, FELL, RAIN, COLD, RESTED, SANG = range(1, 7)
WON = 0

Value = Callable[..., float]


def _features(question: str, articles: list[Revision], followup: FollowUp | None = None) -> list[dict[str, float]]:
    """The features of every sentence of the first article, in the order of the text; none for one that is dropped."""
    index = PassageIndex(articles)
    finder = EvidenceFinder(index, KNOWN, LEXICON, WEIGHTS, shared_encoder())
    reader = QuestionReader(LEXICON, KNOWN, QueryRewriter(KNOWN, LEXICON, index, frozenset()), finder.share_article)
    read = reader.read(followup or FollowUp(question, question, reader.resolve(question).athletes))
    ranked = finder.rank(read)
    found = {
        scored.evidence.sentence.index: features(scored.evidence)
        for scored in ranked
        if scored.evidence.sentence.revision is articles[0]
    }
    return [found.get(index, {}) for index in range(1 + max(found, default=-1))]


@pytest.fixture(scope="module")
def value() -> Value:
    """The value of one feature of one sentence, counted from the article's head."""

    def of(feature: str, question: str, sentence: int, followup: FollowUp | None = None) -> float:
        article = Revision("a", TEXT, Byline("Rain on the bend"), ("Ada Marl", "Bea Voss"))
        other = Revision("b", "It was sunny in Ostrel.", Byline("Sunny"))
        assert feature in feature_names()
        return _features(question, [article, other], followup)[sentence].get(feature, 0.0)

    return of


@pytest.mark.parametrize(
    ("feature", "question", "more", "less"),
    [
        ("sentence_similarity", "Which medal did Marl take?", WON, HAPPY),
        ("passage_similarity", "Did Marl win gold?", WON, SANG),
        ("coverage", "Did Marl win gold?", WON, HAPPY),
        ("coverage_beyond_title", "Did Voss fall on the bend?", FELL, RAIN),
        ("coverage_around", "Did Marl win gold?", HAPPY, COLD),
        ("coverage_in_context", "Did gold follow the fall of Voss?", RAIN, WON),
        ("refers_back", "Who rested, Marl?", RESTED, WON),
        ("passage_score", "Did Marl win gold?", WON, SANG),
        ("passage_first", "Did Marl win gold?", WON, SANG),
        ("opening", "Did Marl win gold?", WON, HAPPY),
        ("athlete_named", "Was Marl happy?", HAPPY, FELL),
        ("spoken_by", "What did Voss say?", COLD, FELL),
        ("answer_found:date", "When did Marl win gold?", WON, HAPPY),
    ],
)
def test_a_feature_tells_sentences_apart(value: Value, feature: str, question: str, more: int, less: int) -> None:
    """A sentence that has what the feature is about has more of it than one that hasn't."""
    assert value(feature, question, more) > value(feature, question, less)


@pytest.mark.parametrize(
    ("feature", "question", "sentence", "expected"),
    [
        ("coverage", "Was Marl happy?", HAPPY, 1.0),
        ("coverage_beyond_title", "rain", FELL, 1.0),
        ("coverage_around", "Was Marl happy?", FELL, 1.0),
        ("passage_score", "Was Marl happy?", HAPPY, 1.0),
        ("passage_first", "Was Marl happy?", HAPPY, 1.0),
        ("opening", "Was Marl happy?", HAPPY, 1 / 2),
        ("athlete_named", "Did Marl beat Voss?", HAPPY, 0.5),
        ("athlete_named", "Did Voss rest?", RESTED, 1.0),
        ("spoken_by", "What did Marl say?", COLD, 0.0),
        ("answer_found:date", "When did Marl win gold?", WON, 1.0),
        ("names_in_context", "Was it cold in Madrid?", COLD, 0.0),
        ("names_in_context", "Was Marl happy?", HAPPY, 1.0),
    ],
)
def test_a_feature_has_its_scale(value: Value, feature: str, question: str, sentence: int, expected: float) -> None:
    """Wholly met is one, not at all is zero, in part is between."""
    assert value(feature, question, sentence) == pytest.approx(expected)


def test_what_the_conversation_carries_is_met(value: Value) -> None:
    """Terms that the conversation adds are met by the sentences that hold them."""
    carried = FollowUp("bend?", "bend?", context_terms=("gold", "happi"))
    assert value("carried_terms", "", WON, carried) == 0.5
    assert value("carried_terms", "", FELL, carried) == 0


def test_the_article_quoted_last_is_known(value: Value) -> None:
    """Sentences of the article that was quoted last are told from others."""
    assert value("quoted_article", "", WON, FollowUp("gold?", "gold?", nearby=("a",))) == 1
    assert value("quoted_article", "", WON, FollowUp("gold?", "gold?", nearby=("b", "a"))) == 0.5
    assert value("quoted_article", "", WON, FollowUp("gold?", "gold?", nearby=("b",))) == 0


def test_a_kind_of_answer_has_its_own_features() -> None:
    """What depends on the kind of answer has a feature for each kind; no name comes twice."""
    names = feature_names()
    assert {f"answer_found:{wanted}" for wanted in AnswerType} <= set(names)
    assert len(set(names)) == len(names)


_WORDS = [
    "Ada Marl",
    "Voss",
    "she",
    "said",
    "won",
    "gold",
    "in 2024",
    "“I was so tired by then,”",
    ".",
    "?",
    "\n\n",
    "800m",
]
_QUESTION_WORDS = [
    "Who",
    "when",
    "what did",
    "how old",
    "Marl",
    "Voss",
    "she",
    "say",
    "win",
    "gold",
    "2024",
    "?",
    "year",
]


@settings(deadline=None, max_examples=150)
@given(
    text=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=20).map(" ".join) | st.text(),
    question=st.lists(st.sampled_from(_QUESTION_WORDS), max_size=8).map(" ".join) | st.text(),
    title=st.sampled_from([None, "", "Marl wins", "2024"]),
)
def test_every_feature_is_a_number_with_a_name(text: str, question: str, title: str | None) -> None:
    """Whatever the sentence and the question, features are finite and listed by name; only cosines are below zero."""
    names = set(feature_names())
    for values in _features(question, [Revision("a", text, Byline(title))]):
        assert set(values) <= names
        assert all(isfinite(value) for value in values.values())
        assert all(value >= 0 for name, value in values.items() if not name.endswith("_similarity"))
