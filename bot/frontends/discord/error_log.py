"""Errors in the log, each under an id that a member can be told."""

import logging
import secrets

import aiohttp
import discord

_log = logging.getLogger(__name__)
ALREADY_ANSWERED = 40060
UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised when something doesn't get through to Discord."""

GONE = frozenset({10008, 10062, ALREADY_ANSWERED})
"""Discord's codes for what nobody waits for any more: message deleted, interaction expired, already answered."""


def log_error(error: BaseException, doing: str) -> str:
    """Logs an error; the id under which it stands there."""
    incident = secrets.token_hex(4)
    _log.error("incident %s while %s", incident, doing, exc_info=error, extra={"incident": incident})
    return incident


def is_gone(error: BaseException) -> bool:
    """Whether an error only says that nobody waits for the reply any more."""
    return isinstance(error, discord.HTTPException) and error.code in GONE
