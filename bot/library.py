"""Which articles each server is answered from, and an answerer over them that is swapped whole after a change."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from bot.answering.answerer import Answerer
from bot.domain.article import Revision
from bot.domain.errors import UnknownArticleError
from bot.encoding import ArticleEncoding
from bot.ports.editing import Ledger
from bot.ports.servers import ServerStore
from bot.retrieval.owned_index import IndexStore, MemoryStore, OwnedIndex, Owner, join
from bot.retrieval.passage_index import PassageIndex

_log = logging.getLogger(__name__)

Build = Callable[[Sequence[Revision], PassageIndex], Answerer]
"""Makes an answerer over articles and their index; may take long, and runs in a thread of its own."""


@dataclass(frozen=True, slots=True)
class ServerArticles:
    """The articles of one server as they stand at one moment, those that are its own, and the answerer over all."""

    revisions: tuple[Revision, ...]
    answerer: Answerer
    own: tuple[Revision, ...] = ()

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
    """Gives every server its articles. Readers never wait for a change: until it is indexed they have those before.

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
        self.bundled = self._build_articles(tuple(bundled), [self._indexes[None]])
        self._by_server: dict[int, ServerArticles] = {}
        self._locks: dict[int, asyncio.Lock] = {}
        self._opened: dict[int, None] = {}
        self._tasks: dict[tuple[str, Owner], asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Semaphore()

    @property
    def opened(self) -> tuple[int, ...]:
        """The servers whose articles are held here, or are being read just now, the longest held first."""
        return tuple(self._opened)

    def holds(self, server_id: int) -> bool:
        """Whether the server's articles are indexed already, its own or the bundled ones."""
        return server_id in self._by_server

    def indexed(self, server_id: int | None) -> ServerArticles:
        """The server's articles if they are indexed already, for those who can't wait; else the bundled ones."""
        return self.bundled if server_id is None else self._by_server.get(server_id, self.bundled)

    async def server_articles(self, server_id: int | None) -> ServerArticles:
        """The server's articles; the bundled ones outside of any server."""
        if server_id is None:
            return self.bundled
        if articles := self._by_server.get(server_id):
            return articles
        return await asyncio.shield(self._load_once(server_id))

    async def refresh(self, server_id: int) -> None:
        """Swap the server's articles for those that have all changes kept so far."""
        try:
            # Who gives up waiting doesn't stop it: the next has to find either all of it done, or none.
            await asyncio.shield(self._load_once(server_id, anew=True))
        except BaseException:
            # Nobody is answered from articles that are known to be old: the next to ask has them loaded again.
            self._by_server.pop(server_id, None)
            raise

    async def forget(self, server_id: int) -> None:
        """Let go of a server the bot has left, and of its index; should it come back, its articles are read again."""
        async with self._lock(server_id):
            self._opened.pop(server_id, None)
            self._by_server.pop(server_id, None)
            owned = self._indexes.pop(server_id, None)
            if owned:
                await asyncio.to_thread(owned.drop)
            if self._encoding:
                self._encoding.forget(server_id)

    async def forget_others(self, servers: Collection[int]) -> None:
        """Let go of all servers but these."""
        held = {owner for owner in (*self._indexes, *self._opened) if owner is not None}
        for server_id in held - set(servers):
            await self.forget(server_id)
        await asyncio.to_thread(self._store.drop_others, servers)

    def save(self, owner: Owner = None) -> None:
        """Begin, in the background, to save an owner's index, to merge its segments, and to encode its articles.

        What is done or under way isn't begun again.
        """
        owned, encoding = self._indexes.get(owner), self._encoding
        if owned:
            self._begin("saved", owner, lambda: self._save(owned))
        if owned and encoding:
            self._begin("encoded", owner, lambda: encoding.encode(owner, lambda: owned.index))

    def count_passages(self) -> int:
        """How many passages can be searched: of the articles that answer everywhere, and of the servers loaded."""
        return sum(len(owned.index) for owned in tuple(self._indexes.values()))

    async def finish(self) -> None:
        """Waits until nothing is left to do in the background."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    def _begin(self, done: str, owner: Owner, work: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            try:
                await work()
            except Exception:  # noqa: BLE001  # a fault there mustn't keep anybody from being answered
                _log.exception("an index could not be %s", done, extra={"server": owner})
            finally:
                del self._tasks[done, owner]

        if (done, owner) not in self._tasks:
            self._tasks[done, owner] = asyncio.create_task(run())

    async def _save(self, owned: OwnedIndex) -> None:
        while not owned.is_saved:
            # One at a time, so that the other threads can answer meanwhile.
            async with self._one_at_a_time:
                await asyncio.to_thread(owned.save)

    def _lock(self, server_id: int) -> asyncio.Lock:
        return self._locks.setdefault(server_id, asyncio.Lock())

    async def _load_once(self, server_id: int, *, anew: bool = False) -> ServerArticles:
        # One at a time: whoever comes last reads the ledger last.
        async with self._lock(server_id):
            if anew or server_id not in self._by_server:
                # Before they are read: whoever looks for changes from now on mustn't miss one of this server.
                self._opened[server_id] = None
                try:
                    self._by_server[server_id] = await self._load_articles(server_id)
                except BaseException:
                    if server_id not in self._indexes:
                        del self._opened[server_id]
                    raise
                self.save(server_id)
            return self._by_server[server_id]

    async def _load_articles(self, server_id: int) -> ServerArticles:
        before = self._by_server.get(server_id)
        own = await self._ledger.live(server_id, before.own if before else ()) if self._ledger else ()
        wants_bundled = (await self._servers.settings(server_id)).bundled if self._servers else True
        if wants_bundled and not own:
            return self.bundled
        owned = self._indexes.setdefault(server_id, OwnedIndex(server_id, self._store))
        return await asyncio.to_thread(self._index_articles, owned, own, wants_bundled=wants_bundled)

    def _index_articles(self, owned: OwnedIndex, own: Sequence[Revision], *, wants_bundled: bool) -> ServerArticles:
        owned.update(own)
        revisions = (*(self.bundled.revisions if wants_bundled else ()), *own)
        by_id = {revision.article_id: revision for revision in revisions}
        indexes = [self._indexes[None], owned] if wants_bundled else [owned]
        return self._build_articles(tuple(by_id.values()), indexes, tuple(own))

    def _build_articles(
        self, revisions: tuple[Revision, ...], owned: Sequence[OwnedIndex], own: tuple[Revision, ...] = ()
    ) -> ServerArticles:
        return ServerArticles(revisions, self._build(revisions, join([each.index for each in owned])), own)
