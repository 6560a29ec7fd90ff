"""What exists on the fake Discord: one server with one channel and two members, in the shapes Discord sends."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

import discord
from discord.utils import time_snowflake

Data = dict[str, Any]

BOT, ANN, BEN, GUILD, CHANNEL = 100_000_000_000_000_000, 401, 402, 200, 300
TOKEN = base64.urlsafe_b64encode(str(BOT).encode()).decode() + ".GfAkEd.wire-test-token-that-opens-nothing"
"""Of the shape that Discord's have: it begins with the application's id."""
NAMES = {BOT: "pressbox", ANN: "ann", BEN: "ben"}
PERMISSIONS = str(discord.Permissions.text().value | discord.Permissions.general().value)
MENTION = f"<@{BOT}>"
_numbers = count()


def snowflake() -> int:
    """A new id; it tells its time, which discord.py reads from an interaction's id."""
    return time_snowflake(datetime.now(UTC)) + next(_numbers)


def user(user_id: int) -> Data:
    """A user object."""
    name = NAMES[user_id]
    known = {"id": str(user_id), "username": name, "discriminator": "0", "global_name": name.title(), "avatar": None}
    return known | {"bot": user_id == BOT, "flags": 0, "public_flags": 0}


def member(user_id: int, *, with_user: bool = True) -> Data:
    """A member object; messages bring one without its user."""
    plain: Data = {"roles": [], "joined_at": "2024-01-01T00:00:00+00:00", "flags": 0, "deaf": False, "mute": False}
    plain |= {"nick": None, "avatar": None, "pending": False, "communication_disabled_until": None}
    return plain | ({"user": user(user_id)} if with_user else {})


def channel(server_id: int = GUILD) -> Data:
    """The text channel."""
    known: Data = {"id": str(CHANNEL), "type": 0, "name": "track", "position": 0, "guild_id": str(server_id)}
    return known | {"permission_overwrites": [], "nsfw": False, "flags": 0, "parent_id": None, "topic": None}


def guild(server_id: int = GUILD) -> Data:
    """The server as a client first sees it; all servers are alike."""
    everyone: Data = {"id": str(server_id), "name": "@everyone", "permissions": PERMISSIONS, "position": 0, "color": 0}
    everyone |= {"hoist": False, "managed": False, "mentionable": False, "flags": 0}
    known: Data = {"id": str(server_id), "name": "Track Club", "owner_id": str(ANN), "unavailable": False}
    known |= {"roles": [everyone], "channels": [channel(server_id)], "members": [member(each) for each in NAMES]}
    known |= {"member_count": len(NAMES), "large": False, "threads": [], "emojis": [], "stickers": [], "features": []}
    return known | {"preferred_locale": "en-US", "verification_level": 0, "premium_tier": 0, "nsfw_level": 0}


def application() -> Data:
    """The application that the bot belongs to."""
    known: Data = {"id": str(BOT), "name": "pressbox", "description": "", "icon": None, "owner": user(ANN)}
    return known | {"bot_public": True, "bot_require_code_grant": False, "verify_key": "", "flags": 0, "summary": ""}


def message(author: int, content: str, *, guild_id: int | None = GUILD, **more: Any) -> Data:
    """A message; mentions of the bot in ``content`` are listed as Discord lists them."""
    known: Data = {"id": str(snowflake()), "channel_id": str(CHANNEL), "author": user(author), "content": content}
    known |= {"timestamp": datetime.now(UTC).isoformat(), "edited_timestamp": None, "tts": False, "pinned": False}
    known |= {"mention_everyone": False, "mention_roles": [], "attachments": [], "embeds": [], "components": []}
    mentioned = [{**user(BOT), "member": member(BOT, with_user=False)}] if MENTION in content else []
    known |= {"type": 0, "flags": 0, "mentions": mentioned}
    if guild_id:
        known |= {"guild_id": str(guild_id), "member": member(author, with_user=False)}
    return known | more


def interaction(of_type: int, by: int, data: Mapping[str, Any], **more: Any) -> Data:
    """Something a member did that waits for an answer: a command (2), a click (3), typing (4) or a form (5)."""
    number = snowflake()
    known: Data = {"id": str(number), "application_id": str(BOT), "type": of_type, "token": f"token-{number}"}
    known |= {"guild_id": str(GUILD), "guild": {"id": str(GUILD), "locale": "en-US", "features": []}}
    known |= {"channel_id": str(CHANNEL), "channel": channel() | {"permissions": PERMISSIONS}}
    known |= {"member": member(by) | {"permissions": PERMISSIONS}, "locale": "en-US", "guild_locale": "en-US"}
    known |= {"app_permissions": PERMISSIONS, "entitlements": [], "context": 0, "version": 1}
    known |= {"authorizing_integration_owners": {"0": str(GUILD)}, "attachment_size_limit": 10_000_000}
    return known | {"data": dict(data)} | more


def command(by: int, name: str, **options: str | bool) -> Data:
    """A member's slash command."""
    given = [
        {"name": key, "type": 5 if value in {True, False} else 3, "value": value} for key, value in options.items()
    ]
    return interaction(2, by, {"id": "1", "name": name, "type": 1, "options": given})


def typing(by: int, name: str, option: str, typed: str) -> Data:
    """A member typing into an option that offers choices."""
    given = [{"name": option, "type": 3, "value": typed, "focused": True}]
    return interaction(4, by, {"id": "1", "name": name, "type": 1, "options": given})


def click(by: int, on: Data, custom_id: str) -> Data:
    """A member's click on a button of the message ``on``."""
    return interaction(3, by, {"component_type": 2, "custom_id": custom_id}, message=on)


def components(shown: Data) -> list[Data]:
    """All components of a message, nested ones too, in reading order."""
    found: list[Data] = []
    waiting = list(shown.get("components") or ())
    while waiting:
        component = waiting.pop(0)
        found.append(component)
        waiting[:0] = [*component.get("components", ()), *filter(None, [component.get("accessory")])]
    return found


def words(shown: Data) -> str:
    """All that a member reads in a message."""
    return "\n".join(filter(None, [shown.get("content"), *(each.get("content") for each in components(shown))]))
