"""A server's numbers, with a chart where matplotlib is installed."""

import asyncio
import io
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.domain.usage import DayCount
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import MANAGING, Words

_PICTURE = "questions.png"
_ANSWERED, _OPEN, _TEXT, _GROUND = "#2a9d8f", "#8d99ae", "#dbdee1", "#2b2d31"
_BARS = "▁▂▃▄▅▆▇█"


async def show_statistics(interaction: Interaction, actor: Actor) -> None:
    """Puts the numbers in place of the deferred response."""
    words = words_of(interaction, MANAGING)
    usage = await interaction.client.services.desk.statistics.find_usage(actor)
    picture = await asyncio.to_thread(draw_chart, usage.days, words) if usage.asked else None
    texts: list[str | ui.Item[Any]] = [words.say("usage", usage=usage, line="" if picture else draw_line(usage.days))]
    if picture is None:
        await interaction.edit_original_response(view=build_view(texts))
        return
    shown = discord.MediaGalleryItem(f"attachment://{_PICTURE}", description=words.say("chart_title"))
    view = build_view([*texts, ui.MediaGallery(shown)])
    await interaction.edit_original_response(view=view, attachments=[discord.File(io.BytesIO(picture), _PICTURE)])


def draw_chart(days: Sequence[DayCount], words: Words) -> bytes | None:
    """A bar a day as a PNG; ``None`` where matplotlib, an extra, isn't installed."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  # an extra
        from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  # as above
    except ImportError:
        return None
    figure = Figure(figsize=(8, 3), layout="constrained", facecolor=_GROUND)
    axes = figure.add_subplot(facecolor=_GROUND)
    labels = [str(each.day.day) for each in days]
    answered = [each.answered for each in days]
    axes.bar(labels, answered, color=_ANSWERED, label=words.say("chart_answered"))
    in_vain = [each.asked - each.answered for each in days]
    axes.bar(labels, in_vain, bottom=answered, color=_OPEN, label=words.say("chart_open"))
    axes.set_title(words.say("chart_title"), color=_TEXT)
    axes.tick_params(colors=_TEXT)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    for side in axes.spines.values():
        side.set_visible(False)
    axes.legend(facecolor=_GROUND, labelcolor=_TEXT, frameon=False)
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=100)
    return content.getvalue()


def draw_line(days: Sequence[DayCount]) -> str:
    """A bar a day in one line of text."""
    most = max((each.asked for each in days), default=0) or 1
    return "".join(_BARS[each.asked * (len(_BARS) - 1) // most] for each in days)
