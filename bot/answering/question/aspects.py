"""One thing in a question replaced by another: the year, the event, the place, or whose race it was."""

import re
from collections.abc import Sequence

_LONGEST = 5
"""Words; more are no aspect but a question of its own."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?! ?m)")
_EVENT = re.compile(
    r"(?:\b(?:women|men)'?s )?(?:\b\d ?[x×] ?\d{2,4} ?m?(?: relay)?\b"
    r"|\b\d{1,2},?\d{3} ?(?:m|metres|meters)?\b(?! ?\d)|\b\d{2,3} ?(?:m|metres|meters)\b|\b(?:60|100|200|400|800)\b"
    r"|\b\d{1,2} ?k(?:m)?\b|\bhalf[- ]marathon\b|\bmarathon\b|\b(?:two )?miles?\b|\bsteeple(?:chase)?\b|\bhurdles\b"
    r"|\b(?:long|high|triple) jump\b|\bpole vault\b|\bjavelin\b|\bdiscus\b|\bshot put\b|\bhammer\b|\bdecathlon\b"
    r"|\bheptathlon\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at) (?:the )?(?!\d|what\b|which\b|his\b|her\b|their\b)[\w'-]+"
    r"(?: (?!in\b|at\b|on\b|when\b|by\b|and\b)[\w'-]+){0,2}",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:before|after|since|until|earlier|later|previously|next|last|this|now|today)\b", re.IGNORECASE)
_SEX = re.compile(r"\b(?:wo)?men(?:'?s)?\b", re.IGNORECASE)
_KINDS = ((_YEAR, "in {}"), (_EVENT, "in the {}"), (_SEX, ""))
_BEFORE_THAT = re.compile(r" (?:before|after|since) (?:that|this|then)\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:in|at|for|on|over|the|about)\b\s*", re.IGNORECASE)


def with_aspect(questions: Sequence[str], rest: str, *, named: bool) -> tuple[int, str] | None:
    """A question with the year, event, place or sex of ``rest`` in place of its own, and which of ``questions`` it is.

    The first question that has such a thing is taken; the very first, with the thing added, where none has. ``None``
    where ``rest`` is nothing of the kind. ``named`` tells that a word like "and" said that only this is to be replaced:
    then anything else is taken for a place.
    """
    plain = rest.strip(" ?!.,")
    bare = _bare(plain)
    if not bare or len(plain.split()) > _LONGEST:
        return None
    kinds = [(pattern, added) for pattern, added in _KINDS if _is_alone(pattern, bare)]
    replaced = (
        (number, _replaced(pattern, asked, bare)) for number, asked in enumerate(questions) for pattern, _ in kinds
    )
    found = next(((number, text) for number, text in replaced if text), None)
    if found:
        return found
    asked = questions[0].rstrip(" ?!.")
    if kinds and kinds[0][1]:
        return 0, f"{asked} {kinds[0][1].format(bare)}?"
    return (0, _with_place(asked, bare)) if named else None


def _replaced(pattern: re.Pattern[str], asked: str, by: str) -> str | None:
    """The question with another thing of a kind in place of its own; ``None`` where it has none, or the same."""
    found = pattern.search(asked)
    if found is None or found.group().lower() == by.lower():
        return None
    own = found.group().rstrip()
    metres = "m" if by.isdigit() and own.lower().endswith("m") else ""
    rest = _BEFORE_THAT.sub("", asked[found.start() + len(own) :])
    return f"{asked[: found.start()]}{by}{metres}{rest}"


def _with_place(asked: str, bare: str) -> str:
    if _TIME.match(bare):
        return f"{asked} {bare}?"
    places = list(_PLACE.finditer(asked))
    if places:
        return f"{asked[: places[-1].start()]}in {bare}{asked[places[-1].end() :]}?"
    return f"{asked} in {bare}?"


def _is_alone(pattern: re.Pattern[str], bare: str) -> bool:
    """Whether a text is a thing of a kind, with one more word at most: "the 2023 final" is more than a year."""
    found = pattern.search(bare)
    return found is not None and len(bare.split()) <= len(found.group().split()) + 1


def _bare(rest: str) -> str:
    while (stripped := _LEADING.sub("", rest)) != rest:
        rest = stripped
    return rest
