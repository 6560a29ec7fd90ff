"""What speaks for a sentence as an answer: features a person can name, each a number around 0 to 1.

A feature is a function of one candidate. Its name in the weights file is the function's name. Features that hold for
some kinds of question only are split by the expected answer type: ``answer_found:date``.
"""

from collections.abc import Callable
from math import log

from bot.answering.matching import words_of
from bot.answering.sentence_evidence import Evidence
from bot.domain.question import AnswerType
from bot.retrieval.bm25 import K1

_ANYWHERE = frozenset({AnswerType.EVENT, AnswerType.MANNER, AnswerType.REASON, AnswerType.SPEECH})
SETTING = 8
"""How many sentences before a sentence set its scene."""


def coverage(evidence: Evidence) -> float:
    """Share of the question's terms in the sentence, by idf."""
    return evidence.match.coverage


def graded_coverage(evidence: Evidence) -> float:
    """The same with word forms and related words counted in part."""
    return evidence.match.graded


def coverage_around(evidence: Evidence) -> float:
    """Share of the terms in the sentence or one beside it."""
    clues, strengths = evidence.clues, dict(evidence.match.strengths)
    for offset in (-1, 1):
        neighbour = evidence.context.reading.neighbour(evidence.sentence, offset)
        if neighbour:
            strengths |= dict.fromkeys(clues.present(neighbour), 1.0)
    return clues.share(strengths)


def passage_coverage(evidence: Evidence) -> float:
    """Share of the terms in the passage with its title."""
    return evidence.clues.weight(evidence.context.terms) / evidence.clues.total


def coverage_beyond_title(evidence: Evidence) -> float:
    """Share of the terms met, leaving out those the title holds: a text rarely repeats its own subject."""
    title, weights = evidence.context.title_terms, evidence.clues.weights
    beyond = [(weights[term], strength) for term, strength in evidence.match.strengths.items() if term not in title]
    total = sum([weight for weight, _ in beyond])
    return sum([weight * strength for weight, strength in beyond]) / total if total else 1.0


def asked_coverage(evidence: Evidence) -> float:
    """Share of the terms met that neither name an athlete of the question nor stand in the title."""
    weights, strengths = evidence.clues.weights, evidence.match.strengths
    asked = [term for term in evidence.clues.asked if term not in evidence.context.title_terms]
    total = sum([weights[term] for term in asked])
    return sum([weights[term] * strengths[term] for term in asked]) / total if total else 1.0


def coverage_in_context(evidence: Evidence) -> float:
    """Share of the terms met, those that the title or the sentences leading up to it hold counting half.

    An article names the race, the place and the year once, and then tells what happened there.
    """
    before = evidence.context.reading.before(evidence.sentence, SETTING)
    setting = evidence.context.title_terms.union(*map(evidence.clues.present, before))
    strengths = evidence.match.strengths
    return evidence.clues.share({term: max(met, 0.5) if term in setting else met for term, met in strengths.items()})


def numbers_met(evidence: Evidence) -> float:
    """Share of the question's numbers and years in the sentence."""
    numbers = evidence.clues.numbers
    return len(numbers.intersection(evidence.sentence.sequence)) / len(numbers) if numbers else 0.0


def head_noun_met(evidence: Evidence) -> float:
    """Whether the sentence holds the noun that "what" or "which" asks for."""
    return float(evidence.clues.head in evidence.sentence.sequence)


def weighted_density(evidence: Evidence) -> float:
    """Share of the sentence's own words that the question holds, by idf."""
    total = evidence.clues.information(evidence.sentence)
    return evidence.clues.weight(evidence.match.present) / total if total else 0.0


def common_run(evidence: Evidence) -> float:
    """The longest run of words that question and sentence share, function words included, as a share of six."""
    asked = evidence.clues.words
    told: dict[str, list[int]] = {word: [] for word in asked}
    for index, word in enumerate(words_of(evidence.sentence.folded.lower())):
        if word in told:
            told[word].append(index)
    longest = 0
    running: dict[int, int] = {}
    for word in asked:
        if told[word]:
            running = {index: running.get(index - 1, 0) + 1 for index in told[word]}
            longest = max(longest, *running.values())
        else:
            running = {}
    return min(longest, 6) / 6


def refers_back(evidence: Evidence) -> float:
    """Whether the sentence opens with a word that takes up its subject: he, she, it, they, this, the."""
    return float(evidence.sentence.folded.lower().startswith(("he ", "she ", "it ", "they ", "this ", "the ", "his ")))


def rarest_term(evidence: Evidence) -> float:
    """Whether the most telling term is met."""
    return evidence.match.strengths.get(evidence.clues.rarest, 0.0)


def title_match(evidence: Evidence) -> float:
    """Share of the terms in the article's title."""
    return evidence.clues.weight(evidence.context.title_terms) / evidence.clues.total


def adjacent_pairs(evidence: Evidence) -> float:
    """Share of the question's neighbouring terms that are neighbours in the sentence too."""
    pairs = evidence.clues.pairs
    if not pairs or len(evidence.match.present) < 2:  # noqa: PLR2004  # a pair
        return 0.0
    sequence = evidence.sentence.sequence
    near = {(sequence[i], sequence[j]) for i in range(len(sequence)) for j in range(i + 1, min(i + 3, len(sequence)))}
    weights = evidence.clues.weights
    total = sum(weights[a] + weights[b] for a, b in pairs)
    return sum(weights[a] + weights[b] for a, b in pairs if (a, b) in near) / total


def density(evidence: Evidence) -> float:
    """Share of the sentence's own words that the question holds."""
    sequence, weights = evidence.sentence.sequence, evidence.clues.weights
    return sum(term in weights for term in sequence) / len(sequence) if sequence else 0.0


def answer_found(evidence: Evidence) -> float:
    """Whether words of the wanted type stand in the sentence, and how surely they are of that type."""
    return max((answer.strength for answer in evidence.answers), default=0.0)


def answer_near(evidence: Evidence) -> float:
    """The same, less the further they stand from words of the question; nothing where that tells nothing."""
    if evidence.answer is None or evidence.clues.question.wanted in _ANYWHERE:
        return 0.0
    return evidence.nearness(evidence.answer)


def passage_score(evidence: Evidence) -> float:
    """The passage's BM25 score as a share of the best passage's."""
    return evidence.context.hit.score / evidence.context.best


def passage_score_absolute(evidence: Evidence) -> float:
    """The passage's BM25 score as a share of the most these terms could score."""
    return evidence.context.hit.score / (evidence.clues.total * (K1 + 1))


def passage_first(evidence: Evidence) -> float:
    """One for the first passage found, less for each further one."""
    return 1 / (1 + evidence.context.rank)


def opening(evidence: Evidence) -> float:
    """One for an article's first sentence, less for each further one."""
    return 1 / (1 + evidence.sentence.index)


def length(evidence: Evidence) -> float:
    """How long the sentence is, on a logarithmic scale."""
    return log(1 + len(evidence.sentence.sequence)) / 4


def athlete_named(evidence: Evidence) -> float:
    """Share of the question's athletes that the sentence names or means."""
    athletes = evidence.clues.question.athletes
    return sum(athlete in evidence.sentence.about for athlete in athletes) / len(athletes) if athletes else 0.0


def about_somebody_else(evidence: Evidence) -> float:
    """Whether the sentence names or means athletes, but none of the question's."""
    athletes = evidence.clues.question.athletes
    return float(bool(athletes and evidence.sentence.about) and not set(athletes) & set(evidence.sentence.about))


def spoken_by(evidence: Evidence) -> float:
    """Whether the sentence is speech of whoever's words are wanted."""
    speaker = evidence.clues.question.speaker
    return evidence.sentence.spoken if speaker and evidence.sentence.speaker == speaker else 0.0


def is_question(evidence: Evidence) -> float:
    """Whether the sentence asks instead of telling."""
    return float(evidence.sentence.folded.rstrip("\"')").endswith("?"))


def carriers_present(evidence: Evidence) -> float:
    """Share of the words that only ask ("year", "happened") that the sentence holds all the same."""
    carriers = evidence.clues.question.carriers
    return sum(term in evidence.sentence.sequence for term in carriers) / len(carriers) if carriers else 0.0


def missing_names(evidence: Evidence) -> float:
    """Share of the question's capitalised words, by idf, that neither the passage nor its title holds."""
    names = evidence.clues.name_terms
    total = sum(evidence.clues.weights[term] for term in names)
    missing = sum(evidence.clues.weights[term] for term in names if term not in evidence.context.terms)
    return missing / total if total else 0.0


def carried_terms(evidence: Evidence) -> float:
    """Share of what the conversation carries that the sentence holds."""
    carried = evidence.clues.carried
    return len(carried.intersection(evidence.sentence.sequence)) / len(carried) if carried else 0.0


def quoted_article(evidence: Evidence) -> float:
    """Whether the conversation quoted this article last, and the question names nothing new."""
    question = evidence.clues.question
    article_id = evidence.sentence.revision.article_id
    if article_id not in question.nearby or (question.names and not question.about):
        return 0.0
    return 1 / (1 + question.nearby.index(article_id))


FEATURES: tuple[Callable[[Evidence], float], ...] = (
    coverage,
    graded_coverage,
    coverage_beyond_title,
    asked_coverage,
    coverage_around,
    coverage_in_context,
    numbers_met,
    head_noun_met,
    weighted_density,
    common_run,
    refers_back,
    passage_coverage,
    rarest_term,
    title_match,
    adjacent_pairs,
    density,
    passage_score,
    passage_score_absolute,
    passage_first,
    opening,
    length,
    athlete_named,
    about_somebody_else,
    spoken_by,
    is_question,
    carriers_present,
    missing_names,
    carried_terms,
    quoted_article,
)
_NAMED = tuple((feature.__name__, feature) for feature in FEATURES)
BY_TYPE: tuple[Callable[[Evidence], float], ...] = (answer_found, answer_near)


def feature_names() -> list[str]:
    """Every feature's name, in the order of `feature_vector`."""
    return [f.__name__ for f in FEATURES] + [f"{f.__name__}:{wanted}" for f in BY_TYPE for wanted in AnswerType]


def features(evidence: Evidence) -> dict[str, float]:
    """The candidate's features that are not zero, by name."""
    wanted = evidence.clues.question.wanted
    values = {name: feature(evidence) for name, feature in _NAMED}
    values |= {f"{feature.__name__}:{wanted}": feature(evidence) for feature in BY_TYPE}
    return {name: value for name, value in values.items() if value}
