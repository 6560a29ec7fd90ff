"""How sure the bot is that its best sentence answers.

A logistic model over a few features of the best sentence and of its lead. They are chosen to mean the same in a corpus
of two articles and in one of thousands.
"""

from collections.abc import Sequence

from bot.answering.evidence import Scored
from bot.answering.features import SETTING
from bot.answering.sentence_evidence import Evidence
from bot.answering.weights import Weights
from bot.domain.question import AnswerType, Question

_UNTYPED = frozenset({AnswerType.THING, AnswerType.YES_NO, AnswerType.ABOUT, AnswerType.MANNER})
_DOUBTED = 0.5
"""What is left of the confidence in a sentence that can't answer, by what it lacks."""
_MISSED = 0.5
"""The share of a question's names, by idf, that a passage may lack."""
_BESIDE = 0.7
"""What a match in a neighbouring sentence counts."""
_SET = 0.5
"""What a match in the sentences leading up to it counts."""
_KEPT = (
    "graded_coverage",
    "coverage",
    "coverage_beyond_title",
    "asked_coverage",
    "coverage_around",
    "coverage_in_context",
    "passage_coverage",
    "rarest_term",
    "missing_names",
    "athlete_named",
    "about_somebody_else",
    "is_question",
    "common_run",
    "passage_score",
    "passage_score_absolute",
    "head_noun_met",
)
"""Features of the best sentence that count as they are."""
_DERIVED = (
    "asked_nothing",
    "asked_all_met",
    "asked_unmet",
    "asked_least_met",
    "asked_mean_met",
    "unmet_around",
    "answer_found",
    "answer_missing",
    "answer_near",
    "answer_found_and_asked",
    "asked_nothing_but_found",
    "numbers_missing",
    "athlete_missing",
    "speech_found",
    "margin",
    "ranking_score",
    "few_terms",
)
"""Features made for the confidence alone."""


def answer_features(question: Question, ranked: Sequence[Scored]) -> dict[str, float]:
    """What speaks for the best sentence being an answer at all, by name; empty where nothing was found."""
    if not ranked:
        return {}
    best = ranked[0]
    evidence, values = best.evidence, best.features
    typed = question.wanted not in _UNTYPED
    found = _found(values, "answer_found") if typed else 0.0
    met = _met_around(evidence)
    asked = {term: met[term] for term in evidence.clues.asked}
    covered = values.get("asked_coverage", 0.0)
    kept = {name: values.get(name, 0.0) for name in _KEPT}
    return kept | {
        "asked_nothing": float(not asked),
        "asked_all_met": float(bool(asked) and all(asked.values())),
        "asked_unmet": sum(not strength for strength in asked.values()) / len(asked) if asked else 0.0,
        "asked_least_met": min(asked.values(), default=1.0),
        "asked_mean_met": sum(asked.values()) / len(asked) if asked else 1.0,
        "unmet_around": evidence.clues.share({term: float(not strength) for term, strength in met.items()}),
        "answer_found": found,
        "answer_missing": float(typed and not found),
        "answer_near": _found(values, "answer_near") if typed else 0.0,
        "answer_found_and_asked": covered * found,
        "asked_nothing_but_found": float(not asked) * found,
        "numbers_missing": float(bool(evidence.clues.numbers)) * (1 - values.get("numbers_met", 0.0)),
        "athlete_missing": float(bool(question.athletes)) * (1 - values.get("athlete_named", 0.0)),
        "speech_found": found * (question.speaker is not None),
        "margin": _margin(ranked),
        "ranking_score": best.score / 10,
        "few_terms": 1 / (1 + len(question.terms)),
    }


def answer_feature_names() -> list[str]:
    """The name of every feature that `answer_features` gives."""
    return [*_KEPT, *_DERIVED]


def confidence(question: Question, ranked: Sequence[Scored], weights: Weights) -> float:
    """The calibrated probability, 0 to 1, that the best sentence answers the question."""
    values = answer_features(question, ranked)
    if not values:
        return 0.0
    # A sentence without a time can't say what time somebody ran, nor one about Lee what Kerr did, however well it
    # fits; a passage that knows nothing of most names in a question is about something else, and a sentence that has
    # nothing of it but the athlete tells something else.
    doubtful = (
        values["answer_missing"]
        or values["about_somebody_else"]
        or values["missing_names"] > _MISSED
        or (question.athletes and values["asked_least_met"] <= _SET and not values["asked_coverage"])
    )
    return (_DOUBTED if doubtful else 1.0) * weights.probability(values)


def _found(values: dict[str, float], feature: str) -> float:
    return next((value for name, value in values.items() if name.startswith(f"{feature}:")), 0.0)


def _margin(ranked: Sequence[Scored]) -> float:
    """The best sentence's lead over the next, 0 to 1."""
    return min(ranked[0].score - ranked[1].score, 3.0) / 3 if len(ranked) > 1 else 1.0


def _met_around(evidence: Evidence) -> dict[str, float]:
    """How well the sentence, those around it, or the title meets each term, 0 to 1."""
    strengths = dict(evidence.match.strengths)
    for offset in (-1, 1):
        neighbour = evidence.context.reading.neighbour(evidence.sentence, offset)
        if neighbour:
            for term, strength in evidence.clues.match(neighbour).strengths.items():
                strengths[term] = max(strengths[term], strength * _BESIDE)
    title = evidence.context.title_terms
    setting = evidence.context.reading.terms_before(evidence.sentence, SETTING)
    return {term: max(s, float(term in title), _SET * (term in setting)) for term, s in strengths.items()}
