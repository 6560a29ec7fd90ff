"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How things stand: fine, worth knowing, or in the way of running."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a diagnosis: what was looked at, how it stands, and what to do where that is not fine."""

    check: str
    level: Level
    message: str
    advice: str = ""


def ok(check: str, message: str) -> Finding:
    """All is fine."""
    return Finding(check, Level.OK, message)


def warn(check: str, message: str, advice: str) -> Finding:
    """The bot runs, but not all of it, or not as one might think."""
    return Finding(check, Level.WARN, message, advice)


def fail(check: str, message: str, advice: str) -> Finding:
    """The bot can't run like this."""
    return Finding(check, Level.FAIL, message, advice)
