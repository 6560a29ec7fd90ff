"""How texts are laid out for the networks."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.onnx.tokens import CLS, LONGEST, SEP, Packed, pack_pair, pack_passage, pack_question

Tokens = st.lists(st.integers(200, 30_000), max_size=60)
Sentences = st.lists(st.lists(st.integers(200, 30_000), max_size=200), max_size=6)


def _texts(packed: Packed) -> list[list[int]]:
    return [packed.ids[start:end] for start, end in packed.rows]


def test_a_passage_stands_behind_its_title() -> None:
    """Title and sentences follow each other, each with a row of its own."""
    packed = pack_passage([5, 6], [[7], [8, 9]])
    assert packed.ids == [CLS, 5, 6, SEP, 7, 8, 9, SEP]
    assert _texts(packed) == [[5, 6], [7], [8, 9]]


def test_a_pair_tells_question_and_passage_apart() -> None:
    """The question is of one type, what it is asked of is of the other."""
    packed = pack_pair([4], [5], [[6, 7]])
    assert packed.ids == [CLS, 4, SEP, 5, SEP, 6, 7, SEP]
    assert packed.types == [0, 0, 0, 1, 1, 1, 1, 1]
    assert _texts(packed) == [[4], [6, 7]]


def test_a_question_is_one_row() -> None:
    """All tokens of a question count, its special ones too."""
    assert _texts(pack_question([4, 5])) == [[CLS, 4, 5, SEP]]


@given(title=Tokens, sentences=Sentences)
def test_nothing_is_longer_than_can_be_read(title: list[int], sentences: list[list[int]]) -> None:
    """However long a passage is, each sentence has its row, empty where nothing was left of it."""
    packed = pack_passage(title, sentences)
    assert len(packed.ids) <= LONGEST
    assert len(packed.rows) == 1 + len(sentences)
    for sentence, found in zip(sentences, _texts(packed)[1:], strict=True):
        assert sentence[: len(found)] == found
