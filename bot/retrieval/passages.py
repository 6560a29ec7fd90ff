"""Cuts a revision into passages: neighbouring paragraphs of one section, long enough to rank, short enough to tell."""

from collections.abc import Iterator
from itertools import pairwise

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.domain.span import Span
from bot.text.sentences import Block, blocks

SHORTEST = 300
"""Characters below which a paragraph is joined by the next one of its section."""
LONGEST = 1500
"""Characters above which a paragraph is cut, between two sentences."""


def passages(revision: Revision) -> tuple[Passage, ...]:
    """The passages of one article, in order; together they hold each of its sentences exactly once."""
    return tuple(Passage(revision, tuple(sentences), section) for sentences, section in _join(blocks(revision.text)))


def _join(paragraphs: Iterator[Block]) -> Iterator[tuple[list[Span], str | None]]:
    waiting: list[Span] = []
    section: str | None = None
    for block in paragraphs:
        if waiting and (block.section != section or _length(waiting) >= SHORTEST):
            yield from _cut(waiting, section)
            waiting = []
        section = block.section
        waiting += block.sentences
    yield from _cut(waiting, section)


def _cut(sentences: list[Span], section: str | None) -> Iterator[tuple[list[Span], str | None]]:
    if not sentences:
        return
    parts = max(1, round(_length(sentences) / LONGEST))
    bounds = [len(sentences) * part // parts for part in range(parts + 1)]
    for start, end in pairwise(bounds):
        if start < end:
            yield sentences[start:end], section


def _length(sentences: list[Span]) -> int:
    return sentences[-1].end - sentences[0].start if sentences else 0
