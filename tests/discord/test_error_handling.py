"""Errors: the member gets one plain sentence with an id, the log gets the rest under that id."""

import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.answer import Answer
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.newsroom import Newsroom
from tests.discord.stage import Reply, Stage, on_stage, slash

CALF = "When did Lee hurt her calf?"
SORRY = re.compile(r"Sorry, something went wrong on my side\. .* tell whoever runs me this number: `([0-9a-f]{8})`\.")


class BrokenAnswers(Newsroom):
    """Fails at "boom"."""

    async def ask(self, key: ConversationKey, request: Request, **options: Any) -> Answer:
        """An answer, or a fault."""
        if "boom" in request.text:
            raise ZeroDivisionError(request.text)
        return await super().ask(key, request, **options)


class BrokenNewsroom(BrokenAnswers):
    """Fails at every recall, too, and knows nobody."""

    async def recall(self, *_: Any, **__: Any) -> Any:
        """A fault."""
        raise ZeroDivisionError

    def names(self, **_: Any) -> Any:
        """A fault."""
        raise ZeroDivisionError


def _incident(reply: Reply | None, log: pytest.LogCaptureFixture) -> str:
    """The id the member was told, which stands in the log with the error."""
    assert reply is not None
    told = SORRY.fullmatch(reply.text)
    assert told, reply.text
    (record,) = [record for record in log.records if getattr(record, "incident", None) == told[1]]
    assert record.exc_info
    assert "ZeroDivisionError" in str(record.exc_info[0])
    return told[1]


async def _forgive(stage: Stage) -> None:
    """The stage's own record of errors is seen, so that it doesn't fail the test."""
    await stage.env.settle()
    assert all("ZeroDivisionError" in repr(error) or "division" in repr(error) for error in stage.env.errors)


async def test_a_command_that_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A fault in a command is told to its member alone."""
    async with on_stage(tmp_path, newsroom=BrokenNewsroom) as stage:
        _incident(await slash(stage.ann, stage.channel, "ask", question="boom?"), caplog)
        await _forgive(stage)


async def test_a_message_that_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A fault while a message is answered is replied to it."""
    async with on_stage(tmp_path, newsroom=BrokenNewsroom) as stage:
        _incident(await stage.say(stage.ann, f"{stage.mention} boom?"), caplog)
        await _forgive(stage)


async def test_a_button_that_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A fault below a button is told to whoever pressed it, and each fault has an id of its own."""
    async with on_stage(tmp_path, newsroom=BrokenNewsroom) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        first = _incident(await reply.press(stage.ann, "Context & sources"), caplog)
        second = _incident(await reply.press(stage.bob, "Context & sources"), caplog)
        assert first != second
        await _forgive(stage)


async def test_a_form_that_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A fault after a form is told to whoever sent it."""
    async with on_stage(tmp_path, newsroom=BrokenAnswers) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        menu = await reply.press(stage.ann, "Wrong")
        shown = await stage.ann.select(menu.message, ["rephrase"])
        assert shown.modal is not None
        field = shown.modal["components"][0]["component"]["custom_id"]
        _incident(Reply.to(await stage.ann.submit_modal(shown, {field: "boom"})), caplog)
        await _forgive(stage)


async def test_suggestions_that_fail_are_empty(tmp_path: Path) -> None:
    """Where no names can be suggested, none are, at once."""
    async with on_stage(tmp_path, newsroom=BrokenNewsroom) as stage:
        assert await stage.ann.autocomplete(stage.channel, "athlete", "name", "lee") == []


async def test_where_the_bot_may_not_write_it_stays_silent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A missing permission is no fault of the program: it is noted, and nobody is bothered."""
    caplog.set_level(logging.INFO)
    async with on_stage(tmp_path) as stage:
        stage.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
        assert await stage.say(stage.ann, f"{stage.mention} {CALF}") is None
        assert "not allowed to write there" in caplog.text


async def test_a_failing_purge_is_logged_and_tried_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The daily round goes on after a bad day."""
    async with on_stage(tmp_path) as stage:
        calls = []

        async def purge() -> int:
            calls.append(stage.env.now())
            raise ZeroDivisionError

        stage.bot.services.retention.purge = purge  # type: ignore[method-assign]
        for _ in range(3):
            await stage.env.advance_time(24 * 3600)
        assert len(calls) >= 3
        assert "purging" in caplog.text


async def test_the_log_holds_no_message_unless_it_may(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing a member writes is logged by default; a host who wants it switches it on."""
    caplog.set_level(logging.DEBUG, logger="bot")
    async with on_stage(tmp_path) as stage:
        await slash(stage.ann, stage.channel, "ask", question=CALF)
        assert not any("calf" in str(vars(record)) for record in caplog.records if record.name.startswith("bot."))
        services = stage.bot.services
        stage.bot.services = replace(services, options=replace(services.options, log_messages=True))
        await slash(stage.ann, stage.channel, "ask", question=CALF)
        assert any(getattr(record, "question", None) == CALF for record in caplog.records)


async def test_a_mistake_of_any_length_is_told(tmp_path: Path) -> None:
    """What was wrong is told even where it is as long as a command's option can be."""
    async with on_stage(tmp_path) as stage:
        told = await slash(stage.mod, stage.channel, "article show", article="*" * 6000)
        assert told.text.startswith("No article here is called")
        assert all("this server has no article" in str(error) for error in stage.env.errors)
