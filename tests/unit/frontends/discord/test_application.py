"""A token is checked for its shape, and shown nowhere."""

import json
import logging

import pytest

from bot.domain.errors import UserError
from bot.frontends.discord.application import check_token, read_application_id
from bot.frontends.discord.logs import JsonLines, PlainLines

GOOD = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab"


def test_a_token_tells_its_application() -> None:
    """A token of the right shape passes, and begins with the application's id."""
    assert check_token(GOOD) == GOOD
    assert read_application_id(GOOD) == 123456789012345678


def test_a_missing_token_is_explained() -> None:
    """Whoever has none learns where to get one and where to put it."""
    with pytest.raises(UserError, match=r"no DISCORD_TOKEN.*Developer Portal.*\.env"):
        check_token("")


@pytest.mark.parametrize("token", ["hello", "a.b.c", f"Bot {GOOD}", f'"{GOOD}"', GOOD[:40], "!!!." + GOOD, "é" * 70])
def test_a_malformed_token_is_explained_and_not_repeated(token: str) -> None:
    """What has another shape is refused, without showing it."""
    with pytest.raises(UserError, match="not the shape") as refused:
        check_token(token)
    assert token not in str(refused.value)


def test_the_log_never_holds_the_token() -> None:
    """Whatever logs the token, in words, values or a traceback: the line holds none of it, and is one JSON object."""
    formatter = JsonLines(GOOD)
    try:
        int(GOOD)
    except ValueError as error:
        failure = (type(error), error, error.__traceback__)
    record = logging.LogRecord("bot", logging.ERROR, "x.py", 1, "login with %s\nfailed", (GOOD,), failure)
    record.server = {"token": GOOD}
    line = formatter.format(record)
    assert GOOD not in line
    assert "\n" not in line
    entry = json.loads(line)
    assert entry["message"] == "login with [token]\nfailed"
    assert entry["level"] == "error"
    assert "Traceback" in entry["error"]


def test_the_log_can_be_read_by_people() -> None:
    """As text, a line begins with time, level and message, values follow, a traceback stands below; no token."""
    record = logging.makeLogRecord({"msg": "answered %s", "args": (GOOD,), "levelname": "INFO", "kind": "found"})
    line = PlainLines(GOOD).format(record)
    assert line.partition(" ")[2] == "info    answered [token]  kind=found"


def test_what_a_record_was_given_stands_in_its_line() -> None:
    """Extra values become keys of their own."""
    record = logging.makeLogRecord({"msg": "answered", "kind": "found", "seconds": 0.01})
    entry = json.loads(JsonLines("").format(record))
    assert (entry["message"], entry["kind"], entry["seconds"]) == ("answered", "found", 0.01)
