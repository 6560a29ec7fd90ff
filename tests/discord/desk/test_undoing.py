"""Taking changes back: what stands in the way is told before anything has to be typed."""

from pathlib import Path

from tests.discord.stage import Form, Reply, on_stage, publish, slash


async def test_a_conflict_is_told_before_the_form(tmp_path: Path) -> None:
    """A change that a later one rests on can't be taken back first; no form asks why in vain."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        removal = await slash(stage.mod, stage.channel, "article remove", article="voss-hurts-her-knee.1")
        assert isinstance(removal, Form)
        await removal.fill_in(stage.mod, **{"Why?": "withdrawn"})
        audit = await slash(stage.mod, stage.channel, "article audit")
        told = Reply.to(await stage.mod.click(audit.message, custom_id="moderate-undo:1"))
        assert not isinstance(told, Form)
        assert "That has been changed again since" in told.text
        assert isinstance(Reply.to(await stage.mod.click(audit.message, custom_id="moderate-undo:2")), Form)
