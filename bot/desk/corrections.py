"""Which answers quoted what no longer stands, and where the quotes that survived an edit stand now."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from bot.desk.titles import unknown_article
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, History
from bot.domain.quote import Quote, QuoteReference
from bot.domain.sent_answer import SentAnswer
from bot.domain.span import Span
from bot.ports.clock import Clock
from bot.ports.conversations import SentAnswerStore
from bot.ports.editing import Ledger
from bot.text.sentences import blocks

_ADDING = frozenset({Action.ADD, Action.APPROVE})
_AT_ONCE = 100
"""How many entries of the log are read at once."""
_ALIKE = 50.0
"""How alike, of 100, a sentence has to be to the one in whose place it stands, to be what became of it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """How the quotes that one answer took from one article stand now.

    ``withdrawn`` are those whose words the article doesn't have any more, each with what stands in their place, if
    anything does. ``standing`` holds the others, each as it was quoted and as it would be quoted now. ``changed_at`` is
    when the article was changed last, in UTC.
    """

    sent: SentAnswer
    withdrawn: tuple[tuple[QuoteReference, Quote | None], ...]
    standing: tuple[tuple[QuoteReference, QuoteReference], ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """Articles whose quotes may have to be corrected, in the order of their changes, and the last change seen."""

    article_ids: tuple[str, ...]
    last: int


class Corrections:
    """Finds the answers that a change of an article reaches."""

    def __init__(self, ledger: Ledger, sent_answers: SentAnswerStore, clock: Clock) -> None:
        self._ledger = ledger
        self._sent_answers = sent_answers
        self._clock = clock

    async def find_due(self, actor: Actor, after: int = 0) -> Due:
        """What later changes than the change ``after`` may have taken words away from, or given them back to."""
        server_id = actor.moderated_server()
        entries: list[AuditEntry] = []
        while not entries or entries[-1].entry_id > after:
            before = entries[-1].entry_id if entries else None
            older = await self._ledger.entries(server_id, before, _AT_ONCE)
            if not older:
                break
            entries += older
        later = [entry for entry in reversed(entries) if entry.entry_id > after]
        changed = [entry.article_id for entry in later if entry.article_id and entry.action not in _ADDING]
        return Due(tuple(dict.fromkeys(changed)), max((entry.entry_id for entry in later), default=after))

    async def find_reached(self, actor: Actor, article_id: str, younger_than: timedelta) -> Sequence[Correction]:
        """The server's answers of the last ``younger_than`` that quoted the article, oldest first.

        All of them are given, so that a quote that was struck can be shown again after an article was restored.
        """
        server_id = actor.moderated_server()
        history = await self._ledger.history(server_id, article_id)
        if history is None:
            raise unknown_article(article_id)
        since = self._clock.now() - younger_than
        sent_answers = await self._sent_answers.quoting(server_id, article_id, since)
        return await asyncio.to_thread(lambda: [_correction(each, history) for each in sent_answers])


def _correction(sent: SentAnswer, history: History) -> Correction:
    article_id = history.entries[0].article_id
    quoted = [reference for reference in sent.turn.quoted if reference.article_id == article_id]
    found = [(reference, _now(reference, history)) for reference in quoted]
    withdrawn = tuple((reference, _reworded(reference, history)) for reference, now in found if now is None)
    standing = tuple((reference, now) for reference, now in found if now is not None)
    return Correction(sent, withdrawn, standing, history.entries[-1].at)


def _now(reference: QuoteReference, history: History) -> QuoteReference | None:
    """The same words in the version that answers now."""
    live, quoted = history.live, history.quoted(reference.sha256)
    if live is None or quoted is None:
        return None
    if live.sha256 == reference.sha256:
        return reference
    span = _same_sentences(quoted, reference.span, live)
    return None if span is None else QuoteReference(reference.article_id, live.sha256, span)


def _reworded(reference: QuoteReference, history: History) -> Quote | None:
    """What the version that answers now says in place of the quoted sentences; ``None`` where nothing is like them."""
    live, quoted = history.live, history.quoted(reference.sha256)
    if live is None or quoted is None:
        return None
    old, new = _sentences(quoted), _sentences(live)
    texts = [[span.slice(revision.text) for span in spans] for revision, spans in ((quoted, old), (live, new))]
    places = [_place_now(index, *texts) for index, sentence in enumerate(old) if sentence.overlaps(reference.span)]
    found = [place for place in places if place is not None]
    if not found or len(found) < len(places):
        return None
    return Quote(live, Span(new[min(found)].start, new[max(found)].end))


def _place_now(index: int, old: Sequence[str], new: Sequence[str]) -> int | None:
    """Which sentence stands where another one stood: the same, or of those that replaced it the one most like it."""
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if start <= index < end and tag == "equal":
            return first + index - start
        if start <= index < end:
            alike = {place: fuzz.ratio(old[index], new[place]) for place in range(first, last)}
            best = max(alike, key=alike.__getitem__, default=first)
            return best if alike.get(best, 0) >= _ALIKE else None
    return None


def _sentences(revision: Revision) -> list[Span]:
    return [sentence for block in blocks(revision.text) for sentence in block.sentences]


def _same_sentences(quoted: Revision, span: Span, live: Revision) -> Span | None:
    """Where ``live`` has the quoted words as whole sentences; of several places, the one nearest to the old one.

    Words that have become part of a longer sentence may mean something else there, and don't count.
    """
    words = span.slice(quoted.text)
    sentences = _sentences(live)
    ends = {sentence.end for sentence in sentences}
    places = [Span(each.start, each.start + len(words)) for each in sentences]
    same = [place for place in places if place.end in ends and place.slice(live.text) == words]
    return min(same, key=lambda place: abs(place.start - span.start), default=None)
