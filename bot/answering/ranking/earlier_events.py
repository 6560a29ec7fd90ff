"""Which words of a sentence tell of something before what it reports: an old record, a birth, an earlier try."""

import re
from collections.abc import Iterator

_RECORD = r"(?:records?|bests?|marks?|pb|times?|heights?|distances?|one)"
_OLD = r"(?:old|previous|former|then|earlier|existing|prior)"
_BETTERED = (
    r"(?:beat\w*|broke\w*|breaking|off|under|inside|than|better\w*|improv\w+|surpass\w+|eclips\w+|eras\w+|smash\w+|"
    r"lower\w*|extend\w*|add\w*|took)"
)
_RELATIVE = r"(?:that|which|set|held|run|thrown|jumped|swum|he|she|they|by|from)\b"
_FORMER_RECORD = re.compile(
    rf"\b(?:{_OLD}(?:[ -][\w'-]+){{0,4}}? {_RECORD}\b"
    rf"|{_BETTERED}(?: [\w'-]+){{0,6}}? {_RECORD} (?:of\b|(?={_RELATIVE}))"
    rf"|{_BETTERED}(?: [\w'-]+){{0,6}}? {_RECORD}, (?={_RELATIVE}))"
    # It is told of up to the end of the clause, what follows "set" or "which" included.
    rf"(?:(?!,? (?:with|to|when|and|but|while|as)\b|, (?!{_RELATIVE}|(?:1\d|20)\d\d))(?:[^;:!?]|(?<=\d):(?=\d)))*",
    re.IGNORECASE,
)
_BETTERED_JUST_BEFORE = re.compile(r"\b(?:from|than|off|beat\w*) (?:the |his |her |their |a |an )?$", re.IGNORECASE)
_BIRTH = re.compile(r"\bborn\b[^,;]*$", re.IGNORECASE)
_HAD = re.compile(r"\bhad\b(?: (?!been\b)\w+){1,4} $", re.IGNORECASE)
_ASKS_FOR_FORMER = re.compile(rf"\b(?:{_OLD}|had|before|last)\b", re.IGNORECASE)
_ASKS_FOR_BIRTH = re.compile(r"\b(?:born|birth\w*|old)\b", re.IGNORECASE)


def former_records(sentence: str, question: str) -> Iterator[tuple[int, int]]:
    """From where to where a sentence tells of a record that fell; nowhere if the question asks for that."""
    if not _ASKS_FOR_FORMER.search(question):
        yield from (match.span() for match in _FORMER_RECORD.finditer(sentence))


def is_bettered(sentence: str, start: int) -> bool:
    """Whether the mark at ``start`` is what was improved: "from 83.10 to 84.55"."""
    return _BETTERED_JUST_BEFORE.search(sentence[:start]) is not None


def is_before(sentence: str, start: int, question: str) -> bool:
    """Whether the mark at ``start`` had been made before what the sentence's article reports."""
    return _HAD.search(sentence[:start]) is not None and not _ASKS_FOR_FORMER.search(question)


def is_birth(sentence: str, start: int, question: str) -> bool:
    """Whether the date at ``start`` is one of birth that the question doesn't ask for."""
    return _BIRTH.search(sentence[:start]) is not None and not _ASKS_FOR_BIRTH.search(question)
