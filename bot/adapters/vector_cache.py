"""A cache of passages' vectors, in memory and in a file, so that each passage is encoded once.

A vector is kept as one byte a dimension: only its direction counts, and it is read back with length 1. What the file
has is found by the passage's text and the encoder's identity; nothing in it can be out of date, only unused, and what
nobody used for long is deleted at a start.
"""

import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from bot.adapters.clock import SystemClock
from bot.domain.passage import Passage
from bot.ports.answering import SentenceEncoder
from bot.ports.clock import Clock

_log = logging.getLogger(__name__)
NAME = "vectors.sqlite3"
MEMORY_SIZE = 5_000
"""How many passages' vectors are in memory at most; about two kilobytes each."""

MAX_DAYS = 30
"""After how many days vectors that nobody uses are deleted."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vectors BLOB NOT NULL, used INT NOT NULL) WITHOUT ROWID"
)
Floats = NDArray[np.float32]


class VectorCache(SentenceEncoder):
    """A `SentenceEncoder` that remembers. Any thread may call.

    Args:
        encoder: makes what isn't kept yet.
        path: the file; without one, vectors are held in memory only.
        clock: tells which day it is.
    """

    def __init__(self, encoder: SentenceEncoder, path: Path | None = None, clock: Clock | None = None) -> None:
        self._encoder = encoder
        self._clock = clock or SystemClock()
        self.identity = encoder.identity
        self._memory: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()
        self._file = _open(path, self._today - MAX_DAYS) if path else None

    @override
    def encode_question(self, text: str) -> Floats:
        """As `SentenceEncoder.encode_question`; questions aren't kept."""
        return self._encoder.encode_question(text)

    @override
    def encode_passages(self, passages: Sequence[Passage]) -> Sequence[Floats]:
        keys = [self._key(passage) for passage in passages]
        known = self._find(keys)
        missing = [number for number, key in enumerate(keys) if key not in known]
        if missing:
            encoded = self._encoder.encode_passages([passages[number] for number in missing])
            new = {keys[number]: _quantise(vectors) for number, vectors in zip(missing, encoded, strict=True)}
            self._put(new)
            known |= new
        return [_restore(known[key], 1 + len(passage.sentences)) for key, passage in zip(keys, passages, strict=True)]

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            if self._file:
                self._file.close()
                self._file = None

    @property
    def _today(self) -> int:
        return self._clock.now().toordinal()

    def _key(self, passage: Passage) -> bytes:
        text, title = passage.revision.text, passage.revision.byline.title or ""
        parts = (self.identity, title, *(span.slice(text) for span in passage.sentences))
        return blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _find(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        with self._lock:
            known = {key: self._memory[key] for key in keys if key in self._memory}
            for key in known:
                self._memory.move_to_end(key)
            for key in set(keys).difference(known):
                row = self._read(key)
                if row is not None:
                    known[key] = row
                    self._memorise(key, row)
        return known

    def _read(self, key: bytes) -> bytes | None:
        if self._file is None:
            return None
        try:
            row = self._file.execute("SELECT vectors, used FROM vectors WHERE key = ?", (key,)).fetchone()
            if row and row[1] != self._today:
                with self._file:
                    self._file.execute("UPDATE vectors SET used = ? WHERE key = ?", (self._today, key))
        except sqlite3.Error as error:
            _log.warning("cached vectors can't be read", extra={"reason": str(error)})
            return None
        return bytes(row[0]) if row else None

    def _put(self, new: dict[bytes, bytes]) -> None:
        with self._lock:
            for key, vectors in new.items():
                self._memorise(key, vectors)
            if self._file:
                try:
                    rows = [(key, vectors, self._today) for key, vectors in new.items()]
                    with self._file:
                        self._file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
                except sqlite3.Error as error:
                    _log.warning("vectors can't be cached", extra={"reason": str(error)})

    def _memorise(self, key: bytes, vectors: bytes) -> None:
        self._memory[key] = vectors
        while len(self._memory) > MEMORY_SIZE:
            self._memory.popitem(last=False)


def _open(path: Path, unused_since: int) -> sqlite3.Connection | None:
    """The file, made anew where it is none; ``None`` where it can't be used, which costs time and nothing else."""
    for _ in range(2):
        try:
            file = sqlite3.connect(path, check_same_thread=False, isolation_level="IMMEDIATE")
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = OFF")  # what a power cut takes is made again
            file.execute(_TABLE)
            with file:
                file.execute("DELETE FROM vectors WHERE used < ?", (unused_since,))
        except sqlite3.DatabaseError as error:
            _log.warning("the file of vectors is made anew", extra={"file": str(path), "reason": str(error)})
            path.unlink(missing_ok=True)
        else:
            return file
    return None


def _quantise(vectors: Floats) -> bytes:
    """One byte a dimension; the longest of each row becomes ±127."""
    longest = np.abs(vectors).max(axis=1, keepdims=True)
    kept: NDArray[np.int8] = np.rint(vectors / np.maximum(longest, 1e-9) * 127).astype(np.int8)
    return kept.tobytes()


def _restore(kept: bytes, rows: int) -> Floats:
    found = np.frombuffer(kept, np.int8).reshape(rows, -1).astype(np.float32)
    lengths: Floats = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(lengths, 1e-9), np.float32)
