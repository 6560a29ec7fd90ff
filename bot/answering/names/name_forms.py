"""The ways to write a full name: by surname, initial, either name first, with or without "Jr."."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.text.analyzer import terms
from bot.text.names import GENERATIONS, PARTICLES
from bot.text.normalize import UNREAD, fold, fold_lower, plain_letters, spell_umlauts

Words = tuple[str, ...]
"""Words without accents and possessive, in lower case."""

_LETTERS = rf"(?:[^\W\d_][{UNREAD}]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['.-]{_LETTERS})*\.?")
_TWO_SURNAMES = 4
"""So many words without particles are taken for two given names and two surnames."""
_KEPT = 1 << 17
"""How many names stay taken apart: a gazetteer is made anew with every article, of nearly the same names."""


class PlainWord(NamedTuple):
    """A word without accents and possessive, and where it stands."""

    plain: str
    start: int
    end: int


class NameForms(NamedTuple):
    """What is to be known of a full name.

    ``key`` is the same for every order of its words; ``place`` is where it is listed; ``words`` are its own;
    ``aliases`` mean it, and ``loose`` ones do where nobody else is called that.
    """

    key: Words
    place: tuple[list[str], str]
    words: Words
    aliases: frozenset[Words]
    loose: frozenset[Words]


@lru_cache(maxsize=_KEPT)
def forms_of(name: str) -> NameForms:
    """The ways to write a full name."""
    words = _plain_words(name)
    spelled = {words, _plain_words(spell_umlauts(name))}
    aliases = frozenset(alias for each in spelled for alias in _aliases(each))
    loose = frozenset(alias for each in spelled for alias in _loose(_without_generation(each)))
    return NameForms(tuple(sorted(words)), (fold_lower(name).split()[-1:], name), words, aliases, loose - aliases)


def is_called(athlete: str, name: str) -> bool:
    """Whether a name is one of the ways to write a full name, without any slip."""
    forms = forms_of(athlete)
    return forms_of(name).words in forms.aliases | forms.loose


@lru_cache(maxsize=1 << 16)
def words_of(piece: str) -> tuple[PlainWord, ...]:
    """The words of a piece of folded lower-case text without white space; a word is all letters, more or less."""
    return tuple(PlainWord(plain_word(match.group()), match.start(), match.end()) for match in _WORD.finditer(piece))


def plain_word(word: str) -> str:
    """A folded lower-case word without accents, possessive and full stop."""
    return plain_letters(word).removesuffix("'s").rstrip("'.")


def _plain_words(name: str) -> Words:
    return tuple(plain_word(word) for word in fold(name).lower().split())


def _without_generation(words: Words) -> Words:
    """The words without "Jr." or "III" at their end: no surname."""
    return words[:-1] if len(words) > 1 and words[-1] in GENERATIONS else words


def generation_of(name: str) -> Words:
    """The index terms of "Jr." or "Júnior" at the end of a name, if that is there."""
    words = _plain_words(name)
    return tuple(terms(" ".join(words[len(_without_generation(words)) :])))


def _aliases(words: Words) -> Iterator[Words]:
    yield words
    core = _without_generation(words)
    yield core
    if len(core) == 1:
        return
    first, surname = core[0], core[_surname_start(core) :]
    for last in {surname, core[1:], core[-1:], *((core[-2:],) if len(core) >= _TWO_SURNAMES else ())}:
        yield (first, *last)
        yield (first[:1], *last)
        if last != core[1:] or last == surname:
            yield last
            yield (*last, *words[len(core) :])


def _loose(core: Words) -> Iterator[Words]:
    """Family name first, and of four words or more the last but one."""
    if len(core) == 1:
        return
    yield (*core[1:], core[0])
    yield (core[-1], *core[:-1])
    if len(core) >= _TWO_SURNAMES and core[-2] not in PARTICLES:
        yield core[-2:-1]
        yield (core[0], core[-2])


def _surname_start(words: Words) -> int:
    """Where the surname begins: at a particle ("van der"), otherwise at the second word."""
    return next((place for place, word in enumerate(words) if place and word in PARTICLES), 1)
