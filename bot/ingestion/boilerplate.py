"""Recognises the lines of a page that belong to the site and not to the story, by words or shape, and names why."""

import re
from collections.abc import Callable, Iterable

from bot.ingestion.boilerplate_table import AGENCIES, NETWORKS, TABLE
from bot.ingestion.lines import Line, Structure
from bot.ingestion.wording import count_words, is_finished, plain
from bot.text.lead_phrases import LEAD_PHRASES

_MAX_NOTICE_WORDS = 40  # a longer line has a story glued to it, and is kept
_MAX_PROMPT_WORDS = 25
_MAX_BYLINE_WORDS = 10
_LABELLED_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS_BEFORE = re.compile(r"[^\w\"'(\[{<©@$£€]*")
_MARKS_AFTER = re.compile(r"[^\w\"')\]}>%?]*$")
_OUTER_BRACKETS = re.compile(r"[(\[{](?P<inside>[^()\[\]{}]*)[)\]}]")
_DATE_WORDS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue
    tues wed thu thur thurs fri sat sun am pm a.m p.m utc gmt bst est edt et pt pst pdt ist cet cest
    published updated update last posted modified first created date at on ago just now yesterday today
    second seconds minute minutes min mins hour hours hr hrs day days week weeks month months year years
    read an""".split()
)
_RELATIVE = frozenset({"ago", "yesterday", "today", "now"})
_NUMBER = re.compile(r"\d{1,4}(?:[:./-]\d{1,4})*(?:st|nd|rd|th|am|pm|h|m|s|d|w)?(?:t[\d:.]+(?:z|[+-][\d:]+)?)?")
_NUMERIC_DATE = re.compile(r"\d{1,4}([/-])\d{1,2}\1\d{1,4}\S*")
_COUNTER = re.compile(r"[\d.,]+ ?[km]? (?:comments?|shares?|likes?|views?|retweets?|replies|reactions|followers)")
_CREDIT_END = re.compile(
    r".*(?:/|\||©|\bvia|\bby|\b(?:photos?|images?|pictures?|credits?) ?:) ?"
    rf"(?:{'|'.join(map(re.escape, AGENCIES))})(?: for [\w ]+)?[)\]]*"
)
_CREDIT_IN_BRACKETS = re.compile(r"[(\[](?:file )?(?:photo|image|picture|pic|credit)s?\b[^()\[\]]*[)\]]\.?")
_ARROWS = str.maketrans({"\u00bb": ">", "\u203a": ">"})
_TRAIL = re.compile(r"home ?[/>|·•] ?\S.*|[^>]{1,40}(?: > [^>]{1,40})+")
_TOKEN = re.compile(
    r"[a-z0-9]+(?:[_-]+[a-z0-9]+)+(?:\.[a-z0-9]{2,4})?|\w+\.(?:jpe?g|png|gif|webp|svg|mp4)|(?:#\w+[ ,]*)+"
)
_CODE = re.compile(
    r"(?:<[^<>]+>\s*)+|\{[%{].*[%}]\}|\[/?[a-z_]+(?: [^\]]*)?\](?:.*\[/[a-z_]+\])?|<!--.*-->"
    r"|\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?"
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?")
_LINK = re.compile(r"(?:(?:[-*+•]|\d{1,3}[.)])\s+)?\[(?P<label>[^\]]+)\]\([^)]*\)")
_REPUBLISHED = re.compile(r"the post .+ (?:appeared first|first appeared) on .+")


def boilerplate_reason(line: Line) -> str | None:
    """Why ``line`` is no part of a story, in a short phrase for people; ``None`` where it may well be one.

    A lead phrase that a republishing site put in front doesn't save a line.
    """
    if line.is_long or line.structure is Structure.TABLE_ROW:
        return None
    content = _without_lead_phrase(line.content)
    shapes = _ANYWHERE | _ON_PLAIN_LINES if line.structure is Structure.PLAIN else _ANYWHERE
    return next((reason for reason, fits in shapes.items() if fits(content)), None) or _wording_reason(content)


def _without_lead_phrase(content: str) -> str:
    for phrase in LEAD_PHRASES:
        if content[: len(phrase)].casefold() == phrase.casefold():
            return content[len(phrase) :].lstrip(" ,:\u00a0") or content
    return content


def _wording_reason(content: str) -> str | None:
    subject = _subject(content)
    if subject in _WHOLE:
        return _WHOLE[subject]
    words = count_words(content)
    if words <= _MAX_NOTICE_WORDS and (reason := _reason_by_start(subject, _NOTICES)):
        return reason
    if words <= _MAX_PROMPT_WORDS and not is_finished(content):
        return _reason_by_start(subject, _PROMPTS)
    return None


def _reason_by_start(subject: str, phrases: dict[str, str]) -> str | None:
    if not subject.startswith(tuple(phrases)):
        return None
    return next((reason for phrase, reason in phrases.items() if _begins(subject, phrase)), None)


def _begins(subject: str, phrase: str) -> bool:
    following = subject[len(phrase) : len(phrase) + 1]
    inside_word = phrase[-1].isalpha() and following.isalnum()
    return subject.startswith(phrase) and not inside_word


def _subject(content: str) -> str:
    """What the table is asked for: plain words, names replaced by their kind, marks at the ends removed."""
    text = _MARKS_AFTER.sub("", _MARKS_BEFORE.sub("", plain(_LABELLED_LINK.sub(r"\1", content)), count=1))
    brackets = _OUTER_BRACKETS.fullmatch(text)
    text = brackets["inside"] if brackets else text
    return _NETWORK.sub("{network}", _AGENCY.sub("{agency}", text))


def _is_time(content: str) -> bool:
    """A date, a time, "2 hours ago" or "3 min read" that stands alone."""
    words = [stripped for word in plain(content).split() if (stripped := word.strip(",.:|·•-()"))]
    known = [word for word in words if word in _DATE_WORDS]
    if is_finished(content) or not all(word in _DATE_WORDS or _NUMBER.fullmatch(word) for word in words):
        return False
    has_time = len(known) < len(words) or not _RELATIVE.isdisjoint(known)
    return bool(known and has_time) or bool(_NUMERIC_DATE.fullmatch(plain(content)))


def _is_credit(content: str) -> bool:
    """A picture's credit, or a caption that ends in one."""
    text = plain(content)
    if count_words(text) > _MAX_NOTICE_WORDS:
        return False
    in_brackets = _CREDIT_IN_BRACKETS.fullmatch(text) is not None
    return in_brackets or (not is_finished(content) and _CREDIT_END.fullmatch(text) is not None)


def _is_breadcrumb(content: str) -> bool:
    """A path through the site, such as Home > Sport."""
    return not is_finished(content) and _TRAIL.fullmatch(plain(content.translate(_ARROWS))) is not None


def _is_byline(content: str) -> bool:
    """Who wrote it, on a line of its own: "By" and a name."""
    first, *names = content.strip("*_ ").split() or [""]
    is_name = bool(names) and names[0][:1].isupper() and names[-1][:1].isalnum()
    return first.casefold() == "by" and is_name and len(names) < _MAX_BYLINE_WORDS and not is_finished(content)


def _is_link(content: str) -> bool:
    """Nothing but an address, or a link whose label is no sentence."""
    link = _LINK.fullmatch(content)
    return bool(_ADDRESS.fullmatch(content)) or (link is not None and not is_finished(link["label"]))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


_Shapes = dict[str, Callable[[str], object]]
_ANYWHERE: _Shapes = {
    "web page code": _CODE.fullmatch,
    "link to another page": _is_link,
    "separator": lambda content: not any(map(str.isalnum, content)),
}
_ON_PLAIN_LINES: _Shapes = {
    "web page token": _TOKEN.fullmatch,
    "breadcrumb": _is_breadcrumb,
    "image credit": _is_credit,
    "publication time": _is_time,
    "share or newsletter prompt": lambda content: _COUNTER.fullmatch(plain(content)),
    "byline": _is_byline,
    "promotion": lambda content: _REPUBLISHED.fullmatch(plain(content)),
}
_AGENCY = _any_of(AGENCIES)
_NETWORK = _any_of(NETWORKS)
_WHOLE = {phrase: kind.reason for kind in TABLE for phrase in kind.whole}
_PROMPTS = {phrase: kind.reason for kind in TABLE for phrase in kind.prompts}
_NOTICES = {phrase: kind.reason for kind in TABLE for phrase in kind.notices}
