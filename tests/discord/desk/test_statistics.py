"""`/article stats`: how much is asked and answered, what was asked in vain, and what is quoted."""

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.discord.stage import Reply, Stage, on_stage, slash

CALF = "When did Lee hurt her calf?"
SHOES = "Which shoes does Ann Lee wear?"


async def _used(stage: Stage) -> Reply:
    """The numbers after three questions, one of them in vain, on two days."""
    await slash(stage.ann, stage.channel, "ask", question=CALF)
    stage.env.backend.advance_clock(24 * 3600)
    await slash(stage.bob, stage.channel, "ask", question=CALF)
    await slash(stage.bob, stage.channel, "ask", question=SHOES)
    await stage.say(stage.bob, f"{stage.mention} thanks!")
    return await slash(stage.mod, stage.channel, "article stats")


async def test_the_numbers(tmp_path: Path) -> None:
    """Small talk counts for nothing; the share, the gaps and the sources are told."""
    async with on_stage(tmp_path) as stage:
        shown = await _used(stage)
        assert "### The last 14 days" in shown.text
        assert "3 questions, 67 % of them answered" in shown.text
        assert f"- 1 × {SHOES}" in shown.text
        assert "- 2 × Lee hurts her calf · Track Weekly" in shown.text
        assert shown.private


async def test_the_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture shows the questions of each day, those asked in vain above the others."""
    axes = pytest.importorskip("matplotlib.axes", reason="the extra `plot` isn't installed").Axes
    bars: list[list[int]] = []
    draw = axes.bar

    def noted(self: object, labels: list[str], heights: list[int], **options: Any) -> Any:
        bars.append(heights)
        return draw(self, labels, heights, **options)

    monkeypatch.setattr(axes, "bar", noted)
    async with on_stage(tmp_path) as stage:
        shown = await _used(stage)
        (attached,) = shown.message.attachments
        assert attached.filename == "questions.png"
        assert (await attached.read()).startswith(b"\x89PNG")
        assert bars == [[*[0] * 12, 1, 1], [*[0] * 13, 1]]
        assert "▁" not in shown.text


async def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where matplotlib isn't installed, a line of bars takes the picture's place."""
    imported = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return imported(name, *rest, **more)

    for name in [name for name in sys.modules if name.startswith("matplotlib")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", missing)
    async with on_stage(tmp_path) as stage:
        shown = await _used(stage)
        assert "▁▁▁▁▁▁▁▁▁▁▁▁▄█" in shown.text
        assert not shown.message.attachments


async def test_a_server_that_asked_nothing(tmp_path: Path) -> None:
    """Another server's questions aren't counted."""
    async with on_stage(tmp_path) as stage:
        await _used(stage)
        assert "Nothing was asked." in (await slash(stage.eve, stage.elsewhere, "article stats")).text
