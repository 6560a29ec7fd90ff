"""Postings hold documents as they were given."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.postings import MAX_DOCUMENTS, Postings

_documents = st.lists(st.lists(st.sampled_from("abcd"), max_size=5), max_size=12)


@given(documents=_documents)
def test_a_terms_documents_are_found(documents: list[list[str]]) -> None:
    """Each document that holds a term is found with how often it does, and no other."""
    postings = Postings.build(documents)
    for term in "abcde":
        place = postings.find(term)
        counts = {number: document.count(term) for number, document in enumerate(documents) if term in document}
        assert dict(zip(postings.docs[place].tolist(), postings.counts[place].tolist(), strict=True)) == counts


@given(documents=_documents, cut=st.integers(0, 12), data=st.data())
def test_merged_postings_are_those_of_the_survivors(documents: list[list[str]], cut: int, data: st.DataObject) -> None:
    """Merging gives, array by array, what building from the living documents gives."""
    size = len(documents)
    living = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=np.bool_)
    expected = Postings.build([document for document, lives in zip(documents, living, strict=True) if lives])
    parts = [Postings.build(documents[:cut]), Postings.build(documents[cut:])]
    merged = Postings.merge(parts, [living[:cut], living[cut:]])
    for name, values in expected.arrays().items():
        assert merged.arrays()[name].tolist() == values.tolist(), name


@pytest.mark.parametrize("times", [255, 256, 70_000])
def test_any_count_is_kept(times: int) -> None:
    """A document may repeat a term as often as it likes."""
    postings = Postings.build([["gold"] * times, ["gold", "lee"]])
    assert postings.counts[postings.find("gold")].tolist() == [times, 1]


def test_there_is_an_end() -> None:
    """More documents than can be numbered are refused, before anything is lost."""
    with pytest.raises(OverflowError, match=f"{MAX_DOCUMENTS} documents at most"):
        Postings.build([["gold"]] * (MAX_DOCUMENTS + 1))
