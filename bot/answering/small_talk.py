"""Tells small talk from questions by its words alone; whatever may be a question is one."""

import re

from bot.answering.lexicon import Lexicon
from bot.retrieval.folding import fold_lower

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ASKING = re.compile(r"\s*(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\b|.*\?", re.DOTALL)


def is_small_talk(text: str, lexicon: Lexicon) -> bool:
    """Whether a message only greets, thanks, praises or agrees: "lol ok" and "good bot" do.

    One that has a question mark, begins as a question does, or holds any other word is none.
    """
    plain = fold_lower(text)
    words = set(_WORD.findall(plain))
    known = lexicon.small_talk | lexicon.beside_small_talk
    return bool(words & lexicon.small_talk) and words <= known and not _ASKING.match(plain)
