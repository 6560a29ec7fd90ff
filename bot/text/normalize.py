"""Folds text for matching, one character for one, so that every offset stays true.

Curly quotes, dashes, non-breaking spaces, full-width forms and accents become their plain forms. A character
whose plain form is longer than one character stays as it is, which keeps offsets equal to the original's:
matching happens on the folded copy, quoting on the original, and no offset map is needed between them. Where a word is
compared by itself, `plain_letters` spells out the rest.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

_PLAIN = {
    **dict.fromkeys("‘’‚‛`´ʼʹ′＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "ħ": "h",
    "Ħ": "H",
    "ŧ": "t",
    "Ŧ": "T",
    "ı": "i",
}


UNREAD = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""What may stand inside a word and is no letter of it, for a character class: accents, soft hyphens, zero widths."""

_SPELLED = {"ß": "ss", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe"}
)
_UNREAD = re.compile(f"[{UNREAD}]")


@cache
def _fold_character(character: str) -> str:
    base = _PLAIN.get(character) or _decompose(character)
    return _PLAIN.get(base, base)


def _decompose(character: str) -> str:
    if character.isspace():
        return "\n" if character in "\n\r" else " "
    base = unicodedata.normalize("NFKD", character)
    while len(base) > 1 and unicodedata.combining(base[-1]):
        base = base[:-1]
    return base if len(base) == 1 else character


@cache
def _lower_character(character: str) -> str:
    lowered = _fold_character(character).lower()
    return lowered if len(lowered) == 1 else character


_ASCII, _LOWER_ASCII = (
    {code: plain(chr(code)) for code in range(128)} for plain in (_fold_character, _lower_character)
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """The text in plain characters, case kept; as long as the original, character by character."""
    return _fold_with(text, _fold_character, _ASCII)


def fold_lower(text: str) -> str:
    """Like `fold`, in lower case."""
    return _fold_with(text, _lower_character, _LOWER_ASCII)


def _fold_with(text: str, plain: Callable[[str], str], ascii_plain: Mapping[int, str]) -> str:
    # The few characters beyond ASCII first: Python translates a text of nothing but ASCII many times faster.
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda match: plain(match.group()), text)
    return text.translate(ascii_plain)


@cache
def _spell(character: str) -> str:
    """What a folded character is written as where it may take more than one, or none."""
    if _UNREAD.match(character):
        return ""
    whole = _SPELLED.get(character) or unicodedata.normalize("NFKD", character)
    return whole if character.isalpha() and whole.isalpha() else character


def plain_letters(word: str) -> str:
    """The folded word as a keyboard types it: "ß" is "ss", a ligature its letters, accents and soft hyphens are gone.

    It may be longer or shorter, so nothing is quoted by its offsets.
    """
    return word if word.isascii() else "".join(map(_spell, word))


def spell_umlauts(word: str) -> str:
    """The word with its umlauts as two letters: "Müller" is "Mueller"; to be called before folding."""
    return word.translate(_UMLAUTS)
