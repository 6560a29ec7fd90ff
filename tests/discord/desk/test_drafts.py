"""Drafts and the queue last over restarts, are used once, and don't overwrite what others did."""

from pathlib import Path

from simcord import interactions
from simcord.backend import serializers
from simcord.enums import InteractionType

from bot.adapters.sql.drafts import MOST
from bot.desk.queue import MOST_PENDING
from bot.domain.actor import Actor
from tests.discord.desk.opened import BERGEN, form, opened, previewed, suggested, titles
from tests.discord.stage import Reply, Stage, on_stage, slash

NOW = "Ann Lee won the 1500m in Bergen on 7 June 2025 by two metres."


async def test_a_preview_works_after_a_restart(tmp_path: Path) -> None:
    """Every button below a preview does in a new process what it did in the old one."""
    async with on_stage(tmp_path) as stage:
        reply = await previewed(stage)
        await stage.restart()
        assert "Follow us on Facebook" in (await reply.press(stage.mod, "Show dropped lines")).text
        reply = await (await opened(await previewed(stage), stage.mod, "Edit")).fill_in(stage.mod, Title="Lee again")
        await stage.restart()
        assert "**Lee again** is live" in (await reply.press(stage.mod, "Publish")).text


async def test_a_form_that_failed_works_after_a_restart(tmp_path: Path) -> None:
    """What was typed comes back in a new process, too."""
    async with on_stage(tmp_path) as stage:
        reply = await (await form(stage)).fill_in(stage.mod, Link="nowhere", Text=BERGEN)
        await stage.restart()
        again = await opened(reply, stage.mod, "Open the form again")
        assert "Link: nowhere" in again.text
        assert "Text: Lee wins in Bergen" in again.text


async def test_the_queue_works_after_a_restart(tmp_path: Path) -> None:
    """What was suggested waits in a new process, and is decided on from a message of the old one."""
    async with on_stage(tmp_path) as stage:
        await suggested(stage, stage.ann)
        queue = await slash(stage.mod, stage.channel, "article queue")
        await stage.restart()
        assert "**Lee wins in Bergen** is live" in (await queue.press(stage.mod, "Approve")).text


async def test_a_draft_that_is_gone_says_so(tmp_path: Path) -> None:
    """Once a draft is forgotten or has expired, its buttons say that."""
    async with on_stage(tmp_path) as stage:
        reply = await previewed(stage)
        await stage.stores.members.forget(stage.mod.id)
        for label in ("Publish", "Edit", "Cancel"):
            assert "I don't have that draft any more" in (await reply.press(stage.mod, label)).text


async def test_only_the_latest_drafts_are_kept(tmp_path: Path) -> None:
    """A member who never finishes anything doesn't fill the database."""
    async with on_stage(tmp_path) as stage:
        for _ in range(MOST + 2):
            await previewed(stage)
        assert (await stage.stores.members.counts(stage.mod.id))["drafts"] == MOST


async def test_published_once(tmp_path: Path) -> None:
    """However fast Publish is pressed a second time, there is one article."""
    async with on_stage(tmp_path) as stage:
        reply = await previewed(stage)
        for _ in range(2):
            _press_at_once(stage, reply, "Publish")
        await stage.env.settle()
        assert await titles(stage) == ["Lee wins in Bergen"]


def _press_at_once(stage: Stage, reply: Reply, label: str) -> None:
    """Presses a button and doesn't wait for what comes of it."""
    backend = stage.env.backend
    message = backend.get_message(stage.channel.id, reply.message.id)
    custom_id = next(part for part in reply._components if part.get("label") == label)["custom_id"]
    record, payload = interactions.base_payload(
        backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=stage.channel.id,
        guild_id=stage.server.id,
        user_id=stage.mod.id,
        data={"custom_id": custom_id, "component_type": 2},
    )
    record.source_message_id = message.id
    backend.emit("INTERACTION_CREATE", payload | {"message": dict(serializers.message_payload(backend, message))})


async def _edited(stage: Stage, text: str) -> Reply:
    """The preview of a new version."""
    edit = await form(stage, "article edit", article="lee-wins-in-bergen.1", why="it was the 7th")
    return await edit.fill_in(stage.mod, Text=text)


async def test_somebody_else_was_first(tmp_path: Path) -> None:
    """An edit never overwrites another's unseen: the moderator is told, keeps theirs, and can put it over the other."""
    async with on_stage(tmp_path) as stage:
        await (await previewed(stage)).press(stage.mod, "Publish")
        mine, other = await _edited(stage, NOW), await _edited(stage, NOW.replace("two", "three"))
        await other.press(stage.mod, "Publish")
        overtaken = await mine.press(stage.mod, "Publish")
        assert "Somebody else has changed this article since you opened it." in overtaken.text
        (article,) = await stage.stores.ledger.live(stage.server.id)
        assert "three metres" in article.text
        over = await overtaken.press(stage.mod, "Look at mine over theirs")
        assert "Version 2 by somebody else answers now." in over.text
        assert "> " + NOW in over.text
        await over.press(stage.mod, "Publish")
        (article,) = await stage.stores.ledger.live(stage.server.id)
        assert (article.text, article.number) == (NOW, 3)
        entries = await stage.stores.ledger.entries(stage.server.id, None, 1)
        assert entries[0].why == "it was the 7th"


async def test_removed_meanwhile(tmp_path: Path) -> None:
    """An edit of an article that was removed in the meantime is kept, and nothing answers again by accident."""
    async with on_stage(tmp_path) as stage:
        await (await previewed(stage)).press(stage.mod, "Publish")
        mine = await _edited(stage, NOW)
        host = Actor(None, stage.server.id, may_moderate=True)
        await stage.bot.services.desk.articles.remove(host, "lee-wins-in-bergen.1")
        overtaken = await mine.press(stage.mod, "Publish")
        assert "Somebody else has changed" in overtaken.text
        assert "is removed" in (await overtaken.press(stage.mod, "Look at mine over theirs")).text
        assert await titles(stage) == []


async def test_only_so_many_suggestions_wait(tmp_path: Path) -> None:
    """A member whose suggestions fill their share of the queue is told before they type; others may suggest."""
    async with on_stage(tmp_path) as stage:
        for number in range(MOST_PENDING):
            await suggested(stage, stage.ann, f"Ann Lee ran {number} miles in Bergen.")
        full = await slash(stage.ann, stage.channel, "suggest")
        assert f"{MOST_PENDING} of your suggestions are waiting already" in full.text
        assert all("suggestions are waiting" in str(error) for error in stage.env.errors)
        assert "waits for the moderators" in (await suggested(stage, stage.bob)).text


async def test_decided_by_somebody_else(tmp_path: Path) -> None:
    """A suggestion that another moderator decided on in the meantime is decided on once."""
    async with on_stage(tmp_path) as stage:
        await suggested(stage, stage.ann)
        mine, other = [await slash(stage.mod, stage.channel, "article queue") for _ in range(2)]
        rejecting = await opened(mine, stage.mod, "Reject")
        await other.press(stage.mod, "Approve")
        assert "Somebody else has decided on that one already." in (await mine.press(stage.mod, "Approve")).text
        shown = await rejecting.fill_in(stage.mod, **{"Why?": "no"})
        assert "Somebody else has decided on that one already." in shown.text
        assert await titles(stage) == ["Lee wins in Bergen"]
