"""Members take along what is kept about them."""

import json
from pathlib import Path

from tests.discord.stage import on_stage, slash

CALF = "When did Lee hurt her calf?"


async def test_everything_kept_about_a_member_is_handed_over(tmp_path: Path) -> None:
    """The export is a file, for the member's eyes only, with every record of theirs and of nobody else."""
    async with on_stage(tmp_path) as stage:
        await slash(stage.ann, stage.channel, "ask", question=CALF)
        await slash(stage.bob, stage.channel, "ask", question="When did Otto Brand break his arm?")
        shown = await slash(stage.ann, stage.channel, "privacy export")
        (attached,) = shown.message.attachments
        kept = json.loads(await attached.read())
        assert kept == await stage.stores.members.export(stage.ann.id)
        assert [turn["content"]["record"]["question"]["text"] for turn in kept["turns"]] == [CALF]
        assert "This is everything I keep about you." in shown.text
        assert shown.private
