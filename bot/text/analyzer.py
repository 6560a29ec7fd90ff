"""Turns text into index terms, each with the span it came from.

The same analysis serves articles and questions, so that both meet in the same terms.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

import Stemmer

from bot.text import numerals
from bot.text.irregular import BASE_FORMS
from bot.text.normalize import UNREAD, fold_lower, plain_letters
from bot.text.short_forms import SHORT_FORMS
from bot.text.stopwords import STOPWORDS

# One stemmer serves all threads: PyStemmer holds the interpreter lock while it works on a word.
_STEMMER = Stemmer.Stemmer("english", 0)

_LETTERS = rf"(?:[^\W\d_][{UNREAD}]*)+"
_WORD = rf"{_LETTERS}(?:['&]{_LETTERS})*"
# Most words are seen to be words at once: no acronym begins with two letters, and no mark with a word of this sort.
_NUMBER_WORDS = "|".join(word for word in numerals.CARDINAL_WORDS if "-" not in word)
_PLAIN = rf"(?!{_NUMBER_WORDS})[^\W\d_]{{2,}}+(?![{UNREAD}'&])"
_TOKEN = re.compile(
    rf"(?=[^\W_])(?:(?P<plain>{_PLAIN})"
    rf"|(?P<acronym>(?<![^\W_])(?:[^\W\d_]\.){{2,}})"
    rf"|(?P<spelled_mark>\b{numerals.SPELLED_MARK})"
    rf"|(?P<clock_mark>{numerals.CLOCK_MARK})"
    rf"|(?P<relay>\b{numerals.RELAY})"
    rf"|(?P<event>\b{numerals.EVENT})"
    rf"|(?P<distance>\b{numerals.DISTANCE})"
    rf"|(?P<ordinal>\b{numerals.ORDINAL})"
    rf"|(?P<number>{numerals.NUMBER})"
    rf"|(?P<compound>\b{numerals.COMPOUND})"
    rf"|(?P<word>{_WORD}))"
)
_APART = re.compile(r"\d[\d,.]* ?[kmhx×*]")
_MINUTES = re.compile(r"min(?:ute)?s?\b")
_CHUNK = re.compile(r"\S+")
_MEMO = 1 << 17


class Token(NamedTuple):
    """An index term and the half-open character range it was read from."""

    term: str
    start: int
    end: int


@lru_cache(maxsize=_MEMO)
def word_term(word: str) -> str:
    """The index term of one folded lower-case word; an empty string for a stopword."""
    if word in STOPWORDS:
        return ""
    bare = plain_letters(word).removesuffix("'s").strip("'").replace("'", "")
    if bare in STOPWORDS:
        return ""
    number = numerals.CARDINAL_WORDS.get(bare) or numerals.ORDINAL_WORDS.get(bare)
    return intern(number or _STEMMER.stemWord(BASE_FORMS.get(bare, bare)))


def _acronym_term(text: str) -> str:
    return intern(text.replace(".", ""))


def _word_terms(word: str) -> tuple[str, ...]:
    spelled = SHORT_FORMS.get(word)
    return tuple(filter(None, map(word_term, spelled.replace("-", " ").split() if spelled else (word,))))


def _number_terms(canonical: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """The first word of a canonical form as it is, those behind it as words."""

    def analyze(text: str) -> tuple[str, ...]:
        first, *others = canonical(text).split()
        return (intern(first), *map(word_term, others))

    return analyze


_TERMS_OF: dict[str, Callable[[str], tuple[str, ...]]] = {
    "acronym": lambda text: (_acronym_term(text),),
    "spelled_mark": _number_terms(numerals.canonical_mark),
    "clock_mark": _number_terms(numerals.canonical_clock),
    "relay": _number_terms(numerals.canonical_relay),
    "event": _number_terms(numerals.canonical_event),
    "distance": _number_terms(numerals.canonical_distance),
    "ordinal": lambda text: (intern(text),),
    "number": _number_terms(numerals.canonical_number),
    "compound": lambda text: (word_term(text),),
    "word": _word_terms,
    "plain": _word_terms,
}


def tokens(text: str, offset: int = 0) -> Iterator[Token]:
    """The index terms of a text that begins at ``offset``, in order of appearance, stopwords left out.

    Terms are folded, possessives stripped, numbers canonical, words stemmed (Snowball, English).
    """
    folded = fold_lower(text)
    if _reads_on(folded):
        for token in _match(folded):
            yield Token(token.term, offset + token.start, offset + token.end)
        return
    for chunk in _CHUNK.finditer(folded):
        start = offset + chunk.start()
        for token in _CHUNK_TOKENS[chunk.group()]:
            yield Token(token.term, start + token.start, start + token.end)


def terms(text: str) -> list[str]:
    """The index terms of ``text`` alone, in order, repetitions kept."""
    folded = fold_lower(text)
    if _reads_on(folded):
        return _match_terms(folded)
    return [term for chunk in folded.split() for term in _CHUNK_TERMS[chunk]]


def _reads_on(folded: str) -> bool:
    """Whether a term may hold white space: "1500 m", "four minutes 5 seconds".

    Elsewhere each chunk between white space is read by itself, and once only.
    """
    # Looking for the letters first is many times faster than looking for the word.
    return bool(_APART.search(folded)) or ("min" in folded and bool(_MINUTES.search(folded)))


def _match(folded: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(folded):
        for term in _TERMS_OF[match.lastgroup or "word"](match.group()):
            yield Token(term, match.start(), match.end())


def _match_terms(folded: str) -> list[str]:
    found = (_TERMS_OF[match.lastgroup or "word"](match.group()) for match in _TOKEN.finditer(folded))
    return [term for terms in found for term in terms]


class _ChunkTokens(dict[str, tuple[Token, ...]]):
    """The tokens of every chunk met so far; a plain table, since keeping the order of use costs more than it saves."""

    def __missing__(self, chunk: str) -> tuple[Token, ...]:
        if len(self) >= _MEMO:
            self.clear()
        self[chunk] = found = tuple(_match(chunk))
        return found


class _ChunkTerms(dict[str, tuple[str, ...]]):
    """The same for the terms alone."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) >= _MEMO:
            self.clear()
        self[chunk] = found = tuple(_match_terms(chunk))
        return found


_CHUNK_TOKENS = _ChunkTokens()
_CHUNK_TERMS = _ChunkTerms()
