"""The articles of one owner, indexed: those every server has, or a server's own; and several owners' as one index."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import Lock
from typing import Protocol

from bot.domain.article import Revision
from bot.domain.errors import DamagedIndexError
from bot.domain.passage import Hit, Passage
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.term_statistics import Censuses

Owner = int | None
"""A server, by its id; ``None`` owns the articles that every server has."""


class IndexStore(Protocol):
    """Keeps the index of each owner's articles, as far as it can; what it can't keep is made anew from the articles.

    For one owner it is called by one thread at a time.
    """

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:
        """The index of exactly these articles, as far as possible from what was kept."""
        ...

    def rebuild(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:
        """The index of these articles, made of nothing but them."""
        ...

    def commit(self, owner: Owner, index: PassageIndex) -> PassageIndex:
        """Keeps an index as it is now, if its owner's was loaded; the same index to go on with."""
        ...

    def drop(self, owner: Owner) -> None:
        """Deletes what is kept of an owner."""
        ...

    def drop_others(self, servers: Collection[int]) -> None:
        """Deletes what is kept of all servers but these."""
        ...


class MemoryStore:
    """Keeps nothing; ``empty`` is an index without articles, the ones from here analyse and score as it does."""

    def __init__(self, empty: PassageIndex | None = None) -> None:
        self._empty = empty or PassageIndex()

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:  # noqa: ARG002  # as the protocol has it
        """As `IndexStore.load`."""
        return self._empty.add(revisions)

    rebuild = load

    def commit(self, owner: Owner, index: PassageIndex) -> PassageIndex:  # noqa: ARG002  # as above
        """As `IndexStore.commit`."""
        return index

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
        self._kept: PassageIndex | None = None
        # Whoever needs both takes them in this order. The second is never held for long, except to build anew.
        self._storing, self._changing = Lock(), Lock()

    @property
    def index(self) -> PassageIndex:
        """The index as it stands, after the first `update`."""
        if self._index is None:
            raise RuntimeError("an index has to be updated before it is used")
        return self._index

    @property
    def is_kept(self) -> bool:
        """Whether there is nothing to do for `keep`."""
        return self._kept is self._index

    def update(self, revisions: Sequence[Revision]) -> None:
        """Lets exactly these articles be searched; only those that are new or changed are analysed."""
        if self._index is None:
            with self._storing, self._changing:
                self._index = self._store.load(self._owner, revisions)
            return
        try:
            with self._changing:
                self._index = self._index.of(revisions)
        except DamagedIndexError:
            self._build_anew(revisions)

    def _build_anew(self, revisions: Sequence[Revision]) -> None:
        with self._storing, self._changing:
            self._index = self._store.rebuild(self._owner, revisions)

    def keep(self) -> None:
        """Makes the index durable and folds its segments until nothing is left to do; for a thread in the background.

        Articles that change meanwhile don't wait, and are kept, too.
        """
        try:
            with self._storing:
                while not self.is_kept:
                    self._keep_once()
        except DamagedIndexError:
            self._build_anew(articles(self.index))

    def _keep_once(self) -> None:
        index = self.index
        kept = self._store.commit(self._owner, index)
        with self._changing:
            if self._index is not index:
                return
            self._index = kept
        made = kept.fold_due()
        with self._changing:
            if made:
                self._index = self.index.folded(made)
            else:
                self._kept = kept

    def mend(self) -> None:
        """Builds the index anew from its articles if any of it is damaged."""
        with self._storing, self._changing:
            try:
                for part, holding in self.index.volumes:
                    part.segment.verify()
                    holding.table.verify()
                    _ = holding.census.tallies() if holding.counted else {}
            except DamagedIndexError:
                self._index = self._store.rebuild(self._owner, articles(self.index))

    def drop(self) -> None:
        """Deletes what is kept of it; from now on nothing is kept."""
        with self._storing:
            self._store.drop(self._owner)


class SharedIndex:
    """Searches the indexes of some owners as one, whose statistics are exact for them together; a `Retriever`.

    Of articles with the same id the last owner's is searched. The segments are the owners' own. Where one proves to be
    damaged while it is searched, it is built anew, and the search goes on in that.
    """

    def __init__(self, owned: Iterable[OwnedIndex]) -> None:
        self._owned = tuple(owned)
        self._parts: tuple[PassageIndex, ...] = ()
        self.renew()

    def renew(self) -> None:
        """Goes on with the indexes as they stand now, folded perhaps, or with other articles."""
        parts = tuple(owned.index for owned in self._owned)
        if parts == self._parts:
            return
        try:
            self.index = together(parts)
        except DamagedIndexError:
            parts = self._mend()
            self.index = together(parts)
        self._parts = parts

    def _mend(self) -> tuple[PassageIndex, ...]:
        for owned in self._owned:
            owned.mend()
        return tuple(owned.index for owned in self._owned)

    def mended(self) -> PassageIndex:
        """The index with nothing damaged in it: what was is built anew."""
        self._mend()
        self.renew()
        return self.index

    def search(self, query: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """As `Retriever.search`."""
        try:
            return self.index.search(query, limit)
        except DamagedIndexError:
            return self.mended().search(query, limit)

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """As `Retriever.of_article`."""
        try:
            return self.index.of_article(article_id)
        except DamagedIndexError:
            return self.mended().of_article(article_id)

    def sentences(self, revision: Revision) -> tuple[Sequence[int], Sequence[int]]:
        """As `Retriever.sentences`."""
        try:
            return self.index.sentences(revision)
        except DamagedIndexError:
            return self.mended().sentences(revision)

    def idf(self, term: str) -> float:
        """As `Retriever.idf`."""
        try:
            return self.index.idf(term)
        except DamagedIndexError:
            return self.mended().idf(term)

    def beginning(self, first: str, length: int) -> Collection[str]:
        """As `Retriever.beginning`."""
        try:
            return self.index.beginning(first, length)
        except DamagedIndexError:
            return self.mended().beginning(first, length)

    @property
    def census(self) -> Censuses:
        """What the articles write, counted; a `DamagedIndexError` that comes out of it is for `mended`."""
        return self.index.census

    def __contains__(self, term: object) -> bool:
        try:
            return term in self.index
        except DamagedIndexError:
            return term in self.mended()


def together(indexes: Sequence[PassageIndex]) -> PassageIndex:
    """One index of one or more, which shares their segments; of articles with the same id it has the last index's."""
    whole = indexes[0]
    for index in indexes[1:]:
        for revision in articles(index):
            if whole.holds(revision.article_id):
                whole = whole.remove(revision.article_id)
        whole = whole.of_volumes([*whole.volumes, *index.volumes])
    return whole


def articles(index: PassageIndex) -> list[Revision]:
    """Every article that an index searches."""
    return [revision for _, holding in index.volumes for revision in holding.revisions.values()]
