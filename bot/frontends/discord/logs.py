"""The log: one JSON object a line, on standard error, never with the token in it; errors stand there under an id."""

import json
import logging
import secrets
import sys
from datetime import UTC, datetime

import aiohttp
import discord

from bot.frontends.discord.metrics import INCIDENTS

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


_log = logging.getLogger(__name__)
ALREADY_ANSWERED = 40060
UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised when something doesn't get through to Discord."""

GONE = frozenset({10008, 10062, ALREADY_ANSWERED})
"""Discord's codes for what nobody waits for any more: message deleted, interaction expired, already answered."""


class JsonLines(logging.Formatter):
    """Writes a record as a JSON object: time, level, logger, message, what else it was given, and any traceback.

    Args:
        secret: a text that is never written, whatever logs it.
    """

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _PLAIN}
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        line = self.write(entry)
        return line.replace(self._secret, "[token]") if self._secret else line

    def write(self, entry: dict[str, object]) -> str:
        """The record's values on one line."""
        return json.dumps(entry, ensure_ascii=False, default=str)


class PlainLines(JsonLines):
    """Writes a record for people: the time, the level, the message, what else it was given, and any traceback."""

    def write(self, entry: dict[str, object]) -> str:
        """The record on one line, with a traceback below it."""
        time, level, message = (entry.pop(key) for key in ("time", "level", "message"))
        error = entry.pop("error", None)
        entry.pop("logger")
        more = "".join(f"  {name}={value}" for name, value in entry.items())
        return f"{time} {level:7} {message}{more}" + (f"\n{error}" if error else "")


def begin_log(secret: str, log_format: str = "json") -> None:
    """Sends the program's log to standard error, as ``json`` lines or as ``text``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainLines(secret) if log_format == "text" else JsonLines(secret))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Every reconnection is its routine; its warnings still come through.
    logging.getLogger("discord").setLevel(logging.WARNING)


def log_error(error: BaseException, doing: str) -> str:
    """Logs an error; the id under which it stands there."""
    incident = secrets.token_hex(4)
    INCIDENTS.inc()
    _log.error("incident %s while %s", incident, doing, exc_info=error, extra={"incident": incident})
    return incident


def is_gone(error: BaseException) -> bool:
    """Whether an error only says that nobody waits for the reply any more."""
    return isinstance(error, discord.HTTPException) and error.code in GONE
