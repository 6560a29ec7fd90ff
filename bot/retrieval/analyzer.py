"""Turns text into index terms, each with the span it came from.

The same analysis serves articles and questions, so that both meet in the same terms.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

import Stemmer

from bot.retrieval import numerals
from bot.retrieval.folding import fold_lower, without_accents
from bot.retrieval.irregular import BASE_FORMS
from bot.retrieval.stopwords import STOPWORDS

# One stemmer serves all threads: PyStemmer holds the interpreter lock while it works on a word.
_STEMMER = Stemmer.Stemmer("english", 0)

_WORD = r"(?:[^\W\d_][\u0300-\u036f]*)+(?:['&](?:[^\W\d_][\u0300-\u036f]*)+)*"
# Most words are seen to be words at once: no acronym begins with two letters, and no mark with a word of this sort.
_PLAIN = rf"(?!{'|'.join(numerals.CARDINAL_WORDS)})[^\W\d_]{{2,}}+(?![\u0300-\u036f'&])"
_TOKEN = re.compile(
    rf"(?=[^\W_])(?:(?P<plain>{_PLAIN})"
    rf"|(?P<acronym>(?<![^\W_])(?:[^\W\d_]\.){{2,}})"
    rf"|(?P<spelled_mark>\b{numerals.SPELLED_MARK})"
    rf"|(?P<clock_mark>{numerals.CLOCK_MARK})"
    rf"|(?P<distance>\b{numerals.DISTANCE})"
    rf"|(?P<ordinal>\b{numerals.ORDINAL})"
    rf"|(?P<number>{numerals.NUMBER})"
    rf"|(?P<word>{_WORD}))"
)
_DISTANCE_APART = re.compile(r"\d[\d,.]* [km]")
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
    bare = without_accents(word).removesuffix("'s").strip("'").replace("'", "")
    if bare in STOPWORDS:
        return ""
    number = numerals.CARDINAL_WORDS.get(bare) or numerals.ORDINAL_WORDS.get(bare)
    return intern(number or _STEMMER.stemWord(BASE_FORMS.get(bare, bare)))


def _acronym_term(text: str) -> str:
    return intern(text.replace(".", ""))


_TERM_OF: dict[str, Callable[[str], str]] = {
    "acronym": _acronym_term,
    "spelled_mark": lambda text: intern(numerals.canonical_mark(text)),
    "clock_mark": intern,
    "distance": lambda text: intern(numerals.canonical_distance(text)),
    "ordinal": intern,
    "number": lambda text: intern(numerals.canonical_number(text)),
    "word": word_term,
    "plain": word_term,
}


def tokens(text: str, offset: int = 0) -> Iterator[Token]:
    """The index terms of a text that begins at ``offset``, in order of appearance, stopwords left out.

    Terms are folded, possessives stripped, numbers canonical, words stemmed (Snowball, English).
    """
    folded = fold_lower(text)
    if _reads_on(folded):
        for token in _matched(folded):
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
        return _matched_terms(folded)
    return [term for chunk in folded.split() for term in _CHUNK_TERMS[chunk]]


def _reads_on(folded: str) -> bool:
    """Whether a term may hold white space: "1500 m", "four minutes 5 seconds".

    Elsewhere each chunk between white space is read by itself, and once only.
    """
    # Looking for the letters first is many times faster than looking for the word.
    return bool(_DISTANCE_APART.search(folded)) or ("min" in folded and bool(_MINUTES.search(folded)))


def _matched(folded: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(folded):
        term = _TERM_OF[match.lastgroup or "word"](match.group())
        if term:
            yield Token(term, match.start(), match.end())


def _matched_terms(folded: str) -> list[str]:
    found = (_TERM_OF[match.lastgroup or "word"](match.group()) for match in _TOKEN.finditer(folded))
    return [term for term in found if term]


class _ChunkTokens(dict[str, tuple[Token, ...]]):
    """The tokens of every chunk met so far; a plain table, since keeping the order of use costs more than it saves."""

    def __missing__(self, chunk: str) -> tuple[Token, ...]:
        if len(self) >= _MEMO:
            self.clear()
        self[chunk] = found = tuple(_matched(chunk))
        return found


class _ChunkTerms(dict[str, tuple[str, ...]]):
    """The same for the terms alone."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) >= _MEMO:
            self.clear()
        self[chunk] = found = tuple(_matched_terms(chunk))
        return found


_CHUNK_TOKENS = _ChunkTokens()
_CHUNK_TERMS = _ChunkTerms()
