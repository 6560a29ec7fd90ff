"""Strikes quotes out of a message that stands on Discord, and shows them again.

Each quote's text carries a number made of what it quotes, which Discord keeps with the message. So a quote is found
again whatever page or topic the message shows by now, and all else in the message stays as it is.
"""

from collections.abc import Collection, Iterator, Sequence
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


def strike_quotes(view: ui.LayoutView, references: Collection[QuoteReference], notice: str) -> bool:
    """Strikes the quotes and puts a notice below each; whether that changed anything."""
    found = [(box, text) for box, text in _texts(view) if text.id in _numbers(references)]
    shown = {text.id for _, text in _texts(view)}
    changed = [(box, text) for box, text in found if _notice_of(text) not in shown]
    for box, text in changed:
        text.content = "\n".join(_struck(line) for line in text.content.splitlines())
        _make_room(box)
        _insert_below(box, text, ui.TextDisplay(notice, id=_notice_of(text)))
    return bool(changed)


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
    """A line of a quote struck through; any other line, and one without words, as it is."""
    words = line.removeprefix("> ")
    return f"> {_STRIKE}{words}{_STRIKE}" if line.startswith("> ") and words.strip() else line


def _plain(line: str) -> str:
    struck = line.startswith(f"> {_STRIKE}") and line.endswith(_STRIKE)
    return f"> {line.removeprefix(f'> {_STRIKE}').removesuffix(_STRIKE)}" if struck else line
