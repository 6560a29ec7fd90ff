"""Reads what somebody gives to make an article of: a text, a file or a web page."""

import asyncio

from bot.adapters.documents import ARTICLE_SUFFIXES, MAX_BYTES, Kind, decode_document, kind_of, read_document
from bot.adapters.language import language_of
from bot.adapters.web.page import WebPage, WebPages, noindex_error
from bot.adapters.web.robots import page_refuses
from bot.domain.article import Byline
from bot.ingestion.document import IngestedArticle

DRAFT_ID = "draft"
"""The article id of what isn't published yet."""


class ArticleReader:
    """Reads texts and files of this process, and pages of the public web."""

    suffixes = ARTICLE_SUFFIXES
    most_bytes = MAX_BYTES

    def __init__(self, pages: WebPages | None = None) -> None:
        self._pages = pages or WebPages()

    def read_text(self, text: str) -> IngestedArticle:
        """The article of a text that was typed or pasted."""
        return read_document("the text", DRAFT_ID, text)

    def read_file(self, name: str, content: bytes) -> IngestedArticle:
        """The article of a file's bytes."""
        return read_document(name, DRAFT_ID, content, kind_of(name))

    async def fetch(self, link: str) -> IngestedArticle:
        """The article of a web page."""
        page = await self._pages.fetch(link)
        return await asyncio.to_thread(read_web_page, page)

    def language_of(self, text: str) -> str | None:
        """The English name of a text's language, if it is known."""
        return language_of(text)


def read_web_page(page: WebPage) -> IngestedArticle:
    """The article of a page that was fetched, if that doesn't ask robots to leave it alone; takes up to seconds."""
    kind = Kind.TEXT if page.media_type == "text/plain" else Kind.HTML
    article = read_document("the page", DRAFT_ID, page.content, kind, page.charset, Byline(url=page.url))
    if kind is Kind.HTML and page_refuses(decode_document(page.content, kind, page.charset).text):
        raise noindex_error()
    return article
