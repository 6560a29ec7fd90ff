"""Who is a person, of the capitalised runs that texts write: what all texts together say decides."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from bot.answering.lexicon import NameWords
from bot.answering.name_model import NameModel
from bot.retrieval.folding import fold
from bot.retrieval.names import (
    GENERATIONS,
    OFFICIAL,
    PARTICLES,
    PERSON,
    PLACE,
    is_full_name,
    lower_case_words,
    name_uses,
    taken_apart,
)

LIKELY = -0.5
"""From which log-odds on a run is taken for a person."""
BESIDE_A_PERSON = 1.2
"""What it adds in log-odds that a role stands in front of a run, or that it speaks or competes."""
BEHIND_A_PREPOSITION = -1.2
"""What it takes off that a run stands behind "in" or "the", each time that it stands anywhere."""
SURNAME_ALONE = 1.2
"""What it adds that the last word also stands alone, once and again; less where it stands as places do."""
ORDINARY = -2.0
"""What it takes off that a word of it other than the first is also written small."""
ORDINARY_FIRST = -1.5
"""The same of the first: there are people called Mark and Will."""
GENERATION = 3.0
"""What it adds that it ends in "Jr" or the like."""
TITLED = -4.0
"""What it takes off that it begins with a title or a nationality and has one word besides."""
_IN_PASSING = 4
_TWICE = 2
_NAMES = 1 << 17
"""How many names stay taken apart: with every article, nearly the same ones are asked about again."""
_OFTEN = 0.5
"""Whoever stands so often beside an office is no athlete."""


@dataclass(frozen=True, slots=True)
class Person:
    """How often somebody is named in full, and whether that is mostly as a coach, an official or a relative."""

    count: int
    is_official: bool


class People:
    """Tells who is a person.

    Args:
        model: how much a run looks like a name.
        words: what is known of words beside and in names.
    """

    def __init__(self, model: NameModel, words: NameWords) -> None:
        self._words = words

        @lru_cache(maxsize=_NAMES)
        def looks(run: str) -> tuple[str, float]:
            name = without_titles(run, words)
            return name, model.score(name) + (TITLED if words.is_title(name.split()[0]) else 0.0)

        self._looks = looks

    def named(self, texts: Iterable[str]) -> dict[str, Person]:
        """The people that ``texts`` name in full, as written (folded)."""
        folded = [fold(text) for text in texts]
        uses = Counter(chain.from_iterable(map(name_uses, folded)))
        return self.of_uses(uses, frozenset(chain.from_iterable(map(lower_case_words, folded))))

    def of_uses(self, uses: Mapping[str, int], ordinary: Container[str]) -> dict[str, Person]:
        """The people among the runs of `name_uses`, counted; ``ordinary`` are words that the texts write small too."""
        beside = _counted(uses)
        found: dict[str, Counter[str]] = {}
        for run, counts in beside.items():
            if " " in run:
                name, _ = self._looks(run)
                found[name] = found[name] + counts if name in found else counts
        return _well_known(
            {name: counts for name, counts in found.items() if self._is_person(name, counts, beside, ordinary)}
        )

    def _is_person(
        self, name: str, counts: Counter[str], beside: Mapping[str, Counter[str]], ordinary: Container[str]
    ) -> bool:
        if not is_full_name(name, self._words.not_people):
            return False
        words = name.split()
        likely = self._looks(name)[1] + GENERATION * (words[-1].lower() in GENERATIONS)
        likely += BESIDE_A_PERSON * bool(counts[PERSON] or counts[OFFICIAL])
        likely += BEHIND_A_PREPOSITION * counts[PLACE] / counts[""]
        likely += SURNAME_ALONE * _alone(beside.get(words[-1], Counter()))
        likely += ORDINARY_FIRST * (words[0].lower() in ordinary)
        likely += ORDINARY * any(word.lower() in ordinary for word in words[1:] if word not in PARTICLES)
        return likely >= LIKELY


def _alone(counts: Counter[str]) -> float:
    """How much it speaks for a surname that a word stands alone, -2 to 2: with "in" or "the" before it, against it."""
    return min(_TWICE, counts[""]) * (1 - _TWICE * counts[PLACE] / counts[""]) if counts[""] else 0.0


def without_titles(run: str, words: NameWords) -> str:
    """A run without titles, nationalities and the like at its head, as long as two words are left."""
    parts = run.split()
    while len([part for part in parts[1:] if part not in PARTICLES]) >= _TWICE and words.is_title(parts[0]):
        parts = parts[1:]
    return " ".join(parts)


def _counted(uses: Mapping[str, int]) -> dict[str, Counter[str]]:
    """How often each run stands in the texts (under ``""``), and beside what."""
    beside: dict[str, Counter[str]] = {}
    for use, count in uses.items():
        run, what = taken_apart(use)
        beside.setdefault(run, Counter())[what] += count
    return beside


def _well_known(people: Mapping[str, Counter[str]]) -> dict[str, Person]:
    """Everybody but those named in passing beside a namesake who is named all the time: nobody's first thought."""
    most = Counter[str]()
    for name, counts in people.items():
        surname = name.split()[-1]
        most[surname] = max(most[surname], counts[""])
    return {
        name: Person(counts[""], counts[OFFICIAL] >= _OFTEN * counts[""])
        for name, counts in people.items()
        if counts[""] * _IN_PASSING >= most[name.split()[-1]]
    }
