"""Discord's own description judges payloads by the schema of their route."""

import json
from pathlib import Path

import pytest

from tests.discord.rules import published
from tests.discord.rules.published import MISSING, PublishedDescription, description

_needs_description = pytest.mark.skipif(description() is None, reason=MISSING)
SMALL = {
    "paths": {
        "/cats/{id}": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}}},
        "/cats/@mine": {"post": {"requestBody": {"content": {"text/plain": {}}}}, "get": {}},
    },
    "components": {"schemas": {}},
}


def _lines(method: str, path: str, payload: object) -> list[str]:
    known = description()
    assert known is not None
    return [str(fault) for fault in known.faults(method, path, payload)]


@_needs_description
def test_the_schema_of_the_route_judges() -> None:
    """The same payload is judged by what the route it goes to takes."""
    message = {"content": "x" * 2001}
    assert not _lines("POST", "/channels/1/messages", message)
    assert any("is too long" in line for line in _lines("PATCH", "/webhooks/1/t/messages/@original", message))
    assert any("required" in line for line in _lines("POST", "/interactions/1/t/callback", {"type": 9, "data": {}}))


@_needs_description
def test_the_innermost_fault_is_named() -> None:
    """A fault deep in a layout is named by its own path, not as a layout that fits nothing."""
    button = {"type": 2, "style": 2, "custom_id": "x", "label": 5}
    shown = [{"type": 17, "components": [{"type": 1, "components": [button]}]}]
    (line,) = _lines("POST", "/channels/1/messages", {"components": shown})
    assert line.startswith("components[0].components[0].components[0].label: 5 is not")


@_needs_description
def test_an_unknown_route_is_a_fault() -> None:
    """What Discord doesn't describe isn't sent there."""
    assert _lines("POST", "/channels/1/nothing", {}) == [
        "payload: POST /channels/1/nothing is no route in Discord's description"
    ]
    assert _lines("PUT", "/gateway", None) == ["payload: PUT /gateway is no route in Discord's description"]


@_needs_description
def test_a_reference_by_number_is_allowed() -> None:
    """Discord takes a message's id as a number, too."""
    assert not _lines("POST", "/channels/1/messages", {"content": "x", "message_reference": {"message_id": 5}})
    wrong = _lines("POST", "/channels/1/messages", {"content": "x", "message_reference": {"message_id": "five"}})
    assert wrong[0].startswith("message_reference.message_id: 'five' does not match")


def test_the_most_exact_route_is_meant() -> None:
    """Where a path fits two templates, the one that leaves less open judges; a body without a schema is let through."""
    small = PublishedDescription(json.loads(json.dumps(SMALL)))
    assert [fault.path for fault in small.faults("POST", "/cats/7", [])] == [""]
    assert not list(small.faults("POST", "/cats/@mine", []))
    assert not list(small.faults("GET", "/cats/@mine", None))


def test_without_the_file_there_is_no_such_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Discord's description checks the limits alone."""
    monkeypatch.setattr(published, "FILE", tmp_path / "nowhere.json")
    assert description.__wrapped__() is None
