"""Strikes quotes out of a message that stands on Discord, and shows them again.

Each quote's text carries a number made of what it quotes, which Discord keeps with the message. So a quote is found
again whatever page or topic the message shows by now, and all else in the message stays as it is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import discord
from discord import ui

from bot.domain.quote import QuoteReference
from bot.frontends.discord.ui.layout import Marked
from bot.frontends.discord.ui.pages import PER_PAGE, Block

_FIRST = 1 << 30
"""Numbers below are those that Discord gives by itself."""
_PLACES = 8
"""How often a message may show the same quote; as a power of two, at least `PER_PAGE`."""
_STRIKE = "~~"
MOST_COMPONENTS = 40
MOST_TEXT = 4000
Container = ui.Container[ui.LayoutView]
assert PER_PAGE <= _PLACES  # noqa: S101  # each place of a page has a number


def mark_quotes(blocks: Sequence[Block]) -> list[str | Marked]:
    """The texts of one page, those that quote marked with what they quote."""
    seen: list[QuoteReference] = []
    texts: list[str | Marked] = []
    for block in blocks:
        if not block.quotes:
            texts.append(block.text)
            continue
        reference = block.quotes[0].reference
        texts.append(Marked(block.text, _number(reference, seen.count(reference))))
        seen.append(reference)
    return texts


class Notice(NamedTuple):
    """What stands below a struck quote; ``short`` where the message has no room for ``text``."""

    text: str
    short: str


def strike_quotes(view: ui.LayoutView, withdrawn: Mapping[QuoteReference, Notice]) -> bool:
    """Strikes quotes and puts a notice below each, or another in place of the one there; whether anything changed."""
    notices = {number: notice for reference, notice in withdrawn.items() for number in _numbers([reference])}
    found = [(box, text, notices[text.id]) for box, text in _texts(view) if text.id in notices]
    changes = [_strike(view, box, text, notice) for box, text, notice in found]
    return any(changes)


def _strike(view: ui.LayoutView, box: Container, text: ui.TextDisplay[ui.LayoutView], notice: Notice) -> bool:
    shown = next((each for _, each in _texts(view) if each.id == _notice_of(text)), None)
    if shown:
        was = shown.content
        shown.content = ""
        shown.content = _fitting(notice, view)
        return shown.content != was
    text.content = "\n".join(_struck(line) for line in text.content.splitlines())
    _make_room(box)
    _insert_below(box, text, ui.TextDisplay(_fitting(notice, view), id=_notice_of(text)))
    return True


def _fitting(notice: Notice, view: ui.LayoutView) -> str:
    return notice.text if view.content_length() + len(notice.text) <= MOST_TEXT else notice.short


def unstrike_quotes(view: ui.LayoutView, references: Collection[QuoteReference]) -> bool:
    """Shows quotes again as they were before they were struck; whether that changed anything."""
    wanted = _numbers(references)
    notices = [(box, text) for box, text in _texts(view) if (text.id or 0) - 1 in wanted]
    for box, notice in notices:
        box.remove_item(notice)
        quote = next(text for _, text in _texts(view) if text.id == (notice.id or 0) - 1)
        quote.content = "\n".join(_plain(line) for line in quote.content.splitlines())
    return bool(notices)


def parse_view(message: discord.Message) -> ui.LayoutView:
    """What a message shows, to be changed and sent again."""
    view = ui.LayoutView.from_message(message, timeout=None)
    # The controls are found by their ids; discord.py needn't keep the view.
    view.stop()
    return view


def _number(reference: QuoteReference, place: int) -> int:
    key = f"{reference.article_id} {reference.sha256} {reference.span.start} {reference.span.end}"
    return _FIRST + crc32(key.encode()) % (_FIRST // (2 * _PLACES)) * 2 * _PLACES + 2 * place


def _numbers(references: Collection[QuoteReference]) -> frozenset[int]:
    return frozenset(_number(reference, place) for reference in references for place in range(_PLACES))


def _notice_of(text: ui.TextDisplay[ui.LayoutView]) -> int:
    """The number of the notice below a quote."""
    return (text.id or 0) + 1


def _texts(view: ui.LayoutView) -> Iterator[tuple[Container, ui.TextDisplay[ui.LayoutView]]]:
    for box in view.children:
        if isinstance(box, ui.Container):
            yield from ((box, item) for item in box.children if isinstance(item, ui.TextDisplay))


def _make_room(box: Container) -> None:
    """Takes an invisible separator out of a message that has as many components as Discord takes."""
    blank = next((each for each in box.children if isinstance(each, ui.Separator) and not each.visible), None)
    if blank and box.view and box.view.total_children_count >= MOST_COMPONENTS:
        box.remove_item(blank)


def _insert_below(box: Container, above: ui.Item[ui.LayoutView], item: ui.Item[ui.LayoutView]) -> None:
    """Puts an item below another; a container only takes items at its end."""
    children = box.children
    below = children[children.index(above) + 1 :]
    for each in below:
        box.remove_item(each)
    for each in [item, *below]:
        box.add_item(each)


def _struck(line: str) -> str:
    """A line of a quote, or of a fact, struck through; one on its source, and one without words, as it is."""
    mark, words = _parts(line)
    return f"{mark}{_STRIKE}{words}{_STRIKE}" if words.strip() and not line.startswith("-# ") else line


def _plain(line: str) -> str:
    mark, words = _parts(line)
    struck = words.startswith(_STRIKE) and words.endswith(_STRIKE)
    return f"{mark}{words.removeprefix(_STRIKE).removesuffix(_STRIKE)}" if struck else line


def _parts(line: str) -> tuple[str, str]:
    """The mark of a quoted line, and its words."""
    mark = "> " if line.startswith("> ") else ""
    return mark, line.removeprefix(mark)
