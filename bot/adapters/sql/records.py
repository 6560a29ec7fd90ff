"""How values are written into columns: moments as sortable text, domain records as JSON."""

import json
from datetime import UTC, datetime
from typing import TypeVar

from cattrs.preconf.json import make_converter

_CONVERTER = make_converter()
_FORMAT = 1
_Record = TypeVar("_Record")


def moment_text(moment: datetime) -> str:
    """A moment in UTC with microseconds, so that texts sort as the moments do."""
    if moment.tzinfo is None:
        raise ValueError("a moment to be kept needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment that `moment_text` wrote."""
    return datetime.fromisoformat(text)


def record_text(record: object) -> str:
    """A record of the domain as JSON that says which format it is in.

    Everything outside ASCII is escaped, so that any text can be kept, even half a surrogate pair.
    """
    return json.dumps({"format": _FORMAT, "record": _CONVERTER.unstructure(record)})


def record(kind: type[_Record], text: str) -> _Record:
    """The record of this kind that `record_text` wrote."""
    document = json.loads(text)
    if document["format"] != _FORMAT:
        raise ValueError(f"a record has format {document['format']}, not {_FORMAT}")
    return _CONVERTER.structure(document["record"], kind)


def part(kind: type[_Record], text: str) -> _Record:
    """The part of a kept record that a query took out of it."""
    return _CONVERTER.loads(text, kind)
