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
_APART = re.compile(r"\d[\d,.]{0,20}+ ?[kmhx×*]")
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
        found = [(offset, _match(folded))]
    else:
        found = [(offset + chunk.start(), _match_chunk(chunk.group())) for chunk in _CHUNK.finditer(folded)]
    for start, matched in found:
        for token in matched:
            yield Token(token.term, start + token.start, start + token.end)


def terms(text: str) -> list[str]:
    """The index terms of ``text`` alone, in order, repetitions kept."""
    folded = fold_lower(text)
    if _reads_on(folded):
        return [token.term for token in _match(folded)]
    return [term for chunk in folded.split() for term in _chunk_terms(chunk)]


def _reads_on(folded: str) -> bool:
    """Whether a term may hold white space: "1500 m", "four minutes 5 seconds".

    Elsewhere each chunk between white space is read by itself, and once only.
    """
    # Looking for the letters first is many times faster than looking for the word.
    return bool(_APART.search(folded)) or ("min" in folded and bool(_MINUTES.search(folded)))


def _match(folded: str) -> tuple[Token, ...]:
    return tuple(
        Token(term, match.start(), match.end())
        for match in _TOKEN.finditer(folded)
        for term in _TERMS_OF[match.lastgroup or "word"](match.group())
    )


_match_chunk = lru_cache(maxsize=_MEMO)(_match)


@lru_cache(maxsize=_MEMO)
def _chunk_terms(chunk: str) -> tuple[str, ...]:
    return tuple(token.term for token in _match(chunk))
