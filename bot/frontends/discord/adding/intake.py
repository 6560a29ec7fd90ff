"""Makes an article of what somebody gave: fetches, downloads and reads it, within limits."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import discord

from bot.adapters.documents import ARTICLE_SUFFIXES, MAX_BYTES, kind_of, read_document
from bot.adapters.web.article import read_web_page
from bot.adapters.web.page import WebPages
from bot.domain.actor import Actor
from bot.domain.article import Byline
from bot.domain.errors import UserError
from bot.frontends.discord.adding.source import Source
from bot.ingestion.cleaning import BARE_HEADING
from bot.ingestion.document import IngestedArticle
from bot.ingestion.front_matter import web_address

DRAFT_ID = "draft"
"""The article id of what isn't published yet."""
MOST_OF_MEMBER, MOST_OF_SERVER = 1, 3
"""How many links and files are read at once for one member, and for all of a server."""
_MEGABYTE = 1024 * 1024


class Intake:
    """Reads sources; a few at a time."""

    def __init__(self, pages: WebPages) -> None:
        self._pages = pages
        self._busy: Counter[str] = Counter()

    async def read(self, source: Source, actor: Actor) -> IngestedArticle:
        """The article of a source.

        Raises:
            UserError: when there is none; the message says why.
        """
        with self._turn(actor):
            if source.is_fetched:
                page = await self._pages.fetch(source.link.strip())
                return await asyncio.to_thread(read_web_page, DRAFT_ID, page)
            if source.file is None:
                _check_given(source)
                article = await asyncio.to_thread(read_document, "the text", DRAFT_ID, source.text)
            else:
                _check_given(source)
                article = await self.read_file(source.file)
            return _with_link(_titled(article), source.link)

    async def read_file(self, file: discord.Attachment) -> IngestedArticle:
        """The article of an upload, which is looked at before it is downloaded."""
        if not file.filename.lower().endswith(tuple(ARTICLE_SUFFIXES)):
            name, suffixes = file.filename, sorted(ARTICLE_SUFFIXES)
            raise UserError("the file's name ends in none that is read", "wrong_type", name=name, suffixes=suffixes)
        if file.size > MAX_BYTES:
            size, most = file.size / _MEGABYTE, MAX_BYTES // _MEGABYTE
            raise UserError("the file is too large", "document_too_large", size=size, most=most)
        try:
            content = await file.read()
        except discord.HTTPException as error:
            raise UserError("Discord has lost the file", "file_gone", name=file.filename) from error
        return await asyncio.to_thread(read_document, file.filename, DRAFT_ID, content, kind_of(file.filename))

    @contextmanager
    def _turn(self, actor: Actor) -> Iterator[None]:
        """Counts a reading that goes on; refuses one too many."""
        limits = {f"member:{actor.member_id}": MOST_OF_MEMBER, f"server:{actor.server_id}": MOST_OF_SERVER}
        if any(self._busy[whose] >= most for whose, most in limits.items()):
            raise UserError("enough is being read for this member or server", "busy")
        self._busy.update(limits.keys())
        try:
            yield
        finally:
            self._busy.subtract(limits.keys())
            self._busy += Counter()  # lets go of the zeros


def _check_given(source: Source) -> None:
    """One text, and a link that is one."""
    if source.file and source.text.strip():
        raise UserError("there were a text and a file", "text_and_file")
    if not source.file and not source.text.strip():
        raise UserError("there was nothing to read", "nothing_given")
    if source.link.strip() and web_address(source.link.strip()) is None:
        raise UserError("the link is no address of a web page", "no_address", link=source.link)


def _titled(article: IngestedArticle) -> IngestedArticle:
    """The article with the heading that was left out above it as its title, where it has none."""
    byline, first = article.revision.byline, next(iter(article.dropped), None)
    if byline.title or first is None or first.reason != BARE_HEADING or not article.raw.lstrip().startswith(first.text):
        return article
    titled = replace(byline, title=" ".join(first.text.split()))
    return replace(article, revision=replace(article.revision, byline=titled))


def _with_link(article: IngestedArticle, link: str) -> IngestedArticle:
    if not link.strip():
        return article
    byline: Byline = replace(article.revision.byline, url=link.strip())
    return replace(article, revision=replace(article.revision, byline=byline))
