"""Which entries of a feed are wanted."""

import re
from collections.abc import Collection

from bot.domain.feed import Entry, Filters
from bot.ingestion.wording import plain
from bot.text.normalize import fold


def wants_entry(filters: Filters, entry: Entry) -> bool:
    """Whether an entry's categories fit, which is known before its page is read."""
    if not filters.categories:
        return True
    return not {_folded(each) for each in entry.categories}.isdisjoint(map(_folded, filters.categories))


def wants_article(filters: Filters, text: str, athletes: Collection[str]) -> bool:
    """Whether an article's words and those it names fit; a part of an athlete's name will do."""
    words = _folded(text)
    named = [_folded(each) for each in athletes]
    has_word = any(re.search(rf"\b{re.escape(_folded(word))}\b", words) for word in filters.words)
    has_athlete = any(_folded(wanted) in name for wanted in filters.athletes for name in named)
    return (has_word or not filters.words) and (has_athlete or not filters.athletes)


def parse_list(typed: str) -> tuple[str, ...]:
    """What was typed with commas between, each once."""
    return tuple(dict.fromkeys(each for part in typed.split(",") if (each := " ".join(part.split()))))


def _folded(text: str) -> str:
    return fold(plain(text)).lower()
