"""Capitalised runs of words, and which of them a text treats as people.

Nothing here knows a list of first names. A run of two or three capitalised words is taken for a person when the
text itself treats it as one: the surname also stands alone and "he" or "she" follows it, a role stands in front of it
("champion Ann Lee"), or it says something.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from bot.domain.speech import SPEECH_VERBS
from bot.retrieval.folding import UNREAD, fold
from bot.retrieval.stopwords import STOPWORDS

_WORD = rf"[A-ZÆŒÞ][\w{UNREAD}]*(?:['&-][A-Za-z][\w{UNREAD}]*)*"
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


def lower_case_words(folded: str) -> list[str]:
    """The words that a folded text writes in lower case, repetitions kept."""
    return _LOWER_CASE.findall(folded)


def treated_as_people(folded: str) -> Iterator[str]:
    """The full names of a folded text that it treats as people, once for each time."""
    runs = [(run, run.text.rpartition(" ")[2]) for run in names(folded)]
    full = [(run, surname) for run, surname in runs if surname != run.text and is_full_name(run.text)]
    alone = {surname for run, surname in runs if surname == run.text}
    # Only surnames that decide anything are looked at.
    alone.intersection_update(surname for _, surname in full)
    gendered = {
        surname for run, surname in runs if surname in alone and _GENDERED.search(folded, run.end, run.end + _REACH)
    }
    return (run.text for run, surname in full if surname in gendered or _treated_as_person(folded, run))


def is_full_name(name: str, not_people: Collection[str] = frozenset()) -> bool:
    """Whether a run of words has the shape of a person's full name, and none of its words is in ``not_people``."""
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
