"""One thing in a question replaced by another: the year, the event, or the place."""

import re

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
_LEADING = re.compile(r"^(?:in|at|for|on|over|the|about)\b\s*", re.IGNORECASE)


def with_aspect(question: str, rest: str, *, named: bool) -> str | None:
    """The question with the year, event or place of ``rest`` in place of its own; ``None`` where it has none of these.

    ``named`` tells that a word like "and" said that only this is to be replaced: then anything else is taken for a
    place.
    """
    plain = rest.strip(" ?!.,")
    bare = _bare(plain)
    if not bare or len(plain.split()) > _LONGEST:
        return None
    asked = question.rstrip(" ?!.")
    for pattern, added in ((_YEAR, "in {}"), (_EVENT, "in the {}")):
        found = pattern.search(bare)
        # "The 2023 final" is more than a year: with more than a word around it, it is no aspect alone.
        if found and len(bare.split()) <= len(found.group().split()) + 1:
            return f"{_replaced(pattern, asked, found.group()) or f'{asked} {added.format(found.group())}'}?"
    if not named:
        return None
    if _TIME.match(bare):
        return f"{asked} {bare}?"
    places = list(_PLACE.finditer(asked))
    if places:
        return f"{asked[: places[-1].start()]}in {bare}{asked[places[-1].end() :]}?"
    return f"{asked} in {bare}?"


def _replaced(pattern: re.Pattern[str], asked: str, by: str) -> str | None:
    """The question with another thing of a kind in place of its own; ``None`` where it has none, or the same."""
    found = pattern.search(asked)
    return None if found is None or found.group().lower() == by.lower() else pattern.sub(by, asked, count=1)


def _bare(rest: str) -> str:
    while (stripped := _LEADING.sub("", rest)) != rest:
        rest = stripped
    return rest
