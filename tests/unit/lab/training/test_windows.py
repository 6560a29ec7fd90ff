"""What the encoders learn from."""

import json
from pathlib import Path

from bot.domain.article import Byline, Revision
from bot.domain.span import Span
from bot.lab.evaluation.datasets import Case, Dataset, Gold, Turn
from bot.lab.training.windows import HARD, examples, is_held_out, sentence_list_examples

MARL = "Ada Marl won the 800m in Torrin. She was trained by Bo Ray."
ARTICLES = (
    Revision("marl", MARL, Byline("Marl wins")),
    *(Revision(f"other-{n}", f"Ada Marl ran in Ostrel in round {n}.", Byline("Round")) for n in range(2 * HARD)),
)


def _set(gold: Gold) -> Dataset:
    return Dataset("set", (Case("1", "Marl", (Turn("Who trained Ada Marl?", gold),)),), ARTICLES)


def test_the_answering_passage_comes_first_with_its_sentence_marked() -> None:
    """A window that answers stands before those that BM25 finds and that don't, of which there are a few."""
    at = MARL.index("Bo Ray")
    (found,) = examples(_set(Gold(places=(("marl", Span(at, at + 6)),))))
    assert found.answerable
    assert found.windows[0].sentences[1] == "She was trained by Bo Ray."
    assert found.windows[0].gold == {1}
    assert [window.gold for window in found.windows[1:]] == [frozenset()] * HARD


def test_without_an_answer_all_windows_are_wrong() -> None:
    """A question that no article answers teaches what doesn't answer."""
    (found,) = examples(_set(Gold()))
    assert not found.answerable
    assert found.windows
    assert not any(window.gold for window in found.windows)


def test_an_article_is_held_out_in_every_set() -> None:
    """What is held out goes by the article's title, however that is written."""
    assert is_held_out("Super Bowl 50") == is_held_out("super bowl 50")
    shares = [is_held_out(f"Article {number}") for number in range(400)]
    assert 0.15 < sum(shares) / len(shares) < 0.35


def test_neighbouring_sentences_make_a_passage(tmp_path: Path) -> None:
    """A list of sentences without articles is read in runs, the answering one marked in its run."""
    sentences = [f"sentence number {number} is about {word}." for number, word in enumerate("abcdefg")]
    lines = [{"sentences": sentences}, {"question": "which sentence is about f?", "gold": 5}]
    file = tmp_path / "list.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    (found,) = sentence_list_examples(file)
    assert found.windows[0].sentences == tuple(sentences[5:])
    assert found.windows[0].gold == {0}
