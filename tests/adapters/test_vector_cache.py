"""Vectors that are made once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.adapters.vector_cache import NAME, VectorCache
from bot.domain.article import Byline, Revision
from bot.domain.passage import Passage
from bot.retrieval.passages import passages


class Encoder:
    """Gives each sentence a direction by its letters, and counts the passages."""

    def __init__(self, identity: str = "one") -> None:
        self.identity = identity
        self.encoded = 0

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """A direction for the text."""
        return _direction(text)

    def encode_passages(self, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        """Directions for title and sentences."""
        self.encoded += len(passages)
        return [
            np.stack(
                [_direction(each.revision.byline.title or ""), *(_direction(str(span)) for span in each.sentences)]
            )
            for each in passages
        ]


def _direction(text: str) -> NDArray[np.float32]:
    found = np.random.default_rng(len(text) + sum(map(ord, text))).normal(size=16).astype(np.float32)
    return found / np.linalg.norm(found)


def _passage(text: str, title: str = "Marl wins") -> Passage:
    return passages(Revision("a", text, Byline(title)))[0]


MARL = _passage("Marl won. Voss fell.")


def test_a_passage_is_encoded_once() -> None:
    """Who asks for a passage again gets the same vectors without their being made again."""
    encoder = Encoder()
    kept = VectorCache(encoder)
    first, second = kept.encode_passages([MARL])[0], kept.encode_passages([MARL, _passage("Quill ran.")])[0]
    assert (first == second).all()
    assert encoder.encoded == 2


def test_vectors_outlive_the_process(tmp_path: Path) -> None:
    """What was encoded before is read from the file."""
    before = VectorCache(Encoder(), tmp_path / NAME)
    made = before.encode_passages([MARL])[0]
    before.close()
    encoder = Encoder()
    after = VectorCache(encoder, tmp_path / NAME)
    assert (after.encode_passages([MARL])[0] == made).all()
    assert encoder.encoded == 0
    after.close()


@pytest.mark.parametrize("other", [_passage("Marl won. Voss ran."), _passage("Marl won. Voss fell.", "Marl loses")])
def test_other_words_have_vectors_of_their_own(other: Passage) -> None:
    """A passage whose text or title differs is encoded anew."""
    encoder = Encoder()
    VectorCache(encoder).encode_passages([MARL, other])
    assert encoder.encoded == 2


def test_another_encoder_makes_its_own(tmp_path: Path) -> None:
    """Vectors of one encoder are never taken for another's."""
    for number in (1, 2):
        encoder = Encoder(f"number {number}")
        kept = VectorCache(encoder, tmp_path / NAME)
        kept.encode_passages([MARL])
        kept.close()
        assert encoder.encoded == 1


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    """A file that is no database costs the vectors in it and nothing else."""
    (tmp_path / NAME).write_bytes(b"no database at all, but long enough to be taken for something" * 40)
    kept = VectorCache(Encoder(), tmp_path / NAME)
    assert len(kept.encode_passages([MARL])[0]) == 3
    kept.close()


class Day:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.date = datetime(2025, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The day it was put to."""
        return self.date


def test_what_nobody_uses_is_deleted(tmp_path: Path) -> None:
    """Vectors that nobody used for a month are gone at the next start; those that somebody used are kept."""
    day, encoder = Day(), Encoder()
    other = _passage("Quill ran.")
    for passages_used, later in (([MARL, other], 20), ([MARL], 20), ([], 0)):
        kept = VectorCache(encoder, tmp_path / NAME, day)
        kept.encode_passages(passages_used)
        kept.close()
        day.date += timedelta(days=later)
    kept = VectorCache(encoder, tmp_path / NAME, day)
    assert encoder.encoded == 2
    kept.encode_passages([MARL])
    assert encoder.encoded == 2
    kept.encode_passages([other])
    assert encoder.encoded == 3
    kept.close()


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    """Without a place for the file, vectors are held in memory."""
    encoder = Encoder()
    kept = VectorCache(encoder, tmp_path / "missing" / NAME)
    kept.encode_passages([MARL])
    kept.encode_passages([MARL])
    assert encoder.encoded == 1


@given(st.lists(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8), min_size=3, max_size=3))
def test_a_byte_a_dimension_keeps_the_direction(rows: list[list[float]]) -> None:
    """What is read back points where what was made pointed, to a cosine of .999; nothing stays nothing."""

    class Given(Encoder):
        def encode_passages(self, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
            return [np.array(rows, np.float32) for _ in passages]

    found = VectorCache(Given()).encode_passages([MARL])[0]
    for row, vector in zip(np.array(rows, np.float32), found, strict=True):
        length = np.linalg.norm(row)
        assert row @ vector >= 0.999 * length or length < 1e-6
