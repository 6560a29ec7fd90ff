"""Every way to the best documents finds exactly those that scoring everything and sorting finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.retrieval import kernel, maxscore
from bot.retrieval.fastest import Fastest
from bot.retrieval.scoring import TopK
from bot.retrieval.segment import FREQUENT, MOST, Segment
from bot.retrieval.segment_builder import build, merge
from bot.retrieval.snapshot import Snapshot

WORDS = [f"w{number}" for number in range(300)]


def _generated(documents: int, seed: int) -> list[list[str]]:
    """Documents whose words are as unevenly common as those of a language."""
    chance = np.random.default_rng(seed)
    ranks = np.minimum(chance.zipf(1.3, (documents, 12)), len(WORDS)) - 1
    return [[WORDS[rank] for rank in row[: chance.integers(0, 13)]] for row in ranks]


@pytest.fixture(params=["numpy", "numpy, leaving out", "compiled"])
def top_k(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> TopK:
    """Each way to the best documents."""
    if request.param == "numpy, leaving out":
        monkeypatch.setattr(maxscore, "_FEW", 0)
    return kernel.top if request.param == "compiled" else maxscore.top


@pytest.fixture(scope="module")
def segment() -> Segment:
    """Enough documents that some are left out, and a word that most of them hold."""
    made = build(_generated(5000, seed=1))
    assert np.diff(made.offsets).max() > len(made) / 2
    return made


def _sorted(snapshot: Snapshot, query: dict[str, float], limit: int, allowed: NDArray[np.bool_] | None) -> list[int]:
    (scores,) = snapshot.scores(query)
    matching = [at for at in np.flatnonzero(scores).tolist() if allowed is None or allowed[at]]
    return sorted(matching, key=lambda at: (-scores[at], at))[:limit]


@pytest.mark.parametrize("limit", [1, 10, 5000])
@pytest.mark.parametrize("share", [None, 0.5, 0.01])
def test_the_best_are_those_of_a_full_sort(top_k: TopK, segment: Segment, limit: int, share: float | None) -> None:
    """Documents, order and scores are those of scoring everything, with a filter and without."""
    chance = np.random.default_rng(2)
    snapshot = Snapshot(top_k=top_k).with_segment(segment)
    allowed = None if share is None else chance.random(len(segment)) < share
    for _ in range(20):
        words = chance.choice(WORDS, size=chance.integers(1, 8), p=_skewed()).tolist()
        query = {word: float(chance.choice([1.0, 0.3])) for word in words}
        ((numbers, scores),) = snapshot.top(query, limit, [allowed])
        assert numbers.tolist() == _sorted(snapshot, query, limit, allowed)
        assert scores.tolist() == snapshot.scores(query)[0][numbers].tolist()


def _skewed() -> NDArray[np.float64]:
    chances = 1 / np.arange(2, len(WORDS) + 2)
    return np.asarray(chances / chances.sum())


def test_words_can_lift_a_document_together(top_k: TopK) -> None:
    """A document is found for several words none of which would bring it up alone, however little they lift it."""
    documents = [["gold", "x"], ["lee", "y"], ["mile", "z"]] * 1000 + [["lee", "mile"]]
    snapshot = Snapshot(top_k=top_k).with_segment(build(documents))
    ((numbers, _),) = snapshot.top({"gold": 1.0, "lee": 0.51, "mile": 0.51}, 1)
    assert numbers.tolist() == [3000]


@given(
    corpus=st.lists(st.lists(st.sampled_from("abcd"), max_size=5), max_size=6),
    times=st.integers(1, 400),
    query=st.dictionaries(st.sampled_from("abcdx"), st.floats(0.1, 5), max_size=4),
    limit=st.integers(0, 8),
)
def test_ties_are_exact(corpus: list[list[str]], times: int, query: dict[str, float], limit: int) -> None:
    """Where documents are alike a hundred times over, the first of them are found, whichever way."""
    snapshot = Snapshot.of(corpus * times)
    expected = _sorted(snapshot, query, limit, None)
    for top_k in (maxscore.top, kernel.top):
        ((numbers, _),) = Snapshot(snapshot.parts, top_k=top_k).top(query, limit)
        assert numbers.tolist() == expected


def test_a_bound_is_not_taken_for_a_score(top_k: TopK) -> None:
    """Documents that could score most, going by their class, don't keep out others that do score more."""
    # Beside one very short document, the first class holds the hundred with "x": short they could score more than "y".
    plain = [["pad"] * 41 for _ in range(32 * 101 - 101 - 20)]
    documents = [["x", *["pad"] * 39] for _ in range(100)] + [["y", *["pad"] * 40] for _ in range(20)] + plain
    chance = np.random.default_rng(3)
    documents = [["pad"], *(documents[at] for at in chance.permutation(len(documents)))]
    snapshot = Snapshot(top_k=top_k).with_segment(build(documents))
    query = {"x": 1.0, "y": 1.1 * snapshot.idf("x") / snapshot.idf("y")}
    ((numbers, _),) = snapshot.top(query, 10)
    assert numbers.tolist() == _sorted(snapshot, query, 10, None)
    assert all("y" in documents[number] for number in numbers)


def test_a_removed_document_is_not_found(top_k: TopK, segment: Segment) -> None:
    """A tombstone hides a document, and the next best takes its place."""
    snapshot = Snapshot(top_k=top_k).with_segment(segment)
    query = {"w3": 1.0, "w7": 1.0}
    ((before, _),) = snapshot.top(query, 5)
    less = snapshot.remove(0, before[:1].astype(np.int64))
    ((after, _),) = less.top(query, 5)
    assert before[0] not in after
    assert len(after) == 5


def test_the_best_of_all_segments_are_found(top_k: TopK, segment: Segment) -> None:
    """What earlier segments found raises the bar for the later ones, and ties with the bar are kept."""
    weak = build([["w2"]])
    snapshot = Snapshot(top_k=top_k).with_segment(segment).with_segment(segment).with_segment(weak)
    (first, scores), (second, _), (third, _) = snapshot.top({"w2": 1.0, "w5": 1.0, "w40": 1.0}, 7)
    # Each of the best is there twice, once in each copy: four make the best seven, one tie among them.
    assert (len(scores), first.tolist()) == (4, second.tolist())
    assert third.tolist() == []


@pytest.mark.parametrize("times", [FREQUENT - 1, FREQUENT, FREQUENT + 1, 254, 255, 256, 70_000])
def test_large_counts_are_exact(top_k: TopK, times: int) -> None:
    """A word repeated more often than a posting can tell scores what it should."""
    documents = [["gold", "mile"], ["gold"] * times + ["mile"], ["mile"]]
    snapshot = Snapshot(top_k=top_k).with_segment(build(documents))
    ((numbers, scores),) = snapshot.top({"gold": 1.0, "mile": 1.0}, 3)
    expected = Snapshot.of(documents).scores({"gold": 1.0, "mile": 1.0})[0]
    assert scores.tolist() == expected[numbers].tolist()
    norm = 0.9 * (0.6 + 0.4 * (times + 1) / ((times + 4) / 3))
    assert expected[1] > snapshot.idf("gold") * times * 1.9 / (times + norm)


def test_a_long_document_of_one_word_is_not_left_out(top_k: TopK) -> None:
    """Bounds know counts that a posting can't tell."""
    documents = [["lee"], *[["mile", "run"]] * 3000, ["gold"] * 70_000]
    snapshot = Snapshot(top_k=top_k).with_segment(build(documents))
    ((numbers, _),) = snapshot.top({"gold": 1.0, "lee": 0.5}, 1)
    assert numbers.tolist() == [3001]


@given(
    corpus=st.lists(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=5), max_size=12),
    cut=st.integers(0, 12),
    data=st.data(),
)
def test_merged_segments_are_the_segment_of_the_survivors(
    corpus: list[list[str]], cut: int, data: st.DataObject
) -> None:
    """Merging gives, array by array, what building from the living documents in their new order gives."""
    alive = np.array(data.draw(st.lists(st.booleans(), min_size=len(corpus), max_size=len(corpus))), dtype=np.bool_)
    order = np.array(data.draw(st.permutations(range(int(alive.sum())))), dtype=np.int64)
    living = [document for document, lives in zip(corpus, alive, strict=True) if lives]
    expected = build([living[at] for at in np.argsort(order)])
    made = merge([build(corpus[:cut]), build(corpus[cut:])], [alive[:cut], alive[cut:]], order)
    for name, values in expected.arrays().items():
        assert made.arrays()[name].tolist() == values.tolist(), name


def test_the_kernel_takes_over_once_it_is_ready(segment: Segment) -> None:
    """Before and after the kernel is loaded, the same is found."""
    fastest = Fastest()
    snapshot = Snapshot(top_k=fastest).with_segment(segment)
    ((before, _),) = snapshot.top({"w9": 1.0, "w1": 1.0}, 10)
    assert fastest.load()
    ((after, _),) = snapshot.top({"w9": 1.0, "w1": 1.0}, 10)
    assert before.tolist() == after.tolist()


def test_a_segment_has_an_end() -> None:
    """More documents than a segment can number are refused, before anything is lost."""
    with pytest.raises(OverflowError, match=f"at most {MOST}"):
        build([["gold"]] * (MOST + 1))
