"""What was read once is not read again while weights are fitted stage by stage."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from bot.domain.passage import Passage
from bot.ports.answering import PairReader


class CachingReader(PairReader):
    """A `PairReader` that keeps what it read, in memory."""

    def __init__(self, reader: PairReader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, Passage], NDArray[np.float32]] = {}

    @override
    def read(self, question: str, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        new = [passage for passage in passages if (question, passage) not in self._known]
        for passage, odds in zip(new, self._reader.read(question, new) if new else (), strict=True):
            self._known[question, passage] = odds
        return [self._known[question, passage] for passage in passages]
