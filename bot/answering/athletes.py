"""The gazetteer: whom the articles know, and whom a question means.

A full name, a surname, a first initial with the surname, any of them without accents, with a possessive or with a
typing error all lead to the same athlete. A surname that several share leads to all of them, and nobody chooses.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answering.people import thought_of, words_of
from bot.domain.article import Revision
from bot.retrieval.census import Censuses
from bot.retrieval.folding import UNREAD, fold, fold_lower, plain_letters
from bot.retrieval.stopwords import STOPWORDS

_LETTERS = rf"(?:[^\W\d_][{UNREAD}]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['.-]{_LETTERS})*\.?")
_SIBLINGS = re.compile(r"(?:'s)?\s(?:brothers?|sisters?|siblings?|family|twins)\b", re.IGNORECASE)
_PARTICLES = frozenset("van von de der den da di la le bin el al".split())  # words read best as words
_NAMES = 1 << 17
"""How many names stay taken apart: a gazetteer is made anew with every article, of nearly the same names."""
_SHORTEST = 3
"""Of shorter words nobody can be sure."""
_LONG_WORD = 8
_SHORT_WORD = 5


class Mention(NamedTuple):
    """Words of a text that mean one of ``athletes`` (full names, sorted)."""

    athletes: tuple[str, ...]
    start: int
    end: int


class _Word(NamedTuple):
    """A word without accents and possessive, and where it stands."""

    plain: str
    start: int
    end: int


_FOREIGN = (_Word("", 0, 0),)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a text is about: ``athletes`` for certain; ``ambiguous`` is a shared name with its candidates."""

    athletes: tuple[str, ...] = ()
    ambiguous: tuple[str, tuple[str, ...]] | None = None
    mentions: tuple[Mention, ...] = ()


class Gazetteer:
    """Full names by every way to write them.

    Args:
        athletes: full names, as they are to be shown.
        others: full names of other people; a name they share with an athlete means the athlete.
    """

    def __init__(self, athletes: Iterable[str], others: Iterable[str] = ()) -> None:
        listed = _distinct(athletes)
        self.athletes = _distinct([*listed, *others])
        self._aliases: dict[tuple[str, ...], tuple[str, ...]] = {}
        for athlete in self.athletes:
            for alias in _forms(athlete).aliases:
                self._aliases[alias] = (*self._aliases.get(alias, ()), athlete)
        first = frozenset(listed)
        for alias, named in self._aliases.items():
            if len(named) > 1:
                self._aliases[alias] = tuple(filter(first.__contains__, named)) or named
        self._words = {word for alias in self._aliases for word in alias}
        self._longest: dict[str, int] = {}
        for alias in self._aliases:
            self._longest[alias[0]] = max(len(alias), self._longest.get(alias[0], 0))

    def mentions(self, text: str, vocabulary: Container[str] | None = None) -> list[Mention]:
        """Every mention of an athlete, longest name first at each place, in order.

        ``vocabulary`` holds folded lower-case words that are no typing errors; with it, other words that are a
        typing error away from a name count as that name. Without it only exact names count.
        """
        return [mention for run in self._runs(fold_lower(text), vocabulary) for mention in self._matched(run)]

    def may_name(self, athlete: str, text: str) -> bool:
        """Whether a text could name an athlete: every way to write a name holds its last word."""
        return _plain(fold_lower(athlete).split()[-1]) in plain_letters(fold_lower(text))

    def parts(self, before: str, after: str) -> bool:
        """Whether no mention can reach from the end of one text into the beginning of another that follows it.

        Where neither end tells, it says no.
        """
        # Of a text without words there is no piece, and none to join.
        ends = before.rsplit(maxsplit=1)[-1:], after.split(maxsplit=1)[:1]
        last, first = (_words_of(fold_lower("".join(pieces))) for pieces in ends)
        return bool(last and last[-1].plain not in self._words) or bool(first and first[0].plain not in self._words)

    def resolve(self, text: str, vocabulary: Container[str] | None = None, known: Sequence[str] = ()) -> Resolution:
        """Whom ``text`` means; ``known`` are athletes who were already clear and settle a shared name."""
        mentions = self.mentions(text, vocabulary)
        certain = [mention.athletes[0] for mention in mentions if len(mention.athletes) == 1]
        for mention in mentions:
            if _SIBLINGS.match(text, mention.end):
                certain += mention.athletes
            elif len(mention.athletes) > 1:
                meant = [name for name in mention.athletes if name in certain or name in known]
                if len(meant) != 1:
                    name = " ".join(text[mention.start : mention.end].split())
                    return Resolution(tuple(dict.fromkeys(certain)), (name, mention.athletes), tuple(mentions))
                certain.append(meant[0])
        return Resolution(tuple(dict.fromkeys(certain)), None, tuple(mentions))

    def _runs(self, folded: str, vocabulary: Container[str] | None) -> Iterator[list[_Word]]:
        """The runs of neighbouring words that all occur in names: no mention has any other word in it."""
        run: list[_Word] = []
        position = 0
        for piece in folded.replace("\n", " ").split(" "):
            # Most pieces are a word of nobody's name, which shows at once.
            foreign = vocabulary is None and piece.isascii() and piece.isalpha() and piece not in self._words
            for plain, start, end in _FOREIGN if foreign else _words_of(piece):
                word = plain if vocabulary is None else self._corrected(plain, vocabulary)
                if word in self._words:
                    run.append(_Word(word, position + start, position + end))
                elif run:
                    yield run
                    run = []
            position += len(piece) + 1
        if run:
            yield run

    def _matched(self, run: list[_Word]) -> Iterator[Mention]:
        position = 0
        while position < len(run):
            length = self._match_length(run, position)
            if length:
                named = self._aliases[tuple(word.plain for word in run[position : position + length])]
                yield Mention(tuple(sorted(named)), run[position].start, run[position + length - 1].end)
            position += length or 1

    def _match_length(self, run: list[_Word], position: int) -> int:
        for length in range(min(self._longest.get(run[position].plain, 0), len(run) - position), 0, -1):
            if tuple(word.plain for word in run[position : position + length]) in self._aliases:
                return length
        return 0

    def _corrected(self, word: str, vocabulary: Container[str]) -> str:
        if word in self._words or word in STOPWORDS or word in vocabulary:
            return word
        nearest = (
            process.extractOne(word, names, scorer=OSA.distance, score_cutoff=allowed)
            for names, allowed in self._similar(word)
        )
        return min(((distance, name) for name, distance, _ in filter(None, nearest)), default=(0, word))[1]

    def _similar(self, word: str) -> Iterator[tuple[Sequence[str], int]]:
        """The words of names that a word may be meant for, in order, with how many typing errors it may hold then."""
        lengths = range(max(_SHORTEST, len(word) - 2), len(word) + 3) if len(word) >= _SHORTEST else ()
        for length in lengths:
            allowed = 2 if length >= _LONG_WORD else 1
            if abs(length - len(word)) <= allowed:
                yield self._shaped.get(_shape(word, length), ()), allowed

    @cached_property
    def _shaped(self) -> dict[tuple[int, str], list[str]]:
        """The words of names by length, short ones by their first letter, too; each list in order."""
        shaped: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for word in sorted(self._words):
            shaped[_shape(word, len(word))].append(word)
        return dict(shaped)


def gazetteer(revisions: Iterable[Revision], census: Censuses, not_people: frozenset[str]) -> Gazetteer:
    """Everyone whom the front matter names as an athlete, and everyone else whom the texts treat as a person.

    Of those, whoever is named in an article's title counts as if listed: others of the name are mentioned beside them.
    ``census`` is that of the revisions; ``not_people`` as for `people`.
    """
    listed: dict[str, None] = {}
    titles = set[str]()
    for revision in revisions:
        listed.update(dict.fromkeys(revision.athletes))
        titles.add(revision.byline.title or "")
    mentions = census.names()
    ordinary = census.in_lower_case({word for name in mentions for word in words_of(name)})
    others = sorted(thought_of(mentions, ordinary | not_people))
    titled = _named_in(titles, others)
    return Gazetteer([*listed, *(name for name in others if name in titled)], others)


def _named_in(titles: Iterable[str], full_names: Iterable[str]) -> set[str]:
    """The names, of several words each, that stand in any title as they are written."""
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for name in full_names:
        by_first[name.partition(" ")[0]].append(name)
    if not by_first:
        return set()
    # A first word may begin inside a word, too: every place is looked at that one may begin at.
    initials = re.escape("".join({first[0] for first in by_first}))
    opening = re.compile(rf"(?=([{initials}][^ ]*) )")
    return {
        name
        for title in map(fold, titles)
        for match in opening.finditer(title)
        for name in by_first.get(match[1], ())
        if title.startswith(name, match.start())
    }


class _Forms(NamedTuple):
    """What is to be known of a full name: how it is told from others, where it is listed, and how it may be written."""

    plain: str
    place: tuple[list[str], str]
    aliases: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=_NAMES)
def _forms(athlete: str) -> _Forms:
    lower = fold_lower(athlete)
    return _Forms(plain_letters(lower), (lower.split()[-1:], athlete), tuple(_aliases(athlete)))


def _distinct(athletes: Iterable[str]) -> tuple[str, ...]:
    """One spelling a person, sorted by surname: the first one given wins over later, differently accented ones."""
    by_plain: dict[str, str] = {}
    for athlete in athletes:
        by_plain.setdefault(_forms(athlete).plain, athlete)
    return tuple(sorted(by_plain.values(), key=lambda name: _forms(name).place))


@lru_cache(maxsize=1 << 16)
def _words_of(piece: str) -> tuple[_Word, ...]:
    """The words of a piece of folded lower-case text without white space; a word is all letters, more or less."""
    return tuple(_Word(_plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(piece))


def _plain(word: str) -> str:
    return plain_letters(word).removesuffix("'s").rstrip("'.")


def _aliases(athlete: str) -> Collection[tuple[str, ...]]:
    words = tuple(_plain(word) for word in fold(athlete).lower().split())
    if len(words) < 2:  # noqa: PLR2004  # a single name is its own and only alias
        return [words]
    surname = words[_surname_start(words) :]
    first, rest = words[0], words[1:]
    return {words, surname, (first[0], *surname), (first[0], *rest), (first, *surname), surname[-1:]}


def _surname_start(words: tuple[str, ...]) -> int:
    """Where the surname begins: at a particle ("van der"), otherwise at the second of two or more words."""
    particle = next((i for i, word in enumerate(words) if i and word in _PARTICLES), None)
    return particle if particle is not None else 1 if len(words) > 1 else 0


def _shape(word: str, length: int) -> tuple[int, str]:
    """Where to look for words of a length that may be meant: with short ones, the first letter is taken to be right."""
    return length, word[:1] if length <= _SHORT_WORD else ""
