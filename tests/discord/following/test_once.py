"""A notification stands on Discord once, wherever the process is killed and whatever Discord answers."""

from pathlib import Path
from typing import Any

import pytest

from bot.adapters.sql.jobs import SqlJobs
from bot.following.runner import LEASE
from bot.frontends.discord.following.messenger import DiscordMessenger
from tests.discord.following.told import add, directly, follow, posted
from tests.discord.stage import Stage, on_stage
from tests.discord.tapped import Outgoing


class Killed(BaseException):  # no error: what a process doesn't survive
    """The process ended here."""


async def _killed(*_: Any, **__: Any) -> None:
    raise Killed


async def _told_by_who_is_killed(stage: Stage, at: type, name: str) -> None:
    """Ann follows Lee, there is news, and the process ends where ``at`` is asked for ``name``; then it starts anew."""
    await follow(stage, stage.ann)
    await add(stage)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(at, name, _killed)
        with pytest.raises(BaseExceptionGroup):
            await stage.wait()
    await stage.restart()
    await stage.wait(LEASE.total_seconds())


async def test_killed_after_it_was_sent(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """What stands there is found again, and not sent a second time."""
    async with on_stage(tmp_path) as stage:
        await _told_by_who_is_killed(stage, SqlJobs, "finish")
        assert len(directly(stage, stage.ann)) == len(posted(outgoing)) == 1
        await stage.wait()
        assert len(posted(outgoing)) == 1


async def test_killed_before_it_was_sent(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """What isn't found there is sent by the next process."""
    async with on_stage(tmp_path) as stage:
        await _told_by_who_is_killed(stage, DiscordMessenger, "send")
        assert len(directly(stage, stage.ann)) == len(posted(outgoing)) == 1


async def test_a_message_carries_a_nonce(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Sent twice over a failing connection it stands there once: Discord knows it by its nonce."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann)
        await add(stage)
        await stage.wait()
        (message,) = posted(outgoing)
        sent = await stage.stores.sent_answers.by_message(directly(stage, stage.ann)[0].message.id)
        assert sent
        assert (message["nonce"], message["enforce_nonce"]) == (sent.answer_id, True)


async def test_what_discord_fails_at_is_tried_again(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """After a while, and as often as it takes."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann)
        await add(stage)
        stage.env.inject_error("POST", f"/channels/{stage.ann.user.dm_channel.id}/messages", status=400, times=2)
        await stage.wait()
        assert directly(stage, stage.ann) == []
        await stage.wait()
        await stage.wait()
        assert len(directly(stage, stage.ann)) == 1
        assert len(posted(outgoing)) == 3


async def test_the_rounds_go_on_by_themselves(tmp_path: Path) -> None:
    """Nobody has to do anything for followers to be told."""
    async with on_stage(tmp_path) as stage:
        cog: Any = stage.bot.get_cog("TellingCog")
        assert cog.tell_followers.is_running()
        await follow(stage, stage.ann)
        await add(stage)
        for _ in range(2):
            await stage.env.advance_time(180)
            await cog.tell_followers()
        assert len(directly(stage, stage.ann)) == 1


async def test_a_round_that_fails_doesn_t_end_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next does what it left to do."""

    async def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    async with on_stage(tmp_path) as stage:
        cog: Any = stage.bot.get_cog("TellingCog")
        with monkeypatch.context() as patch:
            patch.setattr(SqlJobs, "claim", broken)
            await cog.tell_followers()
        await follow(stage, stage.ann)
        await add(stage)
        await stage.wait()
        assert len(directly(stage, stage.ann)) == 1
