"""However somebody speaks to the bot, and wherever, they are answered or told why not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.adapters.sql.stores import Stores
from bot.domain.actor import Actor
from bot.domain.server import ServerSettings
from bot.frontends.discord.articles.sources import find_links
from bot.frontends.discord.asking.message_filter import plain_question
from bot.frontends.discord.services import Services
from bot.newsroom import Newsroom
from tests.discord.stage import Reply, Stage, on_stage, services
from tests.discord.tapped import Outgoing

CALF = "When did Lee hurt her calf?"
DAY = "10 June 2025"


def _with_content(newsroom: Newsroom, stores: Stores) -> Services:
    return services(newsroom, stores, message_content=True)


async def _set(stage: Stage, **choices: Any) -> None:
    host = Actor(None, stage.server.id, may_moderate=True)
    await stage.bot.services.desk.changes.change_settings(host, ServerSettings(**choices))


def _bot(stage: Stage) -> discord.Member:
    """The bot as a member of the server."""
    assert stage.server.me
    return stage.server.me


def _own_role(stage: Stage) -> discord.Role:
    """The role that Discord made for the bot."""
    return next(role for role in _bot(stage).roles if role.managed)


async def _send_embed(stage: Stage, **embed: Any) -> Any:
    """A message by Bob that is nothing but an embed, as Discord makes one of a link or an app does."""
    stage.env.backend.create_message(stage.channel.id, stage.bob.id, "", embeds=[{"type": "rich", **embed}])
    await stage.env.settle()
    return stage.channel.history()[-1]


async def _begin_post(stage: Stage, forum: ChannelHandle, title: str, text: str) -> ChannelHandle:
    """A post by Ann in a forum, whose first message has the post's id, as on Discord."""
    backend = stage.env.backend
    thread = backend.create_thread(forum.id, title, stage.ann.id)
    with mock.patch.object(backend, "snowflake", return_value=thread.id):
        backend.create_message(thread.id, stage.ann.id, text)
    await stage.env.settle()
    return ChannelHandle(stage.env, stage.server, thread)


@pytest.mark.parametrize(
    "asked",
    [
        "**When** did *Lee* hurt her calf?",
        "||When did Lee hurt her calf?||",
        "```\nWhen did Lee hurt her calf?\n```",
        "# When did Lee\n> hurt her calf?",
        "[When did Lee](https://track.example/(lee)) hurt her calf?",
        "When\u200b did L\u200dee hurt her ca\u00adlf?",
        "***When** did* __Lee__ ~~hurt~~ her `calf`?",
        "@everyone When did Lee <@12> hurt her calf?",
    ],
)
def test_markup_around_words_is_no_part_of_a_question(asked: str) -> None:
    """Markdown, invisible characters and mentions are taken off a question; its words stay as they are."""
    assert plain_question(asked) == CALF


@pytest.mark.parametrize("written", ["2*3*4 and snake_case_word", "10-12 a < b", "who ran 3:47.32?", "a * b * c"])
def test_what_is_no_markup_stays(written: str) -> None:
    """Signs inside words, and those that mark nothing, are left in a question."""
    assert plain_question(written) == written


async def test_a_question_in_markup_is_answered_like_a_plain_one(tmp_path: Path) -> None:
    """A question that is found without markup is found with it, too, as a message and as a command."""
    async with on_stage(tmp_path) as stage:
        decorated = "||**Wh\u200ben** did _Lee_ hurt her `calf`?||"
        mentioned = await stage.say(stage.ann, f"{stage.mention} {decorated}")
        commanded = Reply.to(await stage.ann.slash(stage.channel, "ask", question=decorated))
        assert mentioned is not None
        assert DAY in mentioned.text
        assert DAY in commanded.text


async def test_the_bots_own_role_is_the_bot(tmp_path: Path) -> None:
    """Whoever picks the bot's role in place of the bot itself is answered; another role is none of its business."""
    async with on_stage(tmp_path, _with_content) as stage:
        own = _own_role(stage)
        other = stage.server.create_role("runners")
        answered = await stage.say(stage.ann, f"<@&{own.id}> {CALF}")
        assert answered is not None
        assert DAY in answered.text
        assert await stage.say(stage.ann, f"<@&{other.id}> {CALF}") is None


async def test_a_role_s_mention_that_cant_be_read_is_told_so(tmp_path: Path) -> None:
    """Where Discord keeps the words from the bot, it says how it can be asked."""
    async with on_stage(tmp_path) as stage:
        own = _own_role(stage)
        told = await stage.say(stage.ann, f"<@&{own.id}> {CALF}")
        assert told is not None
        assert "mention me or reply to me" in told.text


async def test_ask_about_a_forwarded_message(tmp_path: Path) -> None:
    """Of a message that was forwarded, the original is the question."""
    async with on_stage(tmp_path) as stage:
        original = await stage.bob.send(stage.channel, CALF)
        forwarded = await stage.bob.forward(original, stage.channel)
        assert DAY in Reply.to(await stage.ann.context_menu(stage.channel, "Ask about this", forwarded)).text


async def test_ask_about_an_embed(tmp_path: Path) -> None:
    """Of a message that is only an embed, its title is the question."""
    async with on_stage(tmp_path) as stage:
        shown = await _send_embed(stage, title=CALF, description="by the club's ticker")
        assert DAY in Reply.to(await stage.ann.context_menu(stage.channel, "Ask about this", shown)).text


async def test_an_embed_is_added_by_its_words(tmp_path: Path) -> None:
    """A message that is only an embed without a link becomes an article of its words."""
    async with on_stage(tmp_path) as stage:
        words = "Ann Lee won the 1500m in Bergen on 4 June 2025. She beat Mona Reyes on the line."
        shown = await _send_embed(stage, title="Lee wins in Bergen", description=words)
        preview = Reply.to(await stage.mod.context_menu(stage.channel, "Add as article", shown))
        assert "> Ann Lee won the 1500m in Bergen" in preview.text


async def test_an_embed_is_added_by_its_link(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """A message that is only an embed of a page leads to that page."""
    async with on_stage(tmp_path) as stage:
        shown = await _send_embed(stage, title="Lee wins", url="http://10.0.0.1/lee")
        told = Reply.to(await stage.mod.context_menu(stage.channel, "Add as article", shown))
        assert any("Fetching http" in str(sent.payload) for sent in outgoing)
        assert "no site on the public internet" in told.text


@pytest.mark.parametrize(
    "written",
    [
        "[read this]({link})",
        "[read this](<{link}>)",
        "<{link}>",
        "**{link}**",
        "_{link}_",
        "||{link}||",
        "`{link}`",
        "see {link}.",
        "({link})",
        "“{link}”, she said",
        "is it {link}?!",
    ],
)
@pytest.mark.parametrize("link", ["https://track.example/lee", "https://track.example/Lee_(runner)?page=2"])
def test_a_link_is_taken_without_what_is_around_it(written: str, link: str) -> None:
    """Markdown and punctuation around a link are no part of it; brackets inside it are."""
    assert find_links(written.format(link=link)) == [link]


async def test_a_forum_post_is_a_question(tmp_path: Path) -> None:
    """In a forum that the server named, a post's title and its first message are the question; its author may go on."""
    async with on_stage(tmp_path, _with_content) as stage:
        forum = stage.server.create_forum_channel("questions")
        await _set(stage, answer_channels=frozenset({forum.id}))
        post = await _begin_post(stage, forum, "Ann Lee", "When did she hurt her calf?")
        assert DAY in stage.heard(post)[-1].text
        await stage.bob.send(post, "I wonder about that, too")
        assert len(stage.heard(post)) == 1
        await stage.ann.send(post, "when did she win the mile?")
        assert "3 May 2024" in stage.heard(post)[-1].text


async def test_a_forum_post_that_mentions_the_bot(tmp_path: Path) -> None:
    """In any forum a post that mentions the bot is answered, its title included."""
    async with on_stage(tmp_path) as stage:
        forum = stage.server.create_forum_channel("talk")
        post = await _begin_post(stage, forum, CALF, stage.mention)
        assert DAY in stage.heard(post)[-1].text


@pytest.mark.parametrize("kind", ["create_voice_channel", "create_stage_channel", "create_news_channel"])
async def test_channels_of_every_kind_are_answered(tmp_path: Path, kind: str) -> None:
    """In the chats of voice and stage channels, and in announcement channels, a mention is answered."""
    async with on_stage(tmp_path) as stage:
        channel = getattr(stage.server, kind)("aside")
        await stage.ann.send(channel, f"{stage.mention} {CALF}")
        assert DAY in stage.heard(channel)[-1].text


async def test_where_the_bot_may_not_write_it_says_so_directly(tmp_path: Path) -> None:
    """Whoever asks the bot in a channel where it may not write hears directly that it may not, and what to do."""
    async with on_stage(tmp_path) as stage:
        silent: dict[Any, discord.PermissionOverwrite] = {}
        silent[_bot(stage)] = discord.PermissionOverwrite(send_messages=False)
        news = stage.server.create_text_channel("results", overwrites=silent)
        await stage.ann.send(news, f"{stage.mention} {CALF}")
        assert stage.heard(news) == []
        told = stage.heard(stage.ann.user.dm_channel, stage.ann.user)[-1].text
        assert f"<#{news.id}>" in told
        assert "may not write" in told


def _threads(stage: Stage) -> Sequence[ChannelHandle]:
    threads = [stage.env.backend.channels[number] for number in stage.env.backend.get_guild(stage.server.id).thread_ids]
    return [ChannelHandle(stage.env, stage.server, thread) for thread in threads]


async def test_an_answer_can_open_a_thread(tmp_path: Path) -> None:
    """Where the server wants it, an answer stands in a thread named after the question, where the talk goes on."""
    async with on_stage(tmp_path, _with_content) as stage:
        await _set(stage, threads=True)
        await stage.ann.send(stage.channel, f"{stage.mention} {CALF}")
        assert not any(reply.text for reply in stage.heard(stage.channel))
        (thread,) = _threads(stage)
        assert thread.name == CALF
        assert DAY in stage.heard(thread)[-1].text
        await stage.ann.send(thread, "when did she win the mile?")
        assert "3 May 2024" in stage.heard(thread)[-1].text
        assert len(_threads(stage)) == 1


async def test_others_join_the_talk_in_a_thread(tmp_path: Path) -> None:
    """Whoever writes in a thread for the first time is understood to go on with what was answered there."""
    async with on_stage(tmp_path, _with_content) as stage:
        await _set(stage, threads=True)
        await stage.ann.send(stage.channel, f"{stage.mention} {CALF}")
        (thread,) = _threads(stage)
        await stage.bob.send(thread, "when did she win the mile?")
        assert "3 May 2024" in stage.heard(thread)[-1].text


async def test_thanks_opens_no_thread(tmp_path: Path) -> None:
    """Small talk is answered where it was said."""
    async with on_stage(tmp_path) as stage:
        await _set(stage, threads=True)
        assert await stage.say(stage.ann, f"{stage.mention} thanks!") is not None
        assert _threads(stage) == []


async def test_without_the_permission_an_answer_stands_beside_the_question(tmp_path: Path) -> None:
    """A thread that Discord doesn't let the bot open costs nobody the answer."""
    async with on_stage(tmp_path) as stage:
        await _set(stage, threads=True)
        barred: dict[Any, discord.PermissionOverwrite] = {}
        barred[_bot(stage)] = discord.PermissionOverwrite(create_public_threads=False)
        channel = stage.server.create_text_channel("barred", overwrites=barred)
        await stage.ann.send(channel, f"{stage.mention} {CALF}")
        assert DAY in stage.heard(channel)[-1].text
