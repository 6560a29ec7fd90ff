"""XML as feeds are written in it, made whole and safe before anything reads it.

libxml2 mends what is broken, and keeps to its own limits of depth and size while other threads go on. Entities of a
document's own are refused: no feed needs them, and they are how a few bytes become gigabytes, or somebody's files.
"""

import re
from html.entities import html5
from typing import Any

from lxml import etree

from bot.domain.errors import LastingFeedError
from bot.ingestion.charset import decode

MOST_ELEMENTS = 200_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_NAMED = re.compile(r"&(\w{2,32});")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


def decode_feed(content: bytes, named: str | None) -> str:
    """The text of a feed: in UTF-8 wherever it can be, whatever charset is named; many sites name a wrong one."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _ENCODING.match(content)
        return decode(content, declared[1].decode("ascii") if declared else named).text


def parse_xml(text: str) -> Any:  # noqa: ANN401  # lxml publishes no types
    """The root element of a document, mended where it is broken.

    Raises:
        LastingFeedError: when there is none, or it isn't safe to be read.
    """
    if "<!ENTITY" in text:
        raise LastingFeedError("the feed declares entities, which can be an attack: choose another feed", "feed_unsafe")
    plain = _NAMED.sub(_spelled, _DECLARATION.sub("", text)).replace("\0", "")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise not_a_feed()
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise LastingFeedError("the feed has more parts than any needs: choose another feed", "feed_unsafe")
    return root


def not_a_feed() -> LastingFeedError:
    """What is wrong with a document that is none of the kinds of feeds."""
    problem = "there is no feed at that address: give the address of an RSS, Atom or JSON feed, or of a page with one"
    return LastingFeedError(problem, "feed_unreadable")


def _spelled(match: re.Match[str]) -> str:
    """A named character of HTML, which XML doesn't know."""
    return match[0] if match[1] in _XML_OWN else html5.get(f"{match[1]};", match[0])
