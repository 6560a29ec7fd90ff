"""A table counts words as a dictionary does, in far less room."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.frequency_table import FrequencyTable

_WORDS = st.text(st.sampled_from("aabkéß汉"), min_size=1, max_size=4)
_COUNTS = st.dictionaries(_WORDS, st.integers(1, 5), max_size=30)


@given(counts=_COUNTS)
def test_a_table_holds_what_it_was_made_of(counts: dict[str, int]) -> None:
    """Every word comes back with its count, whatever alphabet it is of."""
    assert dict(FrequencyTable.of(counts).items()) == counts


@given(several=st.lists(_COUNTS, max_size=4))
def test_tables_add_up(several: list[dict[str, int]]) -> None:
    """Tables become one by adding their counts."""
    together = sum(map(Counter, several), Counter[str]())
    assert dict(FrequencyTable.sum(map(FrequencyTable.of, several)).items()) == together


@given(counts=_COUNTS, taken=st.lists(st.lists(st.tuples(_WORDS, st.integers(1, 3)), max_size=5), max_size=3))
def test_what_is_taken_off_is_gone(counts: dict[str, int], taken: list[list[tuple[str, int]]]) -> None:
    """A word of which nothing is left is no longer there."""
    left, off = Counter(counts), list[dict[str, int]]()
    for each in taken:
        less = Counter({word: min(count, left[word]) for word, count in each if left[word]})
        left -= less
        off.append({word: -count for word, count in less.items()})
    assert dict(FrequencyTable.sum([FrequencyTable.of(counts)], off).items()) == left


@given(counts=_COUNTS)
def test_a_table_is_stored_in_arrays(counts: dict[str, int]) -> None:
    """Its arrays make the same table again."""
    assert dict(FrequencyTable.of_arrays(**FrequencyTable.of(counts).arrays()).items()) == counts


@given(counts=_COUNTS, asked=st.lists(_WORDS))
def test_words_are_found(counts: dict[str, int], asked: list[str]) -> None:
    """Of any words, those that are counted are found with their counts."""
    assert FrequencyTable.of(counts).count(asked) == {word: counts[word] for word in asked if word in counts}


@given(counts=_COUNTS, first=st.sampled_from("aké汉z"), length=st.integers(1, 5))
def test_words_are_listed_by_their_beginning(counts: dict[str, int], first: str, length: int) -> None:
    """The words of one length that begin with one letter are listed, each once; lengths are those in characters."""
    found = FrequencyTable.of(counts).beginning(first, length)
    assert sorted(found) == sorted(word for word in counts if word[0] == first and len(word) == length)


def test_a_table_is_small() -> None:
    """A word takes its letters and four bytes."""
    table = FrequencyTable.of({f"word{number:05}": 1 for number in range(1000)})
    assert sum(array.nbytes for array in table.arrays().values()) < 1000 * (9 + 4) + 100
