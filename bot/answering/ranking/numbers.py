"""What a number in a sentence stands for: what it counts, what it measures, or neither.

Each function takes the folded sentence and where the number stands in it.
"""

import re
from collections.abc import Sequence
from enum import Enum

from bot.answering.ranking.matching import same_stem
from bot.text.analyzer import terms

MONTH_WORD = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
MONTH = rf"{MONTH_WORD}\.?"
DAY = (
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b)"
    r"(?:,? (?:1\d|20)\d\d)?"
)
_DAY = re.compile(DAY, re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MEASURE = re.compile(r" ?(?:m|km|metres|meters|miles?)\b|[:.]\d", re.IGNORECASE)
_LENGTH_UNIT = r"(?:metres?|meters?|m|centimetres?|centimeters?|cm|feet|foot|ft|inch(?:es)?|in(?=[.,;]|$))"
_MEASURED = re.compile(
    rf"[ -]?(?:{_LENGTH_UNIT}|km|kilomet(?:re|er)s?|miles?|yards?|seconds?|minutes?|hundredths?|tenths?|places?|"
    r"points?|laps?|strokes?|lengths?)\b",
    re.IGNORECASE,
)
_EVENT = (
    r"(?:final|heats?|semi-?finals?|race|title|champion(?:ship)?s?|record|event|hurdles|steeplechase|breaststroke|"
    r"backstroke|butterfly|freestyle|medley|relay|sprint|gold|silver|bronze|runner|specialist)\b"
)
_DISTANCE_OF_EVENT = re.compile(rf" ?-?(?:m|km|metres?|meters?|miles?)[ -](?:[\w-]+ ){{0,1}}{_EVENT}", re.IGNORECASE)
_RANK_BEFORE = re.compile(
    r"\b(?:rank(?:ed|ing)?|numbers?|no\.?|seed(?:ed)?|position|place|placed|lane|bib|round|heat|stage|lap|day)"
    r"(?: (?:of|at|in|is|was|him|her|them|the|world))*(?: number| no\.?)? $",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(r"\b(?:aged?(?: of)?|turn(?:ed|s)) $", re.IGNORECASE)
_AGE_AFTER = re.compile(r"[- ]years?[- ]old\b", re.IGNORECASE)
_AGE_ASIDE = re.compile(r"[a-z](?:, \d\d,| \(\d\d\))$", re.IGNORECASE)
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b|-\d|/\d", re.IGNORECASE)
_SCORE_BEFORE = re.compile(r"\d[-:./]$")
_MARGIN_BEFORE = re.compile(r"\bby (?:just |only |about |a |some |almost |nearly )*$", re.IGNORECASE)
_MARGIN_AFTER = re.compile(
    r" (?:off|behind|ahead|clear|back|short|faster|slower|quicker|further|farther|longer|shorter|higher|lower|better|"
    r"worse|more|less)\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r" ?(?:[$£€]|(?:[a-z]+ )?(?:dollars?|pounds?|euros?|usd|gbp|eur|yen|rupees?|francs?|crowns?)\b)",
    re.IGNORECASE,
)
_SPLIT_BEFORE = re.compile(r"\b(laps?|half|halfway|split|leg|bend|quarter)\b[^,;.]{0,16}$", re.IGNORECASE)

_FAR = re.compile(
    r"\bhow (?:far|high|long|tall)\b|\b(?:throw|jump|leap|vault|put|clear(?:ed)?)\b",
    re.IGNORECASE,
)
_HEAVY = re.compile(r"\bhow (?:much|heavy)\b", re.IGNORECASE)
_QUICK = re.compile(r"\bhow (?:fast|quick|quickly)\b|\b(?:time|run|ran|clock|swim|swam)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\bhow many (.*?)(?:$|\b(?:did|does|do|has|have|had|is|are|was|were|will|would|can|could|should)\b)"
)
_COUNTED_WORDS = 4
"""Among how many words behind a number the noun stands that it counts."""


class Measure(Enum):
    """What a mark is given in."""

    TIME = re.compile(r".*?(?:\d:\d|[\d ](?:seconds?|secs?|s|minutes?|mins?|km/h|kph|mph)$|^\d+\.\d\d$)")
    LENGTH = re.compile(rf".*?(?:\d[ -]?{_LENGTH_UNIT}$|^\d+\.\d\d?$)")
    WEIGHT = re.compile(r".*?\d ?(?:kg|kilos?|kilogram(?:me)?s?|lbs?|pounds?)$")

    def gives(self, mark: str) -> bool:
        """Whether a mark, in folded characters, may be given in this measure."""
        return self.value.match(mark.lower()) is not None


def measure_of(question: str) -> Measure | None:
    """In what the mark is given that a question wants; ``None`` where it doesn't say."""
    if _HEAVY.search(question):
        return Measure.WEIGHT
    if _QUICK.search(question):
        return Measure.TIME
    return Measure.LENGTH if _FAR.search(question) else None


def counted_terms(question: str) -> tuple[str, ...]:
    """The terms of what "how many" asks for, none where it doesn't."""
    counted = _COUNTED.search(question.lower())
    return tuple(terms(counted.group(1))) if counted else ()


def is_counted(sentence: str, end: int, nouns: Sequence[str]) -> bool:
    """Whether the number that ends at ``end`` is followed by one of the nouns, in the same clause."""
    words = re.split(r"[,;:.!?()]", sentence[end:], maxsplit=1)[0].split()[:_COUNTED_WORDS]
    found = terms(" ".join(words))
    return any(term == noun or same_stem(term, noun) for term in found for noun in nouns)


def is_measured(sentence: str, start: int, end: int) -> bool:
    """Whether a unit of length, time or place follows, or closes the number: "two hundredths of a second"."""
    return " of a " in sentence[start:end] or _MEASURED.match(sentence, end) is not None


def names_time_or_place(sentence: str, start: int, end: int) -> bool:
    """Whether the number belongs to a date, a year, an age, a rank or score, or to the name of an event."""
    before = sentence[:start]
    return bool(
        any(match.start() <= start < match.end() for match in _DAY.finditer(sentence))
        or (_YEAR.fullmatch(sentence, start, end) and not _MEASURED.match(sentence, end))
        or (_ORDINAL_AFTER.match(sentence, end) and not is_measured(sentence, start, end))
        or _AGE_AFTER.match(sentence, end)
        or _DISTANCE_OF_EVENT.match(sentence, end)
        or _RANK_BEFORE.search(before)
        or _AGE_BEFORE.search(before)
        or _AGE_ASIDE.search(sentence[: end + 1])
        or _SCORE_BEFORE.search(before)
    )


def is_distance_or_time(sentence: str, start: int, end: int) -> bool:
    """Whether the number is a distance, a mark or a part of one, which counts nothing."""
    return (
        bool(_MEASURE.match(sentence, end))
        or "." in sentence[start:end]
        or sentence[max(0, start - 1) : start] in {":", "."}
    )


def is_money(sentence: str, start: int, end: int) -> bool:
    """Whether the number, its scale included, is a sum of money."""
    return sentence[start] in "$£€" or _CURRENCY.match(sentence, end) is not None


def is_margin(sentence: str, start: int, end: int) -> bool:
    """Whether a mark is a difference between two: "by 0.02 seconds", "30 seconds behind"."""
    return bool(_MARGIN_BEFORE.search(sentence[:start]) or _MARGIN_AFTER.match(sentence, end))


def is_split(sentence: str, start: int, question: str) -> bool:
    """Whether a mark was made in a part of the event that the question doesn't ask for."""
    part = _SPLIT_BEFORE.search(sentence[:start])
    return part is not None and part.group(1).lower()[:3] not in question.lower()
