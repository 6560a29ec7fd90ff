"""A corpus is read from files and folders; what can't be read is told, and the rest loads."""

import os
from pathlib import Path

import pytest

from bot.adapters.corpus_files import Corpus, load_corpus
from bot.adapters.documents import MAX_BYTES
from bot.domain.errors import EmptyCorpusError, UserError

STORY = "Varga won the mile.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article."""
    (tmp_path / "good.md").write_text(STORY, encoding="utf-8")
    return tmp_path


def ids(corpus: Corpus) -> list[str]:
    """The ids of a corpus, in order."""
    return [article.revision.article_id for article in corpus.articles]


def reason_for(content: bytes, folder: Path, name: str = "bad.md") -> str:
    """Why a file with this content is skipped while its neighbour loads."""
    (folder / name).write_bytes(content)
    corpus = load_corpus([folder])
    assert ids(corpus) == ["good"]
    (skipped,) = corpus.skipped
    assert skipped.path == folder / name
    return skipped.reason


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    """Articles load from all depths in sorted order; hidden files, READMEs and other kinds are ignored."""
    for name in (
        "b.txt",
        "a/z.md",
        "a/x.markdown",
        ".hidden.md",
        ".git/c.md",
        "README.md",
        "a/readme.md",
        "n.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY, encoding="utf-8")
    assert ids(load_corpus([tmp_path])) == ["x", "z", "b"]


def test_single_files_are_taken_as_they_are(tmp_path: Path) -> None:
    """A file that is named itself is read whatever its name."""
    path = tmp_path / "README.md"
    path.write_text(STORY, encoding="utf-8")
    assert ids(load_corpus([path])) == ["readme"]


def test_a_file_met_twice_is_read_once(folder: Path) -> None:
    """A file given by itself and in its folder is one article."""
    assert ids(load_corpus([folder / "good.md", folder])) == ["good"]


def test_a_missing_path_is_refused(folder: Path) -> None:
    """A path that doesn't exist is the user's mistake, and is named."""
    with pytest.raises(UserError, match=r"nowhere doesn't exist"):
        load_corpus([folder, folder / "nowhere"])


def test_ids_are_plain_and_unique(tmp_path: Path) -> None:
    """An id is the file's name in a-z, 0-9, _ and -; the second and third of a kind are numbered."""
    for name in ("Kéri & Ito!.md", "keri-ito.txt", "sub/Keri Ito.md", "日本.md", "a_b.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY, encoding="utf-8")
    assert sorted(ids(load_corpus([tmp_path]))) == ["a_b", "article", "keri-ito", "keri-ito-2", "keri-ito-3"]


def test_progress_is_told(folder: Path) -> None:
    """Each file is told before it is read."""
    told: list[Path] = []
    load_corpus([folder], progress=told.append)
    assert told == [folder / "good.md"]


def test_line_ends_survive(tmp_path: Path) -> None:
    """Windows line ends are in the article as in the file, and a byte order mark is not."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfVarga won.\r\n\r\nShe led.\r\n")
    (article,) = load_corpus([tmp_path]).articles
    assert article.revision.text == "Varga won.\r\n\r\nShe led.\r\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_other_encodings_are_skipped(folder: Path, mark: bytes) -> None:
    """A file in an unknown charset is skipped; the reason counts bytes from 1, the byte order mark included."""
    assert f"isn't UTF-8 (byte {len(mark) + 4} " in reason_for(mark + b"Var\x81 won.", folder)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Varg\xe1\0won.", "isn't text (byte 6 is NUL)"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"---\ntitle: [x\n---\nShe won.\n", "front matter is broken on line 3"),
        (b"---\ntitle: {a: b}\n---\nShe won.\n", '"title"'),
        (b"ADVERTISEMENT\n", "no sentences left after cleaning"),
    ],
)
def test_unusable_files_are_skipped(folder: Path, content: bytes, reason: str) -> None:
    """Binary, empty, broken and storyless files are skipped with the file's name and a plain reason."""
    told = reason_for(content, folder)
    assert told.startswith("bad.md: ")
    assert reason in told


def test_large_files_are_skipped(folder: Path) -> None:
    """A file over the limit is skipped unread, and the reason has its size and the limit."""
    with (folder / "bad.md").open("wb") as file:
        file.truncate(MAX_BYTES + 1024 * 1024)
    (skipped,) = load_corpus([folder]).skipped
    assert "11.0 MiB" in skipped.reason
    assert "limit is 10 MiB" in skipped.reason


def test_files_that_cannot_be_opened_are_skipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission to read is skipped."""

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (folder / "other.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(EmptyCorpusError, match=r"good\.md: it can't be read \(Permission denied\)"):
        load_corpus([folder])


def test_links_that_lead_nowhere_or_round_are_skipped(folder: Path) -> None:
    """Broken links, links to themselves and links to a folder above end in a reason, not in a crash."""
    (folder / "self.md").symlink_to(folder / "self.md")
    (folder / "gone.md").symlink_to(folder / "missing.md")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder)
    corpus = load_corpus([folder])
    assert ids(corpus) == ["good"]
    assert sorted(file.path.name for file in corpus.skipped) == ["gone.md", "self.md", "up"]
    assert all("link" in file.reason for file in corpus.skipped)


def test_links_to_other_folders_are_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a folder elsewhere is read like the folder itself."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "far.md").write_text(STORY, encoding="utf-8")
    (folder / "linked").symlink_to(elsewhere)
    assert ids(load_corpus([folder])) == ["good", "far"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipes_are_skipped(folder: Path) -> None:
    """A named pipe isn't waited for."""
    os.mkfifo(folder / "pipe.md")
    (skipped,) = load_corpus([folder]).skipped
    assert "no ordinary file" in skipped.reason


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """A folder without articles is the user's mistake."""
    with pytest.raises(EmptyCorpusError, match=r"no article in .* add \.md"):
        load_corpus([tmp_path])


def test_a_corpus_of_bad_files_lists_the_reasons(tmp_path: Path) -> None:
    """When nothing loads, every reason is told."""
    (tmp_path / "a.md").write_bytes(b"")
    (tmp_path / "b.md").write_bytes(b"\xff")
    with pytest.raises(EmptyCorpusError, match=r"(?s)a\.md: it is empty.*b\.md: it isn't UTF-8"):
        load_corpus([tmp_path])


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("base64", "utf-8")],
)
def test_html_pages_say_their_charset(tmp_path: Path, charset: str, encoding: str) -> None:
    """A page is read in the charset it declares, and in UTF-8 where that is no charset for text."""
    html = f'<html><head><meta charset="{charset}"></head><body><p>“Kéri won the mile.”</p></body></html>'
    (tmp_path / "page.html").write_bytes(html.encode(encoding))
    (article,) = load_corpus([tmp_path]).articles
    assert article.revision.text == "“Kéri won the mile.”\n"


def test_html_pages_are_cleaned(tmp_path: Path) -> None:
    """What the page reader leaves of a page's boilerplate is dropped like a text file's."""
    html = "<html><body><p>Varga won the mile.</p><p>Advertisement</p><p>She led.</p></body></html>"
    (tmp_path / "page.htm").write_text(html, encoding="utf-8")
    (article,) = load_corpus([tmp_path]).articles
    assert article.revision.text == "Varga won the mile.\n\n\nShe led.\n"
    assert [line.reason for line in article.dropped] == ["advertising marker"]


def test_a_page_without_a_story_is_skipped(folder: Path) -> None:
    """A page in which no story is found is skipped under its name."""
    assert "page.html: no story was found" in reason_for(b"<html></html>", folder, "page.html")
