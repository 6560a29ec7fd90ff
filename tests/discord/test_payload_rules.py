"""What the bot may send passes; what it may not is refused once, with every fault."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.discord.payload_rules import PayloadError, check, faults
from tests.discord.rules.fault import Fault
from tests.discord.samples import (
    CALLBACK,
    CHANNEL,
    COMMANDS,
    EDIT,
    FOLLOWUP,
    NOBODY,
    V2,
    Route,
    answer,
    button,
    command,
    embed,
    form,
    layout,
    link,
    offered,
    plain,
    row,
    select,
    text,
)

GOOD: Mapping[str, tuple[Route, Any]] = {
    "words": (CHANNEL, plain()),
    "a reply": (CHANNEL, plain(message_reference={"message_id": 5, "channel_id": 1})),
    "words at the limit": (CHANNEL, plain(content="x" * 2000)),
    "a link in angle brackets": (CHANNEL, plain(content="see <https://track.example/lee>")),
    "a link without unfurling": (CHANNEL, plain(content="see https://track.example/lee", flags=4)),
    "a layout": (CHANNEL, layout({"type": 17, "components": [text(), row(button(), link())]})),
    "a layout of 40": (CHANNEL, layout(*[text("x" * 100)] * 40)),
    "a section": (CHANNEL, layout({"type": 9, "components": [text()], "accessory": link()})),
    "rows without a layout": (CHANNEL, plain(components=[row(button()), row(select())])),
    "an edit that takes the words away": (EDIT, {"content": None, "components": [row(link())]} | layout(text())),
    "an edit of words": (EDIT, {"content": "words", "allowed_mentions": NOBODY}),
    "a private answer": (CALLBACK, answer(flags=64)),
    "a deferral": (CALLBACK, {"type": 5, "data": {"flags": 64}}),
    "a deferred update": (CALLBACK, {"type": 6}),
    "an update": (CALLBACK, {"type": 7, "data": layout(text(), nonce=None, enforce_nonce=None)}),
    "a followup": (FOLLOWUP, layout(text(), flags=V2 | 64)),
    "a form": (CALLBACK, form()),
    "no choices": (CALLBACK, offered()),
    "choices": (CALLBACK, offered({"name": "Jakob Ingebrigtsen", "value": "ingebrigtsen"})),
    "commands": (COMMANDS, [*command(), {"type": 3, "name": "Ask about this"}]),
    "a localised command": (COMMANDS, command(name_localizations={"de": "fragen"})),
    "an embed": (CHANNEL, embed(title="x", description="y", fields=[{"name": "a", "value": "b"}])),
}


@pytest.mark.parametrize(("route", "payload"), GOOD.values(), ids=GOOD)
def test_a_good_payload_passes(route: Route, payload: Any) -> None:
    """What keeps to the limits is sent without complaint."""
    check(*route, payload)


def test_every_fault_is_a_line() -> None:
    """A payload with several faults is refused once, with all of them."""
    with pytest.raises(PayloadError) as refused:
        check(*CHANNEL, plain(content="x" * 2001, nonce=None))
    first, *rest = str(refused.value).splitlines()
    assert first == "POST /channels/1/messages"
    assert {"content: must have 0 to 2000 characters, has 2001", "nonce: must be there on a message to a channel"} <= {
        *rest
    }


def test_a_fault_of_the_whole_payload_says_so() -> None:
    """A fault without a path is the payload's own."""
    assert str(Fault("", "must show something")) == "payload: must show something"


def test_a_number_where_text_belongs_is_a_fault() -> None:
    """Content that is no text is named, not stumbled over."""
    assert Fault("content", "must be text") in faults(*CHANNEL, plain(content=5))
