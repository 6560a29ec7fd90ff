"""Folds text for matching, one character for one, so that every offset stays true.

Curly quotes, dashes, non-breaking spaces, full-width forms and accents become their plain forms. A character
whose plain form is longer than one character stays as it is, which keeps offsets equal to the original's:
matching happens on the folded copy, quoting on the original, and no offset map is needed between them.
"""

import re
import unicodedata
from collections.abc import Mapping

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
    "ı": "i",
}


_COMBINING_ACCENTS = dict.fromkeys(range(0x300, 0x370))


class _Folding(dict[int, str]):
    """Translation table filled on demand; bounded by the number of Unicode characters in use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _plain(chr(code))
        return folded


def _plain(character: str) -> str:
    base = _PLAIN.get(character) or _decomposed(character)
    return _PLAIN.get(base, base)


def _decomposed(character: str) -> str:
    if character.isspace():
        return "\n" if character in "\n\r" else " "
    base = unicodedata.normalize("NFKD", character)
    while len(base) > 1 and unicodedata.combining(base[-1]):
        base = base[:-1]
    return base if len(base) == 1 else character


class _LowerFolding(_Folding):
    def __missing__(self, code: int) -> str:
        lowered = _plain(chr(code)).lower()
        # Stored once and in its final form: other threads may be reading.
        self[code] = folded = lowered if len(lowered) == 1 else chr(code)
        return folded


_FOLDING = _Folding()
_LOWER_FOLDING = _LowerFolding()
_ASCII = {code: _FOLDING[code] for code in range(128)}
_LOWER_ASCII = {code: _LOWER_FOLDING[code] for code in range(128)}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """The text in plain characters, case kept; as long as the original, character by character."""
    return _folded(text, _FOLDING, _ASCII)


def fold_lower(text: str) -> str:
    """Like `fold`, in lower case."""
    return _folded(text, _LOWER_FOLDING, _LOWER_ASCII)


def _folded(text: str, folding: _Folding, plain: Mapping[int, str]) -> str:
    # The few characters beyond ASCII first: Python translates a text of nothing but ASCII many times faster.
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda match: folding[ord(match.group())], text)
    return text.translate(plain)


def without_accents(word: str) -> str:
    """The folded word without combining accents, which folding leaves in place to keep offsets; may be shorter."""
    return word.translate(_COMBINING_ACCENTS)
