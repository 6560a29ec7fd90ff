"""Striking quotes out of a message, and showing them again."""

from collections.abc import Callable
from typing import Any

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Revision
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.frontends.discord.corrections.struck_quotes import Notice, mark_quotes, strike_quotes, unstrike_quotes
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.markup import DiscordMarkup
from bot.frontends.discord.ui.pages import Block

TEXT = "Ann Lee won.\nShe ran on."
GONE = Notice("Withdrawn", "Withdrawn")
QUOTES = [Quote(Revision(name, TEXT), Span(0, len(TEXT))) for name in "ab"]


def _texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


def _message(*bodies: str) -> ui.LayoutView:
    shown = ["\n".join(f"> {line}" for line in body.split("\n")) + "\n-# — Source" for body in bodies]
    blocks = [Block(text, (quote,)) for text, quote in zip(shown, QUOTES, strict=False)]
    return build_view(["Head", *mark_quotes(blocks), "Foot"])


async def test_only_the_withdrawn_quote_is_struck() -> None:
    """Its lines are struck through and the notice stands below it; all else stays as it is."""
    view = _message("Ann Lee **won**.\n\nShe ran on.", "Another quote.")
    assert strike_quotes(view, {QUOTES[0].reference: GONE})
    struck = "> ~~Ann Lee **won**.~~\n> \n> ~~She ran on.~~"
    assert _texts(view) == ["Head", struck, "Withdrawn", "-# — Source", "> Another quote.", "-# — Source", "Foot"]
    assert not strike_quotes(view, {QUOTES[0].reference: GONE})


async def test_the_same_quote_twice_is_struck_twice() -> None:
    """Where a message shows a quote at two places, both are struck."""
    block = Block("> Ann Lee won.", (QUOTES[0],))
    view = build_view(mark_quotes([block, block]))
    strike_quotes(view, {QUOTES[0].reference: GONE})
    assert _texts(view) == ["> ~~Ann Lee won.~~", "Withdrawn"] * 2


async def test_a_later_notice_takes_the_place_of_the_one_there() -> None:
    """What a quote's article says by now stands below it, once."""
    view = _message("Ann Lee won.")
    strike_quotes(view, {QUOTES[0].reference: GONE})
    assert strike_quotes(view, {QUOTES[0].reference: Notice("Corrected\n> Ann Lee lost.", "Withdrawn")})
    assert _texts(view) == ["Head", "> ~~Ann Lee won.~~", "Corrected\n> Ann Lee lost.", "-# — Source", "Foot"]
    assert not strike_quotes(view, {QUOTES[0].reference: Notice("Corrected\n> Ann Lee lost.", "Withdrawn")})


async def test_a_notice_that_does_not_fit_is_shorter() -> None:
    """Where the message has no room for the new words, it says that the old ones are withdrawn."""
    view = _message("Ann Lee won.")
    assert strike_quotes(view, {QUOTES[0].reference: Notice("> " + "long " * 800, "Withdrawn")})
    assert "Withdrawn" in _texts(view)


async def test_a_fact_is_struck_but_not_its_source() -> None:
    """The line of a fact at the head of a card is struck like a quote, and shown again."""
    view = build_view(mark_quotes([Block("**Born** “1998”\n-# — Source", (QUOTES[0],))]))
    strike_quotes(view, {QUOTES[0].reference: GONE})
    assert _texts(view) == ["~~**Born** “1998”~~\n-# — Source", "Withdrawn"]
    unstrike_quotes(view, [QUOTES[0].reference])
    assert _texts(view) == ["**Born** “1998”\n-# — Source"]


async def test_a_full_message_has_room_for_the_notices() -> None:
    """A message with as many components as Discord takes loses blank space, and no words."""
    quotes = [Quote(Revision(name, TEXT), Span(0, len(TEXT))) for name in "abcdef"]
    blocks = [Block("> Ann Lee won.\n-# — Source", (quote,)) for quote in quotes]
    view = build_view(["Head", *mark_quotes(blocks), *["Foot"] * 20])
    assert view.total_children_count == 40
    before = _texts(view)
    assert strike_quotes(view, {quote.reference: GONE for quote in quotes[:4]})
    assert view.total_children_count == 40
    unstrike_quotes(view, [quote.reference for quote in quotes])
    assert _texts(view) == before


@pytest.mark.parametrize("change", [lambda view: strike_quotes(view, {}), lambda view: unstrike_quotes(view, [])])
async def test_nothing_withdrawn_is_nothing_changed(change: Callable[[Any], bool]) -> None:
    """A message without any of the quotes is left alone."""
    view = _message("Ann Lee won.")
    before = _texts(view)
    assert not change(view)
    assert _texts(view) == before


@settings(deadline=None, max_examples=50)
@given(body=st.text(st.sampled_from("ab ~*_\\\n>[]"), min_size=1, max_size=30))
def test_bringing_back_undoes_withdrawing(body: str) -> None:
    """Whatever a quote says, even tildes, the message is afterwards what it was before."""
    written = DiscordMarkup().plain(body)
    view = _message(written, "Another quote.")
    before = _texts(view)
    strike_quotes(view, {QUOTES[0].reference: GONE})
    unstrike_quotes(view, [QUOTES[0].reference])
    assert _texts(view) == before
