"""Judges what the bot sends to Discord: by Discord's published description, and by the limits it leaves out.

The first half needs the description's file (see `tests.discord.rules.published`); the second always works.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.discord.rules import commands, components, messages
from tests.discord.rules.fault import Fault, Payload
from tests.discord.rules.published import description

DEFERRALS = (5, 6)
ANSWERS: Mapping[int, Callable[[Payload], Iterator[Fault]]] = {
    4: lambda data: messages.interaction_message("data.", data),
    5: messages.deferral,
    6: messages.deferral,
    7: lambda data: messages.edited_message("data.", data),
    8: lambda data: commands.choices("data.choices", data.get("choices") or ()),
    9: components.modal,
}
"""Rules by the type of an interaction's answer."""


class PayloadError(AssertionError):
    """A payload that Discord would refuse, or that breaks a promise of the project; the message says where and why."""


def _answer(payload: Payload) -> Iterator[Fault]:
    judge = ANSWERS.get(payload.get("type", 0))
    data = payload.get("data")
    if judge is None:
        yield Fault("type", f"must be one of {sorted(ANSWERS)}, is {payload.get('type')!r}")
    elif data is None and payload.get("type") not in DEFERRALS:
        yield Fault("data", "must be there")
    else:
        yield from judge(data or {})


ROUTES: tuple[tuple[str, re.Pattern[str], Callable[[Any], Iterator[Fault]]], ...] = (
    ("POST", re.compile(r"/channels/\d+/messages"), messages.channel_message),
    ("PATCH", re.compile(r"/channels/\d+/messages/\d+"), lambda sent: messages.edited_message("", sent)),
    ("POST", re.compile(r"/interactions/\d+/[^/]+/callback"), _answer),
    ("POST", re.compile(r"/webhooks/\d+/[^/]+"), lambda sent: messages.interaction_message("", sent)),
    (
        "PATCH",
        re.compile(r"/webhooks/\d+/[^/]+/messages/(\d+|@original)"),
        lambda sent: messages.edited_message("", sent),
    ),
    ("PUT", re.compile(r"/applications/\d+(/guilds/\d+)?/commands"), commands.commands),
    ("POST", re.compile(r"/applications/\d+(/guilds/\d+)?/commands"), lambda sent: commands.command("", sent)),
)


def faults(method: str, path: str, payload: object) -> list[Fault]:
    """All that is wrong with sending ``payload`` by ``method`` to ``path`` (``/channels/1/messages``)."""
    found: list[Fault] = []
    published = description()
    if published is not None:
        found += published.faults(method, path, payload)
    if payload is not None:
        judges = (judge for verb, route, judge in ROUTES if verb == method and route.fullmatch(path))
        found += [fault for judge in judges for fault in judge(payload)]
    return found


def check(method: str, path: str, payload: object) -> None:
    """Lets a good payload pass.

    Raises:
        PayloadError: when anything is wrong with it; every fault is a line of the message.
    """
    found = faults(method, path, payload)
    if found:
        raise PayloadError("\n".join([f"{method} {path}", *map(str, found)]))
