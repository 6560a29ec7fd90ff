"""What the articles have on one athlete, topic by topic."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

from bot.answering.article.reading import Sentence
from bot.answering.article.timeline import When, dated, in_order
from bot.answering.lexicon import Lexicon
from bot.answering.ranking.evidence import EvidenceFinder
from bot.domain.answer import Section, Topic
from bot.domain.article import Revision
from bot.domain.quote import Quote, QuoteReference
from bot.text.analyzer import word_term
from bot.text.normalize import fold_lower, plain_letters

SAID = 3
"""How many quotes are shown where somebody's own words are asked for, and nothing else."""
QUOTES = 2
"""How many quotes a topic shows."""
SHOWN = (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS)
"""The topics of a profile, in order."""

_TELLING = {Topic.RESULTS: 0, Topic.INJURIES: 0, Topic.LATEST: 1, Topic.OWN_WORDS: 2}
"""How much a sentence of each topic tells by itself: the lower, the more."""
NEWEST = 3
"""How many quotes are shown where the latest is asked for."""
_LONG_AGO = re.compile(r"\b(?:born|turned pro(?:fessional)?)\b", re.IGNORECASE)
_INJURY = word_term("injury")
_MEDAL = word_term("medal")
_VICTORY = word_term("victory")
_MOSTLY = 0.5


class Topics:
    """Sorts an athlete's sentences into topics, each sentence under one topic only.

    Articles that are mainly about the athlete come first, the newest first among them, then all others.
    """

    def __init__(self, finder: EvidenceFinder, lexicon: Lexicon) -> None:
        self._finder = finder
        self._injuries = _group(lexicon, _INJURY)
        self._results = _group(lexicon, _MEDAL) | _group(lexicon, _VICTORY)
        self._belongs: tuple[tuple[Topic, Callable[[Sentence, str], bool]], ...] = (
            (Topic.OWN_WORDS, self._is_said),
            (Topic.INJURIES, self._is_injury),
            (Topic.RESULTS, self._is_result),
            (Topic.LATEST, lambda sentence, athlete: athlete in sentence.people),
        )

    def sections(
        self, athlete: str, leave_out: Sequence[QuoteReference] = (), most: int | None = QUOTES
    ) -> tuple[Section, ...]:
        """The topics that have something on the athlete, latest first; empty for an unknown athlete.

        Sentences that overlap something in ``leave_out`` are passed over; a topic shows ``most`` quotes, or all.
        """
        found: dict[Topic, list[Sentence]] = {topic: [] for topic in Topic}
        for sentence in self._about(athlete):
            topic = self._topic(sentence, athlete)
            if topic and not any(_quote(sentence).reference.overlaps(reference) for reference in leave_out):
                found[topic].append(sentence)
        for topic in (Topic.LATEST, Topic.RESULTS, Topic.INJURIES):
            found[topic].sort(key=_when, reverse=True)
        return tuple(Section(topic, tuple(map(_quote, found[topic][:most]))) for topic in SHOWN if found[topic])

    def said(self, athlete: str, leave_out: Sequence[QuoteReference] = ()) -> tuple[Quote, ...]:
        """What the athlete says, at most ``SAID`` quotes, none that overlaps something in ``leave_out``."""
        spoken = (_quote(sentence) for sentence in self._about(athlete) if self._is_said(sentence, athlete))
        fresh = (quote for quote in spoken if not any(quote.reference.overlaps(reference) for reference in leave_out))
        return tuple(islice(fresh, SAID))

    def at_hand(self, athlete: str) -> tuple[Topic, ...]:
        """The topics that the passages which name the athlete most have something on, in the order of `sections`."""
        found = {self._topic(sentence, athlete) for sentence in self._finder.sentences_at_hand(athlete)}
        return tuple(topic for topic in SHOWN if topic in found)

    def timeline(self, athlete: str) -> Section:
        """Every sentence about the athlete that says when, the earliest first, the date marked; may be empty."""
        sentences = [sentence for found in self._finder.sentences_about(athlete) for sentence in found]
        return Section(Topic.TIMELINE, in_order(sentences, athlete))

    def newest(self, athlete: str, leave_out: Sequence[QuoteReference] = ()) -> tuple[Quote, ...]:
        """The sentences with the latest dates, latest first, ``NEWEST`` at most; no births, none in ``leave_out``."""
        found = reversed(self.timeline(athlete).quotes)
        fresh = (quote for quote in found if not any(quote.reference.overlaps(reference) for reference in leave_out))
        return tuple(islice((quote for quote in fresh if not _LONG_AGO.search(quote.text)), NEWEST))

    def telling(self, revision: Revision, athlete: str) -> Quote | None:
        """The sentence of one article that tells most about the athlete, by itself; ``None`` where none is about them.

        What happened comes before what is said of it, and a sentence with the name before one that only means them; of
        equals it is the first.
        """
        about = self._finder.read(revision).about(athlete)
        best = min(about, key=lambda sentence: self._rank(sentence, athlete), default=None)
        return _quote(best) if best else None

    def _rank(self, sentence: Sentence, athlete: str) -> int:
        topic = self._topic(sentence, athlete)
        return _TELLING[topic] if topic in _TELLING and athlete in sentence.people else len(_TELLING)

    def _topic(self, sentence: Sentence, athlete: str) -> Topic | None:
        return next((topic for topic, belongs in self._belongs if belongs(sentence, athlete)), None)

    def _about(self, athlete: str) -> Iterator[Sentence]:
        for sentences in sorted(self._finder.sentences_about(athlete), key=lambda found: _order(found, athlete)):
            yield from sentences

    def _is_said(self, sentence: Sentence, athlete: str) -> bool:
        return sentence.speaker == athlete and sentence.spoken > _MOSTLY

    def _is_injury(self, sentence: Sentence, athlete: str) -> bool:
        return athlete in sentence.about and bool(sentence.terms & self._injuries)

    def _is_result(self, sentence: Sentence, athlete: str) -> bool:
        return athlete in sentence.people and bool(sentence.terms & self._results)


def _quote(sentence: Sentence) -> Quote:
    return Quote(sentence.revision, sentence.span, None, sentence.speaker)


def _when(sentence: Sentence) -> When:
    """The date a sentence states; before all dates where it states none."""
    date = dated(sentence)
    return date[0] if date else (0, 0, 0)


def _group(lexicon: Lexicon, term: str) -> frozenset[str]:
    return lexicon.related.get(term, frozenset()) | {term}


def _order(sentences: Sequence[Sentence], athlete: str) -> tuple[bool, int, str]:
    revision = sentences[0].revision
    published = revision.byline.published or date.min
    return not _mainly_about(revision, athlete), -published.toordinal(), revision.article_id


def _mainly_about(revision: Revision, athlete: str) -> bool:
    """Whether an article lists the athlete first, or has nothing but the name for a title."""
    title = revision.byline.title or ""
    return _same_name(athlete, title) or _same_name(athlete, "".join(revision.athletes[:1]))


def _same_name(name: str, other: str) -> bool:
    return plain_letters(fold_lower(name)) == plain_letters(fold_lower(other.strip()))
