"""A revision is one immutable version of an article."""

from dataclasses import FrozenInstanceError
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Byline, Revision


@given(text=st.text())
def test_hash_is_sha256_of_the_utf8_text(text: str) -> None:
    """The hash is that of the text's UTF-8 bytes, so anybody can check it."""
    assert Revision("a", text).sha256 == sha256(text.encode()).hexdigest()


def test_any_change_of_the_text_changes_the_hash() -> None:
    """A single changed character gives another hash."""
    assert Revision("a", "She won.").sha256 != Revision("a", "She won!").sha256


def test_only_the_text_is_hashed() -> None:
    """The id, the byline and the revision's number leave the hash alone."""
    assert Revision("a", "She won.").sha256 == Revision("b", "She won.", Byline(title="T"), number=2).sha256


def test_lone_surrogates_can_be_hashed() -> None:
    """Half a character, as broken JSON can deliver it, is hashed like anything else."""
    assert len(Revision("a", "\ud83c").sha256) == 64


def test_revisions_cannot_be_changed() -> None:
    """Nothing of a revision can be set anew."""
    revision = Revision("a", "She won.")
    with pytest.raises(FrozenInstanceError):
        revision.text = "She lost."  # type: ignore[misc]  # that is the point


def test_byline_knows_nothing_unless_told() -> None:
    """What an article doesn't say about itself stays unknown."""
    byline = Revision("a", "She won.").byline
    assert (byline.title, byline.outlet, byline.author, byline.published, byline.url) == (None,) * 5
