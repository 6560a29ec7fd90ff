"""ONNX files and their sessions: checked once, loaded when first used, run by few threads."""

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot.adapters.onnx.tokens import Packed
from bot.domain.errors import DamagedModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
THREADS = 2
"""How many threads one run may use."""


class OnnxFile:
    """One ONNX file.

    Args:
        path: the file.
        checksum: its SHA-256 in hexadecimal, which it must have to be loaded.
    """

    def __init__(self, path: Path, checksum: str) -> None:
        self._path = path
        self.checksum = checksum
        self._loading = Lock()

    def run(self, inputs: Mapping[str, Any]) -> Floats:
        """The output for some inputs by name."""
        self.load()
        (output,) = self._session.run(None, dict(inputs))
        found: Floats = output
        return found

    def load(self) -> None:
        """Loads the file now, where there is a thread to spare."""
        with self._loading:
            _ = self._session

    @cached_property
    def _session(self) -> "InferenceSession":
        # Its builds send their maker what they run unless this is set before they are loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415  # only when something is asked

        with self._path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
        if found != self.checksum:
            raise DamagedModelError(f"{self._path} is damaged or of another version; install pressbox anew")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(THREADS, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        # Threads that wait must not keep a processor busy that answers somebody else.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False
        return onnxruntime.InferenceSession(self._path, options, providers=["CPUExecutionProvider"])


class OnnxNetwork:
    """A network in two files: the lowest layers, which others may share, and the rest."""

    def __init__(self, shared: OnnxFile, rest: OnnxFile) -> None:
        self._shared = shared
        self._rest = rest
        self.identity = f"{shared.checksum}{rest.checksum}"

    def run(self, packed: Sequence[Packed]) -> list[Floats]:
        """What the network makes of each text, in order; as many rows as the text has."""
        # One by one: the networks' scales come from all that is read together, so a neighbour would change the result.
        return [self._run(each)[0] for each in packed]

    def load(self) -> None:
        """Loads both files now."""
        self._shared.load()
        self._rest.load()

    def _run(self, packed: Packed) -> Floats:
        ids, types, pooling = pad([packed])
        states = self._shared.run({"ids": ids, "types": types})
        return self._rest.run({"ids": ids, "states": states, "pooling": pooling})


def pad(packed: Sequence[Packed]) -> tuple[Integers, Integers, Floats]:
    """A network's inputs: ids and types ``(texts, tokens)``, pooling ``(texts, rows, tokens)``."""
    tokens, rows = max(len(each.ids) for each in packed), max(len(each.rows) for each in packed)
    ids = np.zeros((len(packed), tokens), np.int64)
    types = np.zeros((len(packed), tokens), np.int64)
    pooling = np.zeros((len(packed), rows, tokens), np.float32)
    for number, each in enumerate(packed):
        ids[number, : len(each.ids)] = each.ids
        types[number, : len(each.ids)] = each.types
        for row, (start, end) in enumerate(each.rows):
            pooling[number, row, start:end] = 1 / max(1, end - start)
    return ids, types, pooling
