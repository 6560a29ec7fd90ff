"""Which articles each server is answered from, and an answerer over them that is swapped whole after a change."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from bot.answering.answerer import Answerer
from bot.domain.article import Revision
from bot.domain.errors import UnknownArticleError
from bot.encoding import ArticleEncoding
from bot.ports import Ledger, ServerStore
from bot.retrieval.shared_index import IndexStore, MemoryStore, OwnedIndex, Owner, SharedIndex

_log = logging.getLogger(__name__)

Build = Callable[[Sequence[Revision], SharedIndex], Answerer]
"""Makes an answerer over articles and their index; may take long, and runs in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles of one server as they stand at one moment, their index, and the answerer over both."""

    revisions: tuple[Revision, ...]
    index: SharedIndex = field(repr=False)
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

    ``bundled`` are the articles every server has unless it switched them off; its own come beside them, or in place of
    those that have the same id. Without ``ledger`` and ``servers`` no server has articles or choices of its own.
    Indexes are kept in ``store``, by default nowhere; that, merging their segments, and ``encoding`` the articles goes
    on in the background after a change.
    """

    def __init__(
        self,
        bundled: Sequence[Revision],
        build: Build,
        ledger: Ledger | None = None,
        servers: ServerStore | None = None,
        store: IndexStore | None = None,
        encoding: ArticleEncoding | None = None,
    ) -> None:
        self._build = build
        self._encoding = encoding
        self._ledger = ledger
        self._servers = servers
        self._store = store or MemoryStore()
        self._indexes: dict[Owner, OwnedIndex] = {None: OwnedIndex(None, self._store)}
        self._indexes[None].update(bundled)
        self.bundled = self._build_shelf(tuple(bundled), [self._indexes[None]])
        self._shelves: dict[int, Shelf] = {}
        self._locks: dict[int, asyncio.Lock] = {}
        self._saving: dict[Owner, asyncio.Task[None]] = {}
        self._encoding_tasks: dict[Owner, asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Semaphore()

    def ready(self, server_id: int | None) -> Shelf:
        """The server's shelf as far as it stands already, for those who can't wait; else the bundled articles."""
        return self.bundled if server_id is None else self._shelves.get(server_id, self.bundled)

    async def shelf(self, server_id: int | None) -> Shelf:
        """The server's shelf; the bundled articles outside of any server."""
        if server_id is None:
            return self.bundled
        if shelf := self._shelves.get(server_id):
            return shelf
        return await asyncio.shield(self._load_shelf(server_id))

    async def refresh(self, server_id: int) -> None:
        """Swap the server's shelf for one that has all changes kept so far."""
        try:
            # Who gives up waiting doesn't stop it: the next has to find either all of it done, or none.
            await asyncio.shield(self._load_shelf(server_id, anew=True))
        except BaseException:
            # Nobody is answered from a shelf that is known to be old: the next to ask has it loaded again.
            self._shelves.pop(server_id, None)
            raise

    async def forget(self, server_id: int) -> None:
        """Let go of a server the bot has left, and of its index; should it come back, its articles are read again."""
        async with self._lock(server_id):
            self._shelves.pop(server_id, None)
            owned = self._indexes.pop(server_id, None)
            if owned:
                await asyncio.to_thread(owned.drop)
            if self._encoding:
                self._encoding.forget(server_id)

    async def forget_others(self, servers: Collection[int]) -> None:
        """Let go of all servers but these."""
        for server_id in {owner for owner in self._indexes if owner is not None} - set(servers):
            await self.forget(server_id)
        await asyncio.to_thread(self._store.drop_others, servers)

    def save(self, owner: Owner = None) -> None:
        """Begin, in the background, to save an owner's index, to merge its segments, and to encode its articles.

        What is done or under way isn't begun again.
        """
        owned = self._indexes.get(owner)
        if owned and owner not in self._saving:
            self._saving[owner] = asyncio.create_task(self._save(owner, owned))
        if owned and self._encoding and owner not in self._encoding_tasks:
            self._encoding_tasks[owner] = asyncio.create_task(self._encode(owner, owned, self._encoding))

    def count_passages(self) -> int:
        """How many passages can be searched: of the articles that answer everywhere, and of the servers loaded."""
        return sum(len(owned.index) for owned in tuple(self._indexes.values()))

    async def finish(self) -> None:
        """Waits until nothing is left to do in the background."""
        while under_way := [*self._saving.values(), *self._encoding_tasks.values()]:
            await asyncio.wait(under_way)

    async def _save(self, owner: Owner, owned: OwnedIndex) -> None:
        try:
            while not owned.is_saved:
                # One at a time, so that the other threads can answer meanwhile.
                async with self._one_at_a_time:
                    await asyncio.to_thread(owned.save)
                for shelf in [self.bundled, *self._shelves.values()] if owner is None else [self.ready(owner)]:
                    await asyncio.to_thread(shelf.index.refresh)
        except Exception:  # noqa: BLE001  # a fault there mustn't keep anybody from being answered
            _log.exception("an index could not be saved", extra={"server": owner})
        finally:
            del self._saving[owner]

    async def _encode(self, owner: Owner, owned: OwnedIndex, encoding: ArticleEncoding) -> None:
        try:
            await encoding.encode(owner, lambda: owned.index)
        except Exception:  # noqa: BLE001  # as above
            _log.exception("articles could not be encoded", extra={"server": owner})
        finally:
            del self._encoding_tasks[owner]

    def _lock(self, server_id: int) -> asyncio.Lock:
        return self._locks.setdefault(server_id, asyncio.Lock())

    async def _load_shelf(self, server_id: int, *, anew: bool = False) -> Shelf:
        # One at a time: whoever comes last reads the ledger last.
        async with self._lock(server_id):
            if anew or server_id not in self._shelves:
                self._shelves[server_id] = await self._load_articles(server_id)
                self.save(server_id)
            return self._shelves[server_id]

    async def _load_articles(self, server_id: int) -> Shelf:
        own = await self._ledger.live(server_id) if self._ledger else ()
        wants_bundled = (await self._servers.settings(server_id)).bundled if self._servers else True
        if wants_bundled and not own:
            return self.bundled
        owned = self._indexes.setdefault(server_id, OwnedIndex(server_id, self._store))
        return await asyncio.to_thread(self._index_articles, owned, own, wants_bundled=wants_bundled)

    def _index_articles(self, owned: OwnedIndex, own: Sequence[Revision], *, wants_bundled: bool) -> Shelf:
        owned.update(own)
        revisions = (*(self.bundled.revisions if wants_bundled else ()), *own)
        by_id = {revision.article_id: revision for revision in revisions}
        return self._build_shelf(tuple(by_id.values()), [self._indexes[None], owned] if wants_bundled else [owned])

    def _build_shelf(self, revisions: tuple[Revision, ...], owned: Sequence[OwnedIndex]) -> Shelf:
        index = SharedIndex(owned)
        return Shelf(revisions, index, self._build(revisions, index))
