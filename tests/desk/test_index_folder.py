"""The index beside the database makes starts short; it may fail or be missing in any way without being missed."""

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.sqlite_index import NAME, SqliteIndexStore, store
from bot.adapters.stores import open_stores
from bot.bootstrap.application import Application
from bot.domain.actor import Actor
from bot.domain.answer import Found
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.domain.server import ServerSettings
from bot.ingestion.document import IngestedArticle, ingest
from bot.library import ServerArticles
from bot.retrieval.passage_index import PassageIndex
from bot.settings import RETENTION

Opened = Callable[[], AbstractAsyncContextManager[Application]]
HERE, ELSEWHERE = Actor(7, 5, may_moderate=True), Actor(8, 6, may_moderate=True)
MARL = "Ada Marl won the 800m in Torrin on 3 May 2024."


def hurt(day: int) -> IngestedArticle:
    """An article that differs from others in its day."""
    head = "---\ntitle: Knee\nathletes: [Bea Voss]\n---\n\n"
    return ingest("form", "form", f"{head}Bea Voss hurt her knee on {day} May 2025.\n")


def said(day: int) -> str:
    """Its sentence."""
    return f"Bea Voss hurt her knee on {day} May 2025."


async def quoted(app: Application, question: str = "When did Voss hurt her knee?", server: int = 5) -> list[str]:
    """What the answer to a question quotes."""
    answer = await app.newsroom.ask(ConversationKey(len(question), 1, server), Request(question))
    return [quote.text for quote in answer.quotes] if isinstance(answer, Found) else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the indexes are."""
    return tmp_path / "kept.index"


class Log:
    """What the program logs."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        self._caplog = caplog

    def analysed(self) -> list[tuple[str, int]]:
        """Of which owners' articles how many were analysed, since this was asked last."""
        told = [record for record in self._caplog.records if record.message == "indexing articles"]
        found = [(vars(record)["index"], vars(record)["of"]) for record in told]
        self._caplog.clear()
        return found

    def warnings(self) -> list[str]:
        """The reasons of all warnings."""
        warned = [record for record in self._caplog.records if record.levelno == logging.WARNING]
        return [str(vars(record).get("reason", record.message)) for record in warned]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Log:
    """The log."""
    return Log(caplog)


def damage(folder: Path, name: str) -> None:
    """Changes the beginning of an array in every segment."""
    with closing(sqlite3.connect(folder / NAME)) as file, file:
        for number, content in file.execute("SELECT rowid, content FROM array WHERE name = ?", (name,)).fetchall():
            changed = bytes([content[0] ^ 1]) + content[1:]
            file.execute("UPDATE array SET content = ? WHERE rowid = ?", (changed, number))


def index_of(articles: ServerArticles) -> PassageIndex:
    """What a server's articles are searched in."""
    assert isinstance(articles.answerer.retriever, PassageIndex)
    return articles.answerer.retriever


def owners(folder: Path) -> set[int | None]:
    """Whose indexes are kept."""
    with closing(sqlite3.connect(folder / NAME)) as file:
        return {owner for (owner,) in file.execute("SELECT owner FROM segment")}


async def test_a_restart_analyses_nothing(opened: Opened, log: Log) -> None:
    """What was indexed before a restart is not read again, and answers the same."""
    async with opened() as app:
        await app.desk.articles.publish(HERE, hurt(4))
        assert await quoted(app) == [said(4)]
    assert log.analysed() == [("bundled", 1), ("5", 1)]
    async with opened() as app:
        assert await quoted(app) == [said(4)]
        assert await quoted(app, "When did Marl win the 800m?") == [MARL]
    assert not log.warnings()
    assert not log.analysed()


async def test_after_a_crash_only_the_difference_is_analysed(opened: Opened, folder: Path, log: Log) -> None:
    """Where the index was not written after the database was, only what it lacks is read, and what has gone goes."""
    async with opened() as app:
        for day in (4, 5):
            await app.desk.articles.publish(HERE, hurt(day))
        await app.newsroom.library.finish()
        shutil.copytree(folder, folder.with_name("before"))
        await app.desk.articles.remove(HERE, "knee.1")
        await app.desk.articles.publish(HERE, hurt(6))
        await app.desk.articles.edit(HERE, "knee.2", hurt(7), 1)
    shutil.rmtree(folder)
    folder.with_name("before").rename(folder)
    log.analysed()
    async with opened() as app:
        for day in (6, 7):
            assert await quoted(app, f"Did Voss hurt her knee on {day} May 2025?") == [said(day)]
        assert len(index_of(await app.newsroom.server_articles(5))) == 3
    assert log.analysed() == [("5", 2)]


async def test_the_host_s_changed_files_are_taken_up(opened: Opened, tmp_path: Path, log: Log) -> None:
    """An article file that was changed between starts answers as it is now."""
    async with opened():
        pass
    text = (tmp_path / "marl.md").read_text(encoding="utf-8")
    (tmp_path / "marl.md").write_text(text.replace("3 May", "9 June"), encoding="utf-8")
    async with opened() as app:
        assert await quoted(app, "When did Marl win the 800m?") == [MARL.replace("3 May", "9 June")]
    assert log.analysed() == [("bundled", 1), ("bundled", 1)]


@pytest.mark.parametrize("name", ["table.starts", "statistics.lower_case.letters"])
async def test_damage_is_mended(opened: Opened, folder: Path, name: str) -> None:
    """Where anything of the file is damaged, what depends on it is made anew before anybody asks."""
    async with opened() as app:
        await app.desk.articles.publish(HERE, hurt(4))
    damage(folder, name)
    async with opened() as app:
        assert await quoted(app) == [said(4)]
        assert await quoted(app, "When did Marl win the 800m?", 6) == [MARL]
        assert app.newsroom.names(server_id=5) == ("Ada Marl", "Bea Voss")


async def test_the_folder_can_be_deleted(opened: Opened, folder: Path, log: Log) -> None:
    """Without it the next start reads the articles again; deleted under a running bot, it is missed by nobody."""
    async with opened() as app:
        await app.desk.articles.publish(HERE, hurt(4))
    shutil.rmtree(folder)
    async with opened() as app:
        assert await quoted(app) == [said(4)]
        shutil.rmtree(folder)
        await app.desk.articles.edit(HERE, "knee.1", hurt(5), 1)
        assert await quoted(app) == [said(5)]
    log.analysed()
    async with opened() as app:
        assert await quoted(app) == [said(5)]
    assert log.analysed() == [("bundled", 1), ("5", 1)]


@pytest.fixture
def in_the_way(folder: Path) -> None:
    """Something else is where the folder would be."""
    folder.write_text("no folder", encoding="utf-8")


@pytest.mark.usefixtures("in_the_way")
async def test_a_folder_that_can_not_be_used(opened: Opened, log: Log) -> None:
    """Where there can be no such folder, a warning says so, and the bot answers from memory."""
    async with opened() as app:
        await app.desk.articles.publish(HERE, hurt(4))
        assert await quoted(app) == [said(4)]
    assert log.warnings() == ["File exists"]


async def test_a_full_disk(opened: Opened, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be written stays in memory, with a warning; once there is room, it is written with the next change."""

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async with opened() as app:
        with monkeypatch.context() as patch:
            patch.setattr(SqliteIndexStore, "_insert", full)
            await app.desk.articles.publish(HERE, hurt(4))
            await app.newsroom.library.finish()
            assert await quoted(app) == [said(4)]
        assert set(log.warnings()) == {"database or disk is full"}
        await app.desk.articles.publish(HERE, hurt(5))
    log.analysed()
    async with opened() as app:
        assert await quoted(app, "Did Voss hurt her knee on 5 May 2025?") == [said(5)]
    assert log.analysed() == []


async def test_one_process_at_a_time_has_the_folder(
    opened: Opened, folder: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second bot over the same database answers from memory, says so, and leaves the first one's index alone."""
    monkeypatch.setattr(store, "PATIENCE", 0.0)
    async with opened() as first:
        async with opened() as second:
            await second.desk.articles.publish(HERE, hurt(4))
            assert await quoted(second) == [said(4)]
        assert log.warnings() == ["another process is using it"]
        assert await quoted(first) == [said(4)]
    assert owners(folder) == {None, 5}


async def test_servers_share_the_bundled_segments(opened: Opened) -> None:
    """Each server's index is the bundled one's very segments and its own; without the bundled articles, its own."""
    async with opened() as app:
        for actor, day in ((HERE, 4), (ELSEWHERE, 5)):
            await app.desk.articles.publish(actor, hurt(day))
        library = app.newsroom.library
        await library.finish()
        segments = [[each.postings for each in index_of(library.indexed(server)).segments] for server in (None, 5, 6)]
        assert [len(found) for found in segments] == [1, 2, 2]
        assert segments[0][0] is segments[1][0] is segments[2][0]
        await app.desk.changes.change_settings(HERE, ServerSettings(bundled=False))
        assert await quoted(app, "When did Marl win the 800m?") == []
        assert await quoted(app, "When did Marl win the 800m?", 6) == [MARL]
        assert await quoted(app) == [said(4)]


async def test_small_segments_are_merged_in_the_background(opened: Opened) -> None:
    """After some changes a server's segments are few again for its next answerer, and the answers are the same."""
    async with opened() as app:
        library = app.newsroom.library
        for day in range(1, 9):
            await app.desk.articles.publish(HERE, hurt(day))
        before = await quoted(app)
        await library.finish()
        await library.refresh(5)
        assert len(index_of(library.indexed(5)).segments) <= 4
        assert await quoted(app) == before


async def test_a_server_that_is_left_leaves_no_index(opened: Opened, folder: Path) -> None:
    """Its index goes when the bot is removed, and also when that is only noticed later; the bundled one stays."""
    async with opened() as app:
        for actor in (HERE, ELSEWHERE):
            await app.desk.articles.publish(actor, hurt(4))
        await app.newsroom.library.forget(5)
    assert owners(folder) == {None, 6}
    async with opened() as app:
        await app.newsroom.library.forget_others([5])
        assert await quoted(app) == [said(4)]
    assert owners(folder) == {None, 5}


async def test_what_another_program_wrote_is_analysed_alone(opened: Opened, tmp_path: Path, log: Log) -> None:
    """An article that came into the database while the bot was stopped is the only one read at the next start."""
    async with opened() as app:
        await app.desk.articles.publish(HERE, hurt(4))
    async with open_stores(tmp_path / "kept.sqlite3", SystemClock(), RETENTION) as stores:
        await stores.servers.mark_joined(5)
    log.analysed()
    async with opened() as app:
        assert await quoted(app) == [said(4)]
    assert log.analysed() == []
