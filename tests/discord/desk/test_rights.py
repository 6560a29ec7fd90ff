"""Who may add, correct and approve: commands, buttons and forms × member, moderator, administrator, and elsewhere."""

from pathlib import Path

import discord
import pytest
from simcord import actors
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.backend.errors import SetupError
from simcord.enums import InteractionType
from simcord.results import InteractionResult

from bot.domain.actor import Actor
from bot.domain.errors import UserError
from bot.domain.server import ServerSettings
from tests.discord.desk.opened import BERGEN, form, opened, previewed, suggested, titles
from tests.discord.stage import Reply, Stage, on_stage, slash

REFUSED = "You can't do that here"


async def _crowd(stage: Stage) -> dict[str, MemberActor]:
    """One of each, all let through by the server's settings on Discord; the bot's settings name the writer's role."""
    writers = stage.server.create_role("writers")
    admins = stage.server.create_role("admins", permissions=discord.Permissions(administrator=True))
    crowd = {
        "member": stage.ann,
        "moderator": stage.mod,
        "writer": stage.server.add_member(stage.env.create_user("writer"), roles=[writers]),
        "administrator": stage.server.add_member(stage.env.create_user("ada"), roles=[admins]),
    }
    await _choose_writers(stage, writers.id)
    for command in await stage.bot.tree.fetch_commands():
        stage.server.set_command_permissions(command, dict.fromkeys(crowd.values(), True))
    return crowd


async def _choose_writers(stage: Stage, *roles: int) -> None:
    host = Actor(None, stage.server.id, may_moderate=True)
    await stage.bot.services.desk.changes.change_settings(host, ServerSettings(moderator_roles=frozenset(roles)))


def _forgive(stage: Stage) -> None:
    """The refusals are seen, so that they don't fail the test as errors."""
    assert all("only moderators of this server" in str(error) for error in stage.env.errors)


async def test_the_menu(tmp_path: Path) -> None:
    """A member is refused even where Discord lets them through; moderators of either sort and administrators aren't."""
    async with on_stage(tmp_path) as stage:
        crowd = await _crowd(stage)
        message = await stage.bob.send(stage.channel, BERGEN)
        used = {name: await who.context_menu(stage.channel, "Add as article", message) for name, who in crowd.items()}
        refused = {name: REFUSED in Reply.to(result).text for name, result in used.items()}
        assert refused == {"member": True, "moderator": False, "writer": False, "administrator": False}
        _forgive(stage)


async def test_members_don_t_see_moderators_commands(tmp_path: Path) -> None:
    """Until a server decides otherwise, members are offered /suggest and not /article."""
    async with on_stage(tmp_path) as stage:
        offered = stage.ann.available_commands(stage.channel)
        assert "suggest" in offered
        assert not [name for name in offered if name.startswith("article")]
        assert "article add" in stage.mod.available_commands(stage.channel)


async def test_not_in_direct_messages(tmp_path: Path) -> None:
    """There is no server to add to, so the commands aren't there, and a button made up by hand does nothing."""
    async with on_stage(tmp_path) as stage:
        for command in ("article add", "article queue", "suggest"):
            with pytest.raises(SetupError):
                await stage.mod.user.slash(command)
        await suggested(stage, stage.ann)
        reply = await stage.say_directly(stage.mod, "When did Lee hurt her calf?")
        assert reply is not None
        for custom_id in ("approve:1", "queue:1", "review:1", "reject:1"):
            assert "That only works in a server" in Reply.to(await _forge(stage, reply, custom_id)).text
        assert await titles(stage) == []


async def _forge(stage: Stage, reply: Reply, custom_id: str) -> InteractionResult:
    """Presses a button that isn't there below a direct message."""
    backend, channel = stage.env.backend, stage.mod.user.dm_channel
    message = serializers.message_payload(backend, backend.get_message(channel.id, reply.message.id))
    button = {"type": 2, "style": 2, "label": "Approve", "custom_id": custom_id, "id": 2}
    forged = dict(message) | {"components": [{"type": 1, "id": 1, "components": [button]}]}
    return await actors._dispatch_actor_interaction(
        stage.mod.user,
        InteractionType.MESSAGE_COMPONENT,
        channel,
        {"custom_id": custom_id, "component_type": 2},
        extra={"message": forged},
        source_message_id=reply.message.id,
    )


async def test_buttons_and_forms_look_again(tmp_path: Path) -> None:
    """Whoever may not moderate any more can press and send what was opened before, and nothing comes of it."""
    async with on_stage(tmp_path) as stage:
        await suggested(stage, stage.ann)
        writer = (await _crowd(stage))["writer"]
        preview = await (await form(stage, who=writer)).fill_in(writer, Text=BERGEN)
        queue = await slash(writer, stage.channel, "article queue")
        forms = [
            await form(stage, who=writer),
            await opened(preview, writer, "Edit"),
            await opened(queue, writer, "Reject"),
        ]
        await _choose_writers(stage)
        for label in ("Publish", "Edit", "Show dropped lines", "Cancel"):
            assert REFUSED in (await preview.press(writer, label)).text
        for label in ("Approve", "Edit and approve", "Reject"):
            assert REFUSED in (await queue.press(writer, label)).text
        for sent, field in zip(forms, ("Text", "Title", "Why?"), strict=True):
            assert REFUSED in (await sent.fill_in(writer, **{field: "Ann Lee won in Bergen."})).text
        assert await titles(stage) == []
        assert len(await stage.stores.submissions.pending(stage.server.id)) == 1


async def test_the_other_server_is_another(tmp_path: Path) -> None:
    """What a moderator of another server adds answers there alone, and what is here isn't there."""
    async with on_stage(tmp_path) as stage:
        await (await previewed(stage)).press(stage.mod, "Publish")
        await suggested(stage, stage.ann)
        assert "No suggestion is waiting." in (await slash(stage.eve, stage.elsewhere, "article queue")).text
        missing = await slash(stage.eve, stage.elsewhere, "article edit", article="lee-wins-in-bergen.1")
        assert "No article here is called" in missing.text
        assert await stage.eve.autocomplete(stage.elsewhere, "article edit", "article", "lee") == []
        _forgive_missing(stage)
        asked = await slash(stage.eve, stage.elsewhere, "ask", question="When did Lee beat Mona Reyes?")
        assert "Lee wins in Bergen" not in asked.text


def _forgive_missing(stage: Stage) -> None:
    assert all("this server has no article" in str(error) for error in stage.env.errors)


async def test_nobody_uses_another_member_s_draft(tmp_path: Path) -> None:
    """A draft belongs to whoever made it, whatever its buttons say."""
    async with on_stage(tmp_path) as stage:
        reply = await (await form(stage, "suggest", stage.ann)).fill_in(stage.ann, Text=BERGEN)
        drafts = stage.bot.services.desk.drafts
        button = next(part for part in reply._components if part.get("label") == "Suggest")
        draft_id = button["custom_id"].partition(":")[2]
        assert (await drafts.get(draft_id, Actor(stage.ann.id, stage.server.id))).draft_id == draft_id
        for actor in (
            Actor(stage.bob.id, stage.server.id),
            Actor(stage.mod.id, stage.server.id, may_moderate=True),
            Actor(stage.ann.id, stage.elsewhere.guild.id if stage.elsewhere.guild else 0),
        ):
            with pytest.raises(UserError, match="draft is gone"):
                await drafts.get(draft_id, actor)
