"""Generates articles of any number from real ones, with a language's own word frequencies, the same for the same seed.

A passage is spliced from runs of a few neighbouring words (an n-gram resampling): half of its runs come from one source
article, so that words which go together still do, and half from anywhere. Splicing alone would never bring a new word,
while a real corpus grows by new names for ever (Heaps' law), so each rare word is replaced, now and then, by a variant
of itself whose number follows Zipf's law without an end. Common words keep the frequencies they have in the source.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Byline, Revision
from bot.domain.errors import UserError

PASSAGES_EACH = 10
"""Passages of one generated article."""
_RUN = 5
"""Words spliced together."""
_RUNS = (14, 25)
"""From and to how many runs a passage has: 70 to 120 words, one passage to the index."""
_SENTENCE = 4
"""Runs that make a sentence."""
_RARE = 4
"""A word that occurs less often than this in the source has variants."""
_ZIPF = 1.6


class Generator:
    """Articles resampled from ``sources``; number ``n`` is the same whenever it is asked for.

    Raises:
        UserError: when the sources hold too few words to resample.
    """

    def __init__(self, sources: Sequence[Revision], seed: int = 1) -> None:
        self._titles = [revision.byline.title or revision.article_id for revision in sources]
        self._athletes = [revision.athletes for revision in sources]
        words = [revision.text.split() for revision in sources]
        self._words = [word for found in words for word in found]
        if len(self._words) < 10 * _RUN:
            raise UserError("a benchmark needs at least fifty words to make its articles of")
        self._bounds = np.cumsum([0, *(len(found) for found in words)])
        counted = Counter(self._words)
        self._rare = np.array([counted[word] < _RARE and word.isalpha() for word in self._words])
        self._seed = seed

    def articles(self, count: int, first: int = 0) -> Iterator[Revision]:
        """So many articles from number ``first`` on."""
        return map(self._article, range(first, first + count))

    def _article(self, number: int) -> Revision:
        chance = np.random.default_rng((self._seed, number))
        source = int(chance.integers(len(self._titles)))
        text = "\n\n".join(self._passage(chance, source) for _ in range(PASSAGES_EACH))
        byline = Byline(title=self._titles[source], outlet="Generated")
        return Revision(f"generated-{number:07}", text, byline, self._athletes[source])

    def _passage(self, chance: np.random.Generator, source: int) -> str:
        runs = int(chance.integers(*_RUNS))
        near = chance.random(runs) < 0.5  # noqa: PLR2004  # half and half
        low, high = self._bounds[source], self._bounds[source + 1]
        starts = np.where(near, chance.integers(low, high, runs), chance.integers(0, len(self._words), runs))
        places = (np.minimum(starts, len(self._words) - _RUN)[:, None] + np.arange(_RUN)).ravel()
        words = self._varied(chance, places)
        cuts = [*range(0, len(words), _SENTENCE * _RUN), len(words)]
        return " ".join(_sentence(words[start:end]) for start, end in pairwise(cuts) if start < end)

    def _varied(self, chance: np.random.Generator, places: NDArray[np.int64]) -> list[str]:
        words = [self._words[place] for place in places.tolist()]
        rare = np.flatnonzero(self._rare[places])
        for at, variant in zip(rare.tolist(), chance.zipf(_ZIPF, len(rare)).tolist(), strict=True):
            if variant > 1:
                words[at] += _letters(variant)
        return words


def _letters(number: int) -> str:
    """A number in letters, so that it stays part of its word."""
    found = ""
    while number:
        number, digit = divmod(number, 20)
        found += "bcdfghjklmnpqrtvwxzy"[digit]
    return found


def _sentence(words: Sequence[str]) -> str:
    text = " ".join(words).rstrip(".!?,;:")
    return f"{text[:1].upper()}{text[1:]}."
