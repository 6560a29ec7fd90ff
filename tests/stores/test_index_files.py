"""The index on disk: found again after a restart as it was committed, and never anything else."""

import itertools
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.index_files import IndexFiles, container, index_files
from bot.domain.article import Byline, Revision
from bot.domain.errors import DamagedIndexError
from bot.domain.passage import Hit
from bot.retrieval.passage_index import FieldWeights, PassageIndex

QUERY = {"kerr": 1.0, "win": 1.0, "mile": 0.5, "lee": 1.0}
_NAMES = ("Kerr", "Lee", "Nader", "Voss")


def _articles(count: int, first: int = 0) -> dict[str, Revision]:
    made = {}
    for number in range(first, first + count):
        name = _NAMES[number % 4]
        text = f"# Race {number}\n{name} won the mile in {number} seconds. Lee fell.\n\n# After\n{name} went home."
        made[f"a{number:03}"] = Revision(f"a{number:03}", text, Byline(title=f"{name} wins"))
    return made


def _open(folder: Path) -> IndexFiles:
    return IndexFiles(folder, PassageIndex())


def _hits(index: PassageIndex) -> list[Hit]:
    return index.search(QUERY, 1000)


@pytest.fixture(params=[0, 1 << 22], ids=["files", "journal"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """With every segment in a file of its own, and with every one inside the journal."""
    monkeypatch.setattr(index_files, "LARGE", request.param)
    return int(request.param)


@pytest.mark.usefixtures("large")
def test_what_was_committed_is_found_again(tmp_path: Path) -> None:
    """After a restart hits and scores are those from before, through additions, removals and folding."""
    files, articles = _open(tmp_path), _articles(3)
    index = files.load(articles, "0")
    for number in range(3, 9):
        articles |= _articles(1, number)
        index = files.commit(index.add([articles[f"a{number:03}"]]), str(number))
        made = index.fold_due()
        index = files.commit(index.folded(made), str(number)) if made else index
    del articles["a001"]
    index = files.commit(index.remove("a001"), "last")
    again = _open(tmp_path).load(articles, "last", _refuse)
    assert _hits(again) == _hits(index) == _hits(PassageIndex(articles.values()))
    assert again.census.names() == index.census.names()


def _refuse(done: int, total: int) -> None:
    raise AssertionError(f"{done} of {total} articles were analysed")


def test_only_what_changed_is_analysed(tmp_path: Path) -> None:
    """Under another stamp, only new and changed articles are read again, and those that are gone go."""
    articles = _articles(6)
    _open(tmp_path).load(articles, "before")
    del articles["a000"]
    articles["a001"] = Revision("a001", "Kerr won twice.")
    articles |= _articles(1, 7)
    told: list[tuple[int, int]] = []
    index = _open(tmp_path).load(articles, "after", lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]
    assert _hits(index) == _hits(PassageIndex(articles.values()))


def test_another_analysis_is_another_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that other code or other field weights made is built anew."""
    articles = _articles(4)
    _open(tmp_path).load(articles, "same")
    plain = IndexFiles(tmp_path, PassageIndex(fields=FieldWeights(title=0))).load(articles, "same")
    assert _hits(plain) == _hits(PassageIndex(articles.values(), FieldWeights(title=0)))
    monkeypatch.setattr(index_files, "analysis", lambda: "newer")
    told: list[int] = []
    IndexFiles(tmp_path, PassageIndex()).load(articles, "same", lambda done, _: told.append(done))
    assert told == [4]


def test_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building tells how far it has come, batch by batch, and gives one segment."""
    monkeypatch.setattr(index_files, "BATCH", 2)
    told: list[tuple[int, int]] = []
    index = _open(tmp_path).load(_articles(5), "x", lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert index.segments == 1


def test_folded_segments_leave_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once segments are folded and committed, the files they came from are gone."""
    monkeypatch.setattr(index_files, "LARGE", 0)
    files, articles = _open(tmp_path), _articles(1)
    index = files.load(articles, "0")
    for number in range(1, 4):
        index = files.commit(index.add(_articles(1, number).values()), str(number))
    assert len(list(tmp_path.glob("*.segment"))) == 4
    made = index.fold_due()
    assert made is not None
    index = files.commit(index.folded(made), "3")
    assert len(list(tmp_path.glob("*.segment"))) == 1
    assert len(_hits(index)) == 8


class _StoppedError(Exception):
    """The machine stops here."""


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("change", ["add", "remove", "fold"])
def test_a_stop_at_any_moment_leaves_the_old_or_the_new(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before or after any write reaches the disk, the index is the one before the change or the one after."""
    changes: Mapping[str, Callable[[PassageIndex], PassageIndex]] = {
        "add": lambda index: index.add(_articles(1, 9).values()),
        "remove": lambda index: index.remove("a000"),
        "fold": lambda index: index.packed(),
    }
    for steps in itertools.count():
        folder = tmp_path / str(steps)
        files = _open(folder)
        index = files.commit(files.load(_articles(2), "0").add(_articles(2, 2).values()), "old")
        changed = changes[change](index)
        if not _stopped(lambda: files.commit(changed, "new"), steps, monkeypatch):  # noqa: B023  # called at once
            break
        _check_old_or_new(folder, index, changed)
    assert steps > 0


def _stopped(call: Callable[[], object], steps: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the program was stopped after so many steps, before the call was done."""
    with monkeypatch.context() as patch:
        _stop_after(patch, steps)
        try:
            call()
        except _StoppedError:
            return True
    return False


def _stop_after(patch: pytest.MonkeyPatch, steps: int) -> None:
    """Lets so many calls through that make something durable or visible, and stops the program at the next."""
    left = [steps]

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def stopping(*arguments: object) -> object:
            if not left[0]:
                raise _StoppedError
            left[0] -= 1
            return call(*arguments)

        return stopping

    patch.setattr(os, "fsync", counted(os.fsync))
    patch.setattr(Path, "replace", counted(Path.replace))
    patch.setattr(Path, "unlink", counted(Path.unlink))


def _check_old_or_new(folder: Path, old: PassageIndex, new: PassageIndex) -> None:
    every = _articles(10)
    for stamp, expected in (("old", old), ("new", new)):
        held = {key: revision for key, revision in every.items() if expected.holds(key)}
        copied = folder.with_name(f"{folder.name} {stamp}")
        shutil.copytree(folder, copied)
        assert _hits(_open(copied).load(held, stamp)) == _hits(expected)


@pytest.mark.usefixtures("large")
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_never_taken_for_an_index(
    tmp_path: Path, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a byte changed or the end cut off, hits are right or there is an error, and building anew heals it."""
    monkeypatch.setattr(container, "CHUNK", 64)
    articles = _articles(9)
    folder = tmp_path / "index"
    shutil.rmtree(folder, ignore_errors=True)
    files = _open(folder)
    expected = _hits(files.commit(files.load(articles, "0").remove("a003"), "1"))
    del articles["a003"]
    path = data.draw(st.sampled_from(sorted(folder.iterdir())))
    raw = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        raw[at] ^= data.draw(st.integers(1, 255))
    else:
        del raw[at:]
    path.write_bytes(raw)
    damaged = _open(folder)
    try:
        found = _hits(damaged.load(articles, "1"))
    except DamagedIndexError:
        found = _hits(damaged.rebuild(articles, "1"))
    assert found == expected
    assert _hits(_open(folder).load(articles, "1")) == expected


@pytest.mark.parametrize("name", ["prints", "offsets", "peaks", "docs", "classes"])
def test_damage_is_noticed_where_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Whatever of a word's entry was changed is an error for whoever asks for the word, before anything is scored."""
    monkeypatch.setattr(index_files, "LARGE", 0)
    monkeypatch.setattr(container, "CHUNK", 64)
    articles = _articles(40)
    segment = _open(tmp_path).load(articles, "1").volumes[0][0].segment
    slot = segment.slot("mile")
    item = int(segment.offsets[slot]) if name in {"docs", "classes"} else slot
    (path,) = tmp_path.glob("*.segment")
    raw = bytearray(path.read_bytes())
    whole = container.Container(bytes(raw))
    kind, _, place = whole._places[f"segment.{name}"]
    raw[whole._start + place + np.dtype(kind).itemsize * item] ^= 1
    path.write_bytes(raw)
    again = _open(tmp_path).load(articles, "1", _refuse)
    with pytest.raises(DamagedIndexError):
        _hits(again)


def test_a_failed_write_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written is brought again by the next commit."""
    files, articles = _open(tmp_path), _articles(3)
    index = files.load(articles, "0")
    more = index.add(_articles(1, 3).values())
    with monkeypatch.context() as patch:
        _stop_after(patch, 0)
        with pytest.raises(_StoppedError):
            files.commit(more, "1")
    files.commit(more, "1")
    assert _hits(_open(tmp_path).load(articles | _articles(1, 3), "1", _refuse)) == _hits(more)


@pytest.mark.parametrize("cut", [True, False])
def test_an_unfinished_record_leaves_the_state_before_it(tmp_path: Path, *, cut: bool) -> None:
    """Where the last record isn't whole, the index is the one before it, and nothing is analysed again."""
    files, articles = _open(tmp_path), _articles(3)
    before = files.load(articles, "0")
    path = tmp_path / "journal"
    size = path.stat().st_size
    files.commit(before.add(_articles(1, 3).values()), "1")
    raw = path.read_bytes()
    middle = (size + len(raw)) // 2
    path.write_bytes(raw[:middle] if cut else raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :])
    assert _hits(_open(tmp_path).load(articles, "0", _refuse)) == _hits(before)
