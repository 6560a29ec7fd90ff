"""Reads the story and its metadata out of a web page's HTML, with trafilatura."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.dates import parse_date
from bot.ingestion.front_matter import web_address

Element = Any  # lxml publishes no types

_BLOCK_TAGS = frozenset({"head", "p", "quote", "list", "item", "table", "lb", "div", "ab", "code"})
_LEVELS = frozenset("123456")
# Only the dates a page states; trafilatura would otherwise take one from its copyright line.
_DATE_SEARCH = {"extensive_search": False, "original_date": True}


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page, its headings and tables in Markdown, and what the page says about itself."""

    text: str
    byline: Byline


def read_page(html: str, url: str | None = None) -> Page:
    """Extract the story from ``html``; ``url`` is where it came from, if that is known."""
    # Imported here because it takes longer to load than everything else together.
    import trafilatura  # noqa: PLC0415

    # A NUL makes the parser stop reading.
    document: Any = trafilatura.bare_extraction(
        _flatten_lists_in_cells(trafilatura.load_html(html.replace("\0", ""))),
        url=url,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=_DATE_SEARCH,
    )
    text = "" if document is None else "\n\n".join(_blocks(document.body))
    if not text.strip():
        problem = "no story was found in the page: copy its text into a .md file instead"
        raise UnreadableDocumentError(problem, "no_story")
    return Page(f"{text}\n", _byline(document, url))


def _flatten_lists_in_cells(page: Element) -> Element:
    """The page with the items of lists inside table cells as plain words: trafilatura would leave them out."""
    items = () if page is None else page.iterfind(".//li")
    for item in items:
        above = list(item.iterancestors("ul", "ol", "td", "th"))
        if any(each.tag in {"td", "th"} for each in above):
            following = item.getnext() is not None
            item.text = f" {item.text or ''}"
            item.tail = f"{', ' if following else ' '}{(item.tail or '').strip()}"
            for each in (item, *(each for each in above if each.tag in {"ul", "ol"})):
                each.tag = "span"
    return page


def _byline(document: Element, url: str | None) -> Byline:
    return Byline(
        title=document.title or None,
        outlet=document.sitename or None,
        author=document.author or None,
        published=parse_date(document.date or ""),
        url=web_address(url) or web_address(document.url),
    )


def _blocks(element: Element, mark: str = "") -> Iterator[str]:
    """The blocks inside ``element``, in order, each to stand alone: none may read on into the next."""
    words = element.text or ""
    for child in element:
        if child.tag in _BLOCK_TAGS:
            yield from _mark_words(mark, words)
            yield from _block(child, mark)
            words = ""
        else:
            words += "".join(child.itertext())
        words += child.tail or ""
    yield from _mark_words(mark, words)


def _block(element: Element, mark: str) -> Iterator[str]:
    if element.tag == "table":
        yield from _table(element)
    elif element.tag == "list":
        yield from filter(None, ["\n".join(_blocks(element))])
    else:
        yield from _blocks(element, _mark(element) or mark)


def _mark_words(mark: str, words: str) -> Iterator[str]:
    folded = " ".join(words.split())
    if folded:
        yield f"{mark}{folded}"


def _mark(element: Element) -> str:
    if element.tag == "item":
        return "- "
    if element.tag != "head":
        return ""
    level = (element.get("rend") or "")[1:]
    return f"{'#' * (int(level) if level in _LEVELS else 2)} "


def _table(table: Element) -> Iterator[str]:
    rows = [[" ".join(_blocks(cell)) for cell in row.iter("cell")] for row in table.iter("row")]
    if rows:
        yield "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
