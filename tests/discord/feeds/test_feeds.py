"""Moderators give the bot a feed, and decide on what it brings where they are."""

from pathlib import Path
from typing import Any

import discord

from tests.discord.desk.opened import titles
from tests.discord.feeds.papers import FEED, Paper, go_round, on_stage_with_paper
from tests.discord.stage import Reply, Stage, slash


async def _started(stage: Stage, back: str = "All there is", **options: Any) -> Reply:
    """Word that a feed is read."""
    shown = await slash(stage.mod, stage.channel, "feed add", url=FEED, **options)
    return await shown.press(stage.mod, back)


def _cards(stage: Stage) -> list[Reply]:
    return [reply for reply in stage.heard(stage.channel) if reply.buttons]


async def test_a_feed_is_looked_at_before_anything_is_taken(tmp_path: Path) -> None:
    """A page's address finds its feed; the moderator alone sees what it holds, and is asked how far back to go."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen", "rome"])) as stage:
        shown = await slash(stage.mod, stage.channel, "feed add", url="http://paper.example/")
        assert shown.private
        assert "### The Paper" in shown.text
        assert "It holds 2 entries now, 2 of them without a date." in shown.text
        assert "A day in Bergen" in shown.text
        assert shown.buttons == [
            "Only new ones",
            "Last day",
            "Last 7 days",
            "Last 30 days",
            "All there is",
            "Don't read it",
        ]
        await go_round(stage)
        assert _cards(stage) == []
        assert "I don't read **The Paper** any more." in (await shown.press(stage.mod, "Don't read it")).text
        assert "No feeds yet" in (await slash(stage.mod, stage.channel, "feed list")).text


async def test_a_card_is_decided_on_where_it_stands(tmp_path: Path) -> None:
    """It shows the article as it will be quoted; approved, it is live, and who approved it stands in its place."""
    paper = Paper(["bergen"])
    async with on_stage_with_paper(tmp_path, paper) as stage:
        assert "I read **The Paper** from now on" in (await _started(stage)).text
        await go_round(stage)
        (card,) = _cards(stage)
        assert "From the feed The Paper" in card.text
        assert "> Ann Lee won the mile in Bergen by two metres." in card.text
        assert card.buttons == ["Approve", "Edit", "Reject"]
        told = await card.press(stage.mod, "Approve")
        assert f"<@{stage.mod.id}> approved:\n- A day in Bergen" in told.text
        assert await titles(stage) == ["A day in Bergen"]
        await go_round(stage)
        assert _cards(stage) == []


async def test_members_can_t_decide(tmp_path: Path) -> None:
    """A card is for moderators; others are told so, and nothing happens."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen"])) as stage:
        await _started(stage)
        await go_round(stage)
        (card,) = _cards(stage)
        assert "You can't do that here" in (await card.press(stage.bob, "Approve")).text
        assert await titles(stage) == []


async def test_a_card_leads_to_the_queue(tmp_path: Path) -> None:
    """There the moderator alone can read all of it, and edit it; the card then says that it is decided."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen"])) as stage:
        await _started(stage)
        await go_round(stage)
        (card,) = _cards(stage)
        queue = await card.press(stage.mod, "Edit")
        assert queue.private
        assert "Edit and approve" in queue.buttons
        await queue.press(stage.mod, "Approve")
        assert await titles(stage) == ["A day in Bergen"]
        assert "Somebody has decided on that already." in (await card.press(stage.mod, "Reject")).text


async def test_what_is_rejected_is_told_nobody(tmp_path: Path) -> None:
    """No member suggested it, so that no message is sent, and none is said to have been."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen"])) as stage:
        await _started(stage)
        await go_round(stage)
        (card,) = _cards(stage)
        assert "rejected:\n- A day in Bergen" in (await card.press(stage.mod, "Reject")).text
        assert "No suggestion is waiting" in (await slash(stage.mod, stage.channel, "article queue")).text


async def test_many_are_decided_on_together(tmp_path: Path) -> None:
    """More than three come on one card, with one press for all."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen", "rome", "oslo", "ghent", "turin"])) as stage:
        await _started(stage)
        await go_round(stage)
        (card,) = _cards(stage)
        assert "### 5 articles from feeds wait" in card.text
        assert card.buttons == ["Approve all", "Look through", "Reject all"]
        await card.press(stage.mod, "Approve all")
        assert len(await titles(stage)) == 5


async def test_what_comes_on_top_within_an_hour_waits(tmp_path: Path) -> None:
    """After three cards of an hour, the next come together once it is over."""
    paper = Paper(["bergen", "rome", "oslo"])
    async with on_stage_with_paper(tmp_path, paper) as stage:
        await _started(stage)
        await go_round(stage)
        assert len(_cards(stage)) == 3
        paper.stories += ["ghent", "turin"]
        await stage.env.advance_time(40 * 60)
        await go_round(stage)
        assert len(_cards(stage)) == 3
        paper.stories += ["porto", "delft"]
        await stage.env.advance_time(61 * 60)
        await go_round(stage)
        assert [card.buttons[0] for card in _cards(stage)] == ["Approve"] * 3 + ["Approve all"]


async def test_publish_mode_tells_of_many_in_one_message(tmp_path: Path) -> None:
    """Five articles at once are one message in the log channel; each can be taken back."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen", "rome", "oslo", "ghent", "turin"])) as stage:
        await _started(stage, mode="publish")
        await go_round(stage)
        assert len(await titles(stage)) == 5
        (told,) = [reply.text for reply in stage.heard(stage.channel) if "Published from feeds" in reply.text]
        assert "5 articles" in told
        audit = await slash(stage.mod, stage.channel, "article audit")
        assert "Feed\\: The Paper" in audit.text or "Feed: The Paper" in audit.text


async def test_a_feed_that_fails_says_so_once(tmp_path: Path) -> None:
    """With the reason and what to do, in the log channel, over restarts; the list says so, too."""
    paper = Paper(["bergen"])
    async with on_stage_with_paper(tmp_path, paper) as stage:
        await _started(stage)
        paper.status = 403
        for _ in range(3):
            await go_round(stage)
            await stage.restart()
            await stage.env.advance_time(5 * 3600)
        told = [reply.text for reply in stage.heard(stage.channel) if "I can't read the feed" in reply.text]
        assert len(told) == 1
        assert "The site doesn't let me read the feed (it answers 403): ask its owner" in told[0]
        listed = await slash(stage.mod, stage.channel, "feed list")
        assert "⚠️ The site doesn't let me read the feed" in listed.text


async def test_a_feed_that_is_gone_is_paused_and_resumed(tmp_path: Path) -> None:
    """Word of it comes once; the button in the list resumes it."""
    paper = Paper(["bergen"])
    async with on_stage_with_paper(tmp_path, paper) as stage:
        await _started(stage)
        paper.status = 410
        await go_round(stage)
        await go_round(stage)
        told = [reply.text for reply in stage.heard(stage.channel) if "is gone, so I don't read it" in reply.text]
        assert len(told) == 1
        paper.status = 200
        listed = await slash(stage.mod, stage.channel, "feed list")
        assert "Pause" in (await listed.press(stage.mod, "Resume")).buttons
        await go_round(stage)
        assert len(_cards(stage)) == 1


async def test_a_feed_rests_and_is_removed(tmp_path: Path) -> None:
    """Paused it isn't read, and a part of its name will do; removed, its articles stay."""
    paper = Paper(["bergen"])
    async with on_stage_with_paper(tmp_path, paper) as stage:
        await _started(stage, mode="publish")
        await go_round(stage)
        assert "rests until it is resumed" in (await slash(stage.mod, stage.channel, "feed pause", feed="paper")).text
        paper.stories.append("rome")
        await stage.env.advance_time(24 * 3600)
        await go_round(stage)
        assert "any more. Its articles" in (await slash(stage.mod, stage.channel, "feed remove", feed="The Paper")).text
        assert await titles(stage) == ["A day in Bergen"]


async def test_a_feed_is_tried_out(tmp_path: Path) -> None:
    """It shows what would become of the newest entries, what became of the last, and keeps nothing."""
    paper = Paper(
        ["bergen"],
        texts={
            "bergen": "Ann Lee won the mile in Bergen by two metres.",
            "rome": "It rained in the hills all day and nobody minded at all.",
        },
    )
    async with on_stage_with_paper(tmp_path, paper) as stage:
        await _started(stage)
        await go_round(stage)
        paper.stories.append("rome")
        shown = await slash(stage.mod, stage.channel, "feed test", feed="paper")
        assert "A day in Rome: skipped, nobody I know is in it" in shown.text
        assert "A day in Bergen: skipped, " not in shown.text.split("What became")[1]
        assert "A day in Bergen: taken" in shown.text


async def test_a_feed_is_filtered(tmp_path: Path) -> None:
    """By athlete, word and category, whichever are given; the first look names the categories there are."""
    paper = Paper(["bergen", "rome", "porto"], categories={"bergen": "Track", "rome": "Track", "porto": "Food"})
    async with on_stage_with_paper(tmp_path, paper) as stage:
        chosen = {"categories": "track, field", "athletes": "lee", "words": "mile"}
        shown = await slash(stage.mod, stage.channel, "feed add", url=FEED, **chosen)
        assert "-# Its categories: Track, Food" in shown.text
        await shown.press(stage.mod, "All there is")
        listed = await slash(stage.mod, stage.channel, "feed list")
        assert "-# only lee\n-# mile\n-# track, field" in listed.text
        await go_round(stage)
        (card,) = _cards(stage)
        assert "> Ann Lee won the mile in Bergen" in card.text


async def test_a_feed_is_there_once(tmp_path: Path) -> None:
    """The same feed under another spelling is told to be there."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen"])) as stage:
        await _started(stage)
        again = await slash(stage.mod, stage.channel, "feed add", url="http://www.paper.example/feed?utm_source=x")
        assert "This server has that feed already" in again.text
        assert len(stage.env.errors) == 1


async def test_feeds_are_suggested_while_they_are_typed(tmp_path: Path) -> None:
    """By title or address."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen"])) as stage:
        await _started(stage)
        choices = await stage.mod.autocomplete(stage.channel, "feed pause", "feed", "pap")
        assert [choice["name"] for choice in choices] == ["The Paper"]


async def test_a_channel_the_bot_may_not_write_in_is_refused(tmp_path: Path) -> None:
    """Before anything is fetched."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen"])) as stage:
        closed = discord.PermissionOverwrite(send_messages=False)
        back_room = stage.server.create_text_channel("closed", overwrites={stage.server.default_role: closed})
        shown = await slash(stage.mod, stage.channel, "feed add", url=FEED, channel=back_room)
        assert "I may not write in <#" in shown.text
        assert len(stage.env.errors) == 1


async def test_a_feed_has_a_channel_of_its_own(tmp_path: Path) -> None:
    """Its cards go there, not into the log channel."""
    async with on_stage_with_paper(tmp_path, Paper(["bergen"])) as stage:
        desk = stage.server.create_text_channel("desk")
        await _started(stage, channel=desk)
        await go_round(stage)
        assert _cards(stage) == []
        assert [card.buttons for card in stage.heard(desk)] == [["Approve", "Edit", "Reject"]]


async def test_germans_read_german(tmp_path: Path) -> None:
    """The questions and the problems are in the member's language."""
    paper = Paper(["bergen"])
    async with on_stage_with_paper(tmp_path, paper) as stage:
        with stage.speaking("de"):
            shown = await slash(stage.mod, stage.channel, "feed add", url=FEED)
            assert "Wie weit soll ich zurückgehen?" in shown.text
            assert shown.buttons[0] == "Nur neue"
            await shown.press(stage.mod, "Alle")
            paper.status = 410
            await go_round(stage)
            listed = await slash(stage.mod, stage.channel, "feed list")
            assert "Die Seite sagt, dass es den Feed nicht mehr gibt" in listed.text
