"""One builder per kind of answer: from ranked evidence to the quotes that are shown."""

from collections.abc import Callable, Sequence
from itertools import islice

from bot.answering.disagreement import disagreeing
from bot.answering.extended_quotes import extend_by_antecedent, piece
from bot.answering.ranking.evidence import Scored
from bot.domain.answer import Answer, Certainty, Disagreeing, Found, Topic
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote

MOST_QUOTES = 3
WORTH_ADDING = 1.5
"""How far a further sentence may rank below the best one, in the ranking's log-odds, and still be worth showing."""
CORROBORATES = 0.4
"""The same where one sentence is enough."""

Builder = Callable[[Question, Sequence[Scored], float], Answer]


def direct_fact(question: Question, ranked: Sequence[Scored], confidence: float) -> Answer:
    """One sentence, with another only where it is as good; two where two articles disagree."""
    other = disagreeing(question, ranked)
    if other:
        return Disagreeing(question, (ranked[0].quote, other.quote), confidence)
    return Found(question, Topic.FACT, _best(ranked, CORROBORATES, 2), confidence)


def what_happened(question: Question, ranked: Sequence[Scored], confidence: float) -> Answer:
    """Up to three sentences that tell the story."""
    return Found(question, Topic.WHAT_HAPPENED, _best(ranked, WORTH_ADDING, MOST_QUOTES), confidence)


def own_words(question: Question, ranked: Sequence[Scored], confidence: float) -> Answer:
    """Up to three sentences, spoken by whoever was asked about where the articles have them, else reported."""
    quotes = _best(_said(question, ranked), WORTH_ADDING, MOST_QUOTES)
    return Found(question, Topic.OWN_WORDS, quotes, confidence)


def what_may_be(question: Question, ranked: Sequence[Scored], confidence: float) -> Answer:
    """Up to three quotes of which one may answer, the first with a neighbour that is as likely to."""
    chosen = _said(question, ranked) if question.wanted is AnswerType.SPEECH else ranked
    first = piece(chosen[0], chosen)
    others = (scored.quote for scored in chosen[1:])
    further = (quote for quote in others if not quote.reference.overlaps(first.reference))
    quotes = (first, *islice(further, MOST_QUOTES - 1))
    return Found(question, Topic.FACT, quotes, confidence, Certainty.MAYBE)


def together(question: Question, answers: Sequence[Answer], certainty: Certainty = Certainty.SURE) -> Found | None:
    """The first quotes of several answers, none twice, at most as sure as ``certainty``; ``None`` of no answers."""
    if not answers:
        return None
    sure = certainty is Certainty.SURE and all(answer.certainty is Certainty.SURE for answer in answers)
    quotes = {answer.quotes[0].reference: answer.quotes[0] for answer in answers}
    confidence = min(answer.confidence for answer in answers)
    certainty = Certainty.SURE if sure else Certainty.MAYBE
    return Found(question, Topic.FACT, tuple(quotes.values()), confidence, certainty)


BUILDERS: dict[AnswerType, Builder] = {
    AnswerType.EVENT: what_happened,
    AnswerType.REASON: what_happened,
    AnswerType.ABOUT: what_happened,
    AnswerType.SPEECH: own_words,
}
"""The builder for each expected answer type; `direct_fact` for all others."""


def _said(question: Question, ranked: Sequence[Scored]) -> Sequence[Scored]:
    """What was said by whoever was asked about, else what is reported of it, else everything."""
    speaker = question.speaker
    spoken = [scored for scored in ranked if speaker and scored.evidence.sentence.speaker == speaker]
    reported = [scored for scored in ranked if speaker and scored.evidence.answer]
    return spoken or reported or ranked


def _best(ranked: Sequence[Scored], below: float, most: int) -> tuple[Quote, ...]:
    floor = ranked[0].score - below
    first = extend_by_antecedent(ranked[0])
    others = (scored.quote for scored in ranked[1:most] if scored.score >= floor)
    return (first, *(quote for quote in others if not quote.reference.overlaps(first.reference)))
