"""Rules for messages and for answers to interactions: each can be broken, and the complaint says where."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.discord.payload_rules import faults
from tests.discord.samples import (
    CALLBACK,
    CHANNEL,
    EDIT,
    FOLLOWUP,
    V2,
    Route,
    answer,
    embed,
    layout,
    plain,
    text,
)

BAD: Mapping[str, tuple[Route, Any, str, str]] = {
    "long content": (CHANNEL, plain(content="x" * 2001), "content", "0 to 2000"),
    "nothing to show": (CHANNEL, plain(content=""), "payload", "must show something"),
    "no nonce": (CHANNEL, plain(nonce=None), "nonce", "must be there"),
    "a long nonce": (CHANNEL, plain(nonce="x" * 26), "nonce", "1 to 25"),
    "a nonce not enforced": (CHANNEL, plain(enforce_nonce=None), "enforce_nonce", "must be true"),
    "mentions left open": (CHANNEL, plain(allowed_mentions=None), "allowed_mentions", "must be there"),
    "mentions left open in an edit": (EDIT, {"content": "words"}, "allowed_mentions", "must be there"),
    "everyone may be pinged": (
        CHANNEL,
        plain(allowed_mentions={"parse": ["everyone"]}),
        "allowed_mentions.parse",
        "empty list",
    ),
    "the asker is pinged": (
        CHANNEL,
        plain(allowed_mentions={"parse": [], "replied_user": True}),
        "allowed_mentions.replied_user",
        "ping nobody",
    ),
    "a member is pinged": (
        CHANNEL,
        plain(allowed_mentions={"parse": [], "users": ["1"]}),
        "allowed_mentions.users",
        "ping nobody",
    ),
    "a role is pinged": (
        CHANNEL,
        plain(allowed_mentions={"parse": [], "roles": ["1"]}),
        "allowed_mentions.roles",
        "ping nobody",
    ),
    "a bare link": (CHANNEL, plain(content="see https://track.example/lee"), "flags", "suppress embeds"),
    "a private channel message": (CHANNEL, plain(flags=64), "flags", "ephemeral"),
    "a long embed title": (CHANNEL, embed(title="x" * 257), "embeds[0].title", "256"),
    "a long embed description": (CHANNEL, embed(description="x" * 4097), "embeds[0].description", "4096"),
    "a long embed footer": (CHANNEL, embed(footer={"text": "x" * 2049}), "embeds[0].footer.text", "2048"),
    "a long embed author": (CHANNEL, embed(author={"name": "x" * 257}), "embeds[0].author.name", "256"),
    "many embed fields": (CHANNEL, embed(fields=[{"name": "a", "value": "b"}] * 26), "embeds[0].fields", "25"),
    "a nameless field": (CHANNEL, embed(fields=[{"name": "", "value": "b"}]), "embeds[0].fields[0].name", "1 to 256"),
    "a long field name": (
        CHANNEL,
        embed(fields=[{"name": "x" * 257, "value": "b"}]),
        "embeds[0].fields[0].name",
        "1 to 256",
    ),
    "a long field value": (
        CHANNEL,
        embed(fields=[{"name": "a", "value": "x" * 1025}]),
        "embeds[0].fields[0].value",
        "1 to 1024",
    ),
    "many embeds": (CHANNEL, plain(embeds=[{"title": "x"}] * 11), "embeds", "0 to 10"),
    "embeds too long together": (CHANNEL, plain(embeds=[{"description": "x" * 3001}] * 2), "embeds", "6000"),
    "a layout without its flag": (
        CHANNEL,
        layout(text(), flags=0),
        "components[0].type",
        "IS_COMPONENTS_V2",
    ),
    "words beside a layout": (CHANNEL, layout(text(), content="words"), "content", "Components V2"),
    "an embed beside a layout": (CHANNEL, layout(text(), embeds=[{"title": "x"}]), "embeds", "Components V2"),
    "41 components": (CHANNEL, layout({"type": 17, "components": [text()] * 40}), "components", "0 to 40"),
    "4001 characters": (CHANNEL, layout(text("x" * 4000), text("x")), "components", "4000 characters"),
    "a long answer": (CALLBACK, answer(content="x" * 2001), "data.content", "0 to 2000"),
    "an answer that pings": (CALLBACK, answer(allowed_mentions=None), "data.allowed_mentions", "must be there"),
    "an answer of an unknown type": (CALLBACK, {"type": 3}, "type", "must be one of"),
    "an answer without data": (CALLBACK, {"type": 4}, "data", "must be there"),
    "a deferral with words": (CALLBACK, {"type": 5, "data": {"content": "x"}}, "data.content", "deferral"),
    "a deferral with a layout's flag": (CALLBACK, {"type": 5, "data": {"flags": V2}}, "data.flags", "must not have"),
    "a long followup": (FOLLOWUP, plain(content="x" * 2001), "content", "0 to 2000"),
}


@pytest.mark.parametrize(("route", "payload", "path", "rule"), BAD.values(), ids=BAD)
def test_a_broken_rule_is_named_with_its_place(route: Route, payload: Any, path: str, rule: str) -> None:
    """A message or an answer that breaks a rule is refused, with the place in it and the rule."""
    named = [str(fault) for fault in faults(*route, payload)]
    assert any(line.startswith(f"{path}: ") and rule in line for line in named), named
