"""In time, and once: whatever retrieval takes, and however often Discord delivers."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.domain.answer import Answer
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.newsroom import Newsroom
from tests.discord.stage import Reply, Stage, on_stage, slash
from tests.discord.tapped import Outgoing

CALF = "When did Lee hurt her calf?"
SLOW = 10.0


class SlowNewsroom(Newsroom):
    """Takes ten seconds for everything it is asked, on the stage's clock."""

    async def ask(self, key: ConversationKey, request: Request, **options: Any) -> Answer:
        """An answer, late."""
        await asyncio.sleep(SLOW)
        return await super().ask(key, request, **options)

    async def look_up(self, name: str, **options: Any) -> Answer:
        """A profile, late."""
        await asyncio.sleep(SLOW)
        return await super().look_up(name, **options)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("ask", {"question": CALF}),
        ("athlete", {"name": "Ann Lee"}),
        ("timeline", {"athlete": "Ann Lee"}),
        ("compare", {"a": "Ann Lee", "b": "Maya Hart"}),
    ],
)
async def test_a_slow_answer_is_deferred_at_once(tmp_path: Path, command: str, options: dict[str, str]) -> None:
    """The first response comes before three seconds, though the answer takes longer than that."""
    async with on_stage(tmp_path, newsroom=SlowNewsroom) as stage:
        result = await stage.ann.slash(stage.channel, command, **options)
        assert result.deferred
        await stage.env.advance_time(2 * SLOW)
        assert "Ann Lee" in Reply.to(result).text


async def test_a_pressed_button_is_deferred_at_once(tmp_path: Path) -> None:
    """A button whose answer takes ten seconds is acknowledged before three, and answers in the end."""
    async with on_stage(tmp_path, newsroom=SlowNewsroom) as stage:
        result = await stage.ann.slash(stage.channel, "ask", question=CALF)
        await stage.env.advance_time(SLOW)
        more = await stage.ann.click(Reply.to(result).message, label="More")
        assert more.deferred
        await stage.env.advance_time(SLOW)
        assert "Lee" in Reply.to(more).text


async def test_the_bot_types_while_it_looks(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """While a message's answer is looked up the bot is shown typing, and then it replies."""
    async with on_stage(tmp_path, newsroom=SlowNewsroom) as stage:
        assert await stage.say(stage.ann, f"{stage.mention} {CALF}") is None
        assert outgoing[-1].path.endswith("/typing")
        await stage.env.advance_time(SLOW)
        assert "10 June 2025" in stage.heard(stage.channel)[-1].text


async def test_a_message_delivered_twice_is_answered_once(tmp_path: Path) -> None:
    """Discord repeats a message after a reconnection; it gets no second answer, after a restart neither."""
    async with on_stage(tmp_path) as stage:
        await stage.say(stage.ann, f"{stage.mention} {CALF}")
        await _deliver_again(stage, "MESSAGE_CREATE")
        await stage.restart()
        await _deliver_again(stage, "MESSAGE_CREATE")
        assert len(stage.heard(stage.channel)) == 1


async def test_a_command_delivered_twice_is_carried_out_once(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """A repeated interaction gets no second response."""
    async with on_stage(tmp_path) as stage:
        await slash(stage.ann, stage.channel, "ask", question=CALF)
        sent = len(outgoing)
        await _deliver_again(stage, "INTERACTION_CREATE")
        assert len(outgoing) == sent


async def test_a_button_delivered_twice_is_carried_out_once(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """A repeated press gets no second response."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        await reply.press(stage.ann, "More")
        sent = len(outgoing)
        await _deliver_again(stage, "INTERACTION_CREATE")
        assert len(outgoing) == sent


async def test_a_reply_carries_the_message_s_nonce(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """A reply that is sent twice over a failing connection stands there once: Discord knows it by its nonce."""
    async with on_stage(tmp_path) as stage:
        asked = await stage.ann.send(stage.channel, f"{stage.mention} {CALF}")
        reply = next(sent for sent in outgoing if sent.path.endswith(f"/{stage.channel.id}/messages"))
        assert reply.payload["nonce"] == str(asked.id)
        assert reply.payload["enforce_nonce"] is True


async def _deliver_again(stage: Stage, event: str) -> None:
    """Sends the latest gateway event of a kind that a member caused once more."""
    payloads = [payload for kind, name, payload in stage.env.backend.transcript if name == event]
    asked = [p for p in payloads if event != "MESSAGE_CREATE" or p["author"]["id"] == str(stage.ann.id)]
    stage.env.backend.emit(event, asked[-1])
    await stage.env.settle()
