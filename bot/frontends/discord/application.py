"""The application: its token, checked for its shape and never shown, and the link that invites the bot."""

import base64
import binascii
import re

import discord

from bot.domain.errors import UserError

_SHAPE = re.compile(r"(?P<id>[\w-]{18,})\.[\w-]{5,}\.[\w-]{25,}")
_WHERE = "Discord Developer Portal → your application → Bot → Reset Token, then put it as DISCORD_TOKEN=… into .env"


PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,  # to reply to a message
)
"""All the bot needs, and nothing else."""


def check_token(token: str) -> str:
    """The token, if it can be one.

    Raises:
        UserError: when it is missing or has another shape; the message never holds it.
    """
    if not token:
        raise UserError(f"there is no DISCORD_TOKEN; get one here: {_WHERE}")
    if not _SHAPE.fullmatch(token) or read_application_id(token) is None:
        hint = "it is three parts with dots between, without quotation marks or “Bot ” in front"
        raise UserError(f"the DISCORD_TOKEN has not the shape of a bot's token ({hint}); get a new one: {_WHERE}")
    return token


def read_application_id(token: str) -> int | None:
    """The application's id, which a token begins with; ``None`` where it doesn't."""
    head = token.partition(".")[0]
    try:
        decoded = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return int(decoded) if decoded.isdecimal() else None


def build_invitation(application_id: int) -> str:
    """The link for an application."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands"))
