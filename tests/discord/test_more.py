"""Further quotes on what was asked."""

from pathlib import Path

from tests.discord.stage import Reply, on_stage, slash

CALF = "When did Lee hurt her calf?"


async def test_the_button_goes_with_what_it_led_to(tmp_path: Path) -> None:
    """Once it was pressed, only the new message goes on; the last of them has no such button."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        presses = 0
        while "More" in reply.buttons:
            reply = await reply.press(stage.ann, "More")
            assert f"More on: {CALF}" in reply.text
            presses += 1
        assert presses > 1
        assert not any("More" in heard.buttons for heard in stage.heard(stage.channel))


async def test_more_of_what_one_member_sees_is_theirs_alone(tmp_path: Path) -> None:
    """The button goes below a private answer, too."""
    async with on_stage(tmp_path) as stage:
        first = await stage.ann.slash(stage.channel, "ask", question=CALF, private=True)
        more = await Reply.to(first).press(stage.ann, "More")
        assert more.private
        assert "More" not in Reply.to(first).buttons
