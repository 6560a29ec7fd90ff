"""Corrections reach every answer that can be reached, through failures and restarts."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from simcord.http.client import FakeHTTPClient

from bot.domain.actor import Actor
from bot.domain.answer import Answer
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.newsroom import Newsroom
from tests.discord.stage import Reply, Stage, on_stage, publish, slash

KNEE = "When did Voss hurt her knee?"
ARTICLE = "voss-hurts-her-knee.1"
STRUCK = "> ~~Bea Voss hurt her knee on **3 May 2025** in Porto.~~"


def _host(stage: Stage) -> Actor:
    return Actor(None, stage.server.id, may_moderate=True)


async def _asked(stage: Stage, times: int = 1) -> list[Reply]:
    await publish(stage, "voss-knee")
    return [await slash(stage.ann, stage.channel, "ask", question=KNEE) for _ in range(times)]


async def _removed(stage: Stage) -> str:
    """What a moderator reads after removing the article."""
    form = await slash(stage.mod, stage.channel, "article remove", article=ARTICLE)
    done = await form.fill_in(stage.mod, Why="wrong")  # type: ignore[attr-defined]  # a form
    await stage.bot.follow_up.wait()
    return str(done.text)


def _struck(stage: Stage) -> int:
    return sum(STRUCK in reply.text for reply in stage.heard(stage.channel))


async def test_a_message_that_is_gone_is_no_error(tmp_path: Path) -> None:
    """It is counted, and the others are corrected."""
    async with on_stage(tmp_path) as stage:
        first, _ = await _asked(stage, 2)
        await _delete(stage, first)
        assert "1 corrected · 1 no longer exists" in await _removed(stage)


async def _delete(stage: Stage, reply: Reply) -> None:
    channel = stage.bot.get_partial_messageable(stage.channel.id, guild_id=stage.server.id)
    await channel.get_partial_message(reply.message.id).delete()


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, 50001, "0 corrected · 1 could not be reached"),
        (400, 50083, "0 corrected · 1 could not be reached"),
        (500, 0, "0 corrected · 1 failed, to be tried again"),
    ],
)
async def test_what_can_t_be_corrected_is_counted(tmp_path: Path, status: int, code: int, said: str) -> None:
    """A channel that is closed to the bot and an archived thread can't be reached; other failures are called so."""
    async with on_stage(tmp_path) as stage:
        await _asked(stage)
        stage.env.inject_error("PATCH", "/channels/*/messages/*", status=status, code=code, times=None)
        assert said in await _removed(stage)


async def test_a_lost_connection_to_the_moderator_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When how far it got can't be shown, the answers are corrected all the same."""
    async with on_stage(tmp_path) as stage:
        await _asked(stage)
        edit, edits = discord.Interaction.edit_original_response, 0

        async def cut_off(interaction: discord.Interaction[Any], **options: Any) -> Any:
            nonlocal edits
            edits += 1
            if edits > 1:
                raise aiohttp.ServerDisconnectedError
            return await edit(interaction, **options)

        monkeypatch.setattr(discord.Interaction, "edit_original_response", cut_off)
        await _removed(stage)
        assert edits > 1
        assert _struck(stage) == 1


async def test_what_failed_is_tried_again_by_the_next_start(tmp_path: Path) -> None:
    """A correction that Discord refused for a while is made when the bot starts anew."""
    async with on_stage(tmp_path) as stage:
        await _asked(stage)
        stage.env.inject_error("GET", "/channels/*/messages/*", status=500, times=None)
        await _removed(stage)
        assert _struck(stage) == 0
        stage.env.backend.faults.clear()
        await stage.restart()
        await stage.bot.follow_up.wait()
        assert _struck(stage) == 1


class Overtaken(Newsroom):
    """Has an article removed, and all answers corrected, between finding an answer and giving it."""

    stage: Stage | None = None

    async def ask(self, key: ConversationKey, request: Request, **options: Any) -> Answer:
        """The answer as it was found."""
        answer = await super().ask(key, request, **options)
        if self.stage:
            await self.stage.bot.services.desk.articles.remove(_host(self.stage), ARTICLE)
            self.stage.bot.follow_up.resume(self.stage.server.id)
            await self.stage.bot.follow_up.wait()
        return answer


@pytest.mark.parametrize("mentioned", [True, False])
async def test_an_answer_that_is_overtaken_by_a_change_is_corrected(tmp_path: Path, *, mentioned: bool) -> None:
    """An answer sent after the article it quotes was removed, and the earlier answers corrected, is corrected, too."""
    async with on_stage(tmp_path, newsroom=Overtaken) as stage:
        await publish(stage, "voss-knee")
        newsroom = stage.bot.services.newsroom
        assert isinstance(newsroom, Overtaken)
        newsroom.stage = stage
        if mentioned:
            await stage.say(stage.ann, f"{stage.mention} {KNEE}")
        else:
            await slash(stage.ann, stage.channel, "ask", question=KNEE)
        await stage.bot.follow_up.wait()
        assert _struck(stage) == 1


async def test_a_restart_in_the_middle_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the bot stops after some of the corrections, its next run makes the others."""
    async with on_stage(tmp_path) as stage:
        await _asked(stage, 3)
        held, over_http, edits = asyncio.Event(), FakeHTTPClient.request, 0

        async def request(client: FakeHTTPClient, route: object, **options: object) -> object:
            nonlocal edits
            edits += getattr(route, "method", "") == "PATCH" and "/channels/" in getattr(route, "path", "")
            if edits > 1:
                held.set()
                await asyncio.Event().wait()
            return await over_http(client, route, **options)  # type: ignore[arg-type]

        await stage.bot.services.desk.articles.remove(_host(stage), ARTICLE)
        monkeypatch.setattr(FakeHTTPClient, "request", request)
        stage.bot.follow_up.resume(stage.server.id)
        await held.wait()
        assert _struck(stage) == 1
        monkeypatch.undo()
        await stage.restart()
        await stage.bot.follow_up.wait()
        assert _struck(stage) == 3


async def test_a_second_correction_changes_nothing(tmp_path: Path, outgoing: list[object]) -> None:
    """What is in order already isn't edited again."""
    async with on_stage(tmp_path) as stage:
        await _asked(stage)
        await _removed(stage)
        await stage.stores.facts.put(f"corrected:{stage.server.id}", "0")
        before = len(outgoing)
        stage.bot.follow_up.resume(stage.server.id)
        await stage.bot.follow_up.wait()
        assert [getattr(sent, "method", "") for sent in outgoing[before:]] == ["GET"]
        assert _struck(stage) == 1


async def test_buttons_below_a_struck_quote_still_work(tmp_path: Path) -> None:
    """A corrected message keeps its buttons; they show nothing that was withdrawn."""
    async with on_stage(tmp_path) as stage:
        (reply,) = await _asked(stage)
        await _removed(stage)
        shown = await stage.heard(stage.channel)[0].press(stage.bob, "Context & sources")
        assert "no longer shown here" in shown.text
        assert "knee" not in shown.text
        assert list(stage.bot.persistent_views) == []
        assert reply.buttons == stage.heard(stage.channel)[0].buttons


async def test_changes_are_told_in_the_log_channel(tmp_path: Path, outgoing: list[object]) -> None:
    """The channel a server chose hears who did what and why, and nobody is pinged."""
    async with on_stage(tmp_path) as stage:
        log = stage.server.create_text_channel("desk-log")
        form = await slash(stage.mod, stage.channel, "settings")
        await stage.mod.select(form.message, [log], custom_id="moderate-log")
        await _asked(stage)
        await _removed(stage)
        said = [reply.text for reply in stage.heard(log)]
        assert "changed the settings" in said[0]
        assert f"<@{stage.mod.id}> removed **Voss hurts her knee**\n> wrong" in said[1]
        del outgoing  # judged for pings when the test ends


async def test_a_log_channel_that_is_closed_is_no_error(tmp_path: Path) -> None:
    """A change is made and its answers are corrected, whether or not it can be told."""
    async with on_stage(tmp_path) as stage:
        log = stage.server.create_text_channel("desk-log")
        form = await slash(stage.mod, stage.channel, "settings")
        await stage.mod.select(form.message, [log], custom_id="moderate-log")
        await _asked(stage)
        stage.env.inject_error("POST", f"/channels/{log.id}/messages", status=403, code=50001, times=None)
        assert "1 corrected" in await _removed(stage)


async def test_what_a_card_came_to_show_later_is_struck_as_well(tmp_path: Path) -> None:
    """A quote that only stood in the message after somebody turned it to another topic is reached, too."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        card = await slash(stage.ann, stage.channel, "athlete", name="Bea Voss")
        await publish(stage, "voss-back")
        assert "won the mile in Leeds" in (await card.press(stage.ann, "Timeline")).text
        await stage.bot.services.desk.articles.remove(_host(stage), "voss-runs-again.1")
        stage.bot.follow_up.resume(stage.server.id)
        await stage.bot.follow_up.wait()
        assert "~~Bea Voss won the mile in Leeds" in stage.heard(stage.channel)[0].text
