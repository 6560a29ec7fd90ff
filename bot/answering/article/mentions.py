"""Who is named where in an article: looked up a stretch at a time, and only where somebody asks.

Whom a surname or a pronoun means depends on what stands before it, often not far. An article is therefore looked
through in pieces, backwards from where the question arises, and each piece once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answering.article.descriptions import DESCRIBED
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer, Mention
from bot.answering.names.people import full_name
from bot.domain.span import Span
from bot.text.names import names
from bot.text.normalize import fold

# The letters that a pronoun begins with are looked for first: that takes half the time.
_PRONOUN = re.compile(r"\b(?=[HhSs])(?i:he|him|his|himself|she|her|hers|herself)\b")
_DESCRIBED = re.compile(
    r"\b(?:the|his|her) (?:fellow )?(?:athlete|runner|champion|scot|briton|american|norwegian|kenyan|star|"
    r"\d\d-year-old)\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(DESCRIBED)
_SAID = re.compile(r'"[^"\n]*"?')
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|to|near|of|for|the|on|around|outside)\s$", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|hers?|herself)\b", re.IGNORECASE)
_UNNAMED = re.compile(
    r"\b(?:a|an|his|her|their|one|another) (?:[\w-]+ )?"
    r"(?:coach|manager|trainer|agent|doctor|physio|spokes\w+|official|fan|mother|father|mum|mom|dad|parents?|brother|sister|wife|husband|friend|team-?mate|rival|opponent)\b",
    re.IGNORECASE,
)
"""Somebody without a name, who may speak next."""
_NEAR = 600
"""Characters before a speaker without a name in which that name is looked for."""


def _somebody_else(sentence: str, who: str) -> bool:
    """Whether a sentence leaves room for somebody besides whom it names, given the words for who speaks after it."""
    if _UNNAMED.search(sentence):
        return True
    others, own = {"he": (_SHE, _HE), "she": (_HE, _SHE)}.get(who.lower(), (None, None))
    return bool(others and own and others.search(sentence) and not own.search(sentence))


class ArticleMentions:
    """The mentions of one text, as the gazetteer finds them.

    Args:
        text: the article's.
        cuts: where the text may be cut, ascending, never inside a name.
        gazetteer: who is known.
        words: what is known of words beside and in names.
    """

    def __init__(self, text: str, cuts: Sequence[int], gazetteer: Gazetteer, words: NameWords) -> None:
        self._text = text
        self._cuts = cuts
        self._gazetteer = gazetteer
        self._words = words
        self._pieces: dict[int, Sequence[Mention]] = {}

    def named(self, span: Span) -> tuple[str, ...]:
        """The athletes whose names begin in the span, each once, in order."""
        start, end = span.start, span.end
        meant = [self._settled(mention) for mention in self._near(span) if start <= mention.start < end]
        return tuple(dict.fromkeys(name for name in meant if name)) if meant else ()

    def places_of(self, athlete: str) -> Iterator[tuple[int, int]]:
        """From where to where the athlete is whoever was named last: from each of their mentions to the next one."""
        everything = self._near(Span(0, len(self._text)))
        named = [(mention.start, name) for mention in everything if (name := self._settled(mention))]
        for (start, name), (end, _) in pairwise([*named, (len(self._text), "")]):
            if name == athlete:
                yield start, end

    def last_named(self, position: int) -> str | None:
        """The athlete named last before ``position``, if that name is nobody else's too."""
        return next((name for mention in self._before(position) if (name := self._settled(mention))), None)

    def referred(self, folded: str, offset: int) -> str | None:
        """Whom the first pronoun or description in a folded piece of the text means; it begins at ``offset``."""
        reference = _PRONOUN.search(folded) or _DESCRIBED.search(folded)
        return self.last_named(offset + reference.start()) if reference else None

    def speaker(self, who: str, position: int) -> str | None:
        """The full name of somebody who speaks, given the words for them and where those stand.

        Somebody outside the gazetteer goes by those words, titles left out; ``None`` where nobody is certain.
        """
        words = Span(position, position + len(who))
        mention = next((m for m in self._near(words) if m.start < words.end and words.start < m.end), None)
        if mention:
            return self._settled(mention)
        if _PRONOUN.fullmatch(who) or _SPEAKING.fullmatch(who):
            return self._antecedent(position, who)
        return full_name(who, self._words)

    def _antecedent(self, position: int, who: str) -> str | None:
        """Whom somebody who speaks without a name can only be; ``None`` where it could be one of two, or a stranger.

        It is whoever the last sentence names that names anybody, what is said in quote marks left out; unless that
        sentence has somebody else in it without a name, or speaks of them as of the other sex.
        """
        # From the beginning of a paragraph on, so that no quote mark is missing.
        start = self._text.rfind("\n", 0, max(0, position - _NEAR)) + 1
        told = _SAID.sub(lambda said: " " * len(said.group()), fold(self._text[start:position]))
        ends = [0, *(match.end() for match in _SENTENCE_END.finditer(told)), len(told)]
        for begin, end in reversed(list(pairwise(ends))):
            people = self._people(told[begin:end], start + begin)
            if people:
                certain = len(people) == 1 and not _somebody_else(told[begin:end], who)
                return next(iter(people)) if certain else None
        return self.last_named(start)

    def _people(self, told: str, offset: int) -> set[str | None]:
        """Who is named in a piece of the text: athletes by full name, everybody else as ``None``."""
        span = Span(offset, offset + len(told))
        near = self._near(span) if told.strip() else ()
        # What was said in quote marks stands there no more.
        mentions = [m for m in near if span.start <= m.start < span.end and not told[m.start - offset].isspace()]
        strangers = (
            name
            for name in names(told, offset)
            if full_name(name.text, self._words)
            and not _PLACE_BEFORE.search(told[: name.start - offset])
            and not any(mention.start < name.end and name.start < mention.end for mention in mentions)
        )
        return {self._settled(mention) for mention in mentions} | {None for _ in strangers}

    def _settled(self, mention: Mention) -> str | None:
        """Whom a mention means in this article: a shared surname is whoever bore it in full before."""
        if len(mention.athletes) == 1:
            return mention.athletes[0]
        before = (earlier.athletes for earlier in self._before(mention.start) if len(earlier.athletes) == 1)
        return next((name for (name,) in before if name in mention.athletes), None)

    def _before(self, position: int) -> Iterator[Mention]:
        """The mentions that begin before ``position``, the last one first."""
        for piece in range(self._piece(position), -1, -1):
            yield from (mention for mention in reversed(self._mentions(piece)) if mention.start < position)

    def _near(self, span: Span) -> Iterator[Mention]:
        """The mentions of the pieces that the span touches, in order."""
        for piece in range(self._piece(span.start), self._piece(max(span.start, span.end - 1)) + 1):
            yield from self._mentions(piece)

    def _piece(self, position: int) -> int:
        """The number of the piece that holds a position; piece ``n`` ends where cut ``n`` is."""
        return bisect_right(self._cuts, position)

    def _mentions(self, piece: int) -> Sequence[Mention]:
        found = self._pieces.get(piece)
        if found is None:
            start, end = (self._cuts[piece - 1] if piece else 0), (*self._cuts[piece : piece + 1], None)[0]
            here = self._gazetteer.mentions_in_article(self._text[start:end])
            found = self._pieces[piece] = [Mention(m.athletes, start + m.start, start + m.end) for m in here]
        return found
