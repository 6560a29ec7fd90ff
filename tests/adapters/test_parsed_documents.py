"""Files that haven't changed are not read again, and nobody can tell."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters import parsed_documents
from bot.adapters.corpus_files import load_corpus
from bot.adapters.parsed_documents import NAME, load_corpus_once

PAGE = "<html><body><article><p>Ann Lee won the mile in Oslo, she said on Monday.</p></article></body></html>"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with articles of every kind, and a file that gives none."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "mile.md").write_text(
        "---\ntitle: Mile\ndate: 2025-05-01\nathletes: [Ann Lee]\n---\n\nAnn Lee won.\n\nADVERTISEMENT\n\nShe fell.",
        encoding="utf-8",
    )
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "latin.txt").write_bytes("José Díaz won the mile in Málaga.".encode("latin-1"))
    (folder / "empty.md").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where articles are kept."""
    folder = tmp_path / "kept"
    folder.mkdir()
    return folder


def refuse(source: str, *_: object) -> None:
    """Reads nothing."""
    raise AssertionError(f"{source} was read")


def test_what_is_unchanged_is_not_read_again(corpus: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time every article is the same, whatever kind of file it is in."""
    first = load_corpus_once([corpus], kept)
    (corpus / "empty.md").unlink()
    monkeypatch.setattr(parsed_documents, "read_document", refuse)
    assert load_corpus_once([corpus], kept).articles == first.articles == load_corpus([corpus]).articles


def test_what_changed_is_read_again(corpus: Path, kept: Path) -> None:
    """Another content or another name of a file makes another article, and what is gone is not kept."""
    load_corpus_once([corpus], kept)
    (corpus / "mile.md").write_text("Bea Voss won the mile.", encoding="utf-8")
    (corpus / "latin.txt").rename(corpus / "other.txt")
    size = (kept / NAME).stat().st_size
    for number in range(40):
        (corpus / "page.html").write_text(PAGE.replace("mile", f"mile {number} " * 40), encoding="utf-8")
        assert load_corpus_once([corpus], kept) == load_corpus([corpus])
    assert (kept / NAME).stat().st_size <= 2 * size


def test_other_code_reads_anew(corpus: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program read is not taken for what this one would."""
    load_corpus_once([corpus], kept)
    monkeypatch.setattr(parsed_documents, "_hash_code", lambda: b"other")
    monkeypatch.setattr(parsed_documents, "read_document", refuse)
    with pytest.raises(AssertionError):
        load_corpus_once([corpus], kept)


@pytest.mark.parametrize("cut", [True, False])
def test_damage_is_read_past(corpus: Path, kept: Path, *, cut: bool) -> None:
    """A file of articles that can't be used makes no difference, and the next one is sound."""
    expected = load_corpus_once([corpus], kept)
    raw = (kept / NAME).read_bytes()
    (kept / NAME).write_bytes(raw[: len(raw) // 2] if cut else b"no database" * 1000)
    for _ in range(2):
        assert load_corpus_once([corpus], kept) == expected
    with closing(sqlite3.connect(kept / NAME)) as connection:
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (3,)


def test_where_nothing_can_be_kept(corpus: Path, tmp_path: Path) -> None:
    """The articles are read all the same."""
    assert load_corpus_once([corpus], tmp_path / "nowhere") == load_corpus([corpus])
