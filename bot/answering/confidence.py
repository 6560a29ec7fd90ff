"""How sure the bot is that its best sentence answers.

Two questions, each with a small logistic model of its own: do the articles answer at all, and if they do, is this the
sentence? Few features for each, chosen because they tell the same in corpora and kinds of question that the models were
not fitted on: how far the best sentence stands out from the rest, what of the question it lacks, and what limits the
question that it doesn't meet.
"""

from collections.abc import Sequence

from bot.answering.evidence import Scored
from bot.answering.features import SETTING
from bot.answering.limits import denial_unmet, limits_added, limits_unmet, only_births, only_years
from bot.answering.sentence_evidence import Evidence
from bot.answering.standing import share_of_best, standing_out
from bot.answering.weights import Weights
from bot.domain.question import AnswerType, Question

_UNTYPED = frozenset({AnswerType.THING, AnswerType.YES_NO, AnswerType.ABOUT, AnswerType.MANNER})
DOUBTED = 0.5
"""What is left of the confidence in a sentence that can't answer, by what it lacks."""
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

RIGHT = (
    "standing_out",
    "share_of_best",
    "passage_score",
    "only_years",
    "limits_unmet",
    "limits_added",
    "few_terms",
    "missing_information",
)
"""Features that tell whether the best sentence is the answer, where there is one."""
ANSWERABLE = (
    "ranking_score",
    "graded_coverage",
    "adjacent_pairs",
    "numbers_unmet",
    "denial_unmet",
)
"""Features that tell whether there is an answer."""
DOUBTFUL = "doubtful"
"""Whether the sentence lacks what an answer can't do without."""


def answer_features(question: Question, ranked: Sequence[Scored]) -> dict[str, float]:
    """What speaks for the best sentence being an answer at all, by name; empty where nothing was found."""
    if not ranked:
        return {}
    best = ranked[0]
    evidence, values = best.evidence, best.features
    scores = [scored.alone for scored in ranked]
    sentence = evidence.sentence.folded
    return {
        "standing_out": standing_out(scores),
        "share_of_best": share_of_best(scores),
        "passage_score": values.get("passage_score", 0.0),
        "adjacent_pairs": values.get("adjacent_pairs", 0.0),
        "only_years": only_years(question, _answers(evidence)),
        "limits_unmet": limits_unmet(question, sentence),
        "limits_added": limits_added(question, sentence),
        "few_terms": 1 / (1 + len(question.terms)),
        "missing_information": min(evidence.clues.total * (1 - evidence.match.graded), _MUCH) / _MUCH,
        "ranking_score": best.alone / 10,
        "graded_coverage": evidence.match.graded,
        "numbers_unmet": _numbers_unmet(evidence),
        "denial_unmet": denial_unmet(question, sentence),
        DOUBTFUL: float(_is_doubtful(question, best)),
    }


def answer_feature_names() -> list[str]:
    """The name of every feature that `answer_features` gives."""
    return sorted({*RIGHT, *ANSWERABLE, DOUBTFUL})


def confidence(question: Question, ranked: Sequence[Scored], weights: Weights) -> float:
    """The calibrated probability, 0 to 1, that the best sentence answers the question."""
    values = answer_features(question, ranked)
    if not values:
        return 0.0
    return (DOUBTED if values[DOUBTFUL] else 1.0) * weights.probability(values)


def _is_doubtful(question: Question, best: Scored) -> bool:
    """Whether the sentence can't be about what was asked, however well it fits.

    What has hardly anything of the question tells something else, and so does a passage that knows nothing of most
    names in it. Where an athlete is asked about, a sentence without a time can't say what time they ran, nor a date of
    birth how old they were then, nor one about Lee what Kerr did; and one that has nothing of the question but the
    athlete tells something else too.
    """
    evidence, values = best.evidence, best.features
    met = _met_around(evidence)
    elsewhere = bool(met) and evidence.clues.share(met) < _LEAST
    if elsewhere or values.get("missing_names", 0.0) > _MISSED:
        return True
    if not question.athletes:
        return False
    silent = question.wanted not in _UNTYPED and (not evidence.answers or only_births(question, _answers(evidence)))
    least_met = min((met[term] for term in evidence.clues.asked), default=1.0)
    beside = least_met <= _SET and not values.get("asked_coverage", 0.0)
    return silent or beside or bool(values.get("about_somebody_else"))


def _numbers_unmet(evidence: Evidence) -> float:
    """The share of the question's terms, by idf, that are numbers neither in the sentence nor in its passage."""
    strengths, present = evidence.match.strengths, evidence.context.terms
    return evidence.clues.share({t: (1 - strengths[t]) * (t not in present) for t in evidence.clues.numbers})


def _met_around(evidence: Evidence) -> dict[str, float]:
    """How well the sentence, those around it, or the title meets each term, 0 to 1."""
    strengths = dict(evidence.match.strengths)
    reading, sentence = evidence.context.reading, evidence.sentence
    for offset in (-1, 1):
        neighbour = reading.neighbour(sentence, offset)
        if neighbour:
            for term, strength in evidence.clues.match(neighbour).strengths.items():
                strengths[term] = max(strengths[term], strength * _BESIDE)
    title, setting = evidence.context.title_terms, reading.terms_before(sentence, SETTING)
    return {term: max(s, float(term in title), _SET * (term in setting)) for term, s in strengths.items()}


def _answers(evidence: Evidence) -> list[str]:
    """Words of the wanted type in the sentence, as they are written there."""
    return [found.span.slice(evidence.sentence.revision.text) for found in evidence.answers]
