"""The gazetteer: whom the articles know, and whom a question means.

A full name, a surname, a first initial with the surname, any of them without accents, with a possessive or with a
typing error all lead to the same athlete. A surname that several share leads to all of them, and nobody chooses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answering.names.name_forms import PlainWord, Words, forms_of, plain_word, words_of
from bot.answering.names.people import People
from bot.domain.article import Revision
from bot.retrieval.term_statistics import CorpusStatistics
from bot.text.names import is_place
from bot.text.normalize import fold, fold_lower
from bot.text.stopwords import STOPWORDS

_SIBLINGS = re.compile(r"(?:'s)?\s(?:brothers?|sisters?|siblings?|family|twins)\b", re.IGNORECASE)
_TITLE_WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?(?='s\b)|[^\W\d_](?:[\w'-]*\w)?")
_SHORTEST = 3
"""Of shorter words nobody can be sure."""
_LONG_WORD = 8
_SHORT_WORD = 5


class Mention(NamedTuple):
    """Words of a text that mean one of ``athletes`` (full names, sorted)."""

    athletes: tuple[str, ...]
    start: int
    end: int


_FOREIGN = (PlainWord("", 0, 0),)


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
        officials: full names of people who don't compete; a name they share with any other means the other.
        called: the first names by which some people go, where nobody else does.
        in_full: who is meant by no single word, because theirs are ordinary ones.
        ordinary: words that alone and in lower case are nobody's name: "bronze" is no Lucy Bronze.
    """

    def __init__(
        self,
        athletes: Iterable[str],
        others: Iterable[str] = (),
        officials: Iterable[str] = (),
        called: Mapping[str, str] | None = None,
        in_full: Container[str] = (),
        ordinary: Container[str] = (),
    ) -> None:
        self._ordinary = ordinary
        first, second = frozenset(listed := _distinct(athletes)), frozenset(others := tuple(others))
        competing = _distinct([*listed, *others])
        self.athletes = (*competing, *_distinct_from(officials, competing))
        self._listed = first
        called = called or {}
        self._aliases: dict[Words, tuple[str, ...]] = {}
        loose: dict[Words, tuple[str, ...]] = {}
        for athlete in self.athletes:
            forms = forms_of(athlete)
            for alias in (each for each in forms.aliases if len(each) > 1 or athlete not in in_full):
                self._aliases[alias] = (*self._aliases.get(alias, ()), athlete)
            called_by = ((plain_word(fold_lower(called[athlete])),),) if athlete in called else ()
            for alias in (*forms.loose, *called_by):
                loose[alias] = (*loose.get(alias, ()), athlete)
        self._loose = frozenset(loose.keys() - self._aliases.keys())
        self._aliases = loose | self._aliases
        shared = [(alias, named) for alias, named in self._aliases.items() if len(named) > 1]
        self._aliases |= {alias: _foremost(alias, named, first, second) for alias, named in shared}
        self._words = {word for alias in self._aliases for word in alias}
        self._longest: dict[str, int] = {}
        for alias in self._aliases:
            self._longest[alias[0]] = max(len(alias), self._longest.get(alias[0], 0))

    def mentions(self, text: str, vocabulary: Container[str] | None = None) -> list[Mention]:
        """Every mention of an athlete, longest name first at each place, in order.

        ``vocabulary`` holds folded lower-case words that are no typing errors; with it, other words that are a
        typing error away from a name count as that name. Without it only exact names count.
        """
        found = (mention for run in self._runs(fold_lower(text), vocabulary) for mention in self._matched(run))
        return [mention for mention in found if text[mention.start : mention.end] not in self._ordinary]

    def subjects(self, athletes: Iterable[str]) -> tuple[str, ...]:
        """Those of some people whom articles are about: by their front matter or a title."""
        return tuple(filter(self._listed.__contains__, athletes))

    def mentions_in_article(self, text: str) -> list[Mention]:
        """Every mention in a text that people have edited, in which a name has a capital: "lane" is not Ann Lane."""
        return [mention for mention in self.mentions(text) if not text[mention.start : mention.end].islower()]

    def resolve(self, text: str, vocabulary: Container[str] | None = None, known: Sequence[str] = ()) -> Resolution:
        """Whom ``text`` means; ``known`` are athletes who were already clear and settle a shared name."""
        mentions = self.mentions(text, vocabulary)
        certain = [mention.athletes[0] for mention in mentions if len(mention.athletes) == 1]
        for mention in mentions:
            if _SIBLINGS.match(text, mention.end):
                certain += mention.athletes
            elif len(mention.athletes) > 1:
                meant = [name for name in mention.athletes if name in certain or name in known]
                if len(meant) != 1 and not self._listed.issuperset(mention.athletes):
                    # Nobody is asked about people whom no article is about: their name is looked for as any word is.
                    continue
                if len(meant) != 1:
                    name = " ".join(text[mention.start : mention.end].split())
                    return Resolution(tuple(dict.fromkeys(certain)), (name, mention.athletes), tuple(mentions))
                certain.append(meant[0])
        return Resolution(tuple(dict.fromkeys(certain)), None, tuple(mentions))

    def _runs(self, folded: str, vocabulary: Container[str] | None) -> Iterator[list[PlainWord]]:
        """The runs of neighbouring words that all occur in names: no mention has any other word in it."""
        run: list[PlainWord] = []
        position = 0
        for piece in folded.replace("\n", " ").split(" "):
            # Most pieces are a word of nobody's name, which shows at once.
            foreign = vocabulary is None and piece.isascii() and piece.isalpha() and piece not in self._words
            for plain, start, end in _FOREIGN if foreign else words_of(piece):
                word = plain if vocabulary is None else self._corrected(plain, vocabulary)
                if word in self._words:
                    run.append(PlainWord(word, position + start, position + end))
                elif run:
                    yield run
                    run = []
            position += len(piece) + 1
        if run:
            yield run

    def _matched(self, run: list[PlainWord]) -> Iterator[Mention]:
        position = 0
        while position < len(run):
            length = self._match_length(run, position)
            if length:
                named = self._aliases[tuple(word.plain for word in run[position : position + length])]
                yield Mention(tuple(sorted(named)), run[position].start, run[position + length - 1].end)
            position += length or 1

    def _match_length(self, run: list[PlainWord], position: int) -> int:
        lengths = range(min(self._longest.get(run[position].plain, 0), len(run) - position), 0, -1)
        found = [n for n in lengths if tuple(word.plain for word in run[position : position + n]) in self._aliases]
        # "Said Lee. Bob Lee" names Lee, and then Bob Lee.
        sure = (n for n in found if tuple(word.plain for word in run[position : position + n]) not in self._loose)
        return next(sure, found[0] if found else 0)

    def _corrected(self, word: str, vocabulary: Container[str]) -> str:
        if word in self._words or word in STOPWORDS:
            return word
        # "Kerrs coach": people leave out the apostrophe.
        if word[-1:] == "s" and word[:-1] in self._words and word[:-1] not in STOPWORDS and len(word) > _SHORTEST:
            return word[:-1]
        if word in vocabulary:
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
        sure = {word for alias in self._aliases.keys() - self._loose for word in alias}
        for word in sorted(sure):
            shaped[_shape(word, len(word))].append(word)
        return dict(shaped)


def gazetteer(revisions: Iterable[Revision], statistics: CorpusStatistics, people: People) -> Gazetteer:
    """Everyone whom the front matter names as an athlete, and everyone else whom the texts treat as a person.

    Of those, whoever is named in an article's title counts as if listed: others of the name are mentioned beside them.
    ``statistics`` are those of the revisions.
    """
    listed: dict[str, None] = {}
    titles = set[str]()
    for revision in revisions:
        listed.update(dict.fromkeys(revision.athletes))
        titles.add(revision.byline.title or "")
    uses = statistics.names()
    found = people.of_uses(uses, statistics.in_lower_case)
    ordinary = statistics.in_lower_case({word.lower() for name in (*found, *listed) for word in fold(name).split()})
    by_surname = {name for name in found if (last := name.split()[-1]) in uses and last.lower() not in ordinary}
    titled = _named_in(titles, found, by_surname)
    called = _first_names((*listed, *titled), uses, ordinary)
    officials = sorted(name for name, person in found.items() if person.is_official and name not in titled)
    others = sorted(found.keys() - set(officials))
    in_full = {name for name in found if name.split()[-1].lower() in ordinary} - {*listed, *titled}
    athletes = [*listed, *(name for name in others if name in titled)]
    return Gazetteer(athletes, others, officials, called, in_full, statistics.mostly_in_lower_case(ordinary))


def _first_names(names: Iterable[str], uses: Mapping[str, int], ordinary: Container[str]) -> dict[str, str]:
    """First names that one of the names alone has and that mean nothing else: fans call Josh Kerr Josh."""
    first = {name: fold(name).split()[0] for name in _distinct(names) if " " in name}
    bearers = Counter(first.values())
    return {n: w for n, w in first.items() if bearers[w] == 1 and w.lower() not in ordinary and not is_place(w, uses)}


def _named_in(titles: Iterable[str], full_names: Collection[str], by_surname: Container[str]) -> set[str]:
    """Whom any title names: in full, or, of those that articles call ``by_surname``, by one that nobody else has."""
    joined = "\n".join(map(fold, titles))
    words = set(_TITLE_WORD.findall(joined))
    bearers = Counter(name.split()[-1] for name in full_names)
    near = [(name, surname) for name in full_names if (surname := name.split()[-1]) in words]
    return {name for name, surname in near if name in joined or (bearers[surname] == 1 and name in by_surname)}


def _foremost(alias: Words, named: Sequence[str], listed: Container[str], others: Container[str]) -> tuple[str, ...]:
    """Of those an alias could mean: whoever is called exactly that, else listed athletes, else all but officials."""
    exactly = tuple(name for name in named if forms_of(name).words == alias)
    by_rank = (tuple(filter(rank.__contains__, named)) for rank in (listed, others))
    return exactly or next(filter(None, by_rank), tuple(named))


def _distinct_from(people: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    keys = {forms_of(name).key for name in known}
    return tuple(name for name in _distinct(people) if forms_of(name).key not in keys)


def _distinct(athletes: Iterable[str]) -> tuple[str, ...]:
    """One spelling a person, sorted by surname: the first one given wins over later ones, of other accents or order."""
    by_key: dict[Words, str] = {}
    for athlete in athletes:
        by_key.setdefault(forms_of(athlete).key, athlete)
    return tuple(sorted(by_key.values(), key=lambda name: forms_of(name).place))


def _shape(word: str, length: int) -> tuple[int, str]:
    """Where to look for words of a length that may be meant: with short ones, the first letter is taken to be right."""
    return length, word[:1] if length <= _SHORT_WORD else ""
