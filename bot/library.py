"""Which articles each server is answered from, and an answerer over them that is swapped whole after a change."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.answerer import Answerer
from bot.domain.article import Revision
from bot.domain.errors import StaleQuoteError, UnknownArticleError
from bot.domain.quote import Quote, QuoteReference
from bot.ports import Ledger, ServerStore

Build = Callable[[Sequence[Revision], Answerer | None], Answerer]
"""Makes an answerer over articles; may take long, and runs in a thread of its own.

It may share what it can with another answerer, over some of the same articles.
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles of one server as they stand at one moment, and the answerer over them."""

    revisions: tuple[Revision, ...]
    answerer: Answerer

    @property
    def athletes(self) -> tuple[str, ...]:
        """Full names of everyone the articles know, by surname."""
        return self.answerer.athletes

    def article(self, article_id: str) -> Revision:
        """The article with this id.

        Raises:
            UnknownArticleError: when there is none; the message says how to list them.
        """
        found = next((revision for revision in self.revisions if revision.article_id == article_id), None)
        if found is None:
            raise UnknownArticleError(f"no article has the id {article_id!r}; `pressbox articles` lists them")
        return found


class Library:
    """Gives every server its shelf. Readers never wait for a change: until the new shelf stands they have the old one.

    ``bundled`` are the articles every server has unless it switched them off. Without ``ledger`` and ``servers`` no
    server has articles or choices of its own.
    """

    def __init__(
        self,
        bundled: Sequence[Revision],
        build: Build,
        ledger: Ledger | None = None,
        servers: ServerStore | None = None,
    ) -> None:
        self.bundled = Shelf(tuple(bundled), build(bundled, None))
        self._build = build
        self._ledger = ledger
        self._servers = servers
        self._shelves: dict[int, Shelf] = {}
        self._building: dict[int, asyncio.Lock] = {}

    def ready(self, server_id: int | None) -> Shelf:
        """The server's shelf as far as it stands already, for those who can't wait; else the bundled articles."""
        return self.bundled if server_id is None else self._shelves.get(server_id, self.bundled)

    async def shelf(self, server_id: int | None) -> Shelf:
        """The server's shelf; the bundled articles outside of any server."""
        if server_id is None:
            return self.bundled
        if shelf := self._shelves.get(server_id):
            return shelf
        async with self._lock(server_id):
            if server_id not in self._shelves:
                self._shelves[server_id] = await self._stocked(server_id)
            return self._shelves[server_id]

    async def refresh(self, server_id: int) -> None:
        """Swap the server's shelf for one that has all changes kept so far."""
        # One at a time: whoever comes last reads the ledger last.
        async with self._lock(server_id):
            try:
                self._shelves[server_id] = await self._stocked(server_id)
            except BaseException:
                # Nobody is answered from a shelf that is known to be old: the next to ask has it stocked again.
                self._shelves.pop(server_id, None)
                raise

    def forget(self, server_id: int) -> None:
        """Let go of a server the bot has left; should it come back, its articles are read again."""
        self._shelves.pop(server_id, None)

    async def recall(self, reference: QuoteReference, server_id: int | None) -> Quote:
        """The quote that ``reference`` stands for, from the version it was taken from.

        Raises:
            StaleQuoteError: when no version of the article has the text that was quoted.
        """
        for revision in (await self.shelf(server_id)).revisions:
            if (revision.article_id, revision.sha256) == (reference.article_id, reference.sha256):
                return Quote.recall(reference, revision)
        history = await self._ledger.history(server_id, reference.article_id) if self._ledger and server_id else None
        quoted = history.quoted(reference.sha256) if history else None
        if quoted is None:
            raise StaleQuoteError(f"no version of {reference.article_id} has the text that was quoted")
        return Quote.recall(reference, quoted)

    def _lock(self, server_id: int) -> asyncio.Lock:
        return self._building.setdefault(server_id, asyncio.Lock())

    async def _stocked(self, server_id: int) -> Shelf:
        own = await self._ledger.live(server_id) if self._ledger else ()
        wants_bundled = (await self._servers.settings(server_id)).bundled if self._servers else True
        if wants_bundled and not own:
            return self.bundled
        revisions = (*(self.bundled.revisions if wants_bundled else ()), *own)
        like = self._shelves.get(server_id) or (self.bundled if wants_bundled else None)
        return Shelf(revisions, await asyncio.to_thread(self._build, revisions, like.answerer if like else None))
