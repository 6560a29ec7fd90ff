"""Finds out which characters a document's bytes stand for, and says so when that is a guess."""

import codecs
import re
from dataclasses import dataclass

from bot.domain.errors import UnreadableDocumentError

_DECLARATION = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARATION_WITHIN = 4096  # bytes; browsers look at the first 1024, some pages declare it late
# The mark of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read for these names, and what pages mean by them.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
# Python's own ways to write text, and charsets nobody's page is in; some take minutes on bytes made for that.
_NOT_FOR_PAGES = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"})
_MOST_NULS = 0.2  # of all characters; half of UTF-16 without its mark are, and most of an archive's padding
_WESTERN = "cp1252"
_MOST_ACCENTS = 0.2  # of the letters of a text in Latin letters
_MOST_OF_ALPHABET = 0.3  # the same where all of them are letters of one language
_FEWEST_OF_SCRIPT = 0.5  # of the letters of a text in another script
_FEWEST_LETTERS = 10  # by which a script is told
_ALPHABETS = (
    (_WESTERN, ("áéíóúüñªº", "àâæçèéêëîïôùûüÿœ", "àáâãçéêíóôõúªº", "àèéìíîòóùú", "äöüßéàè", "åäöéæøüáó", "áæéðíóöþúý")),
    ("cp1250", ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ")),
)  # fmt: skip
"""The letters beyond a to z of languages that are written in a charset."""
_SCRIPTS = (("cp1251", re.compile("[\u0400-\u04ff]")), ("cp1253", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")))
_WORD_INSIDE_OUT = re.compile(r"\b[^\W\d_]*[a-z\u03b1-\u03ce\u0430-\u045f][^\W\d_a-z\u03ac-\u03ce\u0430-\u045f]")
_MARK_IN_WORD = re.compile(r"(?<=[a-z])[¡-©«-´¶-¹»-¿×÷]|[¡-©«-´¶-¹»-¿×÷](?=[a-z])")
"""Signs that no word has: what letters of another charset become."""
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A document's text, the charset it was read in, and whether nothing but its looks spoke for that charset."""

    text: str
    charset: str
    is_guess: bool = False


def decode(content: bytes, named: str | None = None) -> DecodedText:
    """The text of ``content``: by its byte order mark, in the charset ``named`` for it, in UTF-8, or by a guess.

    NULs stay in the text as long as it is one; a byte order mark does not.
    """
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return _check(_decode(content, len(mark), (charset,)))
    return _check(_decode(content, 0, tuple(dict.fromkeys(filter(None, (_look_up(named), "utf-8"))))))


def declared_charset(html: bytes) -> str | None:
    """The charset that a page names near its beginning; ``None`` when it names none."""
    declared = _DECLARATION.search(html[:_DECLARATION_WITHIN])
    name = declared[1].decode("ascii", "replace") if declared else None
    # A declaration that can be read in single bytes is not in UTF-16.
    return None if name and name.lower().startswith(("utf-16", "utf-32")) else name


def _look_up(name: str | None) -> str | None:
    try:
        charset = codecs.lookup(name or "").name
        b"a".decode(charset)  # refuses codecs that are not for text
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if charset in _NOT_FOR_PAGES else _MEANT.get(charset, charset)


def _decode(content: bytes, start: int, charsets: tuple[str, ...]) -> DecodedText:
    problems = []
    for charset in charsets:
        try:
            return DecodedText(content[start:].decode(charset), charset)
        except UnicodeDecodeError as error:
            problems.append(f"{charset.upper()} (byte {start + error.start + 1} doesn't fit)")
    if b"\0" in content:
        problem = f"it isn't text (byte {content.index(0) + 1} is NUL): save it as UTF-8 text"
        raise UnreadableDocumentError(problem, "no_text")
    guess = None if start else _guess(content)
    if guess is None:
        tried = " nor ".join([*problems, *(() if start else ("Windows-1252",))])
        raise UnreadableDocumentError(f"it isn't {tried}: save it as UTF-8", "unknown_charset")
    return guess


def _guess(content: bytes) -> DecodedText | None:
    """The text in the charset that its letters speak for; none where nothing does, or some of it is UTF-8."""
    if _CONTROL.search(content.decode("latin-1")) or _UTF8_CHARACTER.search(content):
        return None
    charset = _by_alphabet(content) or _by_script(content) or _by_share(content)
    return DecodedText(content.decode(charset), charset, is_guess=True) if charset else None


def _by_alphabet(content: bytes) -> str | None:
    """The charset in which all letters are those of one language."""
    for charset, alphabets in _ALPHABETS:
        text = _try_charset(content, charset)
        accents = {letter for letter in text.lower() if letter.isalpha() and not letter.isascii()}
        few = _accents(text) <= _MOST_OF_ALPHABET
        if accents and few and not _MARK_IN_WORD.search(text) and any(accents <= set(letters) for letters in alphabets):
            return charset
    return None


def _by_script(content: bytes) -> str | None:
    """The charset in which most letters are of another script, and its words are written as people write them."""
    for charset, script in _SCRIPTS:
        text = _try_charset(content, charset)
        letters = sum(map(str.isalpha, text))
        mostly = letters >= _FEWEST_LETTERS and len(script.findall(text)) >= _FEWEST_OF_SCRIPT * letters
        if mostly and not _WORD_INSIDE_OUT.search(text):
            return charset
    return None


def _by_share(content: bytes) -> str | None:
    """Western European, if it reads like mostly plain letters: an English text with names from anywhere."""
    text = _try_charset(content, _WESTERN)
    few = _accents(text) <= _MOST_ACCENTS
    return _WESTERN if text and few and not _MARK_IN_WORD.search(text) else None


def _try_charset(content: bytes, charset: str) -> str:
    """The content in a charset; empty where it doesn't fit."""
    try:
        return content.decode(charset)
    except UnicodeDecodeError:
        return ""


def _accents(text: str) -> float:
    """The share of a text's letters that are none of a to z; 0 of none."""
    letters = [character for character in text if character.isalpha()]
    return sum(not letter.isascii() for letter in letters) / len(letters) if letters else 0.0


def _check(decoded: DecodedText) -> DecodedText:
    if decoded.text.count("\0") > _MOST_NULS * len(decoded.text):
        raise UnreadableDocumentError("it isn't text (too many bytes are NUL): save it as UTF-8 text", "no_text")
    return decoded
