"""Furniture known by its shape rather than its words: times, credits, breadcrumbs, tokens, code.

Each predicate takes the content of one plain line, as it stands in the source.
"""

import re

from bot.ingestion.furniture_table import AGENCIES
from bot.ingestion.wording import count_words, is_finished, plain

MAX_NOTICE_WORDS = 40
"""A longer line has a story glued to it, and is kept."""

_MAX_BYLINE_WORDS = 10
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
_AGENCY = rf"(?:{'|'.join(map(re.escape, AGENCIES))})"
_CREDIT_END = re.compile(
    rf".*(?:/|\||©|\bvia|\bby|\b(?:photos?|images?|pictures?|credits?) ?:) ?{_AGENCY}(?: for [\w ]+)?[)\]]*"
)
_CREDIT_IN_BRACKETS = re.compile(r"[(\[](?:file )?(?:photo|image|picture|pic|credit)s?\b[^()\[\]]*[)\]]\.?")
_ARROWS = str.maketrans({"\u00bb": ">", "\u203a": ">"})
_HOME_TRAIL = re.compile(r"home ?[/>|·•] ?\S.*")
_TRAIL = re.compile(r"[^>]{1,40}(?: > [^>]{1,40})+")
_TOKEN = re.compile(r"[a-z0-9]+(?:[_-]+[a-z0-9]+)+(?:\.[a-z0-9]{2,4})?|\w+\.(?:jpe?g|png|gif|webp|svg|mp4)")
_HASHTAGS = re.compile(r"(?:#\w+[ ,]*)+")
_CODE = re.compile(r"(?:<[^<>]+>\s*)+|\{[%{].*[%}]\}|\[/?[a-z_]+(?: [^\]]*)?\](?:.*\[/[a-z_]+\])?|<!--.*-->")
_PICTURE = re.compile(r"\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?")
_LINK = re.compile(r"(?:(?:[-*+•]|\d{1,3}[.)])\s+)?\[(?P<label>[^\]]+)\]\([^)]*\)")
_REPUBLISHED = re.compile(r"the post .+ (?:appeared first|first appeared) on .+")


def is_time(content: str) -> bool:
    """A date, a time, "2 hours ago" or "3 min read" that stands alone."""
    words = [word.strip(",.:|·•-()") for word in plain(content).split()]
    words = [word for word in words if word]
    known = [word for word in words if word in _DATE_WORDS]
    if is_finished(content) or not all(word in _DATE_WORDS or _NUMBER.fullmatch(word) for word in words):
        return False
    has_time = len(known) < len(words) or not _RELATIVE.isdisjoint(known)
    return bool(known and has_time) or bool(_NUMERIC_DATE.fullmatch(plain(content)))


def is_counter(content: str) -> bool:
    """A number of comments, likes or the like."""
    return _COUNTER.fullmatch(plain(content)) is not None


def is_credit(content: str) -> bool:
    """A picture's credit, or a caption that ends in one."""
    text = plain(content)
    if count_words(text) > MAX_NOTICE_WORDS:
        return False
    in_brackets = _CREDIT_IN_BRACKETS.fullmatch(text) is not None
    return in_brackets or (not is_finished(content) and _CREDIT_END.fullmatch(text) is not None)


def is_breadcrumb(content: str) -> bool:
    """A path through the site, such as Home > Sport."""
    text = plain(content.translate(_ARROWS))
    return not is_finished(content) and bool(_HOME_TRAIL.fullmatch(text) or _TRAIL.fullmatch(text))


def is_byline(content: str) -> bool:
    """Who wrote it, on a line of its own: "By" and a name."""
    first, *names = content.strip("*_ ").split() or [""]
    is_name = bool(names) and names[0][:1].isupper() and names[-1][:1].isalnum()
    return first.casefold() == "by" and is_name and len(names) < _MAX_BYLINE_WORDS and not is_finished(content)


def is_token(content: str) -> bool:
    """A word only the page's own code uses, such as a banner's name or a picture's file."""
    return bool(_TOKEN.fullmatch(content)) or bool(_HASHTAGS.fullmatch(content))


def is_code(content: str) -> bool:
    """Markup, a shortcode or a picture, without any words of the story."""
    return any(pattern.fullmatch(content) for pattern in (_CODE, _PICTURE))


def is_link(content: str) -> bool:
    """Nothing but an address, or a link whose label is no sentence."""
    link = _LINK.fullmatch(content)
    return bool(_ADDRESS.fullmatch(content)) or (link is not None and not is_finished(link["label"]))


def is_republication_notice(content: str) -> bool:
    """The line feeds add: which post appeared first on which site."""
    return _REPUBLISHED.fullmatch(plain(content)) is not None


def is_separator(content: str) -> bool:
    """Marks without a single letter or digit."""
    return not any(character.isalnum() for character in content)
