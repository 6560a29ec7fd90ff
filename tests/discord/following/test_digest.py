"""The week in a channel that the server chose."""

from pathlib import Path

from tests.discord.following.told import add
from tests.discord.stage import Reply, Stage, on_stage, slash

WEEK = 7 * 86400.0


async def _choose(stage: Stage) -> None:
    """Lets the week be told in the channel."""
    form = await slash(stage.mod, stage.channel, "settings")
    await stage.mod.select(form.message, [stage.channel], custom_id="moderate-digest")
    await stage.wait(60)


async def _digest(stage: Stage) -> Reply:
    """What the bot says once a week is over."""
    before = len(stage.heard(stage.channel))
    await stage.wait(WEEK)
    await stage.wait(60)
    (told,) = stage.heard(stage.channel)[before:]
    return told


async def test_a_digest_tells_what_is_new_what_was_asked_and_what_in_vain(tmp_path: Path) -> None:
    """Quotes by athlete, the questions asked most, and those that nothing answers."""
    async with on_stage(tmp_path) as stage:
        await _choose(stage)
        await add(stage)
        for who in (stage.ann, stage.bob):
            await slash(who, stage.channel, "ask", question="When did Lee hurt her calf?")
            await slash(who, stage.channel, "ask", question="Which club did Otto Brand sign for?")
        digest = await _digest(stage)
        assert "## The week in quotes\n**Ann Lee**\n> Ann Lee won the 1500m in Bergen" in digest.text
        assert "### Asked most\n- When did Lee hurt her calf? · 2 times" in digest.text
        assert "### What I couldn't answer\n- Which club did Otto Brand sign for? · 2 times" in digest.text
        assert digest.buttons[-1] == "Newest articles"
        assert "## Ann Lee" in (await digest.press(stage.bob, "Ann Lee")).text
        assert "### Newest articles" in (await digest.press(stage.bob, "Newest articles")).text


async def test_what_one_member_alone_was_shown_stays_private(tmp_path: Path) -> None:
    """Neither what was answered nor what wasn't is told, as long as nobody else asks it."""
    async with on_stage(tmp_path) as stage:
        await _choose(stage)
        await add(stage)
        for question in ("Which club did Otto Brand sign for?", "When did Otto Brand break his arm?"):
            await slash(stage.ann, stage.channel, "ask", question=question, private=True)
        digest = await _digest(stage)
        assert "Brand" not in digest.text
        assert "Asked" not in digest.text


async def test_a_week_in_which_nothing_happened_is_not_told(tmp_path: Path) -> None:
    """There is no message without news or questions."""
    async with on_stage(tmp_path) as stage:
        await _choose(stage)
        await stage.wait(WEEK)
        await stage.wait(60)
        assert stage.heard(stage.channel) == []
