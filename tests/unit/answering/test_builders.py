"""Each kind of answer is built from the best evidence by its own rule."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bot.answering.builders import BUILDERS, MOST_QUOTES, direct_fact, own_words, what_happened
from bot.answering.ranking.evidence import EvidenceFinder, Scored
from bot.domain.answer import Found, Topic
from bot.domain.question import AnswerType, Question

Understand = Callable[[str], Question]


def _with_scores(ranked: Sequence[Scored], *scores: float) -> list[Scored]:
    return [replace(scored, score=score) for scored, score in zip(ranked, scores, strict=False)]


def _ranked(finder: EvidenceFinder, question: Question) -> list[Scored]:
    ranked = finder.rank(question)
    assert len(ranked) > MOST_QUOTES
    return ranked


@pytest.fixture(scope="session")
def question(understand: Understand) -> Question:
    """A question that many sentences share a word with."""
    return understand("What happened to Marl and Voss?")


@pytest.mark.parametrize(
    ("scores", "quotes"), [((9, 8.9, 8.8, 1), 2), ((9, 1, 1, 1), 1), ((-1, -1, -9, -9), 2), ((-1, -5), 1), ((0, 0), 2)]
)
def test_a_fact_has_one_sentence_or_two(
    finder: EvidenceFinder, question: Question, scores: tuple[float, ...], quotes: int
) -> None:
    """A second sentence stands beside the best only where it is as good, whatever the sign of the scores."""
    answer = direct_fact(question, _with_scores(_ranked(finder, question), *scores), 0.9)
    assert isinstance(answer, Found)
    assert (answer.topic, len(answer.quotes)) == (Topic.FACT, quotes)


@pytest.mark.parametrize(("scores", "quotes"), [((9, 8.9, 8.8, 8.7), 3), ((9, 8, 1, 1), 2), ((-1, -1.1, -9, -9), 2)])
def test_a_story_has_up_to_three(
    finder: EvidenceFinder, question: Question, scores: tuple[float, ...], quotes: int
) -> None:
    """A story is told in the sentences that are nearly as good as the best, three at most."""
    answer = what_happened(question, _with_scores(_ranked(finder, question), *scores), 0.9)
    assert isinstance(answer, Found)
    assert (answer.topic, len(answer.quotes)) == (Topic.WHAT_HAPPENED, quotes)


def test_the_best_comes_first(finder: EvidenceFinder, question: Question) -> None:
    """Quotes are in the order of the evidence, and the confidence is the one that was given."""
    ranked = _with_scores(_ranked(finder, question), 9, 9, 9)
    answer = what_happened(question, ranked, 0.7)
    assert answer.quotes == tuple(scored.quote for scored in ranked)
    assert answer.confidence == 0.7


def test_own_words_are_the_speaker_s(finder: EvidenceFinder, understand: Understand) -> None:
    """Where the articles have words of the athlete, only those are quoted, however good other sentences are."""
    said = understand("What did Marl say?")
    ranked = sorted(finder.rank(said), key=lambda scored: scored.evidence.sentence.speaker == "Ada Marl")
    answer = own_words(said, ranked, 0.9)
    assert {quote.speaker for quote in answer.quotes} == {"Ada Marl"}


def test_reported_words_come_next(finder: EvidenceFinder, understand: Understand) -> None:
    """Where nobody is quoted directly, what the article reports of the athlete's words is."""
    said = understand("What did Voss say?")
    ranked = [scored for scored in finder.rank(said) if scored.evidence.sentence.speaker is None]
    ranked.sort(key=lambda scored: "said" in scored.quote.text)
    assert [quote.text for quote in own_words(said, ranked, 0.9).quotes] == ["Voss said she would be back."]


def test_words_of_anybody_are_the_best_ones(finder: EvidenceFinder, understand: Understand) -> None:
    """Where it isn't asked whose words, the best evidence is quoted."""
    said = understand("What was said about the coach?")
    assert said.speaker is None
    ranked = finder.rank(said)
    assert own_words(said, ranked, 0.9).quotes[0] == ranked[0].quote


@pytest.mark.parametrize(
    ("wanted", "builder"),
    [(AnswerType.SPEECH, own_words), (AnswerType.EVENT, what_happened), (AnswerType.REASON, what_happened)],
)
def test_some_kinds_have_a_builder(wanted: AnswerType, builder: object) -> None:
    """Words and stories are built otherwise than plain facts."""
    assert BUILDERS[wanted] is builder
    assert AnswerType.DATE not in BUILDERS
