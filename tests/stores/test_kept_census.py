"""The counts of what the articles write are kept with the index, and are right after every restart."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.index_files import IndexFiles, censuses, container, index_files
from bot.domain.article import Revision
from bot.domain.errors import DamagedIndexError
from bot.retrieval import term_statistics as census
from bot.retrieval.passage_index import PassageIndex
from tests.censuses import tallies

_TEXTS = ("Ann Lee said she ran.", "Bob Kerr told nobody.", "Zoé O’Brien said no on a hill.", "# Nothing", "")
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "remove", "count", "fold", "commit", "commit beside", "restart", "change while stopped"]
        ),
        st.sampled_from("abcd"),
        st.sampled_from(_TEXTS),
    ),
    max_size=12,
)


def _files(folder: Path) -> IndexFiles:
    return IndexFiles(folder, PassageIndex())


def _refuse(_: Iterable[census.Surveyed]) -> NoReturn:
    raise AssertionError("an article was counted again")


@pytest.fixture(params=[0, 1 << 22], ids=["files", "journal"], autouse=True)
def _places(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every segment in a file of its own, and with every one inside the journal; all worth keeping."""
    monkeypatch.setattr(index_files, "LARGE", request.param)
    monkeypatch.setattr(censuses, "WORTH_KEEPING", 2)


class _Press:
    """An index on disk, its articles, and how often they have changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles: dict[str, Revision] = {}
        self.stamp = 0
        self.restart()

    def restart(self) -> None:
        self.files = _files(self.folder)
        self.index = self.files.load(self.articles, str(self.stamp))

    def put(self, name: str, text: str | None) -> None:
        """In place of whatever there was; without a text, nothing."""
        self.articles = {key: revision for key, revision in self.articles.items() if key != name}
        self.stamp += 1
        if text is not None:
            self.articles[name] = Revision(name, text)

    def take(self, step: str, name: str, text: str) -> None:
        if step in {"add", "remove", "change while stopped"}:
            self.put(name, None if step == "remove" else text)
        match step:
            case "add":
                self.index = self.index.add([self.articles[name]])
            case "remove":
                self.index = self.index.remove(name)
            case "count":
                tallies(self.index)
            case "fold":
                self.index = self.index.packed()
            case "commit":
                self.index = self.files.commit(self.index, str(self.stamp))
            case "commit beside":
                self.files.commit(self.index, str(self.stamp))
            case _:
                self.restart()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_counts_are_right_after_any_restart(tmp_path: Path, steps: list[tuple[str, str, str]]) -> None:
    """Whatever was added, removed, folded, counted, committed or changed meanwhile: only what stays is counted."""
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    press = _Press(tmp_path / "index")
    for step in steps:
        press.take(*step)
    assert tallies(press.index) == tallies(PassageIndex(press.articles.values()))
    press.restart()
    assert tallies(press.index) == tallies(PassageIndex(press.articles.values()))


def test_a_start_counts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an index on disk, counts are read; what was removed is taken off without its text."""
    articles = {name: Revision(name, f"Ann Lee said {name}.") for name in "abc"}
    files = _files(tmp_path)
    files.commit(files.load(articles, "0").remove("a"), "1")
    del articles["a"]
    monkeypatch.setattr(census, "_counted", _refuse)
    index = _files(tmp_path).load(articles, "1")
    assert index.census.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}
    assert index.census.in_lower_case({"a", "b", "said"}) == {"b", "said"}
    assert index.beginning("s", 4) == {"said"}


def test_what_was_taken_off_before_stays_off(tmp_path: Path) -> None:
    """What was removed after it was counted and before it was written is not counted, before a restart and after."""
    articles = {name: Revision(name, f"Ann Lee said {name}.") for name in "abc"}
    files, index = _files(tmp_path), PassageIndex(articles.values())
    assert index.census.names() == {"Ann Lee": 3, "Ann Lee\tperson": 3}
    del articles["a"]
    index = files.commit(index.remove("a"), "1")
    assert index.census.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}
    assert _files(tmp_path).load(articles, "1").census.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}


def test_a_removal_beside_a_commit_is_counted_once(tmp_path: Path) -> None:
    """An article removed from an index that another thread counts and writes meanwhile is not taken off twice."""
    articles = {name: Revision(name, f"Ann Lee said {name}.") for name in "abc"}
    files, index = _files(tmp_path), PassageIndex(articles.values())
    meanwhile = index.remove("a")
    files.commit(index, "0")
    del articles["a"]
    assert meanwhile.census.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}
    files.commit(meanwhile, "1")
    again = _files(tmp_path).load(articles, "1").census
    assert again.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}
    assert again.in_lower_case({"a", "b"}) == {"b"}


def test_counts_that_were_lost_are_kept_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an article changed while nobody looked, its neighbours are counted again, and only once."""
    articles = {name: Revision(name, f"Ann Lee said {name}.") for name in "abc"}
    _files(tmp_path).load(articles, "0")
    del articles["a"]
    _files(tmp_path).load(articles, "1")
    monkeypatch.setattr(census, "_counted", _refuse)
    assert _files(tmp_path).load(articles, "1").census.names() == {"Ann Lee": 2, "Ann Lee\tperson": 2}


def test_a_single_new_article_is_written_without_its_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who adds an article waits for it to be counted; it is counted when that is asked for."""
    files = _files(tmp_path)
    index = files.load({}, "0")
    with monkeypatch.context() as patch:
        patch.setattr(census, "_counted", _refuse)
        files.commit(index.add([Revision("a", "Ann Lee said a.")]), "1")
    again = _files(tmp_path).load({"a": Revision("a", "Ann Lee said a.")}, "1")
    assert again.census.names() == {"Ann Lee": 1, "Ann Lee\tperson": 1}


def test_damaged_counts_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed letter of a counted name is an error for whoever asks for the names, not another name."""
    monkeypatch.setattr(index_files, "LARGE", 0)
    monkeypatch.setattr(container, "CHUNK", 64)
    articles = {name: Revision(name, f"Ann Lee said {name}.") for name in "abc"}
    _files(tmp_path).load(articles, "0")
    (path,) = tmp_path.glob("*.segment")
    path.write_bytes(path.read_bytes().replace(b"Ann Lee", b"Ann Lea"))
    again = _files(tmp_path).load(articles, "0")
    with pytest.raises(DamagedIndexError):
        again.census.names()
    with pytest.raises(DamagedIndexError):
        again.census.parts[0].tallies()
