"""Whether a site asks that its page isn't indexed, in its headers or in the page."""

from collections.abc import Iterable

import lxml.etree
import lxml.html

from bot.adapters.web.connection import AGENT

_REFUSALS = frozenset({"noindex", "none"})
# Directives that take a value after a colon; another word before a colon is the name of a robot.
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_MEANT = frozenset({"", "robots", "*", AGENT.lower()})


def headers_refuse(values: Iterable[str]) -> bool:
    """Whether one of the ``X-Robots-Tag`` headers asks all robots, or this one, not to index the page."""
    return any(_refuses(*_split_robot(value)) for value in values)


def page_refuses(html: str) -> bool:
    """Whether a ``meta`` element of the page asks all robots, or this one, not to index it."""
    try:
        # Bytes, because lxml refuses text that declares an encoding; a NUL would end its reading.
        page = lxml.html.document_fromstring(
            html.replace("\0", "").encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.LxmlError, ValueError):
        return False  # a page without a single element asks for nothing
    return any(
        _refuses(meta.get("name", "").strip().lower(), meta.get("content", ""))
        for meta in page.iter("meta")
        if meta.get("name")
    )


def _split_robot(value: str) -> tuple[str, str]:
    """Whom a header is meant for (nobody named means all), and what it says."""
    name, colon, rest = value.partition(":")
    name = name.strip().lower()
    if not colon or "," in name or name in _WITH_VALUE:
        return "", value
    return name, rest


def _refuses(robot: str, directives: str) -> bool:
    said = {directive.strip().lower() for directive in directives.split(",")}
    return robot in _MEANT and not _REFUSALS.isdisjoint(said)
