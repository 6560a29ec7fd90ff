"""Rules for commands and choices: each can be broken, and the complaint says where."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.discord.payload_rules import faults
from tests.discord.samples import CALLBACK, COMMANDS, Route, command, offered, option

BAD: Mapping[str, tuple[Route, Any, str, str]] = {
    "26 choices": (CALLBACK, offered(*[{"name": "x", "value": "x"}] * 26), "data.choices", "0 to 25"),
    "a long choice": (CALLBACK, offered({"name": "x" * 101, "value": "x"}), "data.choices[0].name", "1 to 100"),
    "a long value": (CALLBACK, offered({"name": "x", "value": "x" * 101}), "data.choices[0].value", "0 to 100"),
    "a nameless choice": (CALLBACK, offered({"name": "", "value": "x"}), "data.choices[0].name", "1 to 100"),
    "a long command name": (COMMANDS, command(name="x" * 33), "[0].name", "1 to 32"),
    "a command in capitals": (COMMANDS, command(name="Ask"), "[0].name", "lower-case"),
    "a command of two words": (COMMANDS, command(name="ask me"), "[0].name", "lower-case"),
    "a translated name in capitals": (
        COMMANDS,
        command(name_localizations={"de": "Fragen"}),
        "[0].name_localizations.de",
        "lower-case",
    ),
    "a language that isn't": (
        COMMANDS,
        command(name_localizations={"xx": "ask"}),
        "[0].name_localizations.xx",
        "a locale",
    ),
    "a long translated description": (
        COMMANDS,
        command(description_localizations={"de": "x" * 101}),
        "[0].description_localizations.de",
        "1 to 100",
    ),
    "a long description": (COMMANDS, command(description="x" * 101), "[0].description", "1 to 100"),
    "no description": (COMMANDS, command(description=""), "[0].description", "1 to 100"),
    "a described menu command": (
        COMMANDS,
        [{"type": 3, "name": "Ask about this", "description": "x"}],
        "[0].description",
        "must be absent",
    ),
    "a long menu name": (COMMANDS, [{"type": 3, "name": "x" * 33}], "[0].name", "1 to 32"),
    "the same command twice": (COMMANDS, command() * 2, "payload", "must be unique"),
    "101 commands": (COMMANDS, [command(name=f"ask{n}")[0] for n in range(101)], "payload", "at most 100"),
    "26 parameters": (
        COMMANDS,
        command(options=[option(name=f"o{n}")[0]["options"][0] for n in range(26)]),
        "[0].options",
        "0 to 25",
    ),
    "a parameter twice": (COMMANDS, command(options=option()[0]["options"] * 2), "[0].options", "name must be unique"),
    "a required parameter last": (
        COMMANDS,
        command(options=option()[0]["options"] + option(name="b", required=True)[0]["options"]),
        "[0].options",
        "required ones first",
    ),
    "a parameter in capitals": (COMMANDS, option(name="Question"), "[0].options[0].name", "lower-case"),
    "a long parameter description": (
        COMMANDS,
        option(description="x" * 101),
        "[0].options[0].description",
        "1 to 100",
    ),
    "26 fixed choices": (
        COMMANDS,
        option(choices=[{"name": "x", "value": "x"}] * 26),
        "[0].options[0].choices",
        "0 to 25",
    ),
    "fixed choices beside typed ones": (
        COMMANDS,
        option(choices=[{"name": "x", "value": "x"}], autocomplete=True),
        "[0].options[0].autocomplete",
        "must be absent",
    ),
    "a parameter of 7000": (COMMANDS, option(max_length=7000), "[0].options[0].max_length", "to 6000"),
    "a parameter of a subcommand": (
        COMMANDS,
        command(options=[{"type": 1, "name": "show", "description": "x", "options": option(name="A")[0]["options"]}]),
        "[0].options[0].options[0].name",
        "lower-case",
    ),
    "a command of 8001 characters": (
        COMMANDS,
        command(
            options=[
                option(name=f"o{n}", choices=[{"name": "x" * 100, "value": f"{m:0100}"} for m in range(21)])[0][
                    "options"
                ][0]
                for n in range(2)
            ]
        ),
        "[0]",
        "at most 8000",
    ),
}


@pytest.mark.parametrize(("route", "payload", "path", "rule"), BAD.values(), ids=BAD)
def test_a_broken_rule_is_named_with_its_place(route: Route, payload: Any, path: str, rule: str) -> None:
    """A command or a choice that breaks a rule is refused, with the path to it and the rule."""
    named = [str(fault) for fault in faults(*route, payload)]
    assert any(line.startswith(f"{path}: ") and rule in line for line in named), named
