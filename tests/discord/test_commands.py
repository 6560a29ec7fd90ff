"""The commands as Discord is told of them."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import discord

from bot.frontends.discord.application import build_invitation
from bot.frontends.discord.features import compute_fingerprint
from bot.ports.servers import Facts
from tests.discord.stage import Stage, on_stage, slash
from tests.discord.tapped import Outgoing

COMMANDS = {
    "article", "ask", "athlete", "compare", "feed", "follow", "following", "help", "news", "privacy", "settings",
    "suggest", "timeline",
}  # fmt: skip
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


async def test_a_command_that_is_named_can_be_pressed(tmp_path: Path) -> None:
    """Help names commands as Discord's own mentions, in German, too, and after a restart that registered nothing."""
    async with on_stage(tmp_path) as stage:
        texts = [(await slash(stage.ann, stage.channel, "help")).text]
        await stage.restart()
        texts.append((await slash(stage.ann, stage.channel, "help")).text)
        ids = {command.name: command.id for command in await stage.bot.tree.fetch_commands()}
        for text in texts:
            assert f"</ask:{ids['ask']}>" in text
            assert "`/" not in text
        german = stage.bot.services.translations.for_member(discord.Locale.german)
        assert f"</privacy forget:{ids['privacy']}>" in german.say("privacy_show", counts={}, days=30)


async def test_what_was_registered_before_is_asked_for(tmp_path: Path) -> None:
    """Where the ids aren't kept, they are fetched, and nothing is registered anew."""
    async with on_stage(tmp_path) as stage:
        key = f"commands:{stage.bot.application_id}"
        await stage.stores.facts.put(key, await compute_fingerprint(stage.bot.services.translations))
        assert not await stage.bot.tree.register(stage.bot.services.translations, _Forgetful(stage.stores.facts, key))
        assert "</help:" in stage.bot.services.translations.default.say("greeting")


class _Forgetful:
    """Facts of which one alone is still kept."""

    def __init__(self, facts: Facts, key: str) -> None:
        self._facts = facts
        self._key = key

    async def get(self, key: str) -> str | None:
        """The one that is kept."""
        return await self._facts.get(key) if key == self._key else None

    async def put(self, key: str, value: str) -> None:
        """Keeps it."""
        await self._facts.put(key, value)


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
                if part["name"] not in MENUS:
                    assert part["description"] != "…"
                    assert part["description_localizations"]["de"]
        ask = next(command for command in registered if command["name"] == "ask")
        assert ask["name_localizations"]["de"] == "frage"
        assert ask["description_localizations"]["de"].startswith("Frag nach einem Sportler")
        assert ask["description"] == "Ask about an athlete; I answer in the sources' own words"
        assert [option["name_localizations"]["de"] for option in ask["options"]] == ["frage", "sportler", "privat"]


async def test_choices_are_named_in_every_language(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """What an option lets a member choose has its words from the templates, too."""
    async with on_stage(tmp_path):
        (registered,) = _registrations(outgoing)
        follow = next(command for command in registered if command["name"] == "follow")
        _, where, how = follow["options"]
        assert [choice["name"] for choice in where["choices"]] == ["direct message", "here"]
        assert [choice["name_localizations"]["de"] for choice in how["choices"]] == ["sofort", "täglich", "wöchentlich"]


def _parts(command: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [part for option in command.get("options") or [] for part in _parts(option)]
    return [command, *inner]


NAMING = (
    ("athlete", "name"), ("ask", "athlete"), ("timeline", "athlete"), ("compare", "a"), ("compare", "b"),
    ("follow", "athlete"), ("news", "athlete"),
)  # fmt: skip


async def test_every_option_for_an_athlete_suggests_names(tmp_path: Path) -> None:
    """Those most written about come first, then those like what is typed; what is like no name finds none."""
    async with on_stage(tmp_path) as stage:
        for command, option in NAMING:
            assert (await _suggested(stage, command, option, ""))[:2] == ["Otto Brand", "Ann Lee"]
            assert await _suggested(stage, command, option, "hrat") == ["Maya Hart", "Zoe Hart"]
            assert await _suggested(stage, command, option, "qqqqqq") == []


async def _suggested(stage: Stage, command: str, option: str, typed: str) -> list[str]:
    choices = await stage.ann.autocomplete(stage.channel, command, option, typed)
    assert all(choice["name"] == choice["value"] for choice in choices)
    return [choice["name"] for choice in choices]


def test_the_invitation_asks_for_the_least() -> None:
    """The link lets the bot see channels, write there and in threads, read what it replies to, and nothing else."""
    query = parse_qs(urlsplit(build_invitation(123)).query)
    granted = discord.Permissions(int(query["permissions"][0]))
    assert {name for name, given in granted if given} == {
        "read_messages", "send_messages", "send_messages_in_threads", "read_message_history",
    }  # fmt: skip
    assert query["client_id"] == ["123"]
    assert set(query["scope"][0].split()) == {"bot", "applications.commands"}
