"""Articles go out and come in, and the whole state is copied and brought back, while the bot runs or not."""

import asyncio
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from bot.bootstrap.application import Application, open_application
from bot.domain.actor import Actor
from bot.ingestion.document import ingest
from bot.settings import Settings

Run = Callable[..., Result]

MODERATOR = Actor(7, 5, may_moderate=True)
TEXT = "---\ntitle: “Knee” 3:26\nathletes: [Bea Voss]\n---\n\n\nBea Voss hurt her knee.\r\n\r\n“Ow – ow,” said Voss. \n"


@pytest.fixture(autouse=True)
def _small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _elsewhere: None) -> None:
    """One bundled article is enough here."""
    (tmp_path / "bundled.md").write_text("She swam.", encoding="utf-8")
    monkeypatch.setenv("PRESSBOX_CORPUS", str(tmp_path / "bundled.md"))


@pytest.fixture
def articles(_small: None) -> None:
    """Server 5 has two articles and a removed one, server 6 one."""

    async def fill(app: Application) -> None:
        desk = app.desk.articles
        for text in (TEXT, "---\ntitle: Ran\n---\nShe ran.", "---\ntitle: Gone\n---\nShe left."):
            await desk.publish(MODERATOR, ingest("form", "form", text))
        await desk.publish(Actor(7, 6, may_moderate=True), ingest("form", "form", "---\ntitle: Six\n---\nShe sat."))
        await desk.remove(MODERATOR, "gone.1")

    working(fill)


def working(work: Callable[[Application], object]) -> None:
    """Do something with an open application over the database of the folder the test is in."""

    async def opened() -> None:
        async with open_application(Settings.load()) as app:
            await work(app)  # type: ignore[misc]  # whatever it returns is awaitable

    asyncio.run(opened())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("articles")
def test_articles_go_round_byte_for_byte(run: Run) -> None:
    """What is exported and imported elsewhere is exported from there the same; removed and others' articles aren't."""
    assert run("export", "--server", 5, "out").stdout == "2 articles written to out\n"
    run("import", "--server", 8, "out")
    run("export", "--server", 8, "again")
    assert contents(Path("again")) == contents(Path("out"))
    assert sorted(contents(Path("out"))) == ["knee-3-26.1.md", "ran.1.md"]


@pytest.mark.usefixtures("articles")
def test_importing_again_changes_only_what_is_different(run: Run) -> None:
    """The same files again are unchanged, an edited one is a new version, and a removed article is restored."""
    run("export", "--server", 5, "out")
    assert run("import", "--server", 5, "out").stdout == "unchanged: knee-3-26.1\nunchanged: ran.1\n"
    Path("out/ran.1.md").write_bytes(Path("out/ran.1.md").read_bytes() + b"She won.")
    working(lambda app: app.desk.articles.remove(MODERATOR, "knee-3-26.1"))
    assert run("import", "--server", 5, "out").stdout == "restored: knee-3-26.1\nedited: ran.1\n"


def test_written_articles_are_imported_once(run: Run, corpus: Path) -> None:
    """Articles that weren't exported get ids of their own, and aren't added again when they are imported again."""
    (corpus / "empty.md").touch()
    first = run("import", "--server", 5, corpus)
    assert first.stdout == "added: Lee hurts her calf\nadded: Hart wins in Rome\n"
    assert "empty.md: it is empty" in first.stderr
    assert (
        run("import", "--server", 5, corpus).stdout == "unchanged: Lee hurts her calf\nunchanged: Hart wins in Rome\n"
    )


@pytest.mark.usefixtures("articles")
def test_a_full_folder_is_not_overwritten_unasked(run: Run) -> None:
    """An export into a folder that holds something needs --force."""
    Path("out").mkdir()
    Path("out/ran.1.md").write_text("mine")
    refused = run("export", "--server", 5, "out")
    assert (refused.exit_code, Path("out/ran.1.md").read_text()) == (1, "mine")
    assert "isn't empty" in refused.stderr
    assert run("export", "--server", 5, "out", "--force").exit_code == 0


@pytest.mark.usefixtures("articles")
def test_a_backup_is_taken_and_brought_back_while_the_bot_runs(run: Run) -> None:
    """The copy holds all that was kept when it was made, and brings it back under a bot that is running."""

    async def work(app: Application) -> None:
        taken = await asyncio.to_thread(run, "backup", "copy.sqlite3")
        assert taken.exit_code == 0
        await app.desk.articles.remove(MODERATOR, "ran.1")
        restored = await asyncio.to_thread(run, "restore", "copy.sqlite3", "--force")
        assert "restart the bot" in restored.stdout
        assert [each.article_id for each in await app.stores.ledger.live(5)] == ["knee-3-26.1", "ran.1"]
        await app.desk.articles.remove(MODERATOR, "ran.1")

    working(work)
    assert stat.S_IMODE(Path("copy.sqlite3").stat().st_mode) == 0o600
    assert {path.name for path in Path().glob("copy*")} == {"copy.sqlite3"}


@pytest.mark.usefixtures("articles")
def test_a_backup_starts_a_new_database(run: Run) -> None:
    """A copy is restored where there is no database yet without being forced."""
    run("backup", "copy.sqlite3")
    moved = run("restore", "copy.sqlite3", env={"PRESSBOX_DATABASE": "new.sqlite3"})
    assert moved.exit_code == 0
    assert run("export", "--server", 6, "out", env={"PRESSBOX_DATABASE": "new.sqlite3"}).stdout.startswith("1 articles")


@pytest.mark.usefixtures("articles")
def test_nothing_is_overwritten_unasked(run: Run) -> None:
    """An existing copy and an existing database are replaced only with --force."""
    Path("copy.sqlite3").write_text("mine")
    assert "exists: name another file" in run("backup", "copy.sqlite3").stderr
    assert Path("copy.sqlite3").read_text() == "mine"
    assert run("backup", "copy.sqlite3", "--force").exit_code == 0
    assert "say --force" in run("restore", "copy.sqlite3").stderr


@pytest.mark.usefixtures("articles")
def test_an_unsound_copy_is_not_restored(run: Run) -> None:
    """A file of something else, another program's database and a damaged copy leave the database as it is."""
    run("backup", "copy.sqlite3")
    whole = Path("copy.sqlite3").read_bytes()
    Path("damaged.sqlite3").write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
    Path("text.sqlite3").write_text("shopping list" * 99)
    with closing(sqlite3.connect("other.sqlite3")) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    before = Path("pressbox.sqlite3").read_bytes()
    for name in ("damaged", "text", "other", "missing"):
        result = run("restore", f"{name}.sqlite3", "--force")
        assert (result.exit_code, result.stdout) == (1, ""), name
        assert f"{name}.sqlite3" in result.stderr
    assert Path("pressbox.sqlite3").read_bytes() == before


def test_there_is_nothing_to_copy(run: Run) -> None:
    """Without a database there is no backup, and none is made for it."""
    result = run("backup", "copy.sqlite3")
    assert result.exit_code == 1
    assert "there is no database pressbox.sqlite3" in result.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_copies_of_postgresql_are_made_with_its_own_tools(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """What is kept in PostgreSQL isn't copied by Pressbox; the message says what does it."""
    monkeypatch.setenv("PRESSBOX_DATABASE", "postgresql://127.0.0.1:1/x")
    result = run(command, "a")
    assert result.exit_code == 1
    assert "pg_dump" in result.output


@pytest.mark.usefixtures("articles")
def test_everything_moves_to_another_database(run: Run, tmp_path: Path) -> None:
    """The command says how many rows of each table are the same in both, and refuses to do it twice."""
    result = run("migrate", str(Settings.load().database), str(tmp_path / "moved.sqlite3"))
    assert result.exit_code == 0
    assert "revision: 4 rows, the same in both" in result.output
    again = run("migrate", str(Settings.load().database), str(tmp_path / "moved.sqlite3"))
    assert again.exit_code == 1
    assert "holds something already" in again.output
