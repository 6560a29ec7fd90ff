"""How a line is worded: does it end like a sentence, does it break off, how many words has it."""

import re

_SENTENCE_ENDS = frozenset(".!?…:;。！？؟।")
_OPEN_ENDS = (",", "—", "–")
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\])+$")
_ENDING = 60  # characters, enough for all the footnotes a sentence has
_CLOSERS = "\"'”’»)]}*_ "
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


def dangles(text: str) -> bool:
    """Whether the text breaks off or ends in a word like "the", which no heading ends in."""
    last = text.split()[-1:]
    return breaks_off(text) or bool(last and last[0].casefold() in _DANGLING)


def starts_lower(text: str) -> bool:
    """Whether the first letter is a small one, opening quotes and brackets aside."""
    return text.lstrip("\"'“‘«([*_")[:1].islower()
