"""Turns what a file, an upload, a form or a page holds into an article: one way for all of them."""

from dataclasses import replace
from enum import Enum
from pathlib import PurePath

from bot.adapters.html_page import read_page
from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.charset import DecodedText, declared_charset, decode
from bot.ingestion.document import IngestedArticle, complete, ingest

_MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * _MEGABYTE
"""Larger documents are not read; it is what Discord lets everybody upload."""

MAX_LINES = 20_000
"""Documents of more lines are not read: no article has them, and looking at each takes its time."""

ARTICLE_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html", ".htm"})
"""What the name of a file must end in to be taken for an article."""

_HTML_SUFFIXES = frozenset({".html", ".htm"})
_UNKNOWN = Byline()


class Kind(Enum):
    """How a document is written."""

    TEXT = "text"
    HTML = "html"


def kind_of(name: str) -> Kind:
    """The kind of a file, by the end of its name."""
    return Kind.HTML if PurePath(name).suffix.lower() in _HTML_SUFFIXES else Kind.TEXT


def read_document(
    source: str,
    article_id: str,
    content: bytes | str,
    kind: Kind = Kind.TEXT,
    charset: str | None = None,
    known: Byline = _UNKNOWN,
) -> IngestedArticle:
    """Make an article of ``content``, which came from ``source`` (a name for messages).

    ``charset`` is what was said of the bytes elsewhere; ``known`` is what is known about the article where it doesn't
    say so itself, its address above all. A large page takes seconds: run it beside the event loop.

    Raises:
        UnreadableDocumentError: when no article can be made of it.
    """
    try:
        decoded = decode_document(content, kind, charset)
        if kind is Kind.HTML:
            page = read_page(decoded.text, known.url)
            text, known = page.text, complete(page.byline, known)
        else:
            text = decoded.text
        _refuse_many_lines(text)
    except UnreadableDocumentError as error:
        raise error.within(source) from error
    article = ingest(source, article_id, text, known)
    return replace(article, guessed_charset=decoded.charset) if decoded.is_guess else article


def decode_document(content: bytes | str, kind: Kind, charset: str | None = None) -> DecodedText:
    """The text of ``content``, as `read_document` reads it."""
    if not content.strip():
        raise UnreadableDocumentError("it is empty: add the article's words", "empty_document")
    if len(content) > MAX_BYTES:
        size, most = len(content) / _MEGABYTE, MAX_BYTES // _MEGABYTE
        problem = f"it has {size:.1f} MiB, the limit is {most} MiB: split it"
        raise UnreadableDocumentError(problem, "document_too_large", size=size, most=most)
    if isinstance(content, str):
        return DecodedText(content, "utf-8")
    return decode(content, charset or (declared_charset(content) if kind is Kind.HTML else None))


def _refuse_many_lines(text: str) -> None:
    lines = max(text.count("\n"), text.count("\r"))
    if lines > MAX_LINES:
        problem = f"it has {lines} lines, the limit is {MAX_LINES}: split it"
        raise UnreadableDocumentError(problem, "too_many_lines", lines=lines, most=MAX_LINES)
