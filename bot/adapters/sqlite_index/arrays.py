"""Segments as named arrays, each with a checksum: what an SQLite file holds of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot import retrieval, text
from bot.domain.article import Revision
from bot.domain.errors import DamagedIndexError
from bot.retrieval.frequency_table import FrequencyTable
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.postings import Postings
from bot.retrieval.segment import Segment
from bot.retrieval.term_statistics import SegmentStatistics, TermCounts, TermStatistics

Arrays = Mapping[str, NDArray[Any]]
Buffer = memoryview | bytes
Row = tuple[str, str, Buffer, int]
"""An array's name, its type, its bytes, and the CRC-32 of all three."""


def code() -> str:
    """A hash of the code that turns text into an index: what other code has made is of no use."""
    files = [path for package in (retrieval, text) for path in Path(package.__path__[0]).glob("*.py")]
    sources = b"".join(path.read_bytes() for path in [Path(__file__), *sorted(files)])
    return blake2b(sources, digest_size=8).hexdigest()


def digest(revision: Revision) -> int:
    """What of a revision the index depends on, as one number of 64 bits."""
    byline = revision.byline
    seen = f"{revision.sha256}\0{byline.title}\0{byline.outlet}\0{revision.athletes}"
    return int.from_bytes(blake2b(seen.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def pack(segment: Segment) -> Arrays:
    """Everything about a segment that never changes; articles that are removed already have no digest."""
    ids = segment.table.article_ids
    digests = [digest(segment.revisions[key]) if key in segment.revisions else 0 for key in ids]
    arrays = {
        **_add_prefix("postings", segment.postings.arrays()),
        **_add_prefix("table", segment.table.arrays()),
        "ids": _dump(ids),
        "digests": np.array(digests, dtype=np.uint64),
    }
    for name, table in segment.statistics.tables._asdict().items():
        arrays |= _add_prefix(name, table.arrays())
    return arrays


def pack_removed(segment: Segment) -> Arrays:
    """The ids of a segment's removed articles, and what is to be taken off its statistics for them."""
    gone = {key: True for key in segment.table.article_ids if key not in segment.revisions}
    return {"removed": _dump([gone, *segment.statistics.removed])} if gone else {}


def unpack(arrays: Arrays, revisions: Mapping[str, Revision], digests: Mapping[str, int]) -> tuple[Segment, bool]:
    """The segment with those of its articles that are among ``revisions``, unchanged; ``digests`` are theirs.

    The flag tells whether these are the ones that were there when it was saved. Where they aren't, the texts of those
    that have gone are no more, so that the statistics are no longer right, and the articles that are left are counted
    again.
    """
    try:
        ids: list[str] = _parse(arrays["ids"])
        gone, *counts = _parse(arrays["removed"]) if "removed" in arrays else ({}, {}, {}, {})
        postings = Postings(**_remove_prefix("postings", arrays))
        table = PassageTable(tuple(ids), **_remove_prefix("table", arrays))
        pairs = zip(ids, arrays["digests"].tolist(), strict=True)
        living = {key: revisions[key] for key, before in pairs if digests.get(key) == before and key not in gone}
        tables = (FrequencyTable.of_arrays(**_remove_prefix(name, arrays)) for name in TermStatistics._fields)
        statistics = SegmentStatistics(TermStatistics(*tables), TermCounts(*counts))
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedIndexError("a part of the index is missing") from error
    unchanged = len(living) + len(gone) == len(ids)
    if not unchanged:
        statistics = SegmentStatistics.of((each.text, bool(table.passages_of(key))) for key, each in living.items())
    return Segment(postings, table, living, statistics), unchanged


def rows(arrays: Arrays) -> Iterator[Row]:
    """The arrays as they are stored."""
    for name, array in arrays.items():
        content = np.ascontiguousarray(array).view(np.uint8).data
        yield name, array.dtype.str, content, _checksum(name, array.dtype.str, content)


def read(stored: Iterable[Row]) -> Arrays:
    """The arrays that were stored; they can't be written to."""
    arrays = {}
    for name, kind, content, checksum in stored:
        if not isinstance(content, bytes) or _checksum(name, kind, content) != checksum:
            raise DamagedIndexError("a part of the index is damaged")
        arrays[name] = np.frombuffer(content, dtype=kind)
    return arrays


def _checksum(name: object, kind: object, content: Buffer) -> int:
    return crc32(content, crc32(f"{name} {kind}".encode("utf-8", "surrogatepass")))


def _add_prefix(prefix: str, arrays: Arrays) -> dict[str, NDArray[Any]]:
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def _remove_prefix(prefix: str, arrays: Arrays) -> dict[str, NDArray[Any]]:
    return {name.removeprefix(f"{prefix}."): array for name, array in arrays.items() if name.startswith(f"{prefix}.")}


def _dump(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value).encode(), dtype=np.uint8)


def _parse(array: NDArray[Any]) -> Any:  # noqa: ANN401  # as JSON has it
    return json.loads(array.tobytes())
