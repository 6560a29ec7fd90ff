"""Numbers, times and distances that people write in several ways, each brought to one form.

`1500m`, `1,500 metres` and `1500 meters` become ``1500m``; `four minutes 11.23 seconds` becomes ``4:11.23``;
`fourteenth` becomes ``14th``; `two` becomes ``2``.
"""

import re
from decimal import Decimal

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()  # words read best as words
_ORDINALS = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()  # as above

CARDINAL_WORDS = {word: str(value) for value, word in enumerate(_UNITS)}
"""``two`` → ``2``, up to twenty."""

ORDINAL_WORDS = {word: f"{value}{'th'}" for value, word in enumerate(_ORDINALS)} | {
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
}
"""``fourteenth`` → ``14th``, up to twentieth."""

_NUMBER = rf"(?:\d+|{'|'.join(_UNITS[1:])})"

SPELLED_MARK = rf"{_NUMBER}[ -]?(?:minutes?|mins?)(?:,?\s(?:and\s)?)\d{{1,2}}(?:\.\d+)?[ -]?(?:seconds?|secs?)\b"
CLOCK_MARK = r"\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?"
DISTANCE = r"\d[\d,]*(?:\.\d+)?[ -]?(?:k(?:ilo)?m(?:et(?:re|er)s?)?|m(?:et(?:re|er)s?)?)\b"
ORDINAL = r"\d+(?:st|nd|rd|th)\b"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"

_SPELLED_PARTS = re.compile(rf"({_NUMBER})\D+?(\d{{1,2}}(?:\.\d+)?)")
_DISTANCE_PARTS = re.compile(r"(\d[\d,]*(?:\.\d+)?)[ -]?(k?)")


def canonical_mark(text: str) -> str:
    """A spelled-out time as minutes and seconds: ``four minutes 5.1 seconds`` → ``4:05.1``."""
    match = _SPELLED_PARTS.match(text)
    if match is None:
        return text
    minutes, seconds = match.groups()
    whole, point, fraction = seconds.partition(".")
    return f"{CARDINAL_WORDS.get(minutes, minutes)}:{whole:0>2}{point}{fraction}"


def canonical_distance(text: str) -> str:
    """A distance in metres: ``1,500 metres`` → ``1500m``, ``5km`` → ``5000m``."""
    match = _DISTANCE_PARTS.match(text)
    if match is None:
        return text
    number, kilo = match.groups()
    metres = Decimal(number.replace(",", "")) * (1000 if kilo else 1)
    return f"{metres.normalize():f}m"


def canonical_number(text: str) -> str:
    """A number without thousands separators: ``1,500`` → ``1500``."""
    return text.replace(",", "")
