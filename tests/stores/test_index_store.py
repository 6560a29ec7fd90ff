"""The index on disk: found again after a restart as it was saved, and never anything else."""

import itertools
import logging
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.sqlite_index import NAME, SqliteIndexStore, arrays, inspect, store
from bot.domain.article import Byline, Revision
from bot.domain.passage import Hit
from bot.retrieval.passage_index import PassageIndex

QUERY = {"kerr": 1.0, "win": 1.0, "mile": 0.5, "lee": 1.0}
_NAMES = ("Kerr", "Lee", "Nader", "Voss")
Articles = dict[str, Revision]


def _articles(count: int, first: int = 0) -> Articles:
    made = {}
    for number in range(first, first + count):
        name = _NAMES[number % 4]
        text = f"# Race {number}\n{name} won the mile in {number} seconds. Lee fell.\n\n# After\n{name} went home."
        made[f"a{number:03}"] = Revision(f"a{number:03}", text, Byline(title=f"{name} wins"))
    return made


@contextmanager
def _open(folder: Path) -> Iterator[SqliteIndexStore]:
    folder.mkdir(exist_ok=True)
    with closing(SqliteIndexStore(folder / NAME)) as opened:
        yield opened


def _hits(index: PassageIndex) -> list[Hit]:
    return index.search(QUERY, 1000)


def _load(folder: Path, articles: Articles) -> PassageIndex:
    """What a restart finds."""
    with _open(folder) as opened:
        return opened.load(None, list(articles.values()))


@pytest.fixture
def analysed(caplog: pytest.LogCaptureFixture) -> Callable[[], list[int]]:
    """How many articles were analysed, each time, since this was asked last."""
    caplog.set_level(logging.INFO)

    def ask() -> list[int]:
        found = [vars(each)["of"] for each in caplog.records if each.message == "indexing articles"]
        caplog.clear()
        return found

    return ask


def test_what_was_saved_is_found_again(tmp_path: Path, analysed: Callable[[], list[int]]) -> None:
    """After a restart hits and scores are those from before, through additions, removals and merges."""
    articles = _articles(3)
    with _open(tmp_path) as opened:
        index = opened.load(None, list(articles.values()))
        for number in range(3, 9):
            articles |= _articles(1, number)
            index = index.add([articles[f"a{number:03}"]])
            opened.save(None, index)
            merge = index.merge_due()
            index = index.apply(merge) if merge else index
        del articles["a001"]
        index = index.remove(["a001"])
        opened.save(None, index)
    analysed()
    again = _load(tmp_path, articles)
    assert _hits(again) == _hits(index) == _hits(PassageIndex(articles.values()))
    assert again.statistics.names() == index.statistics.names()
    assert analysed() == []


def test_only_what_changed_is_analysed(tmp_path: Path, analysed: Callable[[], list[int]]) -> None:
    """Only new and changed articles are read again, and those that are gone go."""
    articles = _articles(6)
    _load(tmp_path, articles)
    del articles["a000"]
    articles["a001"] = Revision("a001", "Kerr won twice.")
    articles["a002"] = Revision("a002", articles["a002"].text, Byline(title="Another title"))
    articles |= _articles(1, 7)
    analysed()
    for expected in ([3], []):
        assert _hits(_load(tmp_path, articles)) == _hits(PassageIndex(articles.values()))
        assert analysed() == expected


def test_another_analysis_is_another_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analysed: Callable[[], list[int]]
) -> None:
    """An index that other code made is built anew, and nothing of it stays."""
    articles = _articles(4)
    _load(tmp_path, articles)
    monkeypatch.setattr(arrays, "code", lambda: "newer")
    analysed()
    _load(tmp_path, articles)
    assert analysed() == [4]
    with closing(sqlite3.connect(tmp_path / NAME)) as file:
        assert file.execute("SELECT count(*), min(code) FROM segment").fetchone() == (1, "newer")


def test_progress_is_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Building logs how far it has come, batch by batch, and gives one segment."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(store, "BATCH", 2)
    index = _load(tmp_path, _articles(5))
    done = [(vars(each)["done"], vars(each)["of"]) for each in caplog.records if each.message == "indexing articles"]
    assert done == [(2, 5), (4, 5), (5, 5)]
    assert len(index.segments) == 1


def test_merged_segments_leave_nothing(tmp_path: Path) -> None:
    """Once a merge is saved, the segments it came from are gone."""
    with _open(tmp_path) as opened:
        index = opened.load(None, [])
        for number in range(4):
            index = index.add(_articles(1, number).values())
            opened.save(None, index)
        merge = index.merge_due()
        assert merge is not None
        opened.save(None, index.apply(merge))
    with closing(sqlite3.connect(tmp_path / NAME)) as file:
        assert file.execute("SELECT count(DISTINCT segment) FROM array").fetchone() == (1,)
    assert len(_hits(_load(tmp_path, _articles(4)))) == 8


_CHANGES: Mapping[str, Callable[[PassageIndex], PassageIndex]] = {
    "add": lambda index: index.add(_articles(1, 9).values()),
    "remove": lambda index: index.remove(["a000"]),
    "merge": lambda index: index.pack(),
}


class _StoppedError(Exception):
    """The machine stops here."""


class _Stopping(sqlite3.Connection):
    """Stops before a number of statements."""

    left = 10**9

    def _count(self) -> None:
        if not self.left:
            raise _StoppedError
        self.left -= 1

    def execute(self, *arguments: object) -> sqlite3.Cursor:
        """Executes, or stops."""
        self._count()
        return super().execute(*arguments)  # type: ignore[arg-type]  # as they came

    def executemany(self, sql: str, rows: Iterator[object]) -> sqlite3.Cursor:  # type: ignore[override]
        """Executes for each row, or stops before one of them."""
        cursor = self.cursor()
        for row in rows:
            self._count()
            cursor.execute(sql, row)  # type: ignore[arg-type]  # as it came
        return cursor


@pytest.mark.parametrize("change", _CHANGES)
def test_a_stop_at_any_moment_leaves_the_old_or_the_new(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch, analysed: Callable[[], list[int]]
) -> None:
    """Stopped before any statement, the index on disk is the one before the change or the one after."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **kwargs: connect(*args, **kwargs, factory=_Stopping))
    for steps in itertools.count():
        folder = tmp_path / str(steps)
        with _open(folder) as opened:
            old = opened.load(None, list(_articles(2).values())).add(_articles(2, 2).values())
            opened.save(None, old)
            new = _CHANGES[change](old)
            assert isinstance(opened._file, _Stopping)
            opened._file.left = steps
            try:
                opened.save(None, new)
            except _StoppedError:
                shutil.copytree(folder, folder.with_name("stopped"))
            opened._file.left = 10**9
        if not folder.with_name("stopped").exists():
            break
        living = {revision.article_id for revision in old.articles}
        analysed()
        again = _load(folder.with_name("stopped"), {key: each for key, each in _articles(10).items() if key in living})
        assert _hits(again) == _hits(old)
        assert analysed() == []
        shutil.rmtree(folder.with_name("stopped"))
    assert steps > 1


_ENDLESS = """
import sys
from pathlib import Path
from bot.adapters.sqlite_index import SqliteIndexStore
from tests.stores.test_index_store import _articles
store = SqliteIndexStore(Path(sys.argv[1]))
index = store.load(None, [])
for number in range(10_000):
    index = index.add(_articles(1, number).values())
    merge = index.merge_due()
    index = index.apply(merge) if merge else index
    store.save(None, index)
    print(number, flush=True)
"""


def test_a_killed_process_loses_nothing_that_it_saved(tmp_path: Path, analysed: Callable[[], list[int]]) -> None:
    """Whatever was being written when a process was killed, what had been saved before is found."""
    for saved in (3, 8):
        folder = tmp_path / str(saved)
        folder.mkdir()
        command = [sys.executable, "-c", _ENDLESS, str(folder / NAME)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # Python itself
            assert process.stdout
            for line in process.stdout:
                if int(line) == saved:
                    process.kill()
        articles = _articles(saved + 1)
        analysed()
        assert _hits(_load(folder, articles)) == _hits(PassageIndex(articles.values()))
        assert analysed() == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_never_taken_for_an_index(tmp_path: Path, data: st.DataObject) -> None:
    """With bytes changed or the end cut off, hits and counts are right, whether the file was closed or not."""
    articles = _articles(9)
    folder, killed = tmp_path / "index", tmp_path / "killed"
    for each in (folder, killed):
        shutil.rmtree(each, ignore_errors=True)
    with _open(folder) as opened:
        opened.save(None, opened.load(None, list(articles.values())).remove(["a003"]))
        shutil.copytree(folder, killed)
    del articles["a003"]
    folder = data.draw(st.sampled_from([folder, killed]))
    path = data.draw(st.sampled_from(sorted(folder.iterdir())))
    raw = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        for place in range(at, min(len(raw), at + data.draw(st.sampled_from([1, 300, 20_000])))):
            raw[place] ^= 0x55
    else:
        del raw[at:]
    path.write_bytes(raw)
    fresh = PassageIndex(articles.values())
    for _ in range(2):
        with _open(folder) as opened:
            index = opened.load(None, list(articles.values()))
            assert _hits(index) == _hits(fresh)
            assert index.statistics.names() == fresh.statistics.names()


def _damage(path: Path, name: str) -> None:
    """Changes the first byte of an array in every segment."""
    with closing(sqlite3.connect(path)) as file, file:
        for number, content in file.execute("SELECT rowid, content FROM array WHERE name = ?", (name,)).fetchall():
            changed = bytes([content[0] ^ 1]) + content[1:]
            file.execute("UPDATE array SET content = ? WHERE rowid = ?", (changed, number))


@pytest.mark.parametrize(
    "name", ["postings.prints", "postings.docs", "table.starts", "ids", "digests", "names.letters"]
)
def test_damage_is_noticed_and_mended(tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """A changed byte of any array is noticed at the next start, which makes the index anew."""
    articles = _articles(4)
    _load(tmp_path, articles)
    _damage(tmp_path / NAME, name)
    assert inspect(tmp_path / NAME).damaged == 1
    assert _hits(_load(tmp_path, articles)) == _hits(PassageIndex(articles.values()))
    assert "an index is damaged and made anew" in caplog.messages
    assert inspect(tmp_path / NAME).damaged == 0


def test_damage_of_one_index_leaves_the_others(tmp_path: Path, analysed: Callable[[], list[int]]) -> None:
    """A server's damaged index is made anew, and nobody else's."""
    with _open(tmp_path) as opened:
        opened.load(None, list(_articles(2).values()))
    _damage(tmp_path / NAME, "table.starts")
    with _open(tmp_path) as opened:
        opened.load(5, list(_articles(3).values()))
    analysed()
    with _open(tmp_path) as opened:
        opened.load(5, list(_articles(3).values()))
        assert analysed() == []
        opened.load(None, list(_articles(2).values()))
        assert analysed() == [2]
    assert inspect(tmp_path / NAME).count == 2


def test_a_failed_write_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analysed: Callable[[], list[int]]
) -> None:
    """What could not be written is brought again by the next save."""

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with _open(tmp_path) as opened:
        more = opened.load(None, list(_articles(3).values())).add(_articles(1, 3).values())
        with monkeypatch.context() as patch:
            patch.setattr(opened, "_insert", full)
            opened.save(None, more)
        opened.save(None, more)
    analysed()
    assert _hits(_load(tmp_path, _articles(4))) == _hits(more)
    assert analysed() == []


def test_one_process_at_a_time_has_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second is refused, and a look at the file tells that it is in use."""
    monkeypatch.setattr(store, "PATIENCE", 0.0)
    with _open(tmp_path) as opened:
        opened.load(None, list(_articles(2).values()))
        with pytest.raises(sqlite3.OperationalError, match="locked"), _open(tmp_path):
            pass
        assert inspect(tmp_path / NAME).damaged is None
    assert inspect(tmp_path / NAME).damaged == 0


def test_a_deleted_file_is_missed_by_nobody(tmp_path: Path, analysed: Callable[[], list[int]]) -> None:
    """Where the file goes while it is open, everything works as before, and the next start makes it anew."""
    articles = list(_articles(2).values())
    with _open(tmp_path) as opened:
        index = opened.load(5, articles)
        shutil.rmtree(tmp_path)
        opened.save(5, index.add(_articles(1, 2).values()))
        opened.drop_others([])
        opened.drop(5)
    analysed()
    assert _hits(_load(tmp_path, _articles(2))) == _hits(index)
    assert analysed() == [2]
