"""Tells which language a text is in, by its function words; the lists are jusText's."""

import re
from functools import cache

LANGUAGES = (
    "English", "Danish", "Dutch", "French", "German", "Italian", "Norwegian_Bokmal", "Polish", "Portuguese",
    "Russian", "Spanish", "Swahili", "Swedish",
)  # fmt: skip
"""The languages that are told apart; the lists for Finnish and others are left out, as they hold athletes' names."""

_WORD = re.compile(r"[^\W\d_]+")
_READ = 20_000  # characters
_LEAST = 0.3  # of all words; English sentences have 0.44 or more, texts in a language not listed far fewer
_FEWEST_WORDS = 5


def language_of(text: str) -> str | None:
    """The English name of the language; ``None`` for too few words, or a language that isn't among those known."""
    words = [word.lower() for word in _WORD.findall(text[:_READ])]
    if len(words) < _FEWEST_WORDS:
        return None
    shares = {language: sum(word in _stoplist(language) for word in words) / len(words) for language in LANGUAGES}
    best = max(LANGUAGES, key=shares.__getitem__)
    return best.partition("_")[0] if shares[best] >= _LEAST else None


@cache
def _stoplist(language: str) -> frozenset[str]:
    from justext import get_stoplist  # noqa: PLC0415  # loads only where somebody adds an article

    return frozenset(get_stoplist(language))
