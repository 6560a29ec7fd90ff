"""Questions that are two: of two athletes side by side, or two things of one."""

import re
from collections.abc import Sequence

from bot.domain.question import Question
from bot.text.normalize import fold

_COMPARING = re.compile(
    r"\bcompare\b|\bcompared (?:to|with)\b|\bv(?:s|ersus)?\b\.?|\bwho\b.*\bor\b"
    r"|\b(?:better|older|younger|faster|quicker|taller|stronger)\b",
    re.IGNORECASE,
)
_EACH = (
    (re.compile(r"\b(?:older|younger|oldest|youngest)\b", re.IGNORECASE), "how old is {}?"),
    (re.compile(r"\b(?:taller|tallest)\b", re.IGNORECASE), "how tall is {}?"),
    (re.compile(r"\b(?:faster|quicker|fastest|quickest)\b", re.IGNORECASE), "what is {}'s personal best{}?"),
)
_EVENT = re.compile(r"\b(?:\d[\d,]{2,5} ?m?|(?:half[- ])?marathon|mile|\d{1,2} ?km?)\b", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:compare|compared|to|with|and|or|vs?|versus|who|is|was|the|better|between|against)\b\.?", re.IGNORECASE
)
_HEAD = r"(?:when|where|who|why|how(?: (?:fast|old|long|many|far))?|what time|in what time)"
_TWO_HEADS = re.compile(rf"^(?P<first>{_HEAD}),? and (?P<second>{_HEAD}) (?P<rest>.+)$", re.IGNORECASE)
PAIR = 2


def compared(question: Question) -> tuple[str, ...]:
    """What is asked of each of two athletes who are compared; nothing where the question compares nobody."""
    asked = fold(question.meant)
    if len(question.athletes) != PAIR or not _COMPARING.search(asked):
        return ()
    event = _EVENT.search(asked)
    where = f" in the {event.group()}" if event else ""
    for pattern, template in _EACH:
        if pattern.search(asked):
            return tuple(template.format(athlete, where) for athlete in question.athletes)
    if event:
        return tuple(f"what did {athlete} run{where}?" for athlete in question.athletes)
    rest = " ".join(_WORDS.sub(" ", _without(asked, question.athletes)).strip(" ?!.,").split())
    return tuple(f"{athlete} {rest}" if rest else f"what has {athlete} won?" for athlete in question.athletes)


def both_parts(text: str) -> tuple[str, ...]:
    """The two questions in "when and where did she win?"; nothing where there is one."""
    found = _TWO_HEADS.match(fold(text).strip())
    return tuple(f"{found[head]} {found['rest']}" for head in ("first", "second")) if found else ()


def _without(text: str, athletes: Sequence[str]) -> str:
    words = {word.lower() for athlete in athletes for word in fold(athlete).split()}
    return " ".join(word for word in text.split() if word.strip("?!.,'").removesuffix("'s").lower() not in words)
