"""Named arrays as bytes: laid out to be mapped into memory, and checked piece by piece when first read.

Layout, all numbers little-endian: the length and the CRC-32 of a header (two uint32), the header (JSON: for each array
its type, length and place; and whatever else is to be kept), a CRC-32 (uint32) for each `CHUNK` bytes of data, and the
data, each array beginning at a multiple of 64 bytes from the start. Checksums of small things are compared at once;
those of the data when a piece of it is first used, so that opening takes no longer the more there is.
"""

import json
import mmap
import struct
from collections.abc import Mapping
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.domain.errors import DamagedIndexError

CHUNK = 1 << 14
"""How many bytes of data share a checksum."""
_ALIGNMENT = 64
_LENGTHS = struct.Struct("<II")

Arrays = Mapping[str, NDArray[Any]]


def packed(arrays: Arrays, facts: Mapping[str, Any]) -> bytes:
    """The container of some one-dimensional arrays, and of facts that JSON can tell."""
    places, pieces, size = {}, [], 0
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        places[name] = (array.dtype.str, len(array), size)
        pieces.append(raw.ljust(_aligned(len(raw)), b"\0"))
        size += len(pieces[-1])
    data = b"".join(pieces)
    sums = np.array([crc32(data[at : at + CHUNK]) for at in range(0, size, CHUNK)], dtype="<u4").tobytes()
    header = json.dumps({"arrays": places, "size": size, "sums": crc32(sums), "facts": facts}).encode()
    start = _LENGTHS.pack(len(header), crc32(header)) + header + sums
    return start.ljust(_aligned(len(start)), b"\0") + data


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


class Container:
    """Reads what `packed` wrote, from bytes or from mapped memory that begins with it.

    Raises:
        DamagedIndexError: when the header, the checksums or the size aren't those that were written; later, when a
            piece of data isn't.
    """

    def __init__(self, memory: bytes | memoryview) -> None:
        self._memory = memoryview(memory)
        header = self._header()
        self.facts: dict[str, Any] = header["facts"]
        sums_end = self._sums_start + 4 * -(-header["size"] // CHUNK)
        sums = bytes(self._memory[self._sums_start : sums_end])
        self._start = _aligned(sums_end)
        if crc32(sums) != header["sums"] or len(self._memory) < self._start + header["size"]:
            raise DamagedIndexError("an index file is cut short or damaged")
        self._sums = np.frombuffer(sums, dtype="<u4")
        self._checked = np.zeros(len(self._sums), dtype=np.bool_)
        self._size: int = header["size"]
        self._places: dict[str, tuple[str, int, int]] = header["arrays"]

    def _header(self) -> dict[str, Any]:
        if len(self._memory) < _LENGTHS.size:
            raise DamagedIndexError("an index file is cut short")
        length, checksum = _LENGTHS.unpack_from(self._memory)
        raw = bytes(self._memory[_LENGTHS.size : _LENGTHS.size + length])
        if crc32(raw) != checksum:
            raise DamagedIndexError("the header of an index file is damaged")
        self._sums_start = _LENGTHS.size + length
        header: dict[str, Any] = json.loads(raw)
        return header

    @property
    def names(self) -> list[str]:
        """What its arrays are called."""
        return list(self._places)

    def unchecked(self, name: str) -> NDArray[Any]:
        """An array whose pieces are to be checked before they are read."""
        kind, length, place = self._places[name]
        return np.frombuffer(self._memory, dtype=kind, count=length, offset=self._start + place)

    def array(self, name: str) -> NDArray[Any]:
        """An array, checked as a whole."""
        self.check(name)
        return self.unchecked(name)

    def check(self, name: str, low: int = 0, high: int | None = None) -> None:
        """Compares the checksums of an array's items from ``low`` to ``high`` that weren't compared before."""
        kind, length, place = self._places[name]
        width = np.dtype(kind).itemsize
        last = place + width * (length if high is None else high)
        chunks = range((place + width * low) // CHUNK, -(-last // CHUNK))
        if self._checked[chunks.start : chunks.stop].all():
            return
        self._announce(chunks)
        for chunk in chunks:
            if not self._checked[chunk]:
                self._check(chunk)

    def _announce(self, chunks: range) -> None:
        """Has the system read ahead what is mapped, all at once instead of page by page."""
        mapped = self._memory.obj
        if isinstance(mapped, mmap.mmap) and hasattr(mapped, "madvise"):
            first = (self._start + chunks.start * CHUNK) // mmap.PAGESIZE * mmap.PAGESIZE
            mapped.madvise(mmap.MADV_WILLNEED, first, min(len(mapped), self._start + chunks.stop * CHUNK) - first)

    def _check(self, chunk: int) -> None:
        low, high = chunk * CHUNK, min((chunk + 1) * CHUNK, self._size)
        if crc32(self._memory[self._start + low : self._start + high]) != self._sums[chunk]:
            raise DamagedIndexError("an index file is damaged")
        self._checked[chunk] = True
