"""Who is a person, of the full names that texts treat as people: what all texts together say decides."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import chain

from bot.retrieval.folding import fold
from bot.retrieval.names import lower_case_words, treated_as_people

_IN_PASSING = 4
_NAMES = 1 << 17
"""How many names stay taken apart: with every article, nearly the same ones are asked about again."""


def people(texts: Iterable[str], not_people: frozenset[str]) -> frozenset[str]:
    """Full names of the people that ``texts`` treat as people, as written (folded).

    ``not_people`` holds lower-case words that never occur in a person's name: organisations, places, months. Words
    that the texts also write in lower case ("despite", "eighth") are no part of a name either.
    """
    folded = [fold(text) for text in texts]
    mentions = Counter(chain.from_iterable(map(treated_as_people, folded)))
    return thought_of(mentions, not_people.union(*map(lower_case_words, folded)))


def thought_of(mentions: Mapping[str, int], ordinary: Collection[str]) -> frozenset[str]:
    """Of the names that were treated as people so often, those that are people.

    A name that holds an ``ordinary`` word (in lower case) is none. Beside a namesake who is named all the time,
    somebody named in passing is nobody's first thought.
    """
    counted = {name: count for name, count in mentions.items() if not any(map(ordinary.__contains__, words_of(name)))}
    most = Counter[str]()
    for name, count in counted.items():
        surname = name.split()[-1]
        most[surname] = max(most[surname], count)
    return frozenset(name for name, count in counted.items() if count * _IN_PASSING >= most[name.split()[-1]])


@lru_cache(maxsize=_NAMES)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case."""
    return tuple(word.lower() for word in name.split())
