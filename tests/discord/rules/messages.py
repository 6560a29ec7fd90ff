"""Rules for messages: new ones, answers to interactions, and edits."""

import re
from collections.abc import Iterator

from discord import ComponentType, MessageFlags

from tests.discord.rules.components import LAYOUT, each, kind, placed, walk
from tests.discord.rules.fault import Fault, Payload, count, text

FURNITURE = frozenset({ComponentType.action_row, ComponentType.container, *LAYOUT})
NEEDS_V2 = FURNITURE - {ComponentType.action_row} | {ComponentType.thumbnail}
BARE_LINK = re.compile(r"(?<!<)https?://\S")
SETTABLE = MessageFlags(suppress_embeds=True, suppress_notifications=True, components_v2=True)
EMBED_TEXTS = {"title": 256, "description": 4096}


def channel_message(message: Payload) -> Iterator[Fault]:
    """A message put into a channel: with a nonce that Discord enforces, so that a retry isn't shown twice."""
    yield from new_message("", message)
    yield from _flags("", message, SETTABLE)
    if not message.get("nonce"):
        yield Fault("nonce", "must be there on a message to a channel")
    if message.get("enforce_nonce") is not True:
        yield Fault("enforce_nonce", "must be true on a message to a channel")
    yield from text("nonce", str(message.get("nonce") or "x"), 25, 1)


def interaction_message(prefix: str, message: Payload) -> Iterator[Fault]:
    """An interaction's answer or followup, which may be for the member's eyes only."""
    yield from new_message(prefix, message)
    yield from _flags(prefix, message, SETTABLE | MessageFlags(ephemeral=True))


def new_message(prefix: str, message: Payload) -> Iterator[Fault]:
    """Any new message: it has something to show, and pings nobody."""
    if not any(message.get(field) for field in ("content", "embeds", "components", "attachments", "poll", "files")):
        yield Fault(prefix.rstrip("."), "must show something: content, embeds, components or a file")
    yield from edited_message(prefix, message)


def edited_message(prefix: str, message: Payload) -> Iterator[Fault]:
    """Any message, new or edited: what it shows keeps to the limits, and it pings nobody."""
    yield from text(f"{prefix}content", message.get("content"), 2000)
    yield from _unfurls(prefix, message)
    yield from _pings(prefix, message)
    yield from _embeds(prefix, message)
    components = message.get("components") or ()
    places = list(walk(f"{prefix}components", components))
    yield from each(places)
    if MessageFlags._from_value(message.get("flags") or 0).components_v2:
        yield from placed(f"{prefix}components", components, FURNITURE)
        yield from _layout(prefix, message)
    else:
        yield from _rows(prefix, message)


def deferral(data: Payload) -> Iterator[Fault]:
    """A promise to answer later shows nothing; it only says for whose eyes the answer will be."""
    yield from _flags("data.", data, MessageFlags(ephemeral=True))
    for field in ("content", "embeds", "components"):
        if data.get(field):
            yield Fault(f"data.{field}", "must be absent in a deferral")


def _flags(prefix: str, message: Payload, allowed: MessageFlags) -> Iterator[Fault]:
    beyond = (message.get("flags") or 0) & ~allowed.value
    if beyond:
        names = ", ".join(name for name, is_set in MessageFlags._from_value(beyond) if is_set) or str(beyond)
        yield Fault(f"{prefix}flags", f"must not have {names} here")


def _unfurls(prefix: str, message: Payload) -> Iterator[Fault]:
    suppressed = MessageFlags._from_value(message.get("flags") or 0).suppress_embeds
    if BARE_LINK.search(str(message.get("content") or "")) and not suppressed:
        yield Fault(f"{prefix}flags", "must suppress embeds where the content has a bare link")


def _pings(prefix: str, message: Payload) -> Iterator[Fault]:
    allowed = message.get("allowed_mentions")
    if allowed is None:
        yield Fault(f"{prefix}allowed_mentions", "must be there, with an empty parse")
        return
    if allowed.get("parse") != []:
        yield Fault(f"{prefix}allowed_mentions.parse", f"must be an empty list, is {allowed.get('parse')!r}")
    for field in ("users", "roles", "replied_user"):
        if allowed.get(field):
            yield Fault(f"{prefix}allowed_mentions.{field}", "must ping nobody")


def _layout(prefix: str, message: Payload) -> Iterator[Fault]:
    for field in ("content", "embeds", "poll", "sticker_ids"):
        if message.get(field):
            yield Fault(f"{prefix}{field}", "must be absent beside Components V2")
    components = message.get("components") or ()
    places = list(walk(f"{prefix}components", components))
    yield from count(f"{prefix}components", places, 40)
    shown = sum(len(c.get("content") or "") for _, c in places if kind(c) is ComponentType.text_display)
    if shown > 4000:
        yield Fault(f"{prefix}components", f"must have at most 4000 characters of text in all, has {shown}")


def _rows(prefix: str, message: Payload) -> Iterator[Fault]:
    components = message.get("components") or ()
    for path, component in walk(f"{prefix}components", components):
        if kind(component) in NEEDS_V2:
            yield Fault(f"{path}.type", "must have the flag IS_COMPONENTS_V2 on its message")
    yield from count(f"{prefix}components", components, 5)
    if not any(kind(component) in NEEDS_V2 for component in components):
        yield from placed(f"{prefix}components", components, frozenset({ComponentType.action_row}))


def _embeds(prefix: str, message: Payload) -> Iterator[Fault]:
    embeds = message.get("embeds") or ()
    yield from count(f"{prefix}embeds", embeds, 10)
    for number, embed in enumerate(embeds):
        yield from _embed(f"{prefix}embeds[{number}]", embed)
    total = sum(len(shown) for embed in embeds for shown in _words(embed))
    if total > 6000:
        yield Fault(f"{prefix}embeds", f"must have at most 6000 characters in all, has {total}")


def _embed(path: str, embed: Payload) -> Iterator[Fault]:
    for field, most in EMBED_TEXTS.items():
        yield from text(f"{path}.{field}", embed.get(field), most)
    yield from text(f"{path}.footer.text", (embed.get("footer") or {}).get("text"), 2048)
    yield from text(f"{path}.author.name", (embed.get("author") or {}).get("name"), 256)
    fields = embed.get("fields") or ()
    yield from count(f"{path}.fields", fields, 25)
    for number, field in enumerate(fields):
        yield from text(f"{path}.fields[{number}].name", field.get("name") or "", 256, 1)
        yield from text(f"{path}.fields[{number}].value", field.get("value") or "", 1024, 1)


def _words(embed: Payload) -> Iterator[str]:
    yield from (str(embed.get(field) or "") for field in EMBED_TEXTS)
    yield str((embed.get("footer") or {}).get("text") or "")
    yield str((embed.get("author") or {}).get("name") or "")
    for field in embed.get("fields") or ():
        yield str(field.get("name") or "")
        yield str(field.get("value") or "")
