"""Whatever changes, stops and starts there are, every server is searched as in an index built anew."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.adapters.sqlite_index import NAME, SqliteIndexStore, inspect, open_store
from bot.domain.article import Byline, Revision
from bot.domain.passage import Hit
from bot.retrieval.owned_index import OwnedIndex, Owner, join
from bot.retrieval.passage_index import PassageIndex

QUERY = {"kerr": 1.0, "win": 1.0, "lee": 0.5, "fell": 1.0}
SERVERS = st.sampled_from([5, 6])
IDS = st.sampled_from(["a", "b", "c", "d.1", "e.1", "f.1"])
TEXTS = st.sampled_from(
    ["Kerr won. Lee fell.", "# Mile\nLee won the mile.\n\n# After\nKerr fell.", "Lee went home.", ""]
)


def article(article_id: str, text: str) -> Revision:
    """An article whose title holds a word of the query."""
    return Revision(article_id, text, Byline(title=f"Kerr and {article_id}"))


class Servers(RuleBasedStateMachine):
    """Two servers whose articles change, over shared articles that change between starts."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._open = ExitStack()
        self.articles: dict[Owner, dict[str, Revision]] = {None: {}, 5: {}, 6: {}}
        for article_id in ("a", "b"):
            self.articles[None][article_id] = article(article_id, "Kerr won. Lee fell.")
        self._start()

    def teardown(self) -> None:
        """Close everything."""
        self._open.close()
        self._folder.cleanup()

    def _start(self) -> None:
        store = self._open.enter_context(open_store(Path(self._folder.name) / "index"))
        assert store
        self.owned = {owner: OwnedIndex(owner, store) for owner in self.articles}
        for owner, owned in self.owned.items():
            owned.update(list(self.articles[owner].values()))

    def _changed(self, server: int) -> None:
        self.owned[server].update(list(self.articles[server].values()))

    @rule(server=SERVERS, article_id=IDS, text=TEXTS)
    def put(self, server: int, article_id: str, text: str) -> None:
        """An article is added or changed; it may have the id of a shared one."""
        self.articles[server][article_id] = article(article_id, text)
        self._changed(server)

    @rule(server=SERVERS, article_id=IDS)
    def remove(self, server: int, article_id: str) -> None:
        """An article goes, if it is there."""
        self.articles[server].pop(article_id, None)
        self._changed(server)

    @rule(server=SERVERS)
    def save(self, server: int) -> None:
        """What changed is written and merged."""
        self.owned[server].save()
        assert self.owned[server].is_saved

    @rule()
    def restart(self) -> None:
        """The program ends wherever it is, and starts anew."""
        self._open.close()
        self._start()

    @rule(article_id=IDS, text=TEXTS)
    def restart_with_other_files(self, article_id: str, text: str) -> None:
        """The same, and the host changed an article meanwhile."""
        self.articles[None][article_id] = article(article_id, text)
        self.restart()

    @invariant()
    def searched_as_if_built_anew(self) -> None:
        """Hits, scores and statistics are those of an index of the same articles."""
        for server in (5, 6):
            index = join([self.owned[None].index, self.owned[server].index])
            fresh = PassageIndex((self.articles[None] | self.articles[server]).values())
            assert index.search(QUERY, 100) == fresh.search(QUERY, 100)
            assert [index.idf(term) for term in QUERY] == [fresh.idf(term) for term in QUERY]


TestServers = Servers.TestCase
TestServers.settings = settings(max_examples=15, stateful_step_count=20)


def found(index: PassageIndex) -> list[Hit]:
    """What a search finds."""
    return index.search(QUERY, 100)


class Interrupted(SqliteIndexStore):
    """A store during whose next save a change arrives."""

    change: tuple[OwnedIndex, list[Revision]] | None = None

    def save(self, owner: Owner, index: PassageIndex) -> None:
        """Saves, after the change."""
        if self.change:
            owned, articles = self.change
            self.change = None
            owned.update(articles)
        super().save(owner, index)


def segments(path: Path) -> int:
    """How many segments were ever written."""
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute("SELECT max(number) FROM segment").fetchone()[0])


def test_a_change_during_a_save_is_saved_as_well(tmp_path: Path) -> None:
    """It doesn't wait, is written next, and what was written before it is not written again."""
    with closing(Interrupted(tmp_path / NAME)) as store:
        owned = OwnedIndex(5, store)
        owned.update([article("a", "Kerr won.")])
        owned.update([article("a", "Kerr won."), article("b", "Lee fell.")])
        every = [article("a", "Kerr won."), article("b", "Lee fell."), article("c", "Lee won.")]
        store.change = owned, every
        owned.save()
        assert owned.is_saved
        assert found(owned.index) == found(PassageIndex(every))
    assert segments(tmp_path / NAME) == 3


def test_an_unchanged_index_is_not_written(tmp_path: Path) -> None:
    """Starting again and saving what is saved leaves the file as it was."""
    written = []
    for text in ("Kerr won.", "Kerr won.", "Kerr lost."):
        with closing(SqliteIndexStore(tmp_path / NAME)) as store:
            owned = OwnedIndex(None, store)
            owned.update([article("a", text)])
            owned.save()
        written.append((tmp_path / NAME).read_bytes())
    assert written[0] == written[1] != written[2]


def test_a_dropped_index_is_not_saved_again(tmp_path: Path) -> None:
    """What was still to be written when a server was left is not written any more."""
    with closing(SqliteIndexStore(tmp_path / NAME)) as store:
        owned = OwnedIndex(5, store)
        owned.update([article("a", "Kerr won.")])
        owned.update([article("b", "Kerr won.")])
        owned.drop()
        owned.save()
    assert inspect(tmp_path / NAME).count == 0


def test_only_the_servers_that_are_left_are_kept(tmp_path: Path) -> None:
    """What belongs to all other servers goes, and the shared index stays."""
    with closing(SqliteIndexStore(tmp_path / NAME)) as store:
        for owner in (None, 5, 6):
            store.load(owner, [article("a", "Kerr won.")])
        store.drop_others([6])
    with closing(sqlite3.connect(tmp_path / NAME)) as file:
        assert {owner for (owner,) in file.execute("SELECT owner FROM segment")} == {None, 6}
        assert file.execute("SELECT count(DISTINCT segment) FROM array").fetchone() == (2,)
