"""An article read once for all questions: its sentences' terms, names, people and speakers.

Names and speech are found in the whole article at once, for whom a sentence means depends on what stands before it; the
rest is read sentence by sentence when it is first needed, because most questions look at a part of an article only.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.answering.athletes import Gazetteer, Mention
from bot.answering.speakers import Speech, speeches
from bot.domain.article import Revision
from bot.domain.span import Span
from bot.retrieval.analyzer import Token, tokens
from bot.retrieval.folding import fold
from bot.retrieval.names import Name, is_full_name, names
from bot.retrieval.sentences import Block, blocks

HEAD = 4
_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"\b(?:the|his|her) (?:fellow )?(?:athlete|runner|champion|scot|briton|american|norwegian|kenyan|star|"
    r"\d\d-year-old)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|I'[a-z]+)\b")


@dataclass(frozen=True)
class Sentence:
    """One sentence as evidence sees it; all offsets are the article's.

    ``people`` are the athletes it names; ``referred`` those it means without naming them: by a pronoun, a
    description, or "I" in their own speech. ``speaker`` says most of it; ``spoken`` is the share of its characters
    that is direct speech.
    """

    revision: Revision
    span: Span
    folded: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    people: tuple[str, ...]
    referred: tuple[str, ...]
    speaker: str | None
    spoken: float
    index: int

    @cached_property
    def terms(self) -> frozenset[str]:
        """The distinct index terms."""
        return frozenset(token.term for token in self.tokens)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first four letters of each term, to tell quickly that no form of a word can be among them."""
        return frozenset(term[:HEAD] for term in self.terms)

    @property
    def about(self) -> tuple[str, ...]:
        """Everyone named or meant."""
        return self.people + self.referred


class ArticleReading:
    """The sentences of one revision, in order."""

    def __init__(self, revision: Revision, gazetteer: Gazetteer, not_people: frozenset[str]) -> None:
        self.revision = revision
        self._not_people = not_people
        self._folded = fold(revision.text)
        self._mentions = gazetteer.mentions(self._folded)
        self._mention_starts = [mention.start for mention in self._mentions]
        paragraphs = list(blocks(revision.text))
        self._speeches = speeches(revision.text, self._folded, [_span(block) for block in paragraphs], self._speaker)
        self._spans = tuple(span for block in paragraphs for span in block.sentences)
        self._index = {span.start: index for index, span in enumerate(self._spans)}
        self._read: dict[int, Sentence] = {}

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(self._at(index) for index in range(len(self._spans)))

    def sentence(self, span: Span) -> Sentence:
        """The sentence that begins where ``span`` begins."""
        return self._at(self._index[span.start])

    def neighbour(self, sentence: Sentence, offset: int) -> Sentence | None:
        """The sentence ``offset`` places away, if the article has one there."""
        index = sentence.index + offset
        return self._at(index) if 0 <= index < len(self._spans) else None

    def terms_before(self, sentence: Sentence, count: int) -> frozenset[str]:
        """The index terms of the ``count`` sentences before one."""
        start = max(0, sentence.index - count)
        return frozenset().union(*(self._at(index).terms for index in range(start, sentence.index)))

    def last_named(self, position: int) -> str | None:
        """The athlete named last before ``position``, if that name is nobody else's too."""
        index = bisect_right(self._mention_starts, position - 1) - 1
        while index >= 0:
            meant = self._settled(self._mentions[index])
            if meant:
                return meant
            index -= 1
        return None

    def _settled(self, mention: Mention) -> str | None:
        """Whom a mention means in this article: a shared surname is whoever bore it in full before."""
        if len(mention.athletes) == 1:
            return mention.athletes[0]
        for earlier in reversed(self._mentions[: bisect_right(self._mention_starts, mention.start)]):
            if len(earlier.athletes) == 1 and earlier.athletes[0] in mention.athletes:
                return earlier.athletes[0]
        return None

    def _speaker(self, who: str, position: int) -> str | None:
        mention = next((m for m in self._mentions if m.start < position + len(who) and position < m.end), None)
        if mention:
            return self._settled(mention)
        if _PRONOUN.fullmatch(who) or _DESCRIBED.fullmatch(who):
            return self.last_named(position)
        return who if is_full_name(who, self._not_people) else None

    def _at(self, index: int) -> Sentence:
        read = self._read.get(index)
        if read is None:
            read = self._read[index] = self._sentence(self._spans[index], index)
        return read

    def _sentence(self, span: Span, index: int) -> Sentence:
        folded = span.slice(self._folded)
        people = self._people(span)
        speaker, spoken = self._speech(span)
        return Sentence(
            revision=self.revision,
            span=span,
            folded=folded,
            tokens=tuple(tokens(folded, span.start)),
            names=tuple(names(folded, span.start)),
            people=people,
            referred=tuple(dict.fromkeys(self._referred(span, folded, people, speaker))),
            speaker=speaker,
            spoken=spoken,
            index=index,
        )

    def _people(self, span: Span) -> tuple[str, ...]:
        start = bisect_right(self._mention_starts, span.start - 1)
        end = bisect_right(self._mention_starts, span.end - 1)
        named = (self._settled(mention) for mention in self._mentions[start:end])
        return tuple(dict.fromkeys(name for name in named if name))

    def _speech(self, span: Span) -> tuple[str | None, float]:
        """Who speaks in most of the spoken part, and how much of the sentence is spoken (0 to 1)."""
        shares: list[tuple[int, Speech]] = []
        for speech in self._speeches:
            overlap = min(span.end, speech.span.end) - max(span.start, speech.span.start)
            if overlap > 0:
                shares.append((overlap, speech))
        if not shares:
            return None, 0.0
        speaker = max(shares, key=lambda share: share[0])[1].speaker
        return speaker, sum(overlap for overlap, _ in shares) / len(span)

    def _referred(self, span: Span, folded: str, people: tuple[str, ...], speaker: str | None) -> Iterator[str]:
        if speaker and speaker not in people and _FIRST_PERSON.search(folded):
            yield speaker
        reference = _PRONOUN.search(folded) or _DESCRIBED.search(folded)
        if reference:
            meant = self.last_named(span.start + reference.start())
            if meant and meant not in people:
                yield meant


def _span(block: Block) -> Span:
    return Span(block.sentences[0].start, block.sentences[-1].end)
