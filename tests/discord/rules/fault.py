"""What is wrong with a payload, and the two measures most rules are made of."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule. ``path`` leads into the payload (``components[0].label``); it is empty for the whole of it."""

    path: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path or 'payload'}: {self.rule}"


def text(path: str, value: object, most: int, least: int = 0) -> Iterator[Fault]:
    """A text has ``least`` to ``most`` characters; ``None`` stands for a field that isn't there."""
    if value is None:
        return
    if not isinstance(value, str):
        yield Fault(path, "must be text")
    elif not least <= len(value) <= most:
        yield Fault(path, f"must have {least} to {most} characters, has {len(value)}")


def count(path: str, items: Collection[object], most: int, least: int = 0) -> Iterator[Fault]:
    """A list has ``least`` to ``most`` items."""
    if not least <= len(items) <= most:
        yield Fault(path, f"must have {least} to {most} items, has {len(items)}")


def unique(path: str, field: str, values: Collection[object]) -> Iterator[Fault]:
    """No two siblings share a value of ``field``."""
    seen: set[object] = set()
    for value in values:
        if value in seen:
            yield Fault(path, f"{field} must be unique, {value!r} occurs twice")
        seen.add(value)
