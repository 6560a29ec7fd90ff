"""Makes an article of a page that was fetched."""

from bot.adapters.documents import Kind, decode_document, read_document
from bot.adapters.web.page import WebPage, noindex_error
from bot.adapters.web.robots import page_refuses
from bot.domain.article import Byline
from bot.ingestion.document import IngestedArticle


def read_web_page(article_id: str, page: WebPage) -> IngestedArticle:
    """The article of ``page``; takes up to seconds, so run it beside the event loop."""
    kind = Kind.TEXT if page.media_type == "text/plain" else Kind.HTML
    article = read_document("the page", article_id, page.content, kind, page.charset, Byline(url=page.url))
    if kind is Kind.HTML and page_refuses(decode_document(page.content, kind, page.charset).text):
        raise noindex_error()
    return article
