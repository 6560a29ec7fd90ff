"""How sure the bot is that its best sentence answers: the signals that its confidence goes by.

How near the best sentence is, how far it stands out from the rest, what of the question it lacks, and what limits the
question that it doesn't meet; and, where passages were read together with the question, what reading says.
"""

import re
from collections.abc import Mapping, Sequence
from math import exp

from bot.answering.decision.limits import denial_unmet, limits_added, limits_unmet, only_births, only_years
from bot.answering.decision.score_statistics import softmax_of_best, z_score
from bot.answering.ranking.answer_types import UNTYPED
from bot.answering.ranking.evidence import Scored
from bot.answering.ranking.features import SETTING
from bot.answering.ranking.sentence_evidence import Evidence
from bot.answering.ranking.weights import DOUBTFUL, ELSEWHERE
from bot.domain.question import AnswerType, Question

_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers?|they|them|their)\b", re.IGNORECASE)
_BESIDE = 0.7
"""What a match in a neighbouring sentence counts."""
_SET = 0.5
"""What a match in the sentences leading up to it counts."""
_LEAST = 0.3
"""The share of the question, by idf, that must stand in the sentence or around it."""
_MISSED = 0.5
"""The share of a question's names, by idf, that a passage may lack."""
_MUCH = 30.0
"""The idf of missing terms from which on more makes no difference."""
_FAR = 8.0
"""The lead from which on more makes no difference."""
_FAR_OFF = 0.2
"""The cosine below which nothing ever answered, in all that was looked at."""
_MOSTLY = 0.5
"""The share of the question, by idf, from which on a sentence has most of its words."""


def signals(question: Question, ranked: Sequence[Scored]) -> Mapping[str, float]:
    """What speaks for and against the first sentence, by name; empty where nothing was found."""
    if not ranked:
        return {}
    best = ranked[0]
    evidence, values, sentence = best.evidence, best.features, best.evidence.sentence.folded
    scores = [scored.alone for scored in ranked]
    found = {
        "sentence_similarity": evidence.similarity.sentence,
        "neighbour_similarity": evidence.similarity.neighbour,
        "passage_similarity": evidence.similarity.passage,
        "title_similarity": evidence.similarity.title,
        "nearest": max(scored.evidence.similarity.sentence for scored in ranked),
        "z_score": z_score(scores),
        "softmax_of_best": softmax_of_best(scores),
        "lead_over_passages": _lead(ranked),
        "passage_score": values.get("passage_score", 0.0),
        "coverage_in_context": values.get("coverage_in_context", 0.0),
        "passage_coverage": evidence.passage_coverage,
        "graded_coverage": evidence.match.graded,
        "missing_names": missing_names(evidence),
        "answer_found": evidence.answer_strength,
        "untyped": float(question.wanted in UNTYPED),
        "only_years": only_years(question, _answers(evidence)),
        "limits_unmet": limits_unmet(question, sentence),
        "limits_added": limits_added(question, sentence),
        "few_terms": 1 / (1 + len(question.terms)),
        "missing_information": min(evidence.query.total * (1 - evidence.match.graded), _MUCH) / _MUCH,
        "ranking_score": best.alone / 10,
        "numbers_unmet": _numbers_unmet(evidence),
        "denial_unmet": denial_unmet(question, sentence),
        DOUBTFUL: float(_is_doubtful(question, best)),
        ELSEWHERE: float(_is_of_others(evidence)),
    }
    return found | (_of_reading(ranked, best.log_odds) if best.log_odds is not None else {})


def missing_names(evidence: Evidence) -> float:
    """Share of the question's capitalised words, by idf, that neither the passage nor its title holds."""
    names = evidence.query.name_terms
    total = sum(evidence.query.weights[term] for term in names)
    missing = sum(evidence.query.weights[term] for term in names if term not in evidence.context.terms)
    return missing / total if total else 0.0


def _of_reading(ranked: Sequence[Scored], log_odds: float) -> dict[str, float]:
    odds = [exp(scored.log_odds) for scored in ranked if scored.log_odds is not None]
    return {
        "log_odds": log_odds,
        "likeliest": max(scored.log_odds for scored in ranked if scored.log_odds is not None),
        "share_of_reading": exp(log_odds) / (1 + sum(odds)),
        "none": 1 / (1 + sum(odds)),
    }


def _lead(ranked: Sequence[Scored]) -> float:
    """How far the best sentence is before the best of another passage."""
    passage = ranked[0].evidence.context.hit.passage
    others = [scored.alone for scored in ranked if scored.evidence.context.hit.passage != passage]
    return min(_FAR, ranked[0].alone - max(others)) if others else _FAR


def _is_doubtful(question: Question, best: Scored) -> bool:
    """Whether the sentence can hardly be about what was asked, however well it fits.

    What has hardly anything of the question tells something else, and so does a passage that knows nothing of most
    names in it. Where an athlete is asked about, a sentence without a time can't say what time they ran, nor a date of
    birth how old they were then, nor one about Lee what Kerr did; and one that has nothing of the question but the
    athlete tells something else too.
    """
    evidence = best.evidence
    met = _met_around(evidence)
    elsewhere = bool(met) and evidence.query.share(met) < _LEAST
    if elsewhere or missing_names(evidence) > _MISSED:
        return True
    if not question.athletes:
        return False
    silent = question.wanted not in UNTYPED and (not evidence.answers or only_births(question, _answers(evidence)))
    return silent or _is_about_others(evidence) or _has_nothing_but_the_name(evidence, met)


def _is_about_others(evidence: Evidence) -> bool:
    about, athletes = set(evidence.sentence.about), set(evidence.query.question.athletes)
    return bool(about) and bool(athletes) and not about & athletes


def _names_others_only(evidence: Evidence) -> bool:
    """Whether a sentence names others than were asked about, and no pronoun in it could mean who was."""
    named = evidence.sentence.people
    return bool(named) and _is_about_others(evidence) and not _PRONOUN.search(evidence.sentence.folded)


def _has_nothing_but_the_name(evidence: Evidence, met: Mapping[str, float]) -> bool:
    asked = evidence.query.asked
    least_met = min((met[term] for term in asked), default=1.0)
    beyond = [term for term in asked if term not in evidence.context.title_terms]
    return least_met <= _SET and bool(beyond) and not any(evidence.match.strengths[term] for term in beyond)


def _is_of_others(evidence: Evidence) -> bool:
    """Whether the sentence can only tell of something else.

    It means nothing like the question; its article never names or means the athletes asked about; its passage has none
    of the names asked; or it is about others, who aren't asked for.
    """
    question = evidence.query.question
    unknown = bool(question.subjects) and not any(map(evidence.context.reading.about, question.athletes))
    others = question.wanted is not AnswerType.PERSON and _names_others_only(evidence)
    far_off = evidence.similarity.sentence < _FAR_OFF and not question.context and evidence.match.graded < _MOSTLY
    return far_off or unknown or others or missing_names(evidence) == 1.0


def _numbers_unmet(evidence: Evidence) -> float:
    """The share of the question's terms, by idf, that are numbers neither in the sentence nor in its passage."""
    strengths, present = evidence.match.strengths, evidence.context.terms
    return evidence.query.share({t: (1 - strengths[t]) * (t not in present) for t in evidence.query.numbers})


def _met_around(evidence: Evidence) -> dict[str, float]:
    """How well the sentence, those around it, or the title meets each term, 0 to 1."""
    strengths = dict(evidence.match.strengths)
    reading, sentence = evidence.context.reading, evidence.sentence
    for offset in (-1, 1):
        neighbour = reading.neighbour(sentence, offset)
        if neighbour:
            for term, strength in evidence.query.match(neighbour).strengths.items():
                strengths[term] = max(strengths[term], strength * _BESIDE)
    title, setting = evidence.context.title_terms, reading.terms_before(sentence, SETTING)
    return {term: max(s, float(term in title), _SET * (term in setting)) for term, s in strengths.items()}


def _answers(evidence: Evidence) -> list[str]:
    """Words of the wanted type in the sentence, as they are written there."""
    return [found.span.slice(evidence.sentence.revision.text) for found in evidence.answers]
