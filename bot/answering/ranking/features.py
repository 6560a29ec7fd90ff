"""What speaks for a sentence as an answer: features a person can name, each a number around 0 to 1.

A feature is a function of one candidate. Its name in the weights file is the function's name. What words of the wanted
type tell depends on the kind of question, so that feature is split by it: ``answer_found:date``.
"""

from collections.abc import Callable

from bot.answering.ranking.sentence_evidence import Evidence
from bot.domain.question import AnswerType

SETTING = 8
"""How many sentences before a sentence set its scene."""


def sentence_similarity(evidence: Evidence) -> float:
    """How near the sentence is to the question in meaning."""
    return evidence.similarity.sentence


def passage_similarity(evidence: Evidence) -> float:
    """How near its passage is as a whole."""
    return evidence.similarity.passage


def title_similarity(evidence: Evidence) -> float:
    """How near the article's title is."""
    return evidence.similarity.title


def coverage(evidence: Evidence) -> float:
    """Share of the question's terms in the sentence, by idf."""
    return evidence.match.coverage


def coverage_around(evidence: Evidence) -> float:
    """Share of the terms in the sentence or one beside it."""
    query, strengths = evidence.query, dict(evidence.match.strengths)
    for offset in (-1, 1):
        neighbour = evidence.context.reading.neighbour(evidence.sentence, offset)
        if neighbour:
            strengths |= dict.fromkeys(query.present(neighbour), 1.0)
    return query.share(strengths)


def coverage_beyond_title(evidence: Evidence) -> float:
    """Share of the terms met, leaving out those the title holds: a text rarely repeats its own subject."""
    title, weights = evidence.context.title_terms, evidence.query.weights
    beyond = [(weights[term], strength) for term, strength in evidence.match.strengths.items() if term not in title]
    total = sum([weight for weight, _ in beyond])
    return sum([weight * strength for weight, strength in beyond]) / total if total else 1.0


def coverage_in_context(evidence: Evidence) -> float:
    """Share of the terms met, those that the title or the sentences leading up to it hold counting half.

    An article names the race, the place and the year once, and then tells what happened there.
    """
    before = evidence.context.reading.before(evidence.sentence, SETTING)
    setting = evidence.context.title_terms.union(*map(evidence.query.present, before))
    strengths = evidence.match.strengths
    return evidence.query.share({term: max(met, 0.5) if term in setting else met for term, met in strengths.items()})


def names_in_context(evidence: Evidence) -> float:
    """Share of the names asked about, the athletes' own left out, in the sentence, the title or what leads up to it.

    Who is asked about Paris is not answered by what happened in Tokyo. One where no such name is asked about.
    """
    query = evidence.query
    names = [term for term in query.name_terms if term in query.asked]
    if not names:
        return 1.0
    before = evidence.context.reading.before(evidence.sentence, SETTING)
    told = evidence.context.title_terms.union(evidence.match.present, *map(query.present, before))
    total = sum(query.weights[term] for term in names)
    return sum(query.weights[term] for term in names if term in told) / total if total else 1.0


def refers_back(evidence: Evidence) -> float:
    """Whether the sentence opens with a word that takes up its subject: he, she, it, they, this, the."""
    return float(evidence.sentence.folded.lower().startswith(("he ", "she ", "it ", "they ", "this ", "the ", "his ")))


def passage_score(evidence: Evidence) -> float:
    """The passage's BM25 score as a share of the best passage's."""
    return evidence.context.hit.score / evidence.context.best


def passage_first(evidence: Evidence) -> float:
    """One for the first passage found, less for each further one."""
    return 1 / (1 + evidence.context.rank)


def opening(evidence: Evidence) -> float:
    """One for an article's first sentence, less for each further one."""
    return 1 / (1 + evidence.sentence.index)


def athlete_named(evidence: Evidence) -> float:
    """Share of the question's athletes that the sentence names or means."""
    athletes = evidence.query.question.athletes
    return sum(athlete in evidence.sentence.about for athlete in athletes) / len(athletes) if athletes else 0.0


def spoken_by(evidence: Evidence) -> float:
    """Whether the sentence is speech of whoever's words are wanted."""
    speaker = evidence.query.question.speaker
    return evidence.sentence.spoken if speaker and evidence.sentence.speaker == speaker else 0.0


def carried_terms(evidence: Evidence) -> float:
    """Share of what the conversation carries that the sentence holds."""
    carried = evidence.query.context_terms
    return len(carried.intersection(evidence.sentence.sequence)) / len(carried) if carried else 0.0


def quoted_article(evidence: Evidence) -> float:
    """Whether the conversation quoted this article last, and the question names nothing new."""
    question = evidence.query.question
    article_id = evidence.sentence.revision.article_id
    if article_id not in question.nearby or (question.names and question.meant == question.text):
        return 0.0
    return 1 / (1 + question.nearby.index(article_id))


FEATURES: tuple[Callable[[Evidence], float], ...] = (
    sentence_similarity,
    passage_similarity,
    title_similarity,
    coverage,
    coverage_around,
    coverage_beyond_title,
    coverage_in_context,
    names_in_context,
    refers_back,
    passage_score,
    passage_first,
    opening,
    athlete_named,
    spoken_by,
    carried_terms,
    quoted_article,
)
_NAMED = tuple((feature.__name__, feature) for feature in FEATURES)
_FOUND = "answer_found"


def feature_names() -> list[str]:
    """Every feature's name."""
    return [name for name, _ in _NAMED] + [f"{_FOUND}:{wanted}" for wanted in AnswerType]


def features(evidence: Evidence) -> dict[str, float]:
    """The candidate's features that are not zero, by name.

    ``answer_found`` tells how surely words of the wanted type stand in the sentence.
    """
    values = {name: feature(evidence) for name, feature in _NAMED}
    values[f"{_FOUND}:{evidence.query.question.wanted}"] = evidence.answer_strength
    return {name: value for name, value in values.items() if value}
