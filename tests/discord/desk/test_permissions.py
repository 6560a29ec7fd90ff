"""Who may do what: every moderators' command, button, select and form, whoever uses it, whatever Discord allows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord.actors import MemberActor
from simcord.builders import RoleHandle

from bot.adapters.sql.stores import Stores
from bot.domain.errors import NotAllowedError
from bot.frontends.discord.articles.page_buttons import PAGE_BUTTONS
from bot.frontends.discord.articles.queue import QUEUE_BUTTONS
from bot.frontends.discord.client import PRESSES
from bot.frontends.discord.features import HANDLERS
from bot.frontends.discord.interactions.control import for_moderator
from bot.frontends.discord.servers.settings import SETTINGS_BUTTONS
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.controls import button, identify, select
from bot.frontends.discord.ui.layout import build_view
from bot.newsroom import Newsroom
from tests.discord.stage import Form, Reply, Stage, on_stage, publish, services, slash

REFUSED = "You can't do that here"
KNEE = "voss-hurts-her-knee.1"
COMMANDS: Mapping[str, Mapping[str, Any]] = {
    "article add": {},
    "article edit": {"article": KNEE},
    "article queue": {},
    "article list": {},
    "article show": {"article": KNEE},
    "article remove": {"article": KNEE},
    "article restore": {"article": KNEE},
    "article history": {"article": KNEE},
    "article audit": {},
    "article gaps": {},
    "article stats": {},
    "settings": {},
}
BUTTONS = {
    "open": "a:list:0:0:",
    "edit": KNEE,
    "remove": KNEE,
    "restore": KNEE,
    "undo": "1",
    "gap": "none",
    "bundled": "True",
    "threads": "False",
    "retention": "",
    "times": "",
}
SELECTS = ("roles", "answers", "log", "digest", "language", "compare", "dismiss")
ALLOWED = {
    "a member": False,
    "a member with the moderators' role": True,
    "a member with Manage Server": True,
    "an administrator": True,
    "a moderator of another server": False,
}


async def _people(stage: Stage) -> tuple[dict[str, MemberActor], RoleHandle]:
    """Somebody of every sort, none of whom Discord itself holds back, and the moderators' role."""
    await publish(stage, "voss-knee")
    server, env = stage.server, stage.env
    role = server.create_role("Editors")
    admin = server.create_role("Admin", permissions=discord.Permissions(administrator=True))
    form = await slash(stage.mod, stage.channel, "settings")
    await stage.mod.select(form.message, [role], custom_id="moderate-roles")
    for command in await stage.bot.tree.fetch_commands():
        if command.name in {"article", "settings"}:
            server.set_command_permissions(command, {server.default_role: True})
    people = {
        "a member": stage.ann,
        "a member with the moderators' role": server.add_member(env.create_user("ed"), roles=[role]),
        "a member with Manage Server": stage.mod,
        "an administrator": server.add_member(env.create_user("ada"), roles=[admin]),
        "a moderator of another server": server.add_member(stage.eve.user),
    }
    return people, role


def _only_refusals(stage: Stage) -> bool:
    """Whether nothing else went wrong than that somebody was refused."""
    errors = [getattr(error, "original", error) for error in stage.env.errors]
    return all(isinstance(error, NotAllowedError) for error in errors)


async def test_commands(tmp_path: Path) -> None:
    """Every moderators' command serves those who moderate this server at this moment, and refuses all others."""
    async with on_stage(tmp_path) as stage:
        people, _ = await _people(stage)
        for name, options in COMMANDS.items():
            for who, allowed in ALLOWED.items():
                reply = await slash(people[who], stage.channel, name, **options)
                assert (REFUSED not in reply.text) == allowed, (name, who, reply.text)
                assert reply.private, (name, who)
        assert _only_refusals(stage)


async def test_the_table_has_every_command(tmp_path: Path) -> None:
    """No moderators' command is missing above, and none can be used in a direct message."""
    async with on_stage(tmp_path) as stage:
        group, settings = stage.bot.tree.get_command("article"), stage.bot.tree.get_command("settings")
        assert isinstance(group, app_commands.Group)
        assert {f"article {command.name}" for command in group.commands} | {"settings"} == COMMANDS.keys()
        assert settings is not None
        assert group.guild_only
        assert settings.guild_only
        assert group.default_permissions == discord.Permissions(manage_guild=True)
        for name, options in COMMANDS.items():
            with pytest.raises(Exception, match=r"guild|server|DM"):
                await stage.mod.user.slash(name, **options)


async def test_buttons(tmp_path: Path) -> None:
    """Every moderators' button serves those who moderate, and nobody else, wherever it stands."""
    async with on_stage(tmp_path) as stage:
        people, _ = await _people(stage)
        for action, detail in BUTTONS.items():
            for who, allowed in ALLOWED.items():
                message = await _stand(stage, button(f"moderate-{action}", action, detail))
                reply = await message.press(people[who], action)
                assert (REFUSED not in reply.text) == allowed, (action, who, reply.text)


async def test_selects(tmp_path: Path) -> None:
    """So does every select."""
    async with on_stage(tmp_path) as stage:
        people, role = await _people(stage)
        option = discord.SelectOption(label="1", value="1")
        selects: dict[str, tuple[discord.ui.Item[Any], list[Any]]] = {
            "roles": (discord.ui.RoleSelect(custom_id=identify("moderate-roles"), min_values=0), [role]),
            "answers": (
                discord.ui.ChannelSelect(custom_id=identify("moderate-answers"), min_values=0),
                [stage.channel],
            ),
            "log": (discord.ui.ChannelSelect(custom_id=identify("moderate-log"), min_values=0), []),
            "digest": (discord.ui.ChannelSelect(custom_id=identify("moderate-digest"), min_values=0), []),
            "language": (
                select("moderate-language", "?", [discord.SelectOption(label="auto", value="auto")]),
                ["auto"],
            ),
            "dismiss": (select("moderate-dismiss", "?", [option]), ["1"]),
            "compare": (select("moderate-compare", "?", [option], KNEE), ["1"]),
        }
        for action, (item, chosen) in selects.items():
            for who, allowed in ALLOWED.items():
                message = await _stand(stage, item)
                reply = Reply.to(await people[who].select(message.message, chosen))
                assert (REFUSED not in reply.text) == allowed, (action, who, reply.text)
        assert {*selects} == {*SELECTS}


async def test_who_moderates(tmp_path: Path) -> None:
    """The moderator roles are chosen by those with Manage Server alone; for others the choice is shown, but shut."""
    async with on_stage(tmp_path) as stage:
        people, role = await _people(stage)
        for who, appoints in ALLOWED.items():
            if not appoints:
                continue
            panel = await slash(people[who], stage.channel, "settings")
            shut = next(each for each in panel._components if each.get("custom_id") == "moderate-roles")["disabled"]
            assert shut == (who == "a member with the moderators' role")
            for chosen in ([], [role]):
                message = await _stand(stage, discord.ui.RoleSelect(custom_id=identify("moderate-roles"), min_values=0))
                reply = Reply.to(await people[who].select(message.message, chosen))
                assert ("decided by members with **Manage Server**" in reply.text) == (shut and not chosen), who
        assert (await stage.stores.servers.settings(stage.server.id)).moderator_roles == {role.id}


async def test_moderators_press_only_so_often(tmp_path: Path) -> None:
    """Their buttons and selects are held to the same pace as everybody's."""

    def slow(newsroom: Newsroom, stores: Stores) -> Services:
        return services(newsroom, stores, questions=1, seconds=60.0)

    async with on_stage(tmp_path, slow) as stage:
        message = await _stand(stage, button("moderate-open", "open", "a:list:0:0:"))
        told = [(await message.press(stage.mod, "open")).text for _ in range(PRESSES + 1)]
        assert "### 7 articles" in told[0]
        assert ["One moment, please!" in text for text in told] == [False] * PRESSES + [True]


async def _stand(stage: Stage, item: discord.ui.Item[Any]) -> Reply:
    """A message with a control that everybody in the channel can use."""
    channel = stage.bot.get_partial_messageable(stage.channel.id, guild_id=stage.server.id)
    await channel.send(view=build_view(["A control"], [[item]]), nonce="control")
    return stage.heard(stage.channel)[-1]


def test_the_table_has_every_control() -> None:
    """No control is missing above, and none does without the check that they share."""
    moderating = {**PAGE_BUTTONS, **SETTINGS_BUTTONS}
    assert {action.removeprefix("moderate-") for action in moderating} == {*BUTTONS, *SELECTS}
    assert moderating.items() <= {key: each for key, each in HANDLERS.items() if key.startswith("moderate-")}.items()
    checked = for_moderator.__qualname__ + ".<locals>"
    assert all(each.__qualname__.startswith(checked) for each in {**moderating, **QUEUE_BUTTONS}.values())


@pytest.mark.parametrize("name", ["article remove", "article restore"])
async def test_forms(tmp_path: Path, name: str) -> None:
    """A form that was opened in time is refused when its sender no longer moderates, and nothing is changed."""
    async with on_stage(tmp_path) as stage:
        people, _ = await _people(stage)
        editor = people["a member with the moderators' role"]
        shown = await slash(editor, stage.channel, name, article=KNEE)
        assert isinstance(shown, Form)
        panel = await slash(stage.mod, stage.channel, "settings")
        await stage.mod.select(panel.message, [], custom_id="moderate-roles")
        assert REFUSED in (await shown.fill_in(editor, Why="too late")).text
        assert "Change 4" not in (await slash(stage.mod, stage.channel, "article audit")).text


async def test_another_server_s_articles_are_not_found(tmp_path: Path) -> None:
    """Whoever moderates another server reads, lists and removes nothing of this one from there."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        assert "Voss" not in (await slash(stage.eve, stage.elsewhere, "article list")).text
        for name in ("article show", "article history", "article remove", "article restore"):
            reply = await slash(stage.eve, stage.elsewhere, name, article=KNEE)
            assert "No article here is called" in reply.text, name
        assert len(stage.env.errors) == 4
