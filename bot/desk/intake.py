"""Makes an article of what somebody gave: a link, a text or a file, within limits."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from bot.domain.actor import Actor
from bot.domain.errors import UserError
from bot.ingestion.cleaning import BARE_HEADING
from bot.ingestion.document import IngestedArticle
from bot.ingestion.front_matter import web_address

MOST_OF_MEMBER, MOST_OF_SERVER = 1, 3
"""How many links and files are read at once for one member, and for all of a server."""
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody gave; ``read`` downloads it, and raises a `UserError` when it is gone."""

    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]


class ArticleReader(Protocol):
    """Reads articles; each way raises a `UserError` where none can be made, and takes up to seconds."""

    @property
    def suffixes(self) -> Collection[str]:
        """What the name of a file must end in."""
        ...

    @property
    def most_bytes(self) -> int:
        """Larger files aren't read."""
        ...

    def read_text(self, text: str) -> IngestedArticle:
        """The article of a text."""
        ...

    def read_file(self, name: str, content: bytes) -> IngestedArticle:
        """The article of a file."""
        ...

    async def fetch(self, link: str) -> IngestedArticle:
        """The article of a web page."""
        ...

    def language_of(self, text: str) -> str | None:
        """The English name of a text's language, if it is known."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A link, a text or a file; with a text or a file, the link only says where that stands."""

    link: str = ""
    text: str = ""
    file: Upload | None = None

    @property
    def name(self) -> str:
        """What the source is called among several."""
        return self.file.name if self.file else self.link.strip()

    @property
    def typed(self) -> Mapping[str, str]:
        """What can be put into a form again; a file can't."""
        return {"link": self.link, "text": self.text}

    @property
    def is_fetched(self) -> bool:
        """Whether the page behind the link is to be read."""
        return bool(self.link.strip()) and not self.text.strip() and self.file is None


class Intake:
    """Reads sources; a few at a time."""

    def __init__(self, reader: ArticleReader) -> None:
        self.reader = reader
        self._busy: Counter[str] = Counter()

    async def read(self, source: Source, actor: Actor) -> IngestedArticle:
        """The article of a source.

        Raises:
            UserError: when there is none; the message says why.
        """
        with self._turn(actor):
            if source.is_fetched:
                return await self.reader.fetch(source.link.strip())
            _check_given(source)
            if source.file is None:
                article = await asyncio.to_thread(self.reader.read_text, source.text)
            else:
                article = await self.read_file(source.file)
            return _with_link(_titled(article), source.link.strip())

    def can_read(self, name: str) -> bool:
        """Whether a file of this name can be an article."""
        return name.lower().endswith(tuple(self.reader.suffixes))

    async def read_file(self, file: Upload) -> IngestedArticle:
        """The article of an upload, which is looked at before it is downloaded."""
        if not self.can_read(file.name):
            suffixes = sorted(self.reader.suffixes)
            ending = "the file's name ends in none that is read"
            raise UserError(ending, "wrong_type", name=file.name, suffixes=suffixes)
        if file.size > self.reader.most_bytes:
            size, most = file.size / _MEGABYTE, self.reader.most_bytes // _MEGABYTE
            raise UserError("the file is too large", "document_too_large", size=size, most=most)
        return await asyncio.to_thread(self.reader.read_file, file.name, await file.read())

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
    if not link:
        return article
    byline = replace(article.revision.byline, url=link)
    return replace(article, revision=replace(article.revision, byline=byline))
