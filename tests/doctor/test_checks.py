"""Every check of `pressbox doctor` can fail, and says what to do."""

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from rank_bm25 import BM25Okapi

from bot.adapters import resources
from bot.adapters.clock import SystemClock
from bot.adapters.corpus_files import Corpus, load_corpus
from bot.adapters.onnx.bundled import load_networks
from bot.adapters.postgres import inspection
from bot.adapters.sql.notes import MOVING
from bot.adapters.sqlite.migrations import scripts
from bot.adapters.sqlite_index import NAME, SqliteIndexStore
from bot.adapters.stores import open_stores
from bot.bootstrap.discord import translations
from bot.doctor import content, discord, indexes, machine, storage
from bot.doctor.finding import Finding, Level
from bot.domain.article import Byline, Revision
from bot.domain.errors import DamagedModelError, EmptyCorpusError
from bot.frontends.discord.features import compute_fingerprint
from bot.frontends.discord.interactions.command_tree import fingerprint_key
from bot.retrieval.rank_bm25_retriever import LuceneOkapi
from bot.settings import LANGUAGES, RETENTION, Settings

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab"  # noqa: S105  # nobody's
APPLICATION = 123456789012345678


def levels(findings: Iterable[Finding]) -> set[Level]:
    """The levels found, and that whatever is not fine comes with advice."""
    found = list(findings)
    assert all(finding.advice for finding in found if finding.level is not Level.OK)
    return {finding.level for finding in found}


async def _made(path: Path) -> Path:
    async with open_stores(path, SystemClock(), RETENTION) as stores:
        await stores.facts.put(fingerprint_key(APPLICATION), "of another version")
    return path


def test_a_python_that_is_too_old() -> None:
    """A Python below the required version fails."""
    assert machine.python("3.10.2", ">=3.11").level is Level.FAIL
    assert machine.python("3.12.1", ">=3.11").level is Level.OK


def test_a_package_that_is_missing_or_too_old() -> None:
    """A required package fails unless it is there in a version that fits; those of an extra don't count."""
    needs = ["click>=8", "rich>=14", "matplotlib>=3; extra == 'plot'"]
    there = {"click": "8.1.8", "rich": "14.0"}

    def installed(name: str) -> str:
        if name not in there:
            raise PackageNotFoundError(name)
        return there[name]

    assert levels(machine.packages(needs, installed)) == {Level.OK}
    there["rich"] = "13.9"
    assert Level.FAIL in levels(machine.packages(needs, installed))
    del there["rich"]
    assert Level.FAIL in levels(machine.packages(needs, installed))
    assert levels(machine.packages([])) == {Level.WARN}


def test_the_token_is_never_shown() -> None:
    """A malformed token fails, a missing one is only worth knowing, and no finding holds a token."""
    assert discord.token("").level is Level.WARN
    for secret in ("hunter2", f"Bot {TOKEN}", TOKEN):
        found = discord.token(secret)
        assert found.level is (Level.OK if secret == TOKEN else Level.FAIL)
        assert secret not in f"{found.message} {found.advice}"


def test_a_privileged_intent_is_pointed_out() -> None:
    """Message content has to be switched on at Discord as well; without it there is nothing to do."""
    assert discord.intents(message_content=True).level is Level.WARN
    assert discord.intents(message_content=False).level is Level.OK


def test_the_invite_link_needs_the_application() -> None:
    """The link stands where the token tells the application, else how to get it."""
    assert f"client_id={APPLICATION}" in discord.permissions(APPLICATION).message
    assert discord.permissions(None).level is Level.WARN


async def test_commands_that_changed(tmp_path: Path) -> None:
    """Commands that differ from those registered last are pointed out; the same ones are fine, and so are none."""
    present = await compute_fingerprint(translations("en"))
    kept = storage.facts(await _made(tmp_path / "a.sqlite3"))
    assert discord.commands(APPLICATION, kept, present).level is Level.WARN
    assert discord.commands(APPLICATION, {fingerprint_key(APPLICATION): present}, present).level is Level.OK
    assert discord.commands(APPLICATION, {}, present).level is Level.OK
    assert await compute_fingerprint(translations("de")) != present


async def test_a_sound_database(tmp_path: Path) -> None:
    """A database of this version is fine, and so is one that is yet to be made; neither is changed or made."""
    path = await _made(tmp_path / "a.sqlite3")
    before = path.read_bytes()
    assert levels(storage.file(path)) == {Level.OK}
    assert path.read_bytes() == before
    assert levels(storage.file(tmp_path / "b.sqlite3")) == {Level.OK}
    assert not (tmp_path / "b.sqlite3").exists()


@pytest.mark.parametrize(
    "harm", ["PRAGMA user_version = 999", "PRAGMA application_id = 1", "INSERT INTO wrong_mark SELECT 'x', 1"]
)
async def test_a_database_that_can_not_be_used(tmp_path: Path, harm: str) -> None:
    """One of a newer version, of another program, or with a reference to nothing fails."""
    path = await _made(tmp_path / "a.sqlite3")
    with sqlite3.connect(path) as connection:
        connection.execute(harm)
    connection.close()
    assert Level.FAIL in levels(storage.file(path))


async def test_a_damaged_database(tmp_path: Path) -> None:
    """Overwritten pages, or no database at all, fail; nothing is read from them."""
    path = await _made(tmp_path / "a.sqlite3")
    whole = path.read_bytes()
    for harmed in (whole[:5000] + b"\xff" * 20000 + whole[25000:], b"not a database" * 500):
        path.write_bytes(harmed)
        assert Level.FAIL in levels(storage.file(path))
    assert storage.facts(path) == {}


async def test_a_postgresql_database(postgres: Any) -> None:
    """One that answers is fine, before the first start, too; one that doesn't fails, and no password is shown."""
    for address, version in ((await asyncio.to_thread(postgres.new_database), len(scripts())),
                             (await asyncio.to_thread(postgres.empty_database), 0)):  # fmt: skip
        found = await storage.storage(address)
        assert levels(found.findings) == {Level.OK}
        assert f"version {version} of" in found.findings[0].message
    found = await storage.storage("postgresql://u:hedgehog@127.0.0.1:1/x")
    assert levels(found.findings) == {Level.FAIL}
    assert "hedgehog" not in str(found)


async def test_a_pooler_that_works_by_transaction(postgres: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two connections that get one session of PostgreSQL between them fail: neither locks nor announcements hold."""
    address = await asyncio.to_thread(postgres.new_database)
    session = await asyncpg.connect(address)

    async def connect(*_: str) -> Any:
        return session

    monkeypatch.setattr(inspection, "connect", connect)
    found = await storage.storage(address)
    assert levels(found.findings) == {Level.OK, Level.FAIL}
    assert "pooler" in found.findings[-1].message


@pytest.mark.parametrize("kept_in", ["sqlite", "postgres"])
async def test_a_half_filled_database(kept_in: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """One into which not everything was copied yet fails, with what finishes that."""
    path: Path | str = tmp_path / "a.sqlite3"
    if kept_in == "postgres":
        path = await asyncio.to_thread(request.getfixturevalue("postgres").new_database)
    async with open_stores(path, SystemClock(), RETENTION) as stores:
        await stores.facts.put(MOVING, "unfinished")
    found = await storage.storage(path)
    assert Level.FAIL in levels(found.findings)
    assert "pressbox migrate" in found.findings[0].advice


def test_a_database_in_no_folder(tmp_path: Path) -> None:
    """A folder that isn't there fails."""
    assert levels(storage.file(tmp_path / "nowhere" / "a.sqlite3")) == {Level.FAIL}


def test_little_space() -> None:
    """A disk that is nearly full fails, and one that will be soon is pointed out."""
    assert [storage.space(free).level for free in (10**6, 10**8, 10**10)] == [Level.FAIL, Level.WARN, Level.OK]


def test_articles(tmp_path: Path) -> None:
    """Each file that can't be read is pointed out with the reason; no article at all fails."""
    (tmp_path / "good.md").write_text("Ann Lee won the mile in Oslo.", encoding="utf-8")
    assert levels(content.articles(lambda: load_corpus([tmp_path]), len)) == {Level.OK}
    (tmp_path / "bad.md").write_bytes(b"")
    found = list(content.articles(lambda: load_corpus([tmp_path]), len))
    (skipped,) = [finding for finding in found if "bad.md" in finding.message]
    assert "it is empty" in skipped.advice
    assert levels(found) == {Level.OK, Level.WARN}

    def none() -> Corpus:
        raise EmptyCorpusError("there is no article")

    assert levels(content.articles(none, len)) == {Level.FAIL}


def test_an_index_that_can_not_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault while building the index fails, and a slow build is pointed out."""
    assert content.index([], lambda revisions: revisions[0]).level is Level.FAIL
    monkeypatch.setattr(content, "SLOW", -1.0)
    assert content.index([], len).level is Level.WARN


def test_the_index_file(tmp_path: Path) -> None:
    """A file that isn't there yet is fine, as is a sound one, or one in use; a damaged one, or no folder, is not."""
    folder, file = tmp_path / "kept.index", tmp_path / "kept.index" / NAME
    assert levels(indexes.indexes(folder)) == {Level.OK}
    folder.mkdir()
    assert levels(indexes.indexes(folder)) == {Level.OK}
    assert not list(folder.iterdir())
    with closing(SqliteIndexStore(file)) as store:
        store.load(None, [Revision("a", "Ann Lee won.")])
        assert levels(indexes.indexes(folder)) == {Level.OK}
    assert levels(indexes.indexes(folder)) == {Level.OK}
    file.write_bytes(b"no database" * 1000)
    assert levels(indexes.indexes(folder)) == {Level.WARN}
    assert levels(indexes.indexes(file)) == {Level.WARN}


def test_both_ways_of_ranking_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """rank-bm25 and the posting index agree on any articles; where they wouldn't, that fails."""
    revisions = [Revision(name, f"{name} won the mile.", Byline(title=f"Mile of {name}")) for name in ("Ann", "Bob")]
    assert indexes.ranking(revisions).level is Level.OK
    assert indexes.ranking([]).level is Level.OK
    monkeypatch.setattr(LuceneOkapi, "_calc_idf", BM25Okapi._calc_idf)
    assert indexes.ranking(revisions).level is Level.FAIL


@pytest.mark.parametrize("error", [DamagedModelError("reader.onnx is damaged"), ImportError("no onnxruntime")])
def test_networks_that_can_not_be_run(error: Exception) -> None:
    """A network that is damaged, or can't be run on this machine, fails; those that are shipped don't."""

    def load() -> None:
        raise error

    assert levels(machine.networks(load)) == {Level.FAIL}
    assert levels(machine.networks(load_networks)) == {Level.OK}


def test_a_language_with_gaps() -> None:
    """A missing template, a missing piece and a broken template fail; the languages as they are don't."""
    assert levels(content.languages(LANGUAGES, resources.templates)) == {Level.OK}
    whole = resources.templates("de")
    gaps = [
        {name: source for name, source in whole.items() if name != "fact.md.j2"},
        whole | {"discord.j2": whole["discord.j2"].replace("macro greeting(", "macro farewell(")},
        whole | {"fact.md.j2": "{% if %}"},
    ]
    for gap in gaps:
        found = content.languages(["de"], lambda language, gap=gap: gap if language == "de" else whole)  # type: ignore[misc]
        assert levels(found) == {Level.FAIL}


def test_nothing_of_the_settings_is_needed() -> None:
    """Without token and database the examination of Discord fails in nothing."""
    assert Level.FAIL not in levels(discord.discord(Settings(), {}, "any"))
