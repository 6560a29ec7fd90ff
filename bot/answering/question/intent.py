"""Tells what a message wants of the last answer, if anything: more, its source, or who said it."""

import re

from bot.domain.conversation import Conversation
from bot.domain.question import Intent
from bot.text.normalize import fold

_MORE = re.compile(
    r"^(?:and )?(?:(?:tell me |show me |say )?(?:some )?more|go on|continue|any(?:thing|one) else"
    r"|(?:what|who|where|when) else)(?: please)?[^a-z]*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^(?:(?:what'?s|what is|show me|give me|who is) )?(?:your |the |a )?"
    r"(?:sources?|link|links|reference|citation)(?: please)?\W*$"
    r"|^where (?:does|did) (?:that|this|it) come from\W*$|^says who\W*$"
    r"|^where did you (?:get|read|find|hear) (?:that|this|it)(?: from)?\W*$"
    r"|^how (?:do|would|can) you know(?: (?:that|this|it))?\W*$"
    r"|^(?:are you |you )?(?:sure|serious)(?: about that)?\W*\?\W*$"
    r"|^really\W*\?\W*$|^is (?:that|this|it) (?:still |really )?(?:true|right|correct|so|current|up to date)\W*$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    r"^(?:and |so )?who (?:said|says|told|wrote) (?:that|this|it|so)(?: exactly)?\W*$"
    r"|^whose words (?:is|are|was|were) (?:that|this|it|these|those|they)\W*$",
    re.IGNORECASE,
)


def intent_of(text: str, conversation: Conversation) -> Intent:
    """Whether a message asks something new, or something of the answer before it."""
    if conversation.last is None:
        return Intent.ANSWER
    stripped = fold(text).strip()
    for pattern, intent in ((_MORE, Intent.MORE), (_SOURCE, Intent.SOURCE), (_WHO_SAID, Intent.WHO_SAID)):
        if pattern.match(stripped):
            return intent
    return Intent.ANSWER
