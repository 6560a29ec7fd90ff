"""Direct messages are answered from the articles of a server that the member shares with the bot, and can see."""

from pathlib import Path

import discord
import pytest

from bot.domain.actor import Actor
from bot.domain.errors import DatabaseAwayError
from bot.ingestion.document import ingest
from tests.discord.stage import Reply, Stage, on_stage, publish, slash
from tests.discord.tapped import Outgoing

KNEE = "When did Voss hurt her knee?"
DAY = "3 May 2025"
_STOLEN = """---
title: Voss sells her shoes
athletes: [Bea Voss]
---

Bea Voss hurt her knee on 9 August 2024 in Lyon.
"""


async def _publish_elsewhere(stage: Stage) -> None:
    """The other server has an article of its own, too, of which Ann may know only where she is a member."""
    host = Actor(None, stage.eve.guild.id, may_moderate=True)
    await stage.bot.services.desk.articles.publish(host, ingest("stolen", "stolen", _STOLEN))


def _join_elsewhere(stage: Stage) -> None:
    stage.eve.guild.add_member(stage.ann.user)


async def test_the_only_shared_server_answers(tmp_path: Path) -> None:
    """A member of one server with articles of its own is answered from them directly, in words and by a command."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        await _publish_elsewhere(stage)
        said = await stage.say_directly(stage.ann, KNEE)
        assert said is not None
        assert DAY in said.text
        assert "Lyon" not in said.text
        assert DAY in Reply.to(await stage.ann.user.slash("ask", question=KNEE)).text


async def test_names_of_the_server_are_suggested(tmp_path: Path) -> None:
    """Once a server answers a member directly, its athletes are suggested while a name is typed."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        assert await stage.ann.user.autocomplete("athlete", "name", "voss") == []
        await stage.say_directly(stage.ann, KNEE)
        (choice,) = await stage.ann.user.autocomplete("athlete", "name", "voss")
        assert choice["name"] == "Bea Voss"


async def test_what_is_found_while_the_database_is_away_isn_t_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server whose articles can't be read for now answers its members as soon as they can."""

    async def fail(*_: object) -> None:
        raise DatabaseAwayError("it is away")

    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        await stage.bot.services.newsroom.library.forget(stage.server.id)
        with monkeypatch.context() as during:
            during.setattr(stage.stores.ledger, "live", fail)
            said = await stage.say_directly(stage.ann, KNEE)
            assert said is not None
            assert DAY not in said.text
        said = await stage.say_directly(stage.ann, KNEE)
        assert said is not None
        assert DAY in said.text


async def test_a_stranger_reads_nothing(tmp_path: Path) -> None:
    """Whoever isn't a member of a server isn't answered from its articles."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        said = await stage.say_directly(stage.eve, KNEE)
        assert said is not None
        assert DAY not in said.text


async def test_a_member_who_sees_no_channel_reads_nothing(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Membership isn't enough: where every channel is hidden from a member, so are the articles."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        hidden = discord.PermissionOverwrite(view_channel=False)
        assert stage.server.me
        guild = stage.server.me.guild
        for channel in guild.channels:
            await channel.set_permissions(guild.default_role, overwrite=hidden)
        outgoing.clear()  # that was the server's doing, not the bot's
        said = await stage.say_directly(stage.ann, KNEE)
        assert said is not None
        assert DAY not in said.text


async def test_of_several_servers_the_member_chooses_once(tmp_path: Path) -> None:
    """What was asked is answered after the choice, and no later message asks again, not even after a restart."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        await _publish_elsewhere(stage)
        _join_elsewhere(stage)
        asked = await stage.say_directly(stage.ann, KNEE)
        assert asked is not None
        assert list(asked.options) == ["Track Club", "Elsewhere"]
        chosen = await asked.choose(stage.ann.user, "Elsewhere")
        assert "9 August 2024" in chosen.text
        assert DAY not in chosen.text
        await stage.restart()
        again = await stage.say_directly(stage.ann, KNEE)
        assert again is not None
        assert "9 August 2024" in again.text


async def test_the_choice_can_be_changed(tmp_path: Path) -> None:
    """/help shows the servers in a direct message, with the present one chosen."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        await _publish_elsewhere(stage)
        _join_elsewhere(stage)
        asked = Reply.to(await stage.ann.user.slash("ask", question=KNEE))
        assert "9 August 2024" in (await asked.choose(stage.ann.user, "Elsewhere")).text
        changed = await Reply.to(await stage.ann.user.slash("help")).choose(stage.ann.user, "Track Club")
        assert "articles of **Track Club**" in changed.text
        assert DAY in Reply.to(await stage.ann.user.slash("ask", question=KNEE)).text


async def test_the_buttons_below_a_direct_answer_read_the_same_articles(tmp_path: Path) -> None:
    """What is pressed and "more" go on with the server's articles."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        said = await stage.say_directly(stage.ann, KNEE)
        assert said is not None
        shown = (await said.press(stage.ann.user, "Context & sources")).text
        assert "Voss had led" in shown
        assert "Track Weekly" in shown


async def test_who_leaves_a_server_reads_it_no_longer(tmp_path: Path) -> None:
    """Some minutes after a member has left, neither questions nor old buttons show them the server's articles."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        said = await stage.say_directly(stage.ann, KNEE)
        assert said is not None
        stage.server.remove_member(stage.ann)
        stage.env.backend.advance_clock(600)
        again = await stage.say_directly(stage.ann, KNEE)
        assert again is not None
        assert DAY not in again.text
        assert "no longer remember" in (await said.press(stage.ann.user, "Context & sources")).text


async def test_waiting_from_a_direct_message(tmp_path: Path) -> None:
    """In a direct message that a server answers, too, a member can wait for an article of that server."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        said = await stage.say_directly(stage.ann, "Which shoes does Bea Voss wear?")
        assert said is not None
        assert "write to you" in (await said.press(stage.ann.user, "Tell me when you know")).text
        assert "1 waits" in (await slash(stage.mod, stage.channel, "article gaps")).text


async def test_a_removed_article_is_struck_in_direct_messages(tmp_path: Path) -> None:
    """What the server's moderators withdraw is struck out of what was answered directly, too."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        await stage.say_directly(stage.ann, KNEE)
        host = Actor(None, stage.server.id, may_moderate=True)
        entry = await stage.bot.services.desk.articles.remove(host, "voss-hurts-her-knee.1")
        stage.bot.follow_up.resume(entry.server_id)
        await stage.bot.follow_up.wait()
        assert "Withdrawn by the moderators" in stage.heard(stage.ann.user.dm_channel, stage.ann.user)[-1].text
