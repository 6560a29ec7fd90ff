"""Where nothing can be told, or nothing may, a follow ends quietly; the member learns it at their next command."""

from pathlib import Path
from typing import Any

import discord
from simcord.builders import ChannelHandle

from bot.domain.following import Follow
from tests.discord.following.told import add, directly, follow, posted
from tests.discord.stage import Reply, Stage, on_stage, slash
from tests.discord.tapped import Outgoing

CLOSED = {"status": 403, "code": 50007, "message": "Cannot send messages to this user", "times": None}


def _close(stage: Stage) -> None:
    """Lets Ann take no direct messages."""
    stage.env.inject_error("POST", f"/channels/{stage.ann.user.dm_channel.id}/messages", **CLOSED)  # type: ignore[arg-type]


async def test_closed_direct_messages_end_a_follow_quietly(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Nobody else hears of it; whatever command the member uses next, they are told once, beside its answer."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann)
        await follow(stage, stage.bob)
        await add(stage)
        _close(stage)
        await stage.wait()
        assert len(directly(stage, stage.bob)) == 1
        assert stage.heard(stage.channel) == []
        helped = await stage.ann.slash(stage.channel, "help")
        (noted,) = helped.followups
        assert "you no longer follow:\n- **Ann Lee**: you take no direct messages from me" in Reply(noted).text
        assert Reply(noted).private
        assert (await stage.ann.slash(stage.channel, "help")).followups == []
        assert "You follow nobody" in (await slash(stage.ann, stage.channel, "following")).text
        tried = len(posted(outgoing))
        await add(stage)
        await stage.wait()
        await stage.wait()
        assert (len(directly(stage, stage.bob)), len(posted(outgoing))) == (2, tried + 1)


def _forbidden(stage: Stage) -> ChannelHandle:
    """A channel that the bot can see, and not write in."""
    overwrites: dict[Any, Any] = {stage.bot.user: discord.PermissionOverwrite(send_messages=False)}
    return stage.server.create_text_channel("read-only", overwrites=overwrites)


async def test_nothing_is_written_where_the_bot_may_not(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """It doesn't even try; those who followed there learn why it ended."""
    async with on_stage(tmp_path) as stage:
        there, now = _forbidden(stage), stage.env.now()
        await stage.stores.follows.add(Follow(stage.server.id, stage.ann.id, "Ann Lee", now, there.id), now)
        await add(stage)
        await stage.wait()
        assert posted(outgoing) == []
        noted = (await stage.ann.slash(stage.channel, "help")).followups[-1]
        assert f"I may not write in <#{there.id}> any more" in Reply(noted).text


async def test_following_here_needs_a_channel_the_bot_may_write_in(tmp_path: Path) -> None:
    """Where it may not, that is said at once."""
    async with on_stage(tmp_path) as stage:
        there = _forbidden(stage)
        refused = await slash(stage.ann, there, "follow", athlete="Ann Lee", where="here")
        assert "I may not write in this channel" in refused.text
        assert len(stage.env.errors) == 1
        assert "You follow **Ann Lee**" in (await slash(stage.ann, there, "follow", athlete="Ann Lee")).text


async def test_who_left_the_server_is_told_nothing_of_it(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Neither of new articles nor, by the button of an old message, of an athlete."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann)
        await add(stage)
        await stage.wait()
        (told,) = directly(stage, stage.ann)
        assert "## Ann Lee" in (await told.press(stage.ann.user, "Ann Lee")).text
        stage.server.remove_member(stage.ann)
        await stage.env.advance_time(600)
        assert "I no longer remember" in (await told.press(stage.ann.user, "Ann Lee")).text
        sent = len(posted(outgoing))
        await add(stage)
        await stage.wait()
        await stage.wait()
        assert len(posted(outgoing)) == sent
        assert (await stage.ann.user.slash("help")).followups == []
        assert await stage.stores.follows.of_member(stage.ann.id) == []


async def test_a_server_that_can_t_be_asked_ends_no_follow(tmp_path: Path) -> None:
    """Where the bot isn't in it any more, Discord knows no members there; once it is back, they are told."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann)
        await add(stage)
        path = f"/guilds/{stage.server.id}/members/{stage.ann.id}"
        stage.env.inject_error("GET", path, status=404, code=10004, message="Unknown Guild", times=1)
        await stage.wait()
        assert directly(stage, stage.ann) == []
        await stage.wait(3600)
        assert len(directly(stage, stage.ann)) == 1


async def test_a_channel_goes_on_for_who_is_left(tmp_path: Path) -> None:
    """Without whoever left the server; where nobody is left, nothing is told there."""
    async with on_stage(tmp_path) as stage:
        for who in (stage.ann, stage.bob):
            await follow(stage, who, where="here")
        stage.server.remove_member(stage.ann)
        await add(stage)
        await stage.wait()
        (told,) = stage.heard(stage.channel)
        assert f"Followed by <@{stage.bob.id}>" in told.text
        assert f"<@{stage.ann.id}>" not in told.text
        stage.server.remove_member(stage.bob)
        await add(stage)
        await stage.wait()
        await stage.wait()
        assert len(stage.heard(stage.channel)) == 1
        assert await stage.stores.follows.athletes(stage.server.id) == []


async def test_one_member_s_follow_is_nobody_else_s_to_end(tmp_path: Path) -> None:
    """A button that somebody else got hold of ends nothing."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.bob)
        followed = await follow(stage, stage.ann)
        (of_bob,) = await stage.stores.follows.of_member(stage.bob.id)
        stored = stage.env.backend.get_message(stage.channel.id, followed.message.id)
        stored.components[0]["components"][-1]["components"][0]["custom_id"] = f"unfollow:{of_bob.follow_id}"
        pressed = Reply.to(await stage.ann.click(followed.message, label="Stop"))
        assert "You don't follow them any more." in pressed.text
        assert len(await stage.stores.follows.of_member(stage.bob.id)) == 1
