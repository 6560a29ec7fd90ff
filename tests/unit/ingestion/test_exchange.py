"""An exported article comes back exactly, whatever it holds."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Byline, Revision
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.exchange import export, is_exported, read_exported

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["---", "\n---\n", "\r\n\r", "null", "#", "\x85\u2028"]
)
OPTIONAL = st.none() | TEXTS
LISTS = st.lists(TEXTS, max_size=2).map(tuple)
REVISIONS = st.builds(
    Revision,
    st.just("knee.1"),
    TEXTS,
    st.builds(Byline, OPTIONAL, OPTIONAL, OPTIONAL, st.none() | st.dates(), OPTIONAL, LISTS),
    LISTS,
    LISTS,
    LISTS,
)


@settings(max_examples=150)
@given(revision=REVISIONS)
def test_any_article_comes_back(revision: Revision) -> None:
    """Text, byline and lists are the same after an export, and so is a second export, byte for byte."""
    written = export(revision)
    assert is_exported(written)
    assert read_exported("knee.1.md", "knee.1", written) == revision
    assert export(read_exported("knee.1.md", "knee.1", written)).encode() == written.encode()


def test_an_exported_file_reads_like_any_article() -> None:
    """The front matter has the keys that articles have, and only those that say something."""
    revision = Revision("knee.1", "She ran.\n", Byline("Knee", published=date(2025, 5, 3)), ("Bea Voss",))
    assert (
        export(revision)
        == "---\npressbox: '1'\ntitle: Knee\ndate: '2025-05-03'\nathletes:\n- Bea Voss\n---\nShe ran.\n"
    )


@pytest.mark.parametrize(
    ("matter", "problem"),
    [
        ("title: x", "never ends"),
        ("title: [x\n---\n", "broken"),
        ("date: soon\n---\n", "broken"),
        ("- x\n---\n", "broken"),
    ],
)
def test_a_broken_file_is_explained(matter: str, problem: str) -> None:
    """A front matter somebody has broken is refused with the file's name."""
    with pytest.raises(UnreadableDocumentError, match=rf"knee\.1\.md: the front matter .*{problem}|{problem}"):
        read_exported("knee.1.md", "knee.1", f"---\npressbox: '1'\n{matter}")


def test_other_files_are_not_exports() -> None:
    """A file without the mark is an article like any other."""
    assert not is_exported("---\ntitle: Knee\n---\nShe ran.\n")
