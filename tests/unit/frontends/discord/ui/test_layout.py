"""Messages keep quotes apart from the bot's own words."""

from discord.ui import Separator, TextDisplay

from bot.frontends.discord.ui.layout import build_view


def test_a_quote_stands_alone() -> None:
    """No line of the bot's own stands in one text with a quote, where it could be taken for part of it."""
    view = build_view(["**About Ann:**\n> She won.\n> \n> She lost.\n-# — Title", "-# Page 1"])
    texts = [item.content for item in view.walk_children() if isinstance(item, TextDisplay)]
    assert texts == ["**About Ann:**", "> She won.\n> \n> She lost.", "-# — Title", "-# Page 1"]


def test_quotes_have_room_between_them() -> None:
    """What follows a quote and its attribution is set off from them by a gap without a line."""
    gaps = [item for item in build_view(["> A\n-# a", "> B\n-# b"]).walk_children() if isinstance(item, Separator)]
    assert [gap.visible for gap in gaps] == [False]
    assert not [item for item in build_view(["A", "B"]).walk_children() if isinstance(item, Separator)]
