"""Whatever changes, stops and starts there are, every server is searched as in an index built anew."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.adapters.index_files import container, held, index_files, index_store
from bot.adapters.index_files.folders import IndexFolders
from bot.domain.article import Byline, Revision
from bot.domain.passage import Hit
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.shared_index import OwnedIndex, Owner, SharedIndex

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
        # Every other segment has a file of its own.
        self._patch = mock.patch.object(index_files, "LARGE", 2600)
        self._patch.start()
        self.articles: dict[Owner, dict[str, Revision]] = {None: {}, 5: {}, 6: {}}
        for article_id in ("a", "b"):
            self.articles[None][article_id] = article(article_id, "Kerr won. Lee fell.")
        self._start()

    def teardown(self) -> None:
        """Close everything."""
        self._open.close()
        self._patch.stop()
        self._folder.cleanup()

    def _start(self) -> None:
        folder = self._open.enter_context(held(Path(self._folder.name) / "index"))
        assert folder
        store = index_store(folder, PassageIndex())
        self.owned = {owner: OwnedIndex(owner, store) for owner in self.articles}
        for owner, owned in self.owned.items():
            owned.update(list(self.articles[owner].values()))
        self.searched = {server: SharedIndex([self.owned[None], self.owned[server]]) for server in (5, 6)}

    def _changed(self, server: int) -> None:
        self.owned[server].update(list(self.articles[server].values()))
        self.searched[server].renew()

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
    def keep(self, server: int) -> None:
        """What changed is written and folded."""
        self.owned[server].keep()
        self.searched[server].renew()
        assert self.owned[server].is_kept

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
        for server, index in self.searched.items():
            fresh = PassageIndex((self.articles[None] | self.articles[server]).values())
            assert index.search(QUERY, 100) == fresh.search(QUERY, 100)
            assert [index.idf(term) for term in QUERY] == [fresh.idf(term) for term in QUERY]


TestServers = Servers.TestCase
TestServers.settings = settings(max_examples=15, stateful_step_count=20)


def found(index: PassageIndex) -> list[Hit]:
    """What a search finds."""
    return index.search(QUERY, 100)


class Interrupted(IndexFolders):
    """A store during whose next commit a change arrives."""

    change: tuple[OwnedIndex, list[Revision]] | None = None

    def commit(self, owner: Owner, index: PassageIndex) -> PassageIndex:
        """Commits, after the change."""
        if self.change:
            owned, articles = self.change
            self.change = None
            owned.update(articles)
        return super().commit(owner, index)


def test_a_change_during_a_commit_is_kept_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It doesn't wait, is written next, and what was written before it is not written again."""
    monkeypatch.setattr(index_files, "LARGE", 0)
    store = Interrupted(tmp_path, PassageIndex())
    owned = OwnedIndex(5, store)
    owned.update([article("a", "Kerr won.")])
    owned.update([article("a", "Kerr won."), article("b", "Lee fell.")])
    every = [article("a", "Kerr won."), article("b", "Lee fell."), article("c", "Lee won.")]
    store.change = owned, every
    owned.keep()
    assert owned.is_kept
    assert found(owned.index) == found(PassageIndex(every))
    assert sorted(path.name for path in tmp_path.rglob("*.segment")) == ["1.segment", "2.segment", "3.segment"]


def test_an_unchanged_index_is_not_written(tmp_path: Path) -> None:
    """Starting again and keeping what is kept leaves the files as they were."""
    written = []
    for text in ("Kerr won.", "Kerr won.", "Kerr lost."):
        owned = OwnedIndex(None, IndexFolders(tmp_path, PassageIndex()))
        owned.update([article("a", text)])
        owned.keep()
        (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
        written.append(path.read_bytes())
    assert written[0] == written[1] != written[2]


def test_a_dropped_index_is_not_kept_again(tmp_path: Path) -> None:
    """What was still to be written when a server was left is not written any more."""
    owned = OwnedIndex(5, IndexFolders(tmp_path, PassageIndex()))
    owned.update([article("a", "Kerr won.")])
    owned.update([])
    owned.drop()
    owned.keep()
    assert not list(tmp_path.iterdir())


ARTICLES = [article(article_id, "Kerr won. Lee fell.") for article_id in "abcde"]
ASKED: dict[str, Callable[[SharedIndex], object]] = {
    "search": lambda index: index.search(QUERY, 9),
    "idf": lambda index: index.idf("kerr"),
    "in": lambda index: "kerr" in index,
    "of_article": lambda index: index.of_article("a"),
    "sentences": lambda index: index.sentences(ARTICLES[0]),
    "update": lambda index: index._owned[0].update([article("a", "Lee won."), *ARTICLES[1:]]),
    "keep": lambda index: index._owned[0].keep(),
}


@pytest.mark.parametrize("place", ["segment.docs", "table.starts"])
@pytest.mark.parametrize("asked", ASKED)
def test_no_damage_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, place: str) -> None:
    """Whatever comes upon damage works as if there were none."""
    monkeypatch.setattr(index_files, "LARGE", 0)
    monkeypatch.setattr(container, "CHUNK", 64)
    answers = []
    for _ in range(2):
        owned = OwnedIndex(5, IndexFolders(tmp_path, PassageIndex()))
        for count in range(2, 6):  # enough segments to be folded
            owned.update(ARTICLES[:count])
        index = SharedIndex([owned])
        answers.append((ASKED[asked](index), SharedIndex([owned]).search(QUERY, 9)))
        for path in tmp_path.rglob("*.segment"):
            damage(path, place)
    assert answers[0] == answers[1]


def damage(path: Path, name: str) -> None:
    """Changes the first item of an array that is checked where it is read."""
    raw = bytearray(path.read_bytes())
    whole = container.Container(bytes(raw))
    raw[whole._start + whole._places[name][2]] ^= 1
    path.write_bytes(raw)
