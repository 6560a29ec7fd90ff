"""Writes the difference between two versions of an article so that it can be read: what went, what came, where."""

from collections.abc import Iterator
from itertools import zip_longest

from bot.domain.difference import Difference, DifferenceLine, Sign, compare_words
from bot.frontends.discord.ui.pages import Block, split_text
from bot.frontends.discord.ui.translations import Words

_AROUND = 60
"""Characters shown on either side of a change."""
_MOST = 1200
"""Characters of one run of words; escaped it can become twice as long."""
_GAP = "[…]"


def write_difference(found: Difference, words: Words) -> list[Block]:
    """The lines that changed, each with what went struck through and what came in bold."""
    return [Block(text) for runs in _changed_lines(found.lines) for text in _written(runs, words)]


def _changed_lines(lines: tuple[DifferenceLine, ...]) -> Iterator[tuple[DifferenceLine, ...]]:
    """Lines that came in place of others are compared word by word; blank ones don't count."""
    removed: list[str] = []
    added: list[str] = []
    for line in [*lines, DifferenceLine(Sign.SAME, "")]:
        if line.sign is Sign.REMOVED and line.text.strip():
            removed.append(line.text)
        elif line.sign is Sign.ADDED and line.text.strip():
            added.append(line.text)
        elif line.sign is Sign.SAME:
            yield from (compare_words(old, new) for old, new in zip_longest(removed, added, fillvalue=""))
            removed, added = [], []


def _written(runs: tuple[DifferenceLine, ...], words: Words) -> Iterator[str]:
    """The runs of a line, in texts short enough for a message."""
    text = ""
    for place, run in enumerate(runs):
        shown = _shortened(run, first=place == 0, last=place == len(runs) - 1)
        for portion in split_text(shown.text, _MOST):
            piece = _piece(DifferenceLine(run.sign, portion), words)
            if text and len(text) + len(piece) > 2 * _MOST:
                yield text
                text = ""
            text += _blank(text, piece) + piece
    if text:
        yield text


def _blank(before: str, after: str) -> str:
    """A blank between two runs where the article has none, as between what went and what came."""
    return " " if before[-1:].strip() and after[:1].strip() else ""


def _shortened(run: DifferenceLine, *, first: bool, last: bool) -> DifferenceLine:
    """A run that stayed, without what is far from any change."""
    text = run.text
    if run.sign is not Sign.SAME or len(text) <= 2 * _AROUND:
        return run
    before = "" if first else text[:_AROUND].rpartition(" ")[0] + " "
    after = "" if last else " " + text[-_AROUND:].partition(" ")[2]
    return DifferenceLine(Sign.SAME, f"{before}{_GAP}{after}")


def _piece(run: DifferenceLine, words: Words) -> str:
    """A run in its style; white space stays outside, where Discord would take the marks for text otherwise."""
    core = run.text.strip()
    if not core:
        return run.text
    lead, tail = run.text.split(core, 1)
    return lead + words.say("run", sign=run.sign.name.lower(), text=core) + tail
