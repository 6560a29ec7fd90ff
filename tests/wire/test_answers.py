"""The bot on the wire answers each question exactly once, whatever happens between Discord and it."""

import logging

import discord
import pytest

from tests.wire import gateway, world
from tests.wire.conftest import CALF, Bot, settled
from tests.wire.fake_discord import FakeDiscord

QUESTION = f"{world.MENTION} when did Lee hurt her calf?"
FOLLOW_UP = f"{world.MENTION} who coaches her?"
COACH = "Gareth Pugh"
BESIDE_IT = "“I heard a pop – and that was it,” said Lee."


async def _asked(fake: FakeDiscord) -> None:
    await fake.does(world.command(world.ANN, "ask", question="when did Lee hurt her calf?"))


async def test_a_mention_is_answered(fake: FakeDiscord, bot: Bot) -> None:
    """A member's question to the bot is answered with the article's words, as a reply."""
    async with bot():
        asked = await fake.says(QUESTION)
        answer = await fake.answered()
    assert CALF in world.words(answer).replace("*", "")
    assert answer["message_reference"]["message_id"] == asked["id"]


async def test_a_command_is_answered(fake: FakeDiscord, bot: Bot) -> None:
    """A slash command is deferred and answered."""
    async with bot():
        await _asked(fake)
        assert CALF in world.words(await fake.answered()).replace("*", "")


async def test_names_are_offered_while_typing(fake: FakeDiscord, bot: Bot) -> None:
    """Typing a name, even a misspelt one, offers the athletes."""
    async with bot():
        typed = await fake.does(world.typing(world.ANN, "athlete", "name", "anm lee"))
        await fake.until(lambda: fake.rest.posts("/interactions") == 1)
    (reply,) = [sent.payload for sent in fake.rest.sent if typed["token"] in sent.path]
    assert "Ann Lee" in [choice["name"] for choice in reply["data"]["choices"]]


async def test_the_same_message_twice(fake: FakeDiscord, bot: Bot) -> None:
    """A message that Discord delivers twice is answered once."""
    async with bot():
        asked = await fake.says(QUESTION)
        await fake.gateway.dispatch("MESSAGE_CREATE", asked)
        await settled(fake)
        await fake.gateway.dispatch("MESSAGE_CREATE", asked)
        await settled(fake)
    assert len(fake.answers) == 1
    assert fake.rest.posts("/messages") == 1


async def test_the_same_command_twice(fake: FakeDiscord, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """A command that Discord delivers twice is carried out once, and nobody is told of an error."""
    async with bot():
        asked = world.command(world.ANN, "ask", question="when did Lee hurt her calf?")
        for _ in range(2):
            await fake.does(asked)
        await settled(fake)
        await fake.does(asked)
        await settled(fake)
    assert len(fake.answers) == 1
    assert fake.rest.posts("/interactions") == 1
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_the_same_click_twice(fake: FakeDiscord, bot: Bot) -> None:
    """A click that Discord delivers twice counts once."""
    async with bot():
        await _asked(fake)
        answer = await fake.answered()
        click = world.click(world.ANN, answer, _first_button(answer))
        for _ in range(2):
            await fake.does(click)
        await settled(fake)
    assert fake.rest.posts(f"/interactions/{click['id']}/") == 1


async def test_a_message_twice_across_a_restart(fake: FakeDiscord, bot: Bot) -> None:
    """What was answered before a restart isn't answered again when Discord delivers it anew."""
    async with bot():
        asked = await fake.says(QUESTION)
        await fake.answered()
    async with bot():
        await fake.gateway.dispatch("MESSAGE_CREATE", asked)
        await settled(fake)
    assert fake.rest.posts("/messages") == 1


async def test_a_question_while_reconnecting(fake: FakeDiscord, bot: Bot) -> None:
    """A question asked while the connection is taken up again is answered, once."""
    async with bot():
        await fake.gateway.ask_to_reconnect()
        await fake.says(QUESTION)
        await fake.answered()
        await settled(fake)
    assert len(fake.answers) == 1
    assert fake.gateway.count(gateway.RESUME) == 1


async def test_a_lost_session(fake: FakeDiscord, bot: Bot) -> None:
    """A bot whose session was thrown away begins a new one, and knows the conversation."""
    async with bot():
        await fake.says(QUESTION)
        await fake.answered()
        known = len(fake.gateway.received)
        await fake.gateway.invalidate()
        await fake.gateway.identified(known)
        await fake.says(FOLLOW_UP)
        assert COACH in world.words(await fake.answered(2))


async def test_a_follow_up_after_a_restart(fake: FakeDiscord, bot: Bot) -> None:
    """A bot killed in mid-conversation understands the follow-up when it is back."""
    async with bot(killed=True):
        await fake.says(QUESTION)
        await fake.answered()
        await settled(fake)
    async with bot():
        await fake.says(FOLLOW_UP)
        assert COACH in world.words(await fake.answered(2))


async def test_a_follow_up_at_once(fake: FakeDiscord, bot: Bot) -> None:
    """A follow-up sent before its question is answered is understood: a conversation goes turn by turn."""
    async with bot():
        await fake.says(QUESTION)
        await fake.says(FOLLOW_UP)
        await fake.answered(2)
        await settled(fake)
    assert any(COACH in world.words(answer) for answer in fake.answers)


async def test_a_follow_up_needs_its_question(fake: FakeDiscord, bot: Bot) -> None:
    """The same follow-up by somebody who asked nothing before isn't taken to be about her."""
    async with bot():
        await fake.says(QUESTION)
        await fake.answered()
        await fake.says(FOLLOW_UP, by=world.BEN)
        assert COACH not in world.words(await fake.answered(2))


async def test_buttons_after_a_restart(fake: FakeDiscord, bot: Bot) -> None:
    """A button below an answer from before the restart shows what it promises: where the quote stands."""
    async with bot(killed=True):
        await _asked(fake)
        answer = await fake.answered()
        await settled(fake)
    async with bot():
        click = await fake.does(world.click(world.ANN, answer, _first_button(answer)))
        await fake.until(lambda: fake.rest.posts(f"/interactions/{click['id']}/") == 1)
        await settled(fake)
    _, shown = [sent.payload for sent in fake.rest.sent if click["token"] in sent.path]
    assert f"{CALF}** {BESIDE_IT}" in world.words(shown)


async def test_commands_are_registered_once(fake: FakeDiscord, bot: Bot) -> None:
    """A restart with the same commands doesn't register them again."""
    for _ in range(2):
        async with bot():
            pass
    assert fake.rest.posts("/commands") == 1
    assert {"ask", "athlete", "compare", "timeline", "help", "privacy"} <= {each["name"] for each in fake.rest.commands}


def _first_button(answer: world.Data) -> str:
    buttons = [each for each in world.components(answer) if each["type"] == discord.ComponentType.button.value]
    custom_id: str = next(each["custom_id"] for each in buttons if each.get("custom_id"))
    return custom_id
