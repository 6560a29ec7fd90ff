"""Numbers, times and distances that people write in several ways, each brought to one form.

`1500m`, `1,500 metres` and `1500 meters` become ``1500m``, `10k` becomes ``10000m``; `four minutes 11.23 seconds`,
`4m 11.23s` and `4:11,23` become ``4:11.23``; `4 × 400 m` becomes ``4x400m``; `twenty-first` becomes ``21st``.
"""

import re
from decimal import Decimal

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()  # words read best as words
_ORDINALS = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()  # as above
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def _in_digits(number: int) -> str:
    """A rank as people write it in digits: 1st, 12th, 23rd."""
    is_teen = number % 100 // 10 == 1
    return f"{number}{'th' if is_teen else _SUFFIXES.get(number % 10, 'th')}"


CARDINAL_WORDS = (
    {word: str(value) for value, word in enumerate(_UNITS)}
    | {word: str(value) for word, value in _TENS.items()}
    | {f"{ten}-{_UNITS[unit]}": str(value + unit) for ten, value in _TENS.items() for unit in range(1, 10)}
)
"""``two`` → ``2``, up to ``ninety-nine``."""

ORDINAL_WORDS = (
    {word: _in_digits(value) for value, word in enumerate(_ORDINALS)}
    | {f"{word.removesuffix('y')}ieth": _in_digits(value) for word, value in _TENS.items()}
    | {f"{ten}-{_ORDINALS[unit]}": _in_digits(value + unit) for ten, value in _TENS.items() for unit in range(1, 10)}
)
"""``fourteenth`` → ``14th``, up to ``ninety-ninth``."""

_NUMBER = rf"(?:\d+|{'|'.join(_UNITS[1:])})"
_SECONDS = r"\d{1,2}(?:[.,]\d+)?"

COMPOUND = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join([*_UNITS[1:10], *_ORDINALS[1:10]])})\b"
"""A number of two words with a hyphen."""
SPELLED_MARK = (
    rf"(?:{_NUMBER}[ -]?(?:hours?|hrs?|h),?\s?(?:and\s)?)?{_NUMBER}[ -]?(?:minutes?|mins?|m),?\s?(?:and\s)?"
    rf"{_SECONDS}[ -]?(?:seconds?|secs?|s)\b"
)
CLOCK_MARK = (
    r"\d{1,2}(?::\d{2}){1,2}(?:\.\d+|,\d{1,3}(?!\d))?|\d{1,2}'\d{2}(?:[.,\"]\d{1,3}|\")"
    r"|\d{1,2}\.[0-5]\d\.\d{1,2}(?![\d.])"
)
RELAY = r"\d ?[x×*] ?\d[\d,]{1,5}(?: ?-?(?:m(?:et(?:re|er)s?)?)\b)?"
DISTANCE = r"\d[\d,]*(?:\.\d+)?[ -]?(?:k(?:ilo)?m(?:et(?:re|er)s?)?|m(?:et(?:re|er)s?)?)\b|\d{1,3}(?:\.\d+)?k\b"
EVENT = r"\d[\d,]{1,5} ?m ?(?:sc|h)\b"
"""A distance with its obstacles as one short form: 3000mSC, 110mH."""
ORDINAL = r"\d+(?:st|nd|rd|th)\b"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"

_SPELLED_PARTS = re.compile(rf"(?:({_NUMBER})[ -]?h\D*?)?({_NUMBER})\D+?({_SECONDS})(?=[ -]?s)")
_DISTANCE_PARTS = re.compile(r"(\d[\d,]*(?:\.\d+)?)[ -]?(k?)")
_RELAY_PARTS = re.compile(r"(\d) ?[x×*] ?([\d,]+)")
_EVENT_PARTS = re.compile(r"([\d,]+) ?m ?(sc|h)")
_OBSTACLES = {"sc": "steeplechase", "h": "hurdles"}


def canonical_mark(text: str) -> str:
    """A spelled-out time as the clock shows it: ``four minutes 5.1 seconds`` → ``4:05.1``."""
    match = _SPELLED_PARTS.match(text)
    if match is None:
        return text
    hours, minutes, seconds = match.groups()
    whole, point, fraction = seconds.replace(",", ".").partition(".")
    shown = CARDINAL_WORDS.get(minutes, minutes)
    lead = f"{CARDINAL_WORDS.get(hours, hours)}:{shown:0>2}" if hours else shown
    return f"{lead}:{whole:0>2}{point}{fraction}"


def canonical_clock(text: str) -> str:
    """A time in digits with colons and a point: ``3:29,38``, ``3'29"38`` and ``3.29.38`` → ``3:29.38``."""
    if "'" in text:
        return text.replace("'", ":").rstrip('"').replace('"', ".").replace(",", ".")
    if ":" not in text:
        return text.replace(".", ":", 1)
    return text.replace(",", ".")


def canonical_distance(text: str) -> str:
    """A distance in metres: ``1,500 metres`` → ``1500m``, ``5km`` and ``5k`` → ``5000m``."""
    match = _DISTANCE_PARTS.match(text)
    if match is None:
        return text
    number, kilo = match.groups()
    metres = Decimal(number.replace(",", "")) * (1000 if kilo else 1)
    return f"{metres.normalize():f}m"


def canonical_relay(text: str) -> str:
    """A relay and that it is one: ``4 × 400 metres`` → ``4x400m relay``."""
    legs, distance = _RELAY_PARTS.match(text).groups()  # type: ignore[union-attr]  # matched by `RELAY`
    return f"{legs}x{distance.replace(',', '')}m relay"


def canonical_event(text: str) -> str:
    """A distance and what stands in its way: ``3000mSC`` → ``3000m steeplechase``."""
    distance, obstacles = _EVENT_PARTS.match(text).groups()  # type: ignore[union-attr]  # matched by `EVENT`
    return f"{distance.replace(',', '')}m {_OBSTACLES[obstacles]}"


def canonical_number(text: str) -> str:
    """A number without thousands separators: ``1,500`` → ``1500``."""
    return text.replace(",", "")
