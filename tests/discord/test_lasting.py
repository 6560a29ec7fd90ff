"""Answers last: over restarts, for hours, and until they are forgotten."""

from dataclasses import replace
from pathlib import Path

from bot.bootstrap.answering import answerer
from bot.domain.article import Revision
from bot.library import Library
from bot.newsroom import Newsroom
from tests.discord.stage import RETENTION, Stage, on_stage, revisions, slash

HOURS = 3600.0
CALF = "When did Lee hurt her calf?"


async def test_buttons_work_after_a_restart(tmp_path: Path) -> None:
    """Every button below an old answer does in a new process what it did in the old one."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        await stage.restart()
        assert "Where it stands" in (await reply.press(stage.ann, "Context & sources")).text
        assert "Noted" in (await reply.press(stage.bob, "Wrong")).text
        assert "Lee" in (await reply.press(stage.ann, "More")).text
        assert "What did you mean?" in (await reply.press(stage.ann, "Wrong")).text


async def test_selects_and_pages_work_after_a_restart(tmp_path: Path) -> None:
    """So do the choice between namesakes, the topics of a card and the pages of a comparison."""
    async with on_stage(tmp_path) as stage:
        which = await slash(stage.ann, stage.channel, "ask", question="Where does Hart work?")
        card = await slash(stage.ann, stage.channel, "athlete", name="Ann Lee")
        pair = await slash(stage.ann, stage.channel, "compare", a="Ann Lee", b="Maya Hart")
        await stage.restart()
        assert "nurse" in (await which.choose(stage.ann, "Zoe Hart")).text
        assert "### 🩹 Injuries" in (await card.press(stage.ann, "Injuries")).text
        assert "Page 2 of 2" in (await pair.press(stage.ann, "Next")).text


async def test_a_conversation_goes_on_after_a_restart(tmp_path: Path) -> None:
    """Whom a member talked about is remembered by the next process."""
    async with on_stage(tmp_path) as stage:
        await stage.say(stage.ann, f"{stage.mention} {CALF}")
        await stage.restart()
        reply = await stage.say(stage.ann, f"{stage.mention} when did she win the mile?")
        assert reply is not None
        assert "3 May 2024" in reply.text


async def test_buttons_work_for_hours(tmp_path: Path) -> None:
    """No timeout of discord.py's ends a button: half a day later it still works, and nothing was kept for it."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        await stage.env.advance_time(12 * HOURS)
        assert "Where it stands" in (await reply.press(stage.ann, "Context & sources")).text
        assert list(stage.bot.persistent_views) == []


async def test_an_expired_answer_says_so(tmp_path: Path) -> None:
    """Once the retention time is over the daily round has deleted the answer, and its buttons say that."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        for _ in range(RETENTION.days + 2):
            await stage.env.advance_time(24 * HOURS)
        pressed = await reply.press(stage.ann, "Context & sources")
        assert pressed.text == "I no longer remember that answer. Please ask again."
        assert not any((await stage.stores.members.counts(stage.ann.id)).values())


async def test_a_quote_whose_article_changed_is_never_shown_again(tmp_path: Path) -> None:
    """After a correction the old words are gone from every button, and the message says politely why."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        changed = [replace(r, text=r.text.replace("10 June", "11 June")) for r in revisions()]
        _put_in_place(stage, changed)
        pressed = await reply.press(stage.ann, "Context & sources")
        assert "no longer shown here: the article has changed" in pressed.text
        assert "June" not in pressed.text


async def test_a_topic_that_was_removed_is_no_error(tmp_path: Path) -> None:
    """A card's button still answers when the articles about the athlete are gone."""
    async with on_stage(tmp_path) as stage:
        card = await slash(stage.ann, stage.channel, "athlete", name="Ann Lee")
        others = [revision for revision in revisions() if not revision.article_id.startswith("lee")]
        _put_in_place(stage, others)
        assert "My articles have nothing on that." in (await card.press(stage.ann, "Injuries")).text


def _put_in_place(stage: Stage, articles: list[Revision]) -> None:
    """Lets the bot answer from other articles from now on."""
    newsroom = Newsroom(Library(articles, answerer), stage.stores.conversations)
    stage.bot.services = replace(stage.bot.services, newsroom=newsroom)
