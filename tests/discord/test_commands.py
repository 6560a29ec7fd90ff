"""The commands as Discord is told of them."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.frontends.discord.application import build_invitation
from bot.frontends.discord.features import compute_fingerprint
from tests.discord.stage import Stage, on_stage
from tests.discord.tapped import Outgoing

COMMANDS = {"article", "ask", "athlete", "compare", "feed", "help", "privacy", "settings", "suggest", "timeline"}
MENUS = {"Add as article", "Ask about this"}


def _registrations(outgoing: list[Outgoing]) -> list[Any]:
    return [sent.payload for sent in outgoing if sent.method == "PUT" and sent.path.endswith("/commands")]


async def test_the_commands_are_registered_once(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """A first start registers every command; a restart with the same ones registers nothing."""
    async with on_stage(tmp_path) as stage:
        (registered,) = _registrations(outgoing)
        assert {command["name"] for command in registered} == COMMANDS | MENUS
        await stage.restart()
        assert len(_registrations(outgoing)) == 1


async def test_changed_commands_are_registered_again(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Once a definition differs from the registered one, the next start tells Discord."""
    async with on_stage(tmp_path) as stage:
        key = f"commands:{stage.bot.application_id}"
        await stage.stores.facts.put(key, "of an older version")
        await stage.restart()
        assert len(_registrations(outgoing)) == 2
        assert await stage.stores.facts.get(key) == await compute_fingerprint(stage.bot.services.translations)


async def test_names_and_descriptions_are_localised(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Every command, group and option has its German name and description."""
    async with on_stage(tmp_path):
        (registered,) = _registrations(outgoing)
        for command in registered:
            for part in _parts(command):
                assert part["name_localizations"]["de"]
                assert (part.get("type") == 3 and "target" in part) or part.get("description") != "…"
        ask = next(command for command in registered if command["name"] == "ask")
        assert ask["name_localizations"]["de"] == "frage"
        assert ask["description_localizations"]["de"].startswith("Frag nach einem Sportler")
        assert ask["description"] == "Ask about an athlete; I answer in the sources' own words"
        assert [option["name_localizations"]["de"] for option in ask["options"]] == ["frage", "sportler", "privat"]


def _parts(command: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [part for option in command.get("options") or [] for part in _parts(option)]
    return [command, *inner]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "Otto Brand"),
        ("lee", "Ann Lee"),
        ("ann", "Ann Lee"),
        ("ANN LEE", "Ann Lee"),
        ("Ánn Lée", "Ann Lee"),
        ("an lee", "Ann Lee"),
        ("brnad", "Otto Brand"),
        ("otto brand", "Otto Brand"),
    ],
)
async def test_names_are_suggested_while_they_are_typed(tmp_path: Path, typed: str, first: str) -> None:
    """Any part of a name will do, without accents, in any case, with a slip."""
    async with on_stage(tmp_path) as stage:
        choices = await stage.ann.autocomplete(stage.channel, "athlete", "name", typed)
        assert choices[0] == {"name": first, "value": first}


async def test_every_option_for_an_athlete_suggests_names(tmp_path: Path) -> None:
    """So do the options of the other commands; what is like no name finds none."""
    async with on_stage(tmp_path) as stage:
        for command, option in (("ask", "athlete"), ("timeline", "athlete"), ("compare", "a"), ("compare", "b")):
            assert await _suggested(stage, command, option, "hart") == ["Maya Hart", "Zoe Hart"]
        assert await _suggested(stage, "athlete", "name", "qqqqqq") == []


async def _suggested(stage: Stage, command: str, option: str, typed: str) -> list[str]:
    return [choice["name"] for choice in await stage.ann.autocomplete(stage.channel, command, option, typed)]


def test_the_invitation_asks_for_the_least() -> None:
    """The link lets the bot see channels, write there and in threads, read what it replies to, and nothing else."""
    query = parse_qs(urlsplit(build_invitation(123)).query)
    granted = discord.Permissions(int(query["permissions"][0]))
    assert {name for name, given in granted if given} == {
        "read_messages", "send_messages", "send_messages_in_threads", "read_message_history",
    }  # fmt: skip
    assert query["client_id"] == ["123"]
    assert set(query["scope"][0].split()) == {"bot", "applications.commands"}
