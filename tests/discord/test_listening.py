"""Where a message is enough: threads of the bot's, and channels that a server named."""

from pathlib import Path

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.adapters.sql.stores import Stores
from bot.domain.actor import Actor
from bot.domain.server import ServerSettings
from bot.frontends.discord.asking.message_filter import text_of
from bot.frontends.discord.client import choose_intents
from bot.frontends.discord.services import Services
from bot.newsroom import Newsroom
from tests.discord.stage import Reply, Stage, on_stage, services, slash

CALF = "When did Lee hurt her calf?"


def test_no_privileged_intent_is_asked_for() -> None:
    """By default Discord needs to approve nothing; switched on, it is message content and nothing else."""
    plain = choose_intents(message_content=False)
    assert [plain.message_content, plain.members, plain.presences] == [False] * 3
    assert choose_intents(message_content=True) == plain | discord.Intents(message_content=True)


async def test_without_the_intent_other_talk_is_not_read(tmp_path: Path) -> None:
    """A message that doesn't mention the bot reaches it without its words, and stays unanswered."""
    async with on_stage(tmp_path) as stage:
        assert await stage.say(stage.ann, CALF) is None


async def test_a_named_channel_is_answered_without_a_mention(tmp_path: Path) -> None:
    """With the intent on, every question in a channel that the server named is answered; elsewhere none is."""
    async with on_stage(tmp_path, _with_content) as stage:
        assert await stage.say(stage.ann, CALF) is None
        await _answer_everything(stage)
        assert await stage.say(stage.ann, CALF) is not None


async def _answer_everything(stage: Stage) -> None:
    host, chosen = Actor(None, stage.server.id, may_moderate=True), frozenset({stage.channel.id})
    await stage.bot.services.desk.changes.change_settings(host, ServerSettings(answer_channels=chosen))


async def test_where_every_question_is_answered_chatter_is_not(tmp_path: Path) -> None:
    """In a channel where every question is answered the bot is silent on thanks and on pictures alone."""
    async with on_stage(tmp_path, _with_content) as stage:
        await _answer_everything(stage)
        for chatter in ("\N{PARTY POPPER}", "Thanks!", "ok, thank you so much", "?!"):
            assert await stage.say(stage.ann, chatter) is None
        assert await stage.say(stage.ann, CALF) is not None


async def test_in_a_thread_of_its_answer_the_bot_goes_on(tmp_path: Path) -> None:
    """A thread opened on an answer continues what was asked there, with a mention or, given the intent, without."""
    async with on_stage(tmp_path, _with_content) as stage:
        thread = await _thread_on_answer(stage)
        await stage.bob.send(thread, "when did she win the mile?")
        (reply,) = stage.heard(thread)
        assert "About **Ann Lee**" in reply.text
        assert "3 May 2024" in reply.text


async def test_of_a_member_who_asked_in_a_thread_nothing_is_left_once_forgotten(tmp_path: Path) -> None:
    """Having spoken in a thread leaves no trace that outlives the member's wish to be forgotten."""
    async with on_stage(tmp_path, _with_content) as stage:
        thread = await _thread_on_answer(stage)
        await stage.bob.send(thread, "when did she win the mile?")
        asked = await slash(stage.bob, stage.channel, "privacy forget")
        await asked.press(stage.bob, "Delete all of it")
    assert str(stage.bob.id).encode() not in _kept(tmp_path)


def _kept(path: Path) -> bytes:
    """All that the bot's files hold."""
    return b"".join(file.read_bytes() for file in path.iterdir())


async def test_without_the_intent_a_thread_is_told_once_what_can_be_read(tmp_path: Path) -> None:
    """In its own thread the bot says once that it reads mentions and replies only."""
    async with on_stage(tmp_path) as stage:
        thread = await _thread_on_answer(stage)
        await stage.ann.send(thread, "when did she win the mile?")
        await stage.ann.send(thread, "hello?")
        assert [reply.text for reply in stage.heard(thread)] == [
            "I can only read messages here that mention me or reply to me."
        ]
        await stage.ann.send(thread, f"{stage.mention} when did she win the mile?")
        assert "3 May 2024" in stage.heard(thread)[-1].text


async def test_other_threads_are_left_alone(tmp_path: Path) -> None:
    """A thread that members opened among themselves is none of the bot's business."""
    async with on_stage(tmp_path, _with_content) as stage:
        message = await stage.ann.send(stage.channel, "race tonight!")
        thread = await _open_thread(stage, message.id)
        await stage.bob.send(thread, CALF)
        assert stage.heard(thread) == []


async def test_a_reply_to_an_older_answer_is_about_that_one(tmp_path: Path) -> None:
    """Replying picks up the answer replied to, whatever was asked since."""
    async with on_stage(tmp_path) as stage:
        first = await stage.say(stage.ann, f"{stage.mention} {CALF}")
        assert first is not None
        await stage.say(stage.ann, f"{stage.mention} When did Otto Brand break his arm?")
        reply = await stage.say(stage.ann, "where?", reply_to=first.message)
        assert reply is not None
        assert "where did Lee hurt her calf?" in reply.text


async def test_a_reply_to_somebody_else_is_not_answered(tmp_path: Path) -> None:
    """A reply to somebody else is not meant for the bot."""
    async with on_stage(tmp_path, _with_content) as stage:
        message = await stage.bob.send(stage.channel, "race tonight!")
        assert await stage.say(stage.ann, CALF, reply_to=message) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@12> did <@!34> win <#56>?", "did win ?"),
        ("<@&12> did she </ask:34> win <t:1700000000:R>", "did she win"),
        ("a < b and <b> too", "a < b and <b> too"),
        ("<:gold:123> <a:run:456> who won", "who won"),
    ],
)
async def test_mentions_are_no_part_of_a_question(tmp_path: Path, written: str, read: str) -> None:
    """Mentions, custom emoji, command links and times are left out of what is asked; other brackets stay."""
    async with on_stage(tmp_path) as stage:
        message = await stage.ann.send(stage.channel, written)
        assert text_of(message) == read


def _with_content(newsroom: Newsroom, stores: Stores) -> Services:
    return services(newsroom, stores, message_content=True)


async def _thread_on_answer(stage: Stage) -> ChannelHandle:
    reply = await stage.say(stage.ann, f"{stage.mention} {CALF}")
    assert isinstance(reply, Reply)
    return await _open_thread(stage, reply.message.id)


async def _open_thread(stage: Stage, message_id: int) -> ChannelHandle:
    """A thread that Ann opens on a message of the channel."""
    backend = stage.env.backend
    thread = backend.create_thread(stage.channel.id, "more on that", stage.ann.id, message_id=message_id)
    await stage.env.settle()
    return ChannelHandle(stage.env, stage.server, thread)
