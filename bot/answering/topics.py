"""What the articles have on one athlete, topic by topic."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from operator import itemgetter

from bot.answering.article.reading import Sentence
from bot.answering.article.timeline import When, dated, happened, in_order
from bot.answering.facts import find_facts
from bot.answering.lexicon import Lexicon
from bot.answering.ranking.evidence import EvidenceFinder
from bot.domain.answer import Fact, Section, Topic
from bot.domain.article import Revision
from bot.domain.quote import Quote, QuoteReference
from bot.text.analyzer import word_term
from bot.text.names import Name
from bot.text.normalize import fold, fold_lower, plain_letters

SAID = 3
"""How many quotes are shown where somebody's own words are asked for, and nothing else."""
QUOTES = 2
"""How many quotes a topic shows."""
SHOWN = (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS)
"""The topics of a profile, in order."""

_TELLING = {Topic.RESULTS: 0, Topic.INJURIES: 0, Topic.LATEST: 1, Topic.OWN_WORDS: 2}
"""How much a sentence of each topic tells by itself: the lower, the more."""
NEWEST = 3
"""How many quotes are shown where the latest is asked for, and how many of another topic's can be the latest."""
_LONG_AGO = re.compile(r"(?<!-)\bborn\b|\b(?:turn(?:ed|ing|s)?|went|going) pro(?:fessional)?\b", re.IGNORECASE)
_KIN = r"(?:brother|sister|father|mother|dad|mum|son|daughter|wife|husband|twin|uncle|aunt|cousin)s?,?"
_INJURY = word_term("injury")
_NO_INJURY = frozenset(map(word_term, ("gave", "problem")))
"""Words that a question about an injury may mean, and that tell of none by themselves."""
_MEDAL = word_term("medal")
_VICTORY = word_term("victory")
_MOSTLY = 0.5
_COPIED = 5
"""Of so many words nobody writes the same sentence again by chance."""


class Topics:
    """Sorts an athlete's sentences into topics, each sentence under one topic only.

    Each topic begins with what happened last; of what happened at the same time, articles that are mainly about the
    athlete come first. The latest is what belongs to no other topic, and the newest of those that have more to show.
    """

    def __init__(self, finder: EvidenceFinder, lexicon: Lexicon) -> None:
        self._finder = finder
        self._injuries = _group(lexicon, _INJURY) - _NO_INJURY
        self._results = _group(lexicon, _MEDAL) | _group(lexicon, _VICTORY)

    def sections(
        self, athlete: str, leave_out: Sequence[QuoteReference] = (), most: int | None = QUOTES
    ) -> tuple[Section, ...]:
        """The topics that have something on the athlete, latest first; empty for an unknown athlete.

        Sentences that overlap something in ``leave_out`` are passed over; a topic shows ``most`` quotes, or all.
        """
        found: dict[Topic, list[Sentence]] = {topic: [] for topic in SHOWN}
        for sentence in self._about(athlete):
            topic = self._topic(sentence, athlete)
            if topic and not any(_quote(sentence).reference.overlaps(reference) for reference in leave_out):
                found[topic].append(sentence)
        _move_news(found)
        for sentences in found.values():
            sentences.sort(key=self._when, reverse=True)
        return tuple(Section(topic, tuple(map(_quote, found[topic][:most]))) for topic in SHOWN if found[topic])

    def facts(self, athlete: str) -> Sequence[Fact]:
        """What the articles tell about who the athlete is, a fact of each kind at most but for personal bests."""
        return find_facts(sorted(self._about(athlete), key=self._when, reverse=True), athlete, self._finder.read)

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
        return Section(Topic.TIMELINE, in_order(self._about(athlete), athlete))

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
        if self._is_said(sentence, athlete):
            return Topic.OWN_WORDS
        if self._is_injury(sentence, athlete):
            return Topic.INJURIES
        if self._is_result(sentence, athlete):
            return Topic.RESULTS
        return Topic.LATEST if _is_news(sentence, athlete) else None

    def _about(self, athlete: str) -> Iterator[Sentence]:
        """The sentences about the athlete, none twice, those of articles that are mainly about them first."""
        seen: set[tuple[str, ...]] = set()
        for sentences in sorted(self._finder.sentences_about(athlete), key=lambda found: _order(found, athlete)):
            for sentence in sentences:
                is_copy = len(sentence.sequence) >= _COPIED and sentence.sequence in seen
                if not is_copy and not _is_about_kin(sentence, athlete):
                    yield sentence
                seen.add(sentence.sequence)

    def _when(self, sentence: Sentence) -> When:
        return happened(sentence, self._finder.read(sentence.revision))

    def _is_said(self, sentence: Sentence, athlete: str) -> bool:
        return sentence.speaker == athlete and sentence.spoken > _MOSTLY

    def _is_injury(self, sentence: Sentence, athlete: str) -> bool:
        return athlete in sentence.about and bool(sentence.terms & self._injuries)

    def _is_result(self, sentence: Sentence, athlete: str) -> bool:
        return athlete in sentence.people and bool(sentence.terms & self._results)


def _quote(sentence: Sentence) -> Quote:
    return Quote(sentence.revision, sentence.span, None, sentence.speaker)


def _is_news(sentence: Sentence, athlete: str) -> bool:
    return athlete in sentence.people and not _LONG_AGO.search(sentence.folded)


def _move_news(found: dict[Topic, list[Sentence]]) -> None:
    """Makes the newest of what happened the latest; a topic keeps the last sentence it has."""
    stated = [
        (date[0], topic, sentence)
        for topic in (Topic.LATEST, Topic.RESULTS, Topic.INJURIES)
        for sentence in found[topic]
        if (date := dated(sentence)) and not _LONG_AGO.search(sentence.folded)
    ]
    moved: list[Sentence] = []
    for _, topic, sentence in sorted(stated, key=itemgetter(0), reverse=True)[:NEWEST]:
        if topic is not Topic.LATEST and len(found[topic]) > 1:
            found[topic].remove(sentence)
            moved.append(sentence)
    found[Topic.LATEST] = [*moved, *found[Topic.LATEST]]


def _is_about_kin(sentence: Sentence, athlete: str) -> bool:
    """Whether somebody else of the family is meant by part of the athlete's name: "Geoff", or "his brother Josh"."""
    own = set(fold(athlete).split())
    meant = [name for name in sentence.names if own & set(name.words)]
    return bool(meant) and all(_is_kin(name, sentence.revision, own) for name in meant)


def _is_kin(name: Name, revision: Revision, own: set[str]) -> bool:
    text, first = fold(revision.text), name.words[0]
    if len(name.words) > 1:
        return first not in own and bool(re.search(rf"\b{_KIN} {re.escape(first)}\b", text))
    in_full = own <= set(re.findall(r"\w+", text))
    return not in_full and bool(re.search(rf"\b{_KIN} $", text[: name.start]))


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
