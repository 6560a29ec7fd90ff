"""A file of records that is only ever added to: a record is there in full or not at all.

The file begins with a line that says what wrote it. Each record is its length and its CRC-32 (two little-endian
uint32) and its bytes, padded so that the next one begins at a multiple of 64. Reading ends before the first record that
isn't whole: that is where the machine stopped while writing.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from bot.domain.errors import DamagedIndexError

_ALIGNMENT = 64
_LENGTHS = struct.Struct("<II")


class Journal:
    """Records in a file, each durable once `append` returns.

    Raises:
        DamagedIndexError: when the file was written by another version.
        OSError: when it can't be read or written.
    """

    def __init__(self, path: Path, opening: bytes) -> None:
        self._path = path
        raw = path.read_bytes()
        self._opening = _padded(opening)
        if not raw.startswith(self._opening):
            raise DamagedIndexError("the index was written by another version")
        self.records = list(_whole(raw, len(self._opening)))
        self.size = len(self._opening) + sum(_taken(record) for record in self.records)
        # What follows was never finished; the next record takes its place.
        if len(raw) > self.size:
            os.truncate(path, self.size)

    @classmethod
    def create(cls, path: Path, opening: bytes, records: Iterable[bytes]) -> "Journal":
        """A new journal in place of any there is: a reader finds the old one or the new one, never half of either."""
        write_durably(path, [_padded(opening), *map(_framed, records)])
        return cls(path, opening)

    def append(self, record: bytes) -> None:
        """Keeps one more record, for good when this returns."""
        framed = _framed(record)
        with self._path.open("r+b") as file:
            file.seek(self.size)
            file.write(framed)
            file.flush()
            os.fsync(file.fileno())
        self.size += len(framed)


def write_durably(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a whole file so that, whenever the machine stops, its name stands for the old one or all of the new."""
    draft = path.with_name(f"{path.name}.draft")
    try:
        with draft.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        # On a full disk, half a file that is good for nothing would be in everybody's way.
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _padded(raw: bytes) -> bytes:
    return raw.ljust(-(-len(raw) // _ALIGNMENT) * _ALIGNMENT, b"\0")


def _framed(record: bytes) -> bytes:
    return _padded(_LENGTHS.pack(len(record), crc32(record)).ljust(_ALIGNMENT, b"\0") + record)


def _taken(record: bytes) -> int:
    return len(_framed(record))


def records(raw: bytes) -> list[bytes]:
    """The records of a journal's bytes, whatever wrote it."""
    opening, end, _ = raw.partition(b"\n")
    return list(_whole(raw, len(_padded(opening + end))))


def _whole(raw: bytes, at: int) -> Iterator[bytes]:
    while at + _ALIGNMENT <= len(raw):
        length, checksum = _LENGTHS.unpack_from(raw, at)
        record = raw[at + _ALIGNMENT : at + _ALIGNMENT + length]
        if not length or len(record) < length or crc32(record) != checksum:
            return
        yield record
        at += _taken(record)
