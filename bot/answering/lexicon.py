"""What the words of sport and of questions have to do with each other, as index terms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.question import AnswerType
from bot.text.analyzer import word_term
from bot.text.normalize import fold_lower

_ADJECTIVE = re.compile(
    r".*-(?:time|form|old|born|based|placed?|colour|winning|year|star|mate|champion|holder)|\w{4,}ly"
)


@dataclass(frozen=True)
class NameWords:
    """Words in and beside names: ``not_people`` never occur in a person's, ``titles`` stand in front of one.

    All in lower case; titles are offices and whatever else a report puts in front of a name, ``demonyms`` are
    nationalities, which unlike some titles are nobody's first name.
    """

    not_people: frozenset[str]
    titles: frozenset[str]
    demonyms: frozenset[str] = frozenset()

    def is_title(self, word: str) -> bool:
        """Whether a word in front of a name is no part of it: "Kenyan", "Sir", "Two-time"."""
        return _in(self.titles, word) or self.is_demonym(word) or _ADJECTIVE.fullmatch(word.lower()) is not None

    def is_demonym(self, word: str) -> bool:
        """Whether a word says where somebody is from: "Kenyan", "Kenyans"."""
        return _in(self.demonyms, word)


def _in(words: frozenset[str], word: str) -> bool:
    """Whether a word is one of ``words``, or some of them: "Kenyans"."""
    lower = word.lower()
    return lower in words or lower.removesuffix("s") in words


@dataclass(frozen=True)
class Lexicon:
    """Word knowledge, read from a data file.

    ``wanted`` maps a noun's term to the answer type it asks for; ``carriers`` maps an answer type to the terms that
    only ask (under ``None`` those of every type); ``related`` maps a term to the terms that may stand for it;
    ``event`` holds terms of things that happen to athletes, ``results`` those of winning and losing; ``names`` are
    words in and beside names; ``shorthand`` spells out short forms. ``small_talk`` are words that ask nothing, and
    ``beside_small_talk`` those that ask nothing beside one of them; ``greetings`` and ``thanks`` are some of the
    former. ``bare_openers`` and ``joining_openers`` turn what a follow-up in another language consists of, or begins
    with, into English.
    """

    wanted: Mapping[str, AnswerType]
    carriers: Mapping[AnswerType | None, frozenset[str]]
    related: Mapping[str, frozenset[str]]
    event: frozenset[str]
    results: frozenset[str]
    names: NameWords
    shorthand: Mapping[str, str]
    small_talk: frozenset[str]
    beside_small_talk: frozenset[str]
    greetings: frozenset[str]
    thanks: frozenset[str]
    bare_openers: Mapping[str, str]
    joining_openers: Mapping[str, str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Lexicon":
        """A lexicon from parsed TOML: tables of white-space separated words."""
        carriers = {
            None if kind == "any" else AnswerType(kind): _terms(words) for kind, words in data["carriers"].items()
        }
        return cls(
            wanted={term: AnswerType(kind) for kind, words in data["wanted"].items() for term in _terms(words)},
            carriers=carriers,
            related=_related([_terms(words) for words in data["related"].values()]),
            event=_terms(data["event"]["words"]),
            results=_terms(data["event"]["results"]),
            names=NameWords(**{kind: frozenset(words.split()) for kind, words in data["names"].items()}),
            shorthand=data["shorthand"],
            small_talk=frozenset(fold_lower(data["small_talk"]["words"]).split()),
            beside_small_talk=frozenset(fold_lower(data["small_talk"]["beside"]).split()),
            greetings=frozenset(fold_lower(data["small_talk"]["greetings"]).split()),
            thanks=frozenset(fold_lower(data["small_talk"]["thanks"]).split()),
            bare_openers={fold_lower(opener): english for opener, english in data["openers"]["bare"].items()},
            joining_openers={fold_lower(opener): english for opener, english in data["openers"]["joining"].items()},
        )

    @property
    def not_people(self) -> frozenset[str]:
        """Lower-case words of no person's name."""
        return self.names.not_people

    def knows(self, term: str) -> bool:
        """Whether the lexicon has anything on a term."""
        return term in self.related or term in self.wanted or term in self.carriers[None]

    def carries(self, term: str, wanted: AnswerType) -> bool:
        """Whether a question's term only asks, so that an answer need not share it."""
        return term in self.carriers[None] or term in self.carriers.get(wanted, frozenset())


def _terms(words: str) -> frozenset[str]:
    return frozenset(term for word in words.replace("-", " ").split() if (term := word_term(word)))


def _related(groups: list[frozenset[str]]) -> dict[str, frozenset[str]]:
    related: dict[str, frozenset[str]] = {}
    for group in groups:
        for term in group:
            related[term] = related.get(term, frozenset()) | (group - {term})
    return related
