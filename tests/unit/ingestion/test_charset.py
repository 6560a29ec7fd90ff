"""A document's bytes are read in the right charset, and what isn't text is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.charset import DecodedText, declared_charset, decode

STORY = "Kéri won “her” mile — again.\n"


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_utf8_is_read_as_it_is(text: str) -> None:
    """UTF-8 gives its characters back, every one, and is no guess."""
    assert decode(text.encode()) == DecodedText(text, "utf-8")


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_settles_it(mark: bytes, charset: str) -> None:
    """A byte order mark goes before any other statement, and isn't part of the text."""
    assert decode(mark + STORY.encode(charset), "cp1251") == DecodedText(STORY, charset)


@pytest.mark.parametrize("name", ["windows-1252", "ISO-8859-1", "latin1", "us-ascii"])
def test_latin_1_means_windows_1252(name: str) -> None:
    """Pages that name Latin-1 or ASCII mean Windows-1252, as browsers know."""
    assert decode(STORY.encode("cp1252"), name) == DecodedText(STORY, "cp1252")


@pytest.mark.parametrize("name", ["base64", "no-such-charset", "punycode", "utf-7", "unicode_escape", "", "a\0b"])
def test_names_of_no_charset_are_passed_over(name: str) -> None:
    """What is no charset of pages counts as nothing said."""
    assert decode(STORY.encode(), name) == DecodedText(STORY, "utf-8")


def test_a_wrong_name_is_passed_over() -> None:
    """Text that doesn't fit the charset named for it is read as UTF-8 if it is that."""
    assert decode("Kérí won.".encode(), "ascii").charset == "cp1252"
    assert decode("Ќери won.".encode(), "shift_jis").text == "Ќери won."


def test_western_european_text_is_guessed() -> None:
    """Mostly plain letters that aren't UTF-8 are read as Windows-1252, and it is told to be a guess."""
    assert decode(STORY.encode("cp1252")) == DecodedText(STORY, "cp1252", is_guess=True)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Małgorzata Świątek wygrała bieg na 800 metrów w Łodzi, bijąc rekord życiowy.", "cp1250"),
        ("Ondřej Žák zvítězil v závodě v Ostravě a zlepšil si osobní rekord.", "cp1250"),
        ("Győző Németh futott a hűvös időben, és örült.", "cp1250"),
        ("Йошуа Керр победил в Токио.", "cp1251"),
        ("Η Κατερίνα Στεφανίδη κέρδισε στην Αθήνα.", "cp1253"),
        ("Jürgen Groß gewann über 800m in Köln.", "cp1252"),
        ("José Peña ganó la carrera de 1.500 metros en Jaén.", "cp1252"),
        ("Løperen Ødegård vant på Bislett.", "cp1252"),
    ],
)
def test_a_text_of_one_language_is_told_by_its_letters(text: str, charset: str) -> None:
    """The charset in which all letters are those of one language is guessed, and told to be a guess."""
    assert decode(text.encode(charset)) == DecodedText(text, charset, is_guess=True)


@pytest.mark.parametrize(
    "content",
    [
        "Йошуа Керр победил в Токио.".encode("koi8-r"),
        "Świątek wygrała bieg".encode("iso8859-2"),
        "Kéri’s win. ".encode() + b"Var\xe9 lost.",
        b"Var\x81 won.",
        b"Var\xe9\x07 won.",
        b"\xe9\xe8",
    ],
)
def test_other_bytes_are_not_guessed(content: bytes) -> None:
    """Other charsets, mixed ones and control characters are refused; the charsets tried are named."""
    with pytest.raises(UnreadableDocumentError, match=r"isn't UTF-8 \(byte \d+ doesn't fit\) nor Windows-1252: save"):
        decode(content)


def test_what_was_tried_is_named() -> None:
    """The message names the charset that was said first, and where it failed."""
    with pytest.raises(
        UnreadableDocumentError, match=r"isn't EUC_JP \(byte 4 .*\) nor UTF-8 \(byte 4 .*\) nor Windows"
    ):
        decode(b"won\xe9\x20\x81", "euc-jp")


@pytest.mark.parametrize(
    "content", [STORY.encode("utf-16-le"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\xff\0", b"a" + bytes(512)]
)
def test_binary_files_are_refused(content: bytes) -> None:
    """Pictures, archives and UTF-16 without its mark are told to be no text."""
    with pytest.raises(UnreadableDocumentError, match=r"isn't text .*save it as UTF-8"):
        decode(content)


@given(st.text(alphabet="ab\n \0\u202e\u200b\u0301é", min_size=1))
def test_odd_characters_stay(text: str) -> None:
    """A few NULs, direction marks, zero-width characters and stacked accents stay where they are."""
    padded = text + "x" * 5 * len(text)
    assert decode(padded.encode()).text == padded


@given(st.binary(min_size=1), st.one_of(st.none(), st.sampled_from(["utf-16", "cp1251", "gb18030", "hz", "x"])))
def test_any_bytes_are_read_or_refused(content: bytes, name: str | None) -> None:
    """No bytes make it fail in another way."""
    try:
        decoded = decode(content, name)
    except UnreadableDocumentError:
        return
    assert isinstance(decoded.text, str)


@pytest.mark.parametrize(
    ("html", "charset"),
    [
        (b'<meta charset="cp1251">', "cp1251"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<meta charset="utf-16">', None),
        (b"<p>no", None),
    ],
)
def test_pages_declare_their_charset(html: bytes, charset: str | None) -> None:
    """A page's own declaration is found; one for UTF-16 can't be true, as it was readable byte by byte."""
    assert declared_charset(html) == charset
