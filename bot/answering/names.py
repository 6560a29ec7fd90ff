"""Capitalised runs of words, and which of them are people.

Nothing here knows a list of first names. A run of two or three capitalised words is taken for a person when the
text itself treats it as one: the surname also stands alone and "he" or "she" follows it, a role stands in front of it
("champion Ann Lee"), or it says something.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.domain.speech import SPEECH_VERBS
from bot.retrieval.folding import fold
from bot.retrieval.stopwords import STOPWORDS

_WORD = r"[A-Z][\w\u0300-\u036f]*(?:['&-][A-Za-z][\w\u0300-\u036f]*)*"
_RUN = re.compile(rf"{_WORD}(?:[ ](?:(?:van|von|de|der|den|da|di|la|le|bin|el|al)[ ])*(?:{_WORD}|[A-Z]\.))*")
_ROLE = re.compile(
    r"(?:athlete|runner|champion|medall?ist|winner|rival|pal|friend|coach|commentator|player|striker|captain|"
    r"manager|defender|holder|compatriot|teammate|team-mate|scot|briton|norwegian|american|kenyan|swimmer|"
    r"sprinter|president|director|doctor|physio|brother|sister|father|mother)s?,? $",
    re.IGNORECASE,
)
_VERBS = "|".join(SPEECH_VERBS)
_SPEAKS = re.compile(rf" (?:{_VERBS})\b")
_SPOKEN_BY = re.compile(rf"\b(?:{_VERBS}) $")
_GENDERED = re.compile(r"\b(?:he|him|his|she|her|hers)\b")
_REACH = 120
_IN_PASSING = 4
_LOWER_CASE = re.compile(r"\b[a-z]+\b")
_PERSON_LENGTH = range(2, 4)
_SHORTEST_SURNAME = 3


class Name(NamedTuple):
    """A capitalised run: its words without possessive, and the half-open character range it was read from."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        """The run's words."""
        return self.text.split()


def names(text: str, offset: int = 0) -> Iterator[Name]:
    """The capitalised runs of a text that begins at ``offset``, in order, function words at their head left out."""
    for match in _RUN.finditer(fold(text)):
        name = _without_function_words(match.group(), offset + match.start())
        if name:
            yield name


def _without_function_words(run: str, start: int) -> Name | None:
    while run:
        head, _, rest = run.partition(" ")
        if head.lower() not in STOPWORDS:
            break
        start += len(run) - len(rest) if rest else len(run)
        run = rest
    bare = run.removesuffix("'s").removesuffix("'")
    return Name(bare, start, start + len(bare)) if bare else None


def people(texts: Iterable[str], not_people: frozenset[str]) -> frozenset[str]:
    """Full names of the people that ``texts`` treat as people, as written (folded).

    ``not_people`` holds lower-case words that never occur in a person's name: organisations, places, months. Words
    that the texts also write in lower case ("despite", "eighth") are no part of a name either.
    """
    folded = [fold(text) for text in texts]
    ordinary = not_people.union(*(_LOWER_CASE.findall(text) for text in folded))
    mentions = Counter(name for text in folded for name in _people_of(text, ordinary))
    most = Counter[str]()
    for name, count in mentions.items():
        surname = name.split()[-1]
        most[surname] = max(most[surname], count)
    # Beside a namesake who is named all the time, somebody named in passing is nobody's first thought.
    return frozenset(name for name, count in mentions.items() if count * _IN_PASSING >= most[name.split()[-1]])


def _people_of(folded: str, not_people: frozenset[str]) -> Iterator[str]:
    runs = list(names(folded))
    alone = {run.text for run in runs if len(run.words) == 1}
    gendered = {run.words[-1] for run in runs if _GENDERED.search(folded, run.end, run.end + _REACH)}
    for run in runs:
        if is_full_name(run.text, not_people):
            surname = run.words[-1]
            if (surname in alone and surname in gendered) or _treated_as_person(folded, run):
                yield run.text


def is_full_name(name: str, not_people: frozenset[str]) -> bool:
    """Whether a run of words has the shape of a person's full name."""
    words = name.split()
    return (
        len(words) in _PERSON_LENGTH
        and len(words[-1]) >= _SHORTEST_SURNAME
        and not any(
            word.lower() in not_people or (word.isupper() and len(word) > 1) or any(c.isdigit() for c in word)
            for word in words
        )
    )


def _treated_as_person(folded: str, name: Name) -> bool:
    before = folded[max(0, name.start - 30) : name.start]
    return bool(_ROLE.search(before) or _SPOKEN_BY.search(before) or _SPEAKS.match(folded, name.end))
