"""Rules for buttons, selects, layouts and forms: each can be broken, and the complaint says where."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.discord.payload_rules import faults
from tests.discord.samples import (
    CALLBACK,
    CHANNEL,
    Route,
    button,
    field,
    form,
    layout,
    link,
    options,
    plain,
    row,
    select,
    text,
)

BAD: Mapping[str, tuple[Route, Any, str, str]] = {
    "an empty text": (CHANNEL, layout(text("")), "components[0].content", "1 to 4000"),
    "an unknown component": (CHANNEL, layout({"type": 99}), "components[0].type", "known component"),
    "a button without a row": (CHANNEL, layout(button()), "components[0].type", "one of"),
    "a button among words": (CHANNEL, plain(components=[button()]), "components[0].type", "one of"),
    "a container in a container": (
        CHANNEL,
        layout({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
        "components[0].components[0].type",
        "one of",
    ),
    "an empty container": (CHANNEL, layout({"type": 17, "components": []}), "components[0].components", "1 to 40"),
    "an empty gallery": (CHANNEL, layout({"type": 12, "items": []}), "components[0].items", "1 to 10"),
    "six rows": (CHANNEL, plain(components=[row(link())] * 6), "components", "0 to 5"),
    "an empty row": (CHANNEL, layout(row()), "components[0].components", "1 to 5"),
    "six buttons": (CHANNEL, layout(row(*[link()] * 6)), "components[0].components", "1 to 5"),
    "a select beside a button": (CHANNEL, layout(row(select(), link())), "components[0].components", "alone"),
    "a long label": (CHANNEL, layout(row(button(label="x" * 81))), "components[0].components[0].label", "0 to 80"),
    "a blank button": (CHANNEL, layout(row(button(label=None))), "components[0].components[0].label", "emoji"),
    "a button without an id": (
        CHANNEL,
        layout(row(button(custom_id=None))),
        "components[0].components[0].custom_id",
        "must be there",
    ),
    "a button with an address": (
        CHANNEL,
        layout(row(button(url="https://track.example"))),
        "components[0].components[0].url",
        "must be absent",
    ),
    "a link with an id": (
        CHANNEL,
        layout(row(link(custom_id="x"))),
        "components[0].components[0].custom_id",
        "must be absent",
    ),
    "a long address": (
        CHANNEL,
        layout(row(link(url="https://" + "x" * 505))),
        "components[0].components[0].url",
        "1 to 512",
    ),
    "a relative address": (
        CHANNEL,
        layout(row(link(url="track.example"))),
        "components[0].components[0].url",
        "must begin with",
    ),
    "a link to nowhere": (CHANNEL, layout(row(link(url=None))), "components[0].components[0].url", "1 to 512"),
    "a long custom id": (
        CHANNEL,
        layout(row(button(custom_id="x" * 101))),
        "components[0].components[0].custom_id",
        "1 to 100",
    ),
    "a custom id twice": (CHANNEL, layout(row(button()), row(button())), "components", "must be unique"),
    "26 options": (
        CHANNEL,
        layout(row(select(options=options(26)))),
        "components[0].components[0].options",
        "1 to 25",
    ),
    "no options": (CHANNEL, layout(row(select(options=[]))), "components[0].components[0].options", "1 to 25"),
    "the same value twice": (
        CHANNEL,
        layout(row(select(options=options(2, value="a")))),
        "components[0].components[0].options",
        "value must be unique",
    ),
    "a long option label": (
        CHANNEL,
        layout(row(select(options=options(1, label="x" * 101)))),
        "components[0].components[0].options[0].label",
        "1 to 100",
    ),
    "a long option value": (
        CHANNEL,
        layout(row(select(options=options(1, value="x" * 101)))),
        "components[0].components[0].options[0].value",
        "1 to 100",
    ),
    "a long option description": (
        CHANNEL,
        layout(row(select(options=options(1, description="x" * 101)))),
        "components[0].components[0].options[0].description",
        "0 to 100",
    ),
    "a long placeholder": (
        CHANNEL,
        layout(row(select(placeholder="x" * 151))),
        "components[0].components[0].placeholder",
        "0 to 150",
    ),
    "a select without an id": (
        CHANNEL,
        layout(row(select(custom_id=None))),
        "components[0].components[0].custom_id",
        "must be there",
    ),
    "more wanted than allowed": (
        CHANNEL,
        layout(row(select(min_values=2, max_values=1))),
        "components[0].components[0].max_values",
        "from min_values to 25",
    ),
    "more wanted than there are": (
        CHANNEL,
        layout(row(select(max_values=3))),
        "components[0].components[0].max_values",
        "2 options",
    ),
    "more chosen than allowed": (
        CHANNEL,
        layout(row(select(options=options(2, default=True)))),
        "components[0].components[0].options",
        "chosen",
    ),
    "four texts in a section": (
        CHANNEL,
        layout({"type": 9, "components": [text()] * 4, "accessory": link()}),
        "components[0].components",
        "1 to 3",
    ),
    "a section without accessory": (
        CHANNEL,
        layout({"type": 9, "components": [text()]}),
        "components[0].accessory",
        "button or a thumbnail",
    ),
    "a long form title": (CALLBACK, form(title="x" * 46), "data.title", "1 to 45"),
    "a form without an id": (CALLBACK, form(custom_id=""), "data.custom_id", "1 to 100"),
    "six fields": (CALLBACK, form(*[field(custom_id=str(n)) for n in range(6)]), "data.components", "1 to 5"),
    "a bare field": (CALLBACK, form(select()), "data.components[0].type", "one of"),
    "a long field label": (CALLBACK, form(field() | {"label": "x" * 46}), "data.components[0].label", "1 to 45"),
    "a long hint": (CALLBACK, form(field() | {"description": "x" * 101}), "data.components[0].description", "0 to 100"),
    "a label without a field": (
        CALLBACK,
        form(field() | {"component": None}),
        "data.components[0].component",
        "must be there",
    ),
    "a field without an id": (
        CALLBACK,
        form(field(custom_id=None)),
        "data.components[0].component.custom_id",
        "must be there",
    ),
    "a long text input": (
        CALLBACK,
        form(field(value="x" * 4001)),
        "data.components[0].component.value",
        "0 to 4000",
    ),
    "a text input of 5000": (
        CALLBACK,
        form(field(max_length=5000)),
        "data.components[0].component.max_length",
        "to 4000",
    ),
    "a text input's long placeholder": (
        CALLBACK,
        form(field(placeholder="x" * 101)),
        "data.components[0].component.placeholder",
        "0 to 100",
    ),
    "a row's long label": (
        CALLBACK,
        form(row({"type": 4, "custom_id": "q", "style": 1, "label": "x" * 46})),
        "data.components[0].components[0].label",
        "1 to 45",
    ),
}


@pytest.mark.parametrize(("route", "payload", "path", "rule"), BAD.values(), ids=BAD)
def test_a_broken_rule_is_named_with_its_place(route: Route, payload: Any, path: str, rule: str) -> None:
    """A component that breaks a rule is refused, with the path to it and the rule."""
    named = [str(fault) for fault in faults(*route, payload)]
    assert any(line.startswith(f"{path}: ") and rule in line for line in named), named
