"""The indexes of articles by their owner: those every server has, or a server's own."""

from collections.abc import Collection, Sequence
from threading import Lock
from typing import Protocol

from bot.domain.article import Revision
from bot.retrieval import rank_bm25_retriever
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.rank_bm25_retriever import RankBm25Retriever

Owner = int | None
"""A server, by its id; ``None`` owns the articles that every server has."""


class IndexStore(Protocol):
    """Keeps the index of each owner's articles, as far as it can; what it can't keep is made anew from the articles.

    For one owner it is called by one thread at a time.
    """

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:
        """The index of exactly these articles, as far as possible from what was saved."""

    def save(self, owner: Owner, index: PassageIndex) -> None:
        """Keeps an index as it is now, if its owner's was loaded."""

    def drop(self, owner: Owner) -> None:
        """Deletes what is kept of an owner."""

    def drop_others(self, servers: Collection[int]) -> None:
        """Deletes what is kept of all servers but these."""


class MemoryStore:
    """Keeps nothing."""

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:  # noqa: ARG002  # as the protocol has it
        """As `IndexStore.load`."""
        return PassageIndex(revisions)

    def save(self, owner: Owner, index: PassageIndex) -> None:
        """As `IndexStore.save`."""

    def drop(self, owner: Owner) -> None:
        """As `IndexStore.drop`."""

    def drop_others(self, servers: Collection[int]) -> None:
        """As `IndexStore.drop_others`."""


class OwnedIndex:
    """One owner's articles and their index, kept in a store. Any thread may call; whoever only searches never waits."""

    def __init__(self, owner: Owner, store: IndexStore) -> None:
        self._owner = owner
        self._store = store
        self._index: PassageIndex | None = None
        self._saved: PassageIndex | None = None
        # Whoever needs both takes them in this order; nobody has the second for long.
        self._saving, self._changing = Lock(), Lock()

    @property
    def index(self) -> PassageIndex:
        """The index as it stands, after the first `update`."""
        if self._index is None:
            raise RuntimeError("an index has to be updated before it is used")
        return self._index

    @property
    def is_saved(self) -> bool:
        """Whether there is nothing to do for `save`."""
        return self._saved is self._index

    def update(self, revisions: Sequence[Revision]) -> None:
        """Lets exactly these articles be searched; only those that are new or changed are analysed."""
        if self._index is None:
            with self._saving, self._changing:
                self._index = self._store.load(self._owner, revisions)
        else:
            with self._changing:
                self._index = self._index.replace(revisions)

    def save(self) -> None:
        """Makes the index durable and merges its segments until nothing is left to do; for a thread in the background.

        Articles that change meanwhile don't wait, and are saved, too.
        """
        with self._saving:
            while not self.is_saved:
                index = self.index
                self._store.save(self._owner, index)
                merge = index.merge_due()
                with self._changing:
                    if merge:
                        self._index = self.index.apply(merge)
                    else:
                        self._saved = index

    def drop(self) -> None:
        """Deletes what is kept of it; from now on nothing is saved."""
        with self._saving:
            self._store.drop(self._owner)


def join(indexes: Sequence[PassageIndex]) -> PassageIndex:
    """One index of one or more, which shares their segments; of articles with the same id it has the last index's.

    Statistics are exact for all of them together. A few passages are ranked by rank-bm25, many from their postings: the
    scores are the same.
    """
    whole = indexes[0]
    for index in indexes[1:]:
        left = whole.remove([revision.article_id for revision in index.articles])
        whole = PassageIndex(segments=[*left.segments, *index.segments])
    return RankBm25Retriever(whole.segments) if len(whole) <= rank_bm25_retriever.MAX_PASSAGES else whole
