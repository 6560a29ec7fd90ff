"""The counts of what the articles write are saved with the index, and are right after every restart."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.sqlite_index import NAME, SqliteIndexStore
from bot.domain.article import Revision
from bot.retrieval import term_statistics
from bot.retrieval.passage_index import PassageIndex
from tests.term_counts import term_counts

_TEXTS = ("Ann Lee said she ran.", "Bob Kerr told nobody.", "Zoé O’Brien said no on a hill.", "# Nothing", "")
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "count", "merge", "save", "restart", "change while stopped"]),
        st.sampled_from("abcd"),
        st.sampled_from(_TEXTS),
    ),
    max_size=12,
)


@contextmanager
def _open(folder: Path) -> Iterator[SqliteIndexStore]:
    folder.mkdir(exist_ok=True)
    with closing(SqliteIndexStore(folder / NAME)) as opened:
        yield opened


def _refuse(_: Iterable[tuple[str, bool]]) -> NoReturn:
    raise AssertionError("an article was counted again")


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be counted."""
    monkeypatch.setattr(term_statistics, "count_terms", _refuse)


class _Index:
    """An index on disk, and its articles."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.path = folder / NAME
        self.articles: dict[str, Revision] = {}
        self.start()

    def start(self) -> None:
        self.store = SqliteIndexStore(self.path)
        self.index = self.store.load(None, list(self.articles.values()))

    def put(self, name: str, text: str | None) -> None:
        """In place of whatever there was; without a text, nothing."""
        self.articles = {key: revision for key, revision in self.articles.items() if key != name}
        if text is not None:
            self.articles[name] = Revision(name, text)

    def take(self, step: str, name: str, text: str) -> None:
        if step in {"add", "remove", "change while stopped"}:
            self.put(name, None if step == "remove" else text)
        match step:
            case "add":
                self.index = self.index.add([self.articles[name]])
            case "remove":
                self.index = self.index.remove([name])
            case "count":
                term_counts(self.index)
            case "merge":
                self.index = self.index.pack()
            case "save":
                self.store.save(None, self.index)
            case _:
                self.store.close()
                self.start()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_counts_are_right_after_any_restart(tmp_path: Path, steps: list[tuple[str, str, str]]) -> None:
    """Whatever was added, removed, merged, counted, saved or changed meanwhile: only what stays is counted."""
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    index = _Index(tmp_path / "index")
    for step in [*steps, ("restart", "", "")]:
        index.take(*step)
        assert term_counts(index.index) == term_counts(PassageIndex(index.articles.values())) or step[0] == "save"
    index.store.close()


_ARTICLES = {name: Revision(name, f"Ann Lee said {name}.") for name in "abc"}


def _removed(folder: Path) -> list[Revision]:
    """Saves three articles and then removes one; those that are left."""
    with _open(folder) as opened:
        opened.save(None, opened.load(None, list(_ARTICLES.values())).remove(["a"]))
    return [_ARTICLES["b"], _ARTICLES["c"]]


def test_a_start_counts_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """With an index on disk, counts are read; what was removed is taken off without its text."""
    left = _removed(tmp_path)
    request.getfixturevalue("refuse")
    with _open(tmp_path) as opened:
        index = opened.load(None, left)
        assert index.statistics.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}
        assert index.statistics.in_lower_case({"a", "b", "said"}) == {"b", "said"}
        assert index.beginning("s", 4) == {"said"}


def test_counts_that_were_lost_are_saved_again(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """After an article changed while nobody looked, its neighbours are counted again, and only once."""
    left = [_ARTICLES["b"], _ARTICLES["c"]]
    for articles in (list(_ARTICLES.values()), left):
        with _open(tmp_path) as opened:
            opened.load(None, articles)
    request.getfixturevalue("refuse")
    with _open(tmp_path) as opened:
        assert opened.load(None, left).statistics.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}


def test_counts_outlive_their_store(tmp_path: Path) -> None:
    """An index whose file is closed or gone still tells what its articles write."""
    with _open(tmp_path) as opened:
        opened.load(None, list(_ARTICLES.values()))
    with _open(tmp_path) as opened:
        index = opened.load(None, list(_ARTICLES.values()))
    assert index.statistics.names() == {"Ann Lee": 3, "Ann Lee\tperson": 3}
