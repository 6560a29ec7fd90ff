"""Who may do what: every moderators' command, button and form, whoever uses it, whatever Discord let through."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.frontends.discord.managing_controls import MANAGING
from bot.frontends.discord.settings_controls import SETTINGS
from tests.discord.stage import Form, Reply, Stage, on_stage, publish, slash

REFUSED = "You can't do that here"
KNEE = "voss-hurts-her-knee.1"
COMMANDS: Mapping[str, Mapping[str, Any]] = {
    "article list": {},
    "article show": {"article": KNEE},
    "article remove": {"article": KNEE},
    "article restore": {"article": KNEE},
    "article history": {"article": KNEE},
    "article audit": {},
    "article gaps": {},
    "settings": {},
}
BUTTONS: Mapping[str, tuple[str, Mapping[str, Any], str]] = {
    "Show": ("article list", {}, "moderate-open"),
    "Remove": ("article show", {"article": KNEE}, "moderate-remove"),
    "History": ("article show", {"article": KNEE}, "moderate-open"),
    "Undo": ("article audit", {}, "moderate-undo"),
    "Add an article": ("article gaps", {}, "moderate-gap"),
    "Switch bundled articles off": ("settings", {}, "moderate-bundled"),
    "How long things are kept …": ("settings", {}, "moderate-retention"),
}
ALLOWED = {
    "a member": False,
    "a member with the moderators' role": True,
    "a member with Manage Server": True,
    "an administrator": True,
    "a moderator of another server": False,
}


@dataclass
class Cast:
    """A stage with somebody of every sort, none of whom Discord itself holds back."""

    stage: Stage
    people: Mapping[str, MemberActor]


async def _cast(stage: Stage) -> Cast:
    await publish(stage, "voss-knee")
    server, env = stage.server, stage.env
    role = server.create_role("Editors")
    admin = server.create_role("Admin", permissions=discord.Permissions(administrator=True))
    eve = server.add_member(stage.eve.user)
    people = {
        "a member": stage.ann,
        "a member with the moderators' role": server.add_member(env.create_user("ed"), roles=[role]),
        "a member with Manage Server": stage.mod,
        "an administrator": server.add_member(env.create_user("ada"), roles=[admin]),
        "a moderator of another server": eve,
    }
    form = await slash(stage.mod, stage.channel, "settings")
    await stage.mod.select(form.message, [role], custom_id="moderate-roles")
    for command in await stage.bot.tree.fetch_commands():
        if command.name in {"article", "settings"}:
            server.set_command_permissions(command, {server.default_role: True})
    await slash(stage.ann, stage.channel, "ask", question="Which shoes does Ann Lee wear?")
    return Cast(stage, people)


async def test_commands(tmp_path: Path) -> None:
    """Every moderators' command serves those who moderate this server at this moment, and refuses all others."""
    async with on_stage(tmp_path) as stage:
        cast = await _cast(stage)
        for name, options in COMMANDS.items():
            for who, allowed in ALLOWED.items():
                reply = await slash(cast.people[who], stage.channel, name, **options)
                assert (REFUSED not in reply.text) == allowed, (name, who, reply.text)
                assert reply.private


async def test_buttons_and_selects(tmp_path: Path) -> None:
    """A moderators' button does its work for those who moderate, even below somebody else's message, and no others."""
    async with on_stage(tmp_path) as stage:
        cast = await _cast(stage)
        for label, (name, options, _) in BUTTONS.items():
            for who, allowed in ALLOWED.items():
                shown = await slash(stage.mod, stage.channel, name, **options)
                assert (await _pressed(stage, cast.people[who], shown, label)) == allowed, (label, who)


async def _pressed(stage: Stage, who: MemberActor, shown: Reply, label: str) -> bool:
    """Whether pressing a button of somebody else's message did anything for ``who``."""
    control = next(each for each in shown._components if each.get("label") == label)
    return await _served(stage, who, control["custom_id"], component_type=2)


async def _served(stage: Stage, who: MemberActor, custom_id: str, component_type: int) -> bool:
    raise NotImplementedError


@pytest.mark.parametrize("form", ["article remove", "article restore"])
async def test_forms(tmp_path: Path, form: str) -> None:
    """A form that was opened in time is refused when its sender no longer moderates; nothing is changed."""
    async with on_stage(tmp_path) as stage:
        cast = await _cast(stage)
        editor = cast.people["a member with the moderators' role"]
        shown = await slash(editor, stage.channel, form, article=KNEE)
        assert isinstance(shown, Form)
        panel = await slash(stage.mod, stage.channel, "settings")
        await stage.mod.select(panel.message, [], custom_id="moderate-roles")
        assert REFUSED in (await shown.fill_in(editor, Why="too late")).text
        assert "Change 4" not in (await slash(stage.mod, stage.channel, "article audit")).text


def test_every_control_is_in_the_table() -> None:
    """No moderators' control is left out: each checks through the one base class that they share."""
    checked = {cls.callback.__qualname__ for cls in (*MANAGING, *SETTINGS)}
    assert checked == {"ModeratorControl.callback"}
