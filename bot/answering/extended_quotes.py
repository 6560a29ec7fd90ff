"""A quote of two neighbouring sentences in one piece: where either may answer, or one says whom the other means."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.article.reading import Sentence
from bot.answering.ranking.evidence import Scored
from bot.domain.quote import Quote
from bot.domain.span import Span

AMONG = 3
"""A neighbour is quoted, too, if it is among so many of the best sentences."""


def piece(best: Scored, ranked: Sequence[Scored]) -> Quote:
    """The best sentence, with that neighbour in its paragraph which ranks high itself, if one does."""
    sentence = best.evidence.sentence
    neighbour = next((near for near in ranked[:AMONG] if _adjoins(sentence, near.evidence.sentence)), None)
    if neighbour is None:
        return best.quote
    both = _together(best, neighbour.evidence.sentence)
    # The answering words may stand in the neighbour only.
    theirs = neighbour.quote.bold
    return replace(both, bold=theirs) if both.bold is None and theirs and both.span.contains(theirs) else both


def extend_by_antecedent(best: Scored) -> Quote:
    """The best sentence, with the one before it where that names whom it means."""
    evidence = best.evidence
    before = evidence.context.reading.neighbour(evidence.sentence, -1) if evidence.leaves_open_who else None
    if before is None or not before.people or evidence.context.was_quoted(before):
        return best.quote
    return _together(best, before if _adjoins(evidence.sentence, before) else None)


def _together(best: Scored, neighbour: Sentence | None) -> Quote:
    """One quote of both; only what one person says, or nobody, is put in one piece."""
    quote, span = best.quote, best.evidence.sentence.span
    if neighbour is None or neighbour.speaker != quote.speaker:
        return quote
    whole = Span(min(span.start, neighbour.span.start), max(span.end, neighbour.span.end))
    return Quote(quote.revision, whole, quote.bold, quote.speaker)


def _adjoins(sentence: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand beside each other on a line: between two lines there may have been another."""
    if other.revision != sentence.revision or abs(other.index - sentence.index) != 1:
        return False
    first, second = sorted((sentence.span, other.span), key=lambda span: span.start)
    between = sentence.revision.text[first.end : second.start]
    return not {"\n", "\r"}.intersection(between) and not between.strip()
