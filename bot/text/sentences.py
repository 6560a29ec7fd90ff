"""Finds the sentences of an article: spans of its own text, never a word changed.

Rules: a heading is no sentence; a blank line, a heading and a list marker end whatever came before, and so do the time
that begins a post and lines that state a fact each ("Born: 1998"); closing quotes and brackets belong to the sentence
they close; an abbreviation, an initial or a decimal point ends nothing; a quoted question stays with the "he asked"
that follows it; a lead phrase put in front of a story is not part of its first sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.span import Span
from bot.text.lead_phrases import LEAD_PHRASES
from bot.text.normalize import fold
from bot.text.speech_verbs import SPEECH_VERBS

_BLOCK_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_HEADING = re.compile(r"##{0,5}[ \t]+(?P<title>[^\n]*?)[ \t#]*$", re.MULTILINE)
_MARKER = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+|[ \t]*>[ \t]?")
_POST = re.compile(r"\n(?=[ \t]*(?:[01]?\d|2[0-3]):[0-5]\d(?: ?[AaPp]\.?[Mm]\.?)?(?: ?[-|:] ?| )\S)")
_FACT = re.compile(r"^[ \t*_]*[A-Z][\w'()/&-]*(?: [\w'()/&-]+){0,3} ?[*_]{0,2}:[*_]{0,2}[ \t]+\S[^\n]*$", re.MULTILINE)
_LIST_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S)")
_LEAD = re.compile(rf"(?:{'|'.join(map(re.escape, LEAD_PHRASES))})[,:]?\s+(?=[\"'A-Z])", re.IGNORECASE)
# What can end a sentence stands first, in one set: the pattern is then looked for many times faster.
_END = re.compile(r"[.!?\u2026。！？](?:(?<=[.!?])[.!?]*['\")\]]*(?=\s|$)|(?<=\u2026)['\")\]]*(?=\s|$)|(?<=[。！？]))")
_NEXT = re.compile(r"\s*(?P<opening>['\"(\[]*)(?P<first>\S)?")
_QUOTED_QUESTION = re.compile(r"(?:[!?]|\.{2}|…).*['\"]$")
_SAID_AFTER = re.compile(rf"\s+(?:[A-Z][\w'-]+\s+){{0,3}}(?:{'|'.join(SPEECH_VERBS)})\b")
_LAST_WORD = re.compile(r"[\w.&'-]+$")
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st vs v ed gen col lt sgt capt rev hon gov sen rep pres messrs mt ft
    jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp dept univ approx est cf e.g i.e al ca c""".split()
)
_BEFORE_NUMBERS = frozenset(["no", "nos", "fig", "vol"])
_ENDING_ABBREVIATIONS = frozenset("u.s u.k u.n e.u u.s.a a.m p.m d.c etc inc ltd co corp jr sr st b.c a.d".split())
_ABBREVIATIONS_OF_ANY_KIND = _ABBREVIATIONS | _BEFORE_NUMBERS | _ENDING_ABBREVIATIONS
_STARTERS = frozenset(
    """the a an he she it they we i in on at but and this that these those his her their its when while after before
    for as if with by from there however although since during who what""".split()
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item: its sentences, and the heading it stands under."""

    sentences: tuple[Span, ...]
    section: str | None


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of ``text`` that hold sentences, in order.

    Sentence spans don't overlap, never begin or end with white space, and never cross a block.
    """
    section: str | None = None
    folded = _fold(text)
    for paragraph in _paragraphs(folded):
        heading = _HEADING.match(folded, paragraph.start, paragraph.end)
        if heading:
            section = text[heading.start("title") : heading.end("title")] or None
            continue
        sentences = tuple(_sentences(folded, paragraph))
        if sentences:
            yield Block(sentences, section)


def paragraph_starts(text: str) -> Iterator[int]:
    """Where the paragraphs, headings and list items of ``text`` begin, in order: no sentence crosses such a place."""
    return (paragraph.start for paragraph in _paragraphs(_fold(text)))


def _fold(text: str) -> str:
    # Both line ends count as one: "\r\n" is no blank line.
    return fold(text.replace("\r\n", " \n"))


def _paragraphs(folded: str) -> Iterator[Span]:
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _BLOCK_BREAK.finditer(folded)), (len(folded),) * 2]:
        yield from _split_structure(folded, Span(start, end))
        start = following


def _split_structure(folded: str, block: Span) -> Iterator[Span]:
    """A block of lines, with headings and list items taken apart."""
    start = block.start
    cuts = {m.end() for begun in (_LIST_ITEM, _POST) for m in begun.finditer(folded, block.start, block.end)}
    facts = list(_FACT.finditer(folded, block.start, block.end))
    if len(facts) > 1:
        cuts |= {place for fact in facts for place in fact.span()}
    for heading in _HEADING.finditer(folded, block.start, block.end):
        line_start = folded.rfind("\n", 0, heading.start()) + 1
        if not folded[line_start : heading.start()].strip():
            cuts |= {heading.start(), heading.end()}
    for cut in [*sorted(cuts), block.end]:
        if cut > start:
            yield _strip(folded, start, cut)
            start = cut


def _strip(folded: str, start: int, end: int) -> Span:
    bare = folded[start:end].lstrip()
    start = end - len(bare)
    return Span(start, start + len(bare.rstrip()))


def _sentences(folded: str, paragraph: Span) -> Iterator[Span]:
    start = _skip(_MARKER, folded, paragraph.start, paragraph.end)
    start = _skip(_LEAD, folded, start, paragraph.end)
    for match in _END.finditer(folded, start, paragraph.end):
        if match.end() < paragraph.end and not _ends_sentence(folded, match, paragraph.end):
            continue
        yield from _strip_if_worded(folded, start, match.end())
        start = match.end()
    yield from _strip_if_worded(folded, start, paragraph.end)


def _skip(pattern: re.Pattern[str], folded: str, start: int, end: int) -> int:
    match = pattern.match(folded, start, end)
    return match.end() if match else start


def _strip_if_worded(folded: str, start: int, end: int) -> Iterator[Span]:
    """What lies between ``start`` and ``end``, without surrounding white space, if it holds a word or a number."""
    if any(map(str.isalnum, folded[start:end])):
        yield _strip(folded, start, end)


def _ends_sentence(folded: str, end: re.Match[str], limit: int) -> bool:
    following = _NEXT.match(folded, end.end(), limit)
    first = following.group("first") if following else None
    closed = end.group()
    if first is None or closed in "。！？":
        return True
    if first.islower():
        return False
    if closed == ".":
        return not _is_abbreviation(folded, end, limit)
    return not (_QUOTED_QUESTION.match(closed) and _SAID_AFTER.match(folded, end.end(), limit))


def _is_abbreviation(folded: str, end: re.Match[str], limit: int) -> bool:
    before = _LAST_WORD.search(folded[max(0, end.start() - 20) : end.start()].rpartition(" ")[2])
    written = before.group() if before else ""
    word = written.lower()
    if len(word) != 1 and word not in _ABBREVIATIONS_OF_ANY_KIND:
        return False
    next_word = folded[end.end() : min(limit, end.end() + 20)].split(maxsplit=1)[:1]
    starts_anew = bool(next_word) and next_word[0].lower().strip("\"'(,") in _STARTERS
    if word in _ENDING_ABBREVIATIONS and starts_anew:
        return False
    if word in _BEFORE_NUMBERS:
        return bool(next_word) and next_word[0][0].isdigit()
    initial = len(word) == 1 and written.isupper() and not starts_anew
    return initial or word in _ABBREVIATIONS or word in _ENDING_ABBREVIATIONS
