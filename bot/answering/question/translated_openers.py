"""Reads the few words with which a follow-up opens in another language, such as "und Wightman?" and "wann?"."""

import re

from bot.answering.lexicon import Lexicon
from bot.domain.conversation import Conversation
from bot.text.normalize import fold_lower

_LONGEST_REST = 3
"""How many words may follow "und": more make a sentence of their own, which isn't read."""


def in_english(text: str, conversation: Conversation, lexicon: Lexicon) -> str:
    """The follow-up with its opening words in English; any other message as it is."""
    return _opened(text.strip(), lexicon) or text if conversation.last else text


def _opened(text: str, lexicon: Lexicon) -> str | None:
    plain = fold_lower(text)
    bare = lexicon.bare_openers.get(plain.rstrip(" ?!."))
    if bare:
        return f"{bare}?"
    joining = [each for each in lexicon.joining_openers if re.match(rf"{re.escape(each)}\b", plain)]
    opener = max(joining, key=len, default=None)
    # A folded text is as long as the text itself.
    rest = text[len(opener) :].strip() if opener else ""
    if opener is None or not 0 < len(re.findall(r"\w+", rest)) <= _LONGEST_REST:
        return None
    return f"{lexicon.joining_openers[opener]} {_opened(rest, lexicon) or rest}"
