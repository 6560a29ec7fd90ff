"""Who is a person, of the capitalised runs that texts write: what all texts together say decides."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.answering.lexicon import NameWords
from bot.answering.names.name_model import NameModel
from bot.text.names import (
    GENERATIONS,
    OFFICIAL,
    PARTICLES,
    PERSON,
    PLACE,
    THING,
    beside,
    is_full_name,
    is_run,
    lower_case_words,
    name_uses,
)
from bot.text.normalize import fold

LIKELY = -0.5
"""From which log-odds on a run is taken for a person."""
BESIDE_A_PERSON = 1.2
"""What it adds in log-odds that a role stands in front of a run, or that it speaks or competes."""
BEHIND_A_PREPOSITION = -2.4
"""What it takes off that a run stands behind "in" or "at", each time that it stands anywhere."""
BEHIND_AN_ARTICLE = -2.6
"""What it takes off that it stands behind "the", "his" or what a thing is: "the newspaper"."""
SURNAME_ALONE = 1.2
"""What it adds that the last word also stands alone, once and again; less where it stands as places do."""
ORDINARY = -2.0
"""What it takes off that a word of it other than the first is also written small."""
ORDINARY_FIRST = -1.5
"""The same of the first: there are people called Mark and Will."""
GENERATION = 3.0
"""What it adds that it ends in "Jr" or the like."""
TITLED = -4.0
"""What it takes off that it begins with a title that may be a first name, and has one word besides."""
_MOST_BESIDE = 4.0
"""The most that anything beside a run can add."""
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


class _Look(NamedTuple):
    """A run without titles, its words in lower case, and how much it looks like a name by itself, in log-odds."""

    name: str
    words: tuple[str, ...]
    likely: float


class People:
    """Tells who is a person.

    Args:
        model: how much a run looks like a name.
        words: what is known of words beside and in names.
    """

    def __init__(self, model: NameModel, words: NameWords) -> None:
        @lru_cache(maxsize=_NAMES)
        def look(run: str) -> _Look | None:
            name = full_name(run, words)
            if name is None:
                return None
            parts = tuple(name.lower().split())
            likely = model.score(name) + TITLED * words.is_title(parts[0]) + GENERATION * (parts[-1] in GENERATIONS)
            return _Look(name, parts, likely) if likely >= LIKELY - _MOST_BESIDE else None

        self._look = look

    def named(self, texts: Iterable[str]) -> dict[str, Person]:
        """The people that ``texts`` name in full, as written (folded)."""
        folded = [fold(text) for text in texts]
        uses = Counter(chain.from_iterable(map(name_uses, folded)))
        return self.of_uses(uses, frozenset(chain.from_iterable(map(lower_case_words, folded))).intersection)

    def of_uses(self, uses: Mapping[str, int], ordinary: Callable[[set[str]], Container[str]]) -> dict[str, Person]:
        """The people among the runs of `name_uses`, counted; ``ordinary`` tells which words are written small, too."""
        runs: defaultdict[str, list[str]] = defaultdict(list)
        looks: dict[str, _Look] = {}
        for use in uses:
            look = self._look(use) if " " in use and is_run(use) else None
            if look:
                runs[look.name].append(use)
                looks[look.name] = look
        small = ordinary({word for look in looks.values() for word in look.words})
        found = {name: _counted(name, runs[name], uses) for name in looks}
        return _well_known({n: c for n, c in found.items() if _is_person(looks[n], c, uses, small)})


class _Counts(NamedTuple):
    """How often a name stands in the texts, and how often where a person, a place, an official would."""

    all: int
    person: int
    place: int
    thing: int
    official: int


def _counted(name: str, runs: Iterable[str], uses: Mapping[str, int]) -> _Counts:
    everything, person, place, official = (
        sum([uses.get(beside(run, what), 0) for run in runs]) for what in ("", PERSON, PLACE, OFFICIAL)
    )
    # "The" in front of "Briton Ann Lee" belongs to the Briton.
    return _Counts(everything, person, place, uses.get(beside(name, THING), 0), official)


def _is_person(look: _Look, counts: _Counts, uses: Mapping[str, int], small: Container[str]) -> bool:
    likely = look.likely
    # A newspaper writes and a team wins, too.
    likely += BESIDE_A_PERSON * bool((counts.person or counts.official) and counts.thing < counts.all)
    likely += BEHIND_A_PREPOSITION * counts.place / counts.all
    likely += BEHIND_AN_ARTICLE * counts.thing / counts.all
    likely += SURNAME_ALONE * _alone(look.name.rpartition(" ")[2], uses)
    likely += ORDINARY_FIRST * (look.words[0] in small)
    likely += ORDINARY * any(word in small for word in look.words[1:] if word not in PARTICLES)
    return likely >= LIKELY


def _alone(surname: str, uses: Mapping[str, int]) -> float:
    """How much it speaks for a surname that a word stands alone, -2 to 2: with "in" or "the" before it, against it."""
    count = uses.get(surname, 0)
    against = uses.get(beside(surname, PLACE), 0) + uses.get(beside(surname, THING), 0)
    return min(_TWICE, count) * (1 - _TWICE * against / count) if count else 0.0


def without_titles(run: str, words: NameWords) -> str:
    """A run without titles, nationalities and the like at its head, as long as two words are left."""
    parts = run.split()
    while len([part for part in parts[1:] if part not in PARTICLES]) >= _TWICE and words.is_title(parts[0]):
        parts = parts[1:]
    return " ".join(parts)


def full_name(run: str, words: NameWords) -> str | None:
    """The run without titles, if that may be a full name; a nationality and a surname are none."""
    name = without_titles(run, words)
    return name if is_full_name(name, words.not_people) and not words.is_demonym(name.split()[0]) else None


def _well_known(people: Mapping[str, _Counts]) -> dict[str, Person]:
    """Everybody but those named in passing beside a namesake who is named all the time: nobody's first thought."""
    most = Counter[str]()
    for name, counts in people.items():
        surname = name.split()[-1]
        most[surname] = max(most[surname], counts.all)
    return {
        name: Person(counts.all, counts.official >= _OFTEN * counts.all)
        for name, counts in people.items()
        if counts.all * _IN_PASSING >= most[name.split()[-1]]
    }
