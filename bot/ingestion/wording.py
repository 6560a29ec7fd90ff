"""How a line is worded: does it end like a sentence, does it break off, how many words has it."""

import re
import unicodedata

_SENTENCE_ENDS = frozenset(".!?…:;。！？؟।")
_OPEN_ENDS = (",", "—", "–")
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\])+$")
_ENDING = 60  # characters, enough for all the footnotes a sentence has
_CLOSERS = "\"'”’»)]}*_ "
_LABELLED = re.compile(r"(?P<label>[^\W\d_][\w'’()/&-]*(?: [\w'’()/&-]+){0,3}) ?: +(?P<value>\S.*)")
_POSTED = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\.?)?(?: ?(?:gmt|bst|cet|est|utc))?(?: ?[-–—:|] ?| )(?=\S)",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__")
_SHORT_VALUE = 5
_FEWEST_WORDS = 3
_JOINERS = "\ufe0f\u200d"
_NO_FACTS = frozenset(
    """analysis opinion comment watch video videos live read more also related tags tag topics topic photo photos image
    images picture pictures source sources credit credits share follow listen subscribe updated published posted
    modified by author written category categories filed section exclusive breaking latest update preview report
    gallery podcast interview feature features next previous advertisement contact copyright""".split()
) | frozenset(
    ["read more", "read also", "see also", "read next", "more on this", "more from", "filed under", "in this article",
     "related articles", "related stories", "related topics", "photo by", "image by", "follow us", "share this",
     "written by", "editing by", "reporting by", "sign up", "posted in", "last updated", "up next", "you may also like"]
)  # fmt: skip
"""Labels of what belongs to the site."""
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‛`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\ufeff\u200b\u200c\u200d\u2060\u00ad", None),
    }
)
_DANGLING = frozenset(
    """a an the of in on at to by for from with and or but as than that who whom whose which his her their its
    our my is was were are be been has had have not into over after before between against about""".split()
)


def plain(text: str) -> str:
    """The text for comparing: lower case, straight quotes, plain dashes, single spaces."""
    return " ".join(text.translate(_PLAIN).split()).casefold()


def count_words(text: str) -> int:
    """How many words there are; a lone dash or dot is none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def is_finished(text: str) -> bool:
    """Whether the text ends like a sentence, closing quotes, brackets and footnote marks aside."""
    ending = text.rstrip()
    for character in reversed(ending[:-_ENDING] + _FOOTNOTES.sub("", ending[-_ENDING:])):
        if character.isalnum() or character in _SENTENCE_ENDS:
            return character in _SENTENCE_ENDS
    return False


def is_question(text: str) -> bool:
    """Whether the text ends in a question mark, closing quotes and brackets aside."""
    return text.rstrip(_CLOSERS).endswith("?")


def breaks_off(text: str) -> bool:
    """Whether the text ends in a comma or a dash, so that more must follow."""
    return text.rstrip(_CLOSERS).endswith(_OPEN_ENDS)


def states_fact(text: str) -> bool:
    """Whether the text is a fact on a line of its own: "Born: 4 May 1998", or the time of a post and what it says."""
    posted = _POSTED.match(text)
    if posted:
        return count_words(text[posted.end() :]) > 1
    labelled = _LABELLED.fullmatch(_EMPHASIS.sub("", text))
    if labelled is None or plain(labelled["label"]) in _NO_FACTS:
        return False
    return any(map(str.isdigit, labelled["value"])) or count_words(labelled["value"]) <= _SHORT_VALUE


def ends_like_post(text: str) -> bool:
    """Whether the text ends as people end what they post: in a hashtag or an emoji, behind words."""
    words = text.split()
    told = [word for word in words if word[0] not in "#@" and any(map(str.isalnum, word))]
    last = words[-1] if words else ""
    is_tag = last.startswith("#") and len(last) > 1
    return len(told) >= _FEWEST_WORDS and (
        is_tag or unicodedata.category(last[-1]) in {"So", "Sk"} or last[-1] in _JOINERS
    )


def dangles(text: str) -> bool:
    """Whether the text breaks off or ends in a word like "the", which no heading ends in."""
    last = text.split()[-1:]
    return breaks_off(text) or bool(last and last[0].casefold() in _DANGLING)


def starts_lower(text: str) -> bool:
    """Whether the first letter is a small one, opening quotes and brackets aside."""
    return text.lstrip("\"'“‘«([*_")[:1].islower()
