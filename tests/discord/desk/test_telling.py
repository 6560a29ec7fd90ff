"""Members who wait for an answer are told when an article has it, and nothing breaks where they can't be."""

import asyncio
from pathlib import Path

from bot.domain.actor import Actor
from bot.ingestion.document import ingest
from tests.discord.desk.opened import opened, previewed, suggested, titles
from tests.discord.stage import Stage, on_stage, slash


async def _wait(stage: Stage) -> None:
    """Ann asks in vain, and wants to be told."""
    asked = await slash(stage.ann, stage.channel, "ask", question="Which club did Otto Brand sign for?")
    await asked.press(stage.ann, next(label for label in asked.buttons if label.startswith("Tell")))


def _heard(stage: Stage) -> list[str]:
    return [reply.text for reply in stage.heard(stage.ann.user.dm_channel, stage.ann.user)]


SIGNED = """Brand signs for a new club

Otto Brand signed for the Harbour Club on 1 April 2025. He will move in May and train with the juniors.
"""


async def test_a_gap_that_is_filled_is_told(tmp_path: Path) -> None:
    """Whoever asked in vain and wants to know gets a message once an article answers, and only one."""
    async with on_stage(tmp_path) as stage:
        await _wait(stage)
        await (await previewed(stage)).press(stage.mod, "Publish")
        assert _heard(stage) == []
        told = await (await previewed(stage, Text=SIGNED)).press(stage.mod, "Publish")
        assert "1 member who was waiting for an answer has been told." in told.text
        (heard,) = _heard(stage)
        assert "You once asked in Track Club: Which club did Otto Brand sign" in heard
        assert "Otto Brand signed for the Harbour Club on 1 April 2025." in heard
        await (await previewed(stage, Text=SIGNED)).press(stage.mod, "Publish")
        assert len(_heard(stage)) == 1


async def test_the_answer_that_is_sent_is_a_whole_one(tmp_path: Path) -> None:
    """Its buttons work, and the talk goes on from it."""
    async with on_stage(tmp_path) as stage:
        await _wait(stage)
        await (await previewed(stage, Text=SIGNED)).press(stage.mod, "Publish")
        (answer,) = stage.heard(stage.ann.user.dm_channel, stage.ann.user)
        assert "Brand signs for a new club" in (await answer.press(stage.ann.user, "Context & sources")).text
        again = await stage.say_directly(stage.ann, "when will he move in?")
        assert again is not None
        assert "He will move in **May**" in again.text


async def test_who_left_the_server_is_sent_nothing(tmp_path: Path) -> None:
    """The server's articles go to its members only."""
    async with on_stage(tmp_path) as stage:
        await _wait(stage)
        stage.server.remove_member(stage.ann)
        await (await previewed(stage, Text=SIGNED)).press(stage.mod, "Publish")
        assert _heard(stage) == []


async def test_a_suggestion_can_fill_a_gap(tmp_path: Path) -> None:
    """So does an approved suggestion."""
    async with on_stage(tmp_path) as stage:
        await _wait(stage)
        await suggested(stage, stage.bob, SIGNED)
        await (await slash(stage.mod, stage.channel, "article queue")).press(stage.mod, "Approve")
        assert len(_heard(stage)) == 1


async def test_who_takes_no_messages_is_no_error(tmp_path: Path) -> None:
    """Where a direct message is refused, the article is live all the same, and a moderator's note says so."""
    async with on_stage(tmp_path) as stage:
        await _wait(stage)
        await suggested(stage, stage.ann)
        stage.env.inject_error(
            "POST",
            f"/channels/{stage.ann.user.dm_channel.id}/messages",
            status=403,
            code=50007,
            message="Cannot send messages to this user",
            times=None,
        )
        published = await (await previewed(stage, Text=SIGNED)).press(stage.mod, "Publish")
        assert "is live" in published.text
        queue = await slash(stage.mod, stage.channel, "article queue")
        note = await opened(queue, stage.mod, "Reject")
        assert "your note didn't reach them" in (await note.fill_in(stage.mod, **{"Why?": "no"})).text
        assert len(await titles(stage)) == 1


async def test_who_waits_is_told_once_however_many_publish(tmp_path: Path) -> None:
    """Two who publish at the same moment both find the member waiting, and one of them tells."""
    async with on_stage(tmp_path) as stage:
        await _wait(stage)
        host = Actor(None, stage.server.id, may_moderate=True)
        await stage.bot.services.desk.articles.publish(host, ingest("signed", "signed", SIGNED))
        told = await asyncio.gather(*(stage.bot.follow_up.notifications.tell_waiting(host) for _ in range(3)))
        assert sorted(told) == [0, 0, 1]
        assert len(_heard(stage)) == 1


async def test_who_could_not_be_told_goes_on_waiting(tmp_path: Path) -> None:
    """Where Discord fails while a member is told, the next article that is published tries again."""
    async with on_stage(tmp_path) as stage:
        await _wait(stage)
        messages = f"/channels/{stage.ann.user.dm_channel.id}/messages"
        stage.env.inject_error("POST", messages, status=400, code=0, message="Broken", times=1)
        published = await (await previewed(stage, Text=SIGNED)).press(stage.mod, "Publish")
        assert "has been told" not in published.text
        assert _heard(stage) == []
        await (await previewed(stage)).press(stage.mod, "Publish")
        assert len(_heard(stage)) == 1
