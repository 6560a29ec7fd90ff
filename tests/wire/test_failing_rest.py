"""The bot gets its answer through when Discord's REST side fails, and survives when it can't."""

import logging

import pytest

from tests.wire import world
from tests.wire.conftest import CALF, Bot, settled
from tests.wire.fake_discord import FakeDiscord

QUESTION = f"{world.MENTION} when did Lee hurt her calf?"


def _errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("status", [429, 502])
@pytest.mark.parametrize("where", ["POST /channels/[0-9]+/typing", "POST /channels/[0-9]+/messages"])
async def test_a_message_gets_through(
    fake: FakeDiscord, bot: Bot, caplog: pytest.LogCaptureFixture, status: int, where: str
) -> None:
    """A passing failure delays the answer; it doesn't lose or double it."""
    fake.fails(where, status)
    async with bot():
        await fake.says(QUESTION)
        assert CALF in world.words(await fake.answered()).replace("*", "")
        await settled(fake)
    assert len(fake.answers) == 1
    assert not _errors(caplog)


@pytest.mark.parametrize("status", [429, 502])
@pytest.mark.parametrize("where", ["POST /interactions", "(POST|PATCH) /webhooks"])
async def test_a_command_gets_through(
    fake: FakeDiscord, bot: Bot, caplog: pytest.LogCaptureFixture, status: int, where: str
) -> None:
    """A passing failure delays a command's answer; it doesn't lose or double it."""
    fake.fails(where, status)
    async with bot():
        await fake.does(world.command(world.ANN, "ask", question="when did Lee hurt her calf?"))
        assert CALF in world.words(await fake.answered()).replace("*", "")
        await settled(fake)
    assert len(fake.answers) == 1
    assert not _errors(caplog)


async def test_only_the_receipt_is_lost(fake: FakeDiscord, bot: Bot) -> None:
    """Where Discord has the answer but fails to say so, the channel still shows it once."""
    fake.fails("POST /channels/[0-9]+/messages", 502, too_late=True)
    async with bot():
        await fake.says(QUESTION)
        await fake.until(lambda: fake.rest.posts("/channels/[0-9]+/messages") == 2)
        await settled(fake)
    assert len(fake.answers) == 1


async def test_only_the_receipt_of_a_promise_is_lost(fake: FakeDiscord, bot: Bot) -> None:
    """Where Discord has the deferral but fails to say so, the member is answered all the same."""
    fake.fails("POST /interactions", 502, too_late=True)
    async with bot():
        await fake.does(world.command(world.ANN, "ask", question="when did Lee hurt her calf?"))
        assert CALF in world.words(await fake.answered()).replace("*", "")


async def test_nobody_waits_any_more(fake: FakeDiscord, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """A command that is too old to be answered is no error, and nothing is sent after it."""
    fake.fails("POST /interactions", 404, times=1, code=10062)
    async with bot():
        await fake.does(world.command(world.ANN, "ask", question="when did Lee hurt her calf?"))
        await settled(fake)
    assert fake.rest.posts("/webhooks") == 0
    assert not _errors(caplog)


async def test_the_typing_sign_is_not_worth_an_answer(fake: FakeDiscord, bot: Bot) -> None:
    """Where only the typing sign can't be shown, the question is answered all the same."""
    fake.fails("/typing", 403, times=100)
    async with bot():
        await fake.says(QUESTION)
        assert CALF in world.words(await fake.answered()).replace("*", "")


async def test_no_message_gets_through(fake: FakeDiscord, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """While every message fails, the log has an incident; the next question is answered."""
    trouble = fake.fails("POST /channels/[0-9]+/messages", 502, times=1000)
    async with bot():
        await fake.says(QUESTION)
        await settled(fake)
        assert any("incident" in line for line in _errors(caplog))
        trouble.times = 0
        await fake.says(QUESTION)
        assert CALF in world.words(await fake.answered()).replace("*", "")


async def test_no_command_gets_through(fake: FakeDiscord, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """While every answer to commands fails, the log has an incident; the next command is answered."""
    trouble = fake.fails("POST /(interactions|webhooks)|PATCH /webhooks", 502, times=1000)
    command = {"question": "when did Lee hurt her calf?"}
    async with bot():
        await fake.does(world.command(world.ANN, "ask", **command))
        await settled(fake)
        assert any("incident" in line for line in _errors(caplog))
        trouble.times = 0
        await fake.does(world.command(world.ANN, "ask", **command))
        assert CALF in world.words(await fake.answered()).replace("*", "")


async def test_a_member_who_may_not_be_answered(fake: FakeDiscord, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """In a channel where the bot may not write, the question fails quietly and the bot lives on."""
    fake.fails("POST /channels/[0-9]+/messages", 403, times=1000)
    async with bot():
        await fake.says(QUESTION)
        await settled(fake)
        assert not _errors(caplog)
        await fake.does(world.command(world.ANN, "ask", question="when did Lee hurt her calf?"))
        assert CALF in world.words(await fake.answered()).replace("*", "")
