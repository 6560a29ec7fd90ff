"""An article as evidence sees it: its sentences, their terms, names, people and speakers.

Nothing is read before somebody asks for it, since a question looks at a few sentences of an article only; and of what
was read only that is kept which would take long to read again, in values that are small.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from bot.answering.article.mentions import ArticleMentions
from bot.answering.article.speakers import Speeches
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer
from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.domain.span import Span
from bot.text.analyzer import Token, terms, tokens
from bot.text.names import Name, names
from bot.text.normalize import fold
from bot.text.sentences import blocks, paragraph_starts

Bounds = tuple[Sequence[int], Sequence[int]]
"""Where the sentences of an article begin and where they end, in order."""

_TOGETHER = 8
"""Sentences in which mentions are looked for at once."""
_FACT = re.compile(r"[*_]{0,2}[A-Z][\w'()/&-]*(?: [\w'()/&-]+){0,3} ?[*_]{0,2}:[*_]{0,2} \S")
"""A fact on a line of its own, "Born: 1998", which is about whoever was named last."""
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm](?:e|y|ine|yself))\b")


class _Article:
    """What the sentences of one article share."""

    def __init__(self, revision: Revision, bounds: Bounds, gazetteer: Gazetteer, words: NameWords) -> None:
        self.revision = revision
        self.bounds = bounds
        self.mentions = ArticleMentions(revision.text, bounds[0][_TOGETHER::_TOGETHER], gazetteer, words)

    @cached_property
    def speeches(self) -> Speeches:
        """Who says what."""
        return Speeches(self.revision.text, _paragraphs(self.revision.text, *self.bounds), self.mentions.speaker)


class Sentence:
    """One sentence as evidence sees it; all offsets are the article's. ``index`` counts the article's sentences."""

    def __init__(self, article: _Article, index: int) -> None:
        self._article = article
        self.index = index
        self.span = Span(article.bounds[0][index], article.bounds[1][index])

    @property
    def revision(self) -> Revision:
        """The article it stands in."""
        return self._article.revision

    @cached_property
    def folded(self) -> str:
        """Its characters, folded one by one."""
        return fold(self.span.slice(self.revision.text))

    @cached_property
    def sequence(self) -> tuple[str, ...]:
        """The index terms, in order, repetitions kept."""
        return tuple(terms(self.folded))

    @cached_property
    def tokens(self) -> list[Token]:
        """The index terms with their places."""
        start = self.span.start
        return [Token(token.term, start + token.start, start + token.end) for token in tokens(self.folded)]

    @property
    def terms(self) -> frozenset[str]:
        """The distinct index terms."""
        return frozenset(self.sequence)

    @property
    def names(self) -> list[Name]:
        """The capitalised names in it, of people or not."""
        return list(names(self.folded, self.span.start))

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The athletes it names."""
        return self._article.mentions.named(self.span)

    def named_in(self, span: Span) -> tuple[str, ...]:
        """The athletes whom a part of it names."""
        return self._article.mentions.named(span)

    @cached_property
    def referred(self) -> tuple[str, ...]:
        """The athletes it means without naming them: by a pronoun, a description, or "I" in their own speech."""
        return tuple(dict.fromkeys(self._meant()))

    @property
    def about(self) -> tuple[str, ...]:
        """Everyone named or meant."""
        return self.people + self.referred

    @property
    def speaker(self) -> str | None:
        """Who says most of what is direct speech in it."""
        return self._spoken_part[0]

    @property
    def spoken(self) -> float:
        """The share of its characters that is direct speech, 0 to 1."""
        return self._spoken_part[1]

    @cached_property
    def _spoken_part(self) -> tuple[str | None, float]:
        shares = [
            (min(self.span.end, speech.span.end) - max(self.span.start, speech.span.start), speech.speaker)
            for speech in self._article.speeches.within(self.span)
        ]
        _, speaker = max(shares, key=itemgetter(0), default=(0, None))
        return speaker, sum(share for share, _ in shares) / len(self.span)

    def _meant(self) -> Iterator[str]:
        people = self.people
        if _FIRST_PERSON.search(self.folded) and self.speaker and self.speaker not in people:
            yield self.speaker
        meant = self._article.mentions.referred(self.folded, self.span.start)
        if meant and meant not in people:
            yield meant
        elif not people and _FACT.match(self.folded):
            yield from filter(None, [self._article.mentions.last_named(self.span.start)])


class ArticleReading:
    """The sentences of one revision, in order.

    Args:
        revision: the article.
        gazetteer: the athletes.
        words: what is known of words beside and in names.
        bounds: where its sentences stand, if that is known already.
    """

    def __init__(
        self, revision: Revision, gazetteer: Gazetteer, words: NameWords, bounds: Bounds | None = None
    ) -> None:
        self.revision = revision
        self._starts, self._ends = bounds or _bounds(revision.text)
        self._article = _Article(revision, (self._starts, self._ends), gazetteer, words)
        self._read: dict[int, Sentence] = {}
        self._about: dict[str, tuple[Sentence, ...]] = {}

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(map(self._at, range(len(self._starts))))

    def sentence(self, span: Span) -> Sentence:
        """The sentence that begins where ``span`` begins."""
        return self._at(bisect_left(self._starts, span.start))

    def about(self, athlete: str) -> tuple[Sentence, ...]:
        """The sentences that name or mean an athlete, in order."""
        found = self._about.get(athlete)
        if found is None:
            near = map(self._at, self._near(athlete))
            found = self._about[athlete] = tuple(sentence for sentence in near if athlete in sentence.about)
        return found

    def _near(self, athlete: str) -> list[int]:
        """The sentences that could be about an athlete."""
        places = list(self._article.mentions.places_of(athlete))
        if not places:
            return []
        # Where somebody else was named last, only "I" could mean the athlete.
        first_person = [(match.start(), match.end()) for match in _FIRST_PERSON.finditer(fold(self.revision.text))]
        found = {
            index
            for start, end in [*places, *first_person]
            for index in range(max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end))
        }
        return sorted(found)

    def of_passage(self, passage: Passage) -> list[Sentence]:
        """The sentences of one of the article's passages, in order."""
        first = bisect_left(self._starts, passage.span.start)
        return [self._at(index) for index in range(first, first + len(passage.sentences))]

    def neighbour(self, sentence: Sentence, offset: int) -> Sentence | None:
        """The sentence ``offset`` places away, if the article has one there."""
        index = sentence.index + offset
        return self._at(index) if 0 <= index < len(self._starts) else None

    def beside(self, sentence: Sentence, step: int) -> Iterator[Sentence]:
        """The other sentences of its paragraph, nearest first: those before it for a ``step`` of -1, after it for 1."""
        near = self.neighbour(sentence, step)
        while near:
            first, second = sorted((sentence.span, near.span), key=lambda span: span.start)
            if "\n" in Span(first.end, second.start).slice(self.revision.text):
                return
            yield near
            sentence, near = near, self.neighbour(near, step)

    def before(self, sentence: Sentence, count: int) -> list[Sentence]:
        """The ``count`` sentences before one, as far as there are so many."""
        return [self._at(index) for index in range(max(0, sentence.index - count), sentence.index)]

    def terms_before(self, sentence: Sentence, count: int) -> frozenset[str]:
        """The index terms of the ``count`` sentences before one."""
        return frozenset().union(*(earlier.sequence for earlier in self.before(sentence, count)))

    def _at(self, index: int) -> Sentence:
        read = self._read.get(index)
        if read is None:
            read = self._read[index] = Sentence(self._article, index)
        return read


def _bounds(text: str) -> Bounds:
    spans = [span for block in blocks(text) for span in block.sentences]
    return array("i", (span.start for span in spans)), array("i", (span.end for span in spans))


def _paragraphs(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[Span]:
    """From each paragraph's first sentence to the end of its last one."""
    firsts = sorted({bisect_left(starts, start) for start in paragraph_starts(text)} | {len(starts)})
    return [Span(starts[first], ends[following - 1]) for first, following in pairwise(firsts)]
