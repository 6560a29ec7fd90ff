"""A tally counts words as a dictionary does, in far less room."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.frequency_table import FrequencyTable

_WORDS = st.text(st.sampled_from("aabkéß汉"), min_size=1, max_size=4)
_COUNTS = st.dictionaries(_WORDS, st.integers(1, 5), max_size=30)


@given(counts=_COUNTS)
def test_a_tally_holds_what_it_was_made_of(counts: dict[str, int]) -> None:
    """Every word comes back with its count, whatever alphabet it is of."""
    assert dict(FrequencyTable.of(counts).items()) == counts


@given(several=st.lists(_COUNTS, max_size=4))
def test_tallies_add_up(several: list[dict[str, int]]) -> None:
    """Tallies become one by adding their counts."""
    together = sum(map(Counter, several), Counter[str]())
    assert dict(FrequencyTable.merged(map(FrequencyTable.of, several)).items()) == together


@given(counts=_COUNTS, taken=st.lists(st.lists(st.tuples(_WORDS, st.integers(1, 3)), max_size=5), max_size=3))
def test_what_is_taken_off_is_gone(counts: dict[str, int], taken: list[list[tuple[str, int]]]) -> None:
    """A word of which nothing is left is no longer there, in any way of asking, nor after tallies became one."""
    left, tally = Counter(counts), FrequencyTable.of(counts)
    for each in taken:
        off = {word: min(count, left[word]) for word, count in each if left[word]}
        left = left - Counter(off)
        tally = tally.without(off)
    assert dict(tally.items()) == left
    assert tally.among(counts) == left.keys()
    assert set(tally.beginning("a", 2)) == {word for word in left if word[0] == "a" and len(word) == 2}
    assert dict(FrequencyTable.merged([tally]).items()) == left


@given(counts=_COUNTS, asked=st.lists(_WORDS))
def test_words_are_found(counts: dict[str, int], asked: list[str]) -> None:
    """Of any words, those that are counted are told from the others."""
    assert FrequencyTable.of(counts).among(asked) == counts.keys() & set(asked)


@given(counts=_COUNTS, first=st.sampled_from("aké汉z"), length=st.integers(1, 5))
def test_words_are_listed_by_their_beginning(counts: dict[str, int], first: str, length: int) -> None:
    """The words of one length that begin with one letter are listed, each once; lengths are those in characters."""
    found = FrequencyTable.of(counts).beginning(first, length)
    assert sorted(found) == sorted(word for word in counts if word[0] == first and len(word) == length)


def test_a_tally_is_small() -> None:
    """A word takes its letters and four bytes."""
    words = {f"word{number:05}": 1 for number in range(1000)}
    assert FrequencyTable.of(words).nbytes < 1000 * (9 + 4) + 100


def test_an_older_tally_stays_as_it_was() -> None:
    """Taking something off gives another tally."""
    tally = FrequencyTable.of({"lee": 1})
    assert dict(tally.without({"lee": 1}).items()) == {}
    assert dict(tally.items()) == {"lee": 1}
