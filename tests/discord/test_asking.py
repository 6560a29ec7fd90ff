"""Questions by command, and what stands below an answer."""

from pathlib import Path

from tests.discord.stage import on_stage, slash

CALF = "When did Lee hurt her calf?"


async def test_ask_answers_with_an_attributed_quote(tmp_path: Path) -> None:
    """/ask shows the sentence with the answering words bold, and below it who says so, where and when."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        assert "> Ann Lee hurt her calf on **10 June 2025** in Oslo." in reply.text
        assert "Lee hurts her calf · Track Weekly · Tom Reid · 20 June 2025" in reply.text
        assert reply.buttons == ["Context", "More", "Sources", "Not what I meant"]
        assert not reply.private
