"""Who says the words between quote marks, where the article tells.

A stretch of direct speech belongs to whoever is named beside a verb of saying next to it ("…," said Ann Lee; Lee
recalled, "…"). Speech with no such words of its own continues the speech before it in the same paragraph, and a
paragraph that opens with a quote mark continues the paragraph before. In every other case nobody is named; least of
all where the words beside it name somebody unknown ("…," said a fan).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.answering.article.descriptions import DESCRIBED
from bot.domain.span import Span
from bot.text.normalize import fold
from bot.text.speech_verbs import SPEECH_VERBS

_VERB = rf"(?:{'|'.join(SPEECH_VERBS)})"
_PRONOUN = r"(?:[Hh]e|[Ss]he)"
# A name is read once and whole: in a long run of letters, trying each part of it would take minutes.
_NAME = r"(?:[A-Z]\.|[A-Z][\w-]*+(?:'[A-Z][\w-]*+)?+)"
_PERSON = rf"{_NAME}(?:\s(?:(?:van|von|de|der|da|di|la|el|al|bin)\s){{0,2}}{_NAME}){{0,3}}"
_ADVERBS = r"(?:\s(?:further|also|later|then|has|had|afterwards|\w+ly)){0,2}"
_APPOSITION = r"(?:,\s[^,.;:\"]{1,60},)?"
_SUBJECT_VERB = re.compile(rf"(?<![\w-])(?P<who>{_PERSON}|{_PRONOUN}|{DESCRIBED}){_APPOSITION}{_ADVERBS}\s{_VERB}\b")
_INVERTED = re.compile(rf"^\W*(?!told|tells){_VERB}\s(?P<who>[^,.;:]*)")
_SOMEBODY = re.compile(rf"\b(?:{_PRONOUN}|{DESCRIBED})\b|\b{_PERSON}")
_POSSESSIVE = re.compile(r"'s?(?!\w)")
_BELONGING = re.compile(r"\b(?:of|for|with|to|about|against)\s$")
_ACCORDING = re.compile(rf"[Aa]ccording\sto\s(?P<who>{_PERSON})")
_BEFORE_COLON = re.compile(rf"(?:^|[.!?]\s)[\s*_]*(?P<who>{_PERSON})(?:,\s[^.:;\"]{{1,60}})?[\s*_]*[:-][\s*_]*$")
_SIGNED = re.compile(rf"^\W*-\s?(?P<who>{_PERSON})[\s.]*$")
_NEXT_SAYS = re.compile(rf"\s*{_PERSON}{_APPOSITION}{_ADVERBS}\s{_VERB}\b")
_SOMEBODY_SAYS = re.compile(
    rf"^\W*(?:{_VERB}\b|(?:[\w'-]+\s){{1,5}}{_VERB}\b|{_PERSON}{_APPOSITION}\s{_VERB}\b|according\sto\b)"
)
_SAYS = re.compile(rf"\b{_VERB}\b")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_MARK = re.compile(r"[\"“”„«»‘’']")
_SINGLE = frozenset("‘'")
_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'"}
"""What closes a stretch of speech, by what opened it."""
_SINGLE_CLOSING = frozenset("’'")
_ENDS_SPEECH = frozenset(",.!?…")
_SENTENCE_ENDS = frozenset(".!?…")
_SHORTEST_SPEECH = 12

Resolver = Callable[[str, int], str | None]
"""Turns the words that name a speaker, and where they stand, into a full name; ``None`` where nobody is certain."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of direct speech and its speaker."""

    span: Span
    speaker: str | None


class _Attribution(NamedTuple):
    """What the words beside a stretch of speech tell: the speaker, and whether they attribute it to anybody at all."""

    speaker: str | None
    given: bool


class Speeches:
    """Every stretch of direct speech in a text's paragraphs, each with its speaker where one is named.

    Paragraphs are read when somebody asks for what is said there.

    Args:
        text: the article's.
        paragraphs: where its paragraphs stand, in order.
        resolve: who the words for a speaker mean.
    """

    def __init__(self, text: str, paragraphs: Sequence[Span], resolve: Resolver) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._resolve = resolve
        self._read: dict[int, list[Speech]] = {}

    def within(self, span: Span) -> list[Speech]:
        """The speech that shares a character with a span inside one paragraph, in order."""
        number = bisect_right(self._paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1
        return [speech for speech in self._in_paragraph(number) if speech.span.overlaps(span)]

    def _in_paragraph(self, number: int) -> list[Speech]:
        first = number
        while first not in self._read and first and self._continues(first):
            first -= 1
        for earlier in range(first, number + 1):
            if earlier not in self._read:
                self._read[earlier] = self._spoken(earlier)
        return self._read[number]

    def _spoken(self, number: int) -> list[Speech]:
        paragraph = self._paragraphs[number]
        text = paragraph.slice(self._text)
        before = self._read[number - 1][-1:] if number and self._continues(number) else []
        speaker = before[0].speaker if before else None

        def resolve(who: str, position: int) -> str | None:
            return self._resolve(who, paragraph.start + position)

        regions = _quoted(text)
        speakers = _speakers(fold(text), regions, speaker, resolve)
        return [
            Speech(Span(paragraph.start + region.start, paragraph.start + region.end), speaker)
            for region, speaker in zip(regions, speakers, strict=True)
        ]

    def _continues(self, number: int) -> bool:
        """Whether a paragraph is nothing but speech, so that it may continue the paragraph before.

        Words outside the quote marks may name somebody else in a way that isn't understood here.
        """
        text = self._paragraphs[number].slice(self._text)
        return _quoted(text) == [Span(0, len(text))]


def _speakers(folded: str, regions: list[Span], speaker: str | None, resolve: Resolver) -> Iterator[str | None]:
    """Who says each of the regions of a paragraph, which goes on with the words of ``speaker``, if of anybody."""
    beside = [_beside(folded, regions, index, resolve) for index in range(len(regions))]
    for region, attribution in zip(regions, beside, strict=True):
        if attribution.given:
            speaker = attribution.speaker
        elif speaker is None and region.start == 0:
            # Speech that opens its paragraph belongs to the paragraph's first attribution.
            speaker = next((later.speaker for later in beside if later.given), None)
        yield speaker


def _quoted(text: str) -> list[Span]:
    """The stretches of a paragraph between quote marks; one left open runs to its end."""
    regions: list[Span] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if opened is None:
            opened = mark if mark.group() in _CLOSING and not _is_apostrophe(text, mark, opens=True) else None
        elif mark.group() == opened.group() and _opens(text, mark):
            # A mark in front of every sentence, and none behind: the speech goes on.
            regions.append(Span(opened.start(), len(text[: mark.start()].rstrip())))
            opened = mark
        elif mark.group() in _CLOSING[opened.group()] and not _is_apostrophe(text, mark, opens=False):
            regions.append(Span(opened.start(), mark.end()))
            opened = None
    if opened is not None and opened.group() not in _SINGLE:
        regions.append(Span(opened.start(), len(text)))
    return [region for region in regions if len(region) >= _SHORTEST_SPEECH]


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark can only open speech: behind the end of a sentence and a space, and right before a word."""
    before, after = text[: mark.start()], text[mark.end() : mark.end() + 1]
    starts = after.isalnum() or after in _ENDS_SPEECH
    return before[-1:].isspace() and before.rstrip()[-1:] in _SENTENCE_ENDS and starts


def _is_apostrophe(text: str, mark: re.Match[str], *, opens: bool) -> bool:
    """Whether a single mark stands for a letter: inside a word, or at its end without the comma or stop of speech."""
    before, after = text[: mark.start()][-1:], text[mark.end() : mark.end() + 1]
    if opens and mark.group() in _SINGLE:
        # The straight mark is an apostrophe as a rule.
        return before.isalnum() or (mark.group() == "'" and (bool(before.strip(" \n(")) or not after.isupper()))
    return mark.group() in _SINGLE_CLOSING and (after.isalnum() or before not in _ENDS_SPEECH)


def _beside(folded: str, regions: list[Span], index: int, resolve: Resolver) -> _Attribution:
    after_end = regions[index + 1].start if index + 1 < len(regions) else len(folded)
    after_start = regions[index].end
    after = _SENTENCE_END.split(folded[after_start:after_end])[0]
    before_start = regions[index - 1].end if index else 0
    before = folded[before_start : regions[index].start]
    leads = _leads_up(before, continues=index > 0 and not _sentence_closed(folded, before_start, before))
    told = index > 0 and _tells_in_between(before, closed=_sentence_closed(folded, before_start, before))
    introduced = leads or before.rstrip().endswith((",", ":"))
    if _sentence_closed(folded, after_start, after) and (introduced or not _says_next(after)):
        after = ""
    follows = bool(_SOMEBODY_SAYS.match(after))
    speaker = _subject(after, after_start, resolve)
    if speaker is None and (leads or not follows):
        speaker = _subject_before(before, before_start, resolve)
    return _Attribution(speaker, given=speaker is not None or follows or leads or told)


def _sentence_closed(folded: str, end: int, following: str) -> bool:
    """Whether speech that ends at ``end`` ends its sentence there, too."""
    return folded[end - 2 : end - 1] in {".", "!", "?"} and not following[:2].strip()[:1].islower()


def _leads_up(before: str, *, continues: bool) -> bool:
    """Whether words that lead up to speech say that somebody speaks; those that close earlier speech don't."""
    sentences = _SENTENCE_END.split(before)
    return (len(sentences) > 1 or not continues) and bool(_SAYS.search(sentences[-1]))


def _tells_in_between(before: str, *, closed: bool) -> bool:
    """Whether a whole sentence of the reporter's stands between two stretches of speech: somebody else may go on.

    ``closed`` tells that the first stretch ended its sentence, so that no "he said" belongs to it.
    """
    attribution, *sentences = _SENTENCE_END.split(before)
    own = bool(attribution.strip()) and (closed or not _SAYS.search(attribution))
    return bool(sentences) and (own or any(map(str.strip, sentences)))


def _says_next(after: str) -> bool:
    return any(how.match(after) for how in (_NEXT_SAYS, _INVERTED, _SIGNED))


def _subject(clause: str, offset: int, resolve: Resolver) -> str | None:
    """The speaker in the words right after a stretch of speech."""
    inverted = _INVERTED.match(clause)
    if inverted:
        start = inverted.start("who")
        somebody = _SOMEBODY.finditer(clause, start, inverted.end("who"))
        named = (resolve(match.group(), offset + match.start()) for match in somebody if _speaks(clause, match))
        return next((name for name in named if name), None)
    direct = next(filter(None, (how.search(clause) for how in (_ACCORDING, _SUBJECT_VERB, _SIGNED))), None)
    return resolve(direct.group("who"), offset + direct.start("who")) if direct and _speaks(clause, direct) else None


def _speaks(clause: str, somebody: re.Match[str]) -> bool:
    """Whether somebody speaks for themselves: in "Lee's coach" and "a friend of Lee" it isn't Lee who does."""
    return not _POSSESSIVE.match(clause, somebody.end()) and not _BELONGING.search(clause, 0, somebody.start())


def _subject_before(clause: str, offset: int, resolve: Resolver) -> str | None:
    """The speaker in the words that lead up to a stretch of speech: the last one who says something there."""
    matches = [found for how in (_SUBJECT_VERB, _ACCORDING, _BEFORE_COLON) for found in how.finditer(clause)]
    last = max(matches, key=lambda match: match.start(), default=None)
    if last is None or not _speaks(clause, last):
        return None
    return resolve(last.group("who"), offset + last.start("who"))
