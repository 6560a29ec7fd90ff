"""What moderators do to feeds is told in the log channel, and taken back in the log of changes."""

from pathlib import Path

from tests.discord.desk.opened import titles
from tests.discord.feeds.papers import FEED, Paper, go_round, on_stage_with_paper
from tests.discord.stage import Form, Reply, Stage, slash


async def _log(stage: Stage) -> list[str]:
    """What the log channel was told, the first first."""
    await stage.bot.follow_up.wait()
    await stage.env.settle()
    return [reply.text.split("\n")[0] for reply in stage.heard(stage.channel) if "Change " in reply.text]


async def _undo_latest(stage: Stage) -> Reply:
    """Takes the last change back; word that it was, or why it can't be."""
    audit = await slash(stage.mod, stage.channel, "article audit")
    form = await audit.press(stage.mod, "Undo")
    return await form.fill_in(stage.mod, **{"Why?": "a mistake"}) if isinstance(form, Form) else form


async def _read(stage: Stage) -> None:
    """A feed that is published at once."""
    shown = await slash(stage.mod, stage.channel, "feed add", url=FEED, mode="publish")
    await shown.press(stage.mod, "All there is")
    await go_round(stage)


async def test_each_step_is_told_with_who_took_it(tmp_path: Path) -> None:
    """In the log channel, in words of its own."""
    async with on_stage_with_paper(tmp_path, Paper()) as stage:
        await _read(stage)
        await slash(stage.mod, stage.channel, "feed pause", feed="paper")
        await (await slash(stage.mod, stage.channel, "feed list")).press(stage.mod, "Resume")
        await (await slash(stage.mod, stage.channel, "feed list")).press(stage.mod, "Pause")
        removed = await slash(stage.mod, stage.channel, "feed remove", feed="paper")
        assert "</article audit:" in removed.text
        assert [line.removeprefix(f"<@{stage.mod.id}> ") for line in (await _log(stage))] == [
            "added the feed **The Paper**, published at once",
            "paused the feed **The Paper**",
            "resumed the feed **The Paper**",
            "paused the feed **The Paper**",
            "removed the feed **The Paper**",
        ]


async def test_a_removed_feed_is_brought_back(tmp_path: Path) -> None:
    """It is read on, and takes nothing a second time."""
    paper = Paper(["bergen"])
    async with on_stage_with_paper(tmp_path, paper) as stage:
        await _read(stage)
        await slash(stage.mod, stage.channel, "feed remove", feed="paper")
        paper.stories.append("rome")
        assert "is taken back" in (await _undo_latest(stage)).text
        assert (await _log(stage))[-1].endswith("of the feed **The Paper**: it is read again")
        await go_round(stage)
        assert await titles(stage) == ["A day in Bergen", "A day in Rome"]
        assert "**The Paper**" in (await slash(stage.mod, stage.channel, "feed list")).text


async def test_what_is_there_again_isn_t_brought_back(tmp_path: Path) -> None:
    """The moderator is told before a form asks why."""
    async with on_stage_with_paper(tmp_path, Paper()) as stage:
        await _read(stage)
        await slash(stage.mod, stage.channel, "feed remove", feed="paper")
        removal = await slash(stage.mod, stage.channel, "article audit")
        await slash(stage.mod, stage.channel, "feed add", url=FEED)
        assert "This server has that feed already" in (await removal.press(stage.mod, "Undo")).text


async def test_the_log_is_read_in_german(tmp_path: Path) -> None:
    """Of feeds, too."""
    async with on_stage_with_paper(tmp_path, Paper()) as stage:
        await _read(stage)
        await slash(stage.mod, stage.channel, "feed pause", feed="paper")
        await _undo_latest(stage)
        with stage.speaking("de"):
            audit = await slash(stage.mod, stage.channel, "article audit")
        assert "am Feed **The Paper**: er wird wieder gelesen" in audit.text
        assert "hat den Feed **The Paper** angehalten" in audit.text
        assert "hinzugefügt: Was er bringt, wird sofort veröffentlicht" in audit.text
