"""The fastest way to the best documents that this installation has: the compiled kernel once it is ready."""

import numpy as np
from numpy.typing import NDArray

from bot.retrieval import maxscore
from bot.retrieval.scoring import Found, QueryTerms, TopK
from bot.retrieval.segment import Segment


class Fastest:
    """A `TopK` that searches with numpy until `load` has made the kernel ready; results are the same either way."""

    def __init__(self) -> None:
        self._top: TopK = maxscore.top

    def load(self) -> bool:
        """Makes the kernel ready, which takes half a second, and seconds the first time; whether there is one.

        There is none without the extra ``fast``, or where numba has nowhere to keep what it compiled. Call it on a
        thread of its own, so that no question waits for it.
        """
        try:
            from bot.retrieval import kernel  # noqa: PLC0415  # compiles
        except (ImportError, RuntimeError):
            return False
        self._top = kernel.top
        return True

    def __call__(
        self, segment: Segment, terms: QueryTerms, limit: int, floor: float, allowed: NDArray[np.bool_] | None
    ) -> Found:
        """As `TopK` promises."""
        return self._top(segment, terms, limit, floor, allowed)
