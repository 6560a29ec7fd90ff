"""What the encoders learn from: questions, each with the passages that BM25 found for it, the right sentences marked.

Articles are held out by their title, so that no figure comes from an article that anything was fitted to.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.lab.evaluation.datasets import Case, Dataset, Gold, load
from bot.retrieval.passage_index import PassageIndex
from bot.text.analyzer import terms

HELD_OUT = 25
"""Of a hundred articles, how many nothing but the ranker and the confidence is fitted to."""
HARD = 5
"""How many of the passages that BM25 finds and that don't answer are kept a question."""
REWRITTEN = 0.7
"""How many of the questions before a follow-up stand there as a person rewrote them."""
SEED = 5
TOGETHER = 5
"""How many neighbouring sentences make a passage where a set has none."""


@dataclass(frozen=True, slots=True)
class Window:
    """A passage as it is read: its title, its sentences, and which of them answer (none where it doesn't)."""

    title: str
    sentences: tuple[str, ...]
    gold: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its windows: those that answer first, then those that BM25 finds and that don't."""

    dataset: str
    group: str
    question: str
    windows: tuple[Window, ...]

    @property
    def answerable(self) -> bool:
        """Whether any window answers."""
        return bool(self.windows and self.windows[0].gold)


def is_held_out(group: str) -> bool:
    """Whether an article's questions are kept for measuring; the same in every set that has it."""
    key = " ".join(terms(group)).encode()
    return int.from_bytes(sha256(key).digest()[:4]) % 100 < HELD_OUT


def training_examples(evaluation: Path, further: Path) -> list[Example]:
    """Everything to learn from: the sets in ``evaluation`` less what is held out, and those in ``further``."""
    names = ("squad1_dev_visible", "squad2_dev_visible", "qed_visible", "clapnq_visible")
    sets = {name: load(evaluation / f"{name}.json") for name in names}
    found = [
        example
        for name, dataset in sets.items()
        for example in examples(dataset, _around(name, sets))
        if not is_held_out(example.group)
    ]
    found += conversation_examples(load(evaluation / "canard_visible.json"), Random(SEED))  # noqa: S311  # reproducible
    found += sentence_list_examples(further / "squad_train_sentences.jsonl")
    return found + list(section_examples(further / "selqa_dev.jsonl"))


def _around(name: str, sets: dict[str, Dataset]) -> Sequence[Revision]:
    """The other articles among which a set's own are looked for."""
    beside = {"qed_visible": "clapnq_visible", "clapnq_visible": "qed_visible"}.get(name)
    return (*sets[beside].revisions, *sets["squad1_dev_visible"].revisions) if beside else ()


def examples(dataset: Dataset, around: Sequence[Revision] = ()) -> Iterator[Example]:
    """A set's questions, each asked of all its articles and those ``around`` them."""
    index = PassageIndex([*dataset.revisions, *around])
    for case in dataset.cases:
        turn = case.turns[0]
        passages = [hit.passage for hit in index.search(_query(turn.question), 2 * HARD)]
        answering = [p for place in turn.gold.places for p in index.of_article(place[0]) if p.span.overlaps(place[1])]
        windows = [_window(passage, turn.gold) for passage in dict.fromkeys([*answering, *passages])]
        yield Example(dataset.name, case.group, turn.question, _chosen(windows))


def conversation_examples(dataset: Dataset, random: Random) -> Iterator[Example]:
    """The turns of conversations, each as a person rewrote it, and as typed behind the question before it.

    That question stands there rewritten, or as typed behind the article's title: whom a conversation is about is known
    when it goes on. The other passages of the article come first of those that don't answer.
    """
    index = PassageIndex(dataset.revisions)
    for case in dataset.cases:
        for number, turn in enumerate(case.turns):
            if not turn.gold.answerable or is_held_out(case.group):
                continue
            rewritten = turn.rewrite or turn.question
            found = [hit.passage for hit in index.search(_query(rewritten), 2 * HARD)]
            home = [passage for article, _ in turn.gold.places[:1] for passage in index.of_article(article)]
            windows = _chosen(_window(passage, turn.gold) for passage in dict.fromkeys([*home, *found]))
            asked = [rewritten, *(_continued(case, number, random) for _ in range(min(number, 1)))]
            yield from (Example(dataset.name, case.group, text, windows) for text in asked if windows)


def _continued(case: Case, number: int, random: Random) -> str:
    """A follow-up as typed behind the question before it."""
    before = case.turns[number - 1]
    rewritten = before.rewrite if random.random() < REWRITTEN else None
    return f"{rewritten or f'{case.group} {before.question}'} {case.turns[number].question}"


def _query(question: str) -> dict[str, float]:
    return dict.fromkeys(terms(question), 1.0)


def _window(passage: Passage, gold: Gold) -> Window:
    sentences = tuple(span.slice(passage.revision.text) for span in passage.sentences)
    answering = (gold.answerable and gold.covers(passage.revision, span) for span in passage.sentences)
    return Window(passage.revision.byline.title or "", sentences, frozenset(_places(answering)))


def _chosen(windows: Iterable[Window]) -> tuple[Window, ...]:
    listed = list(windows)
    return (*[w for w in listed if w.gold], *[w for w in listed if not w.gold][:HARD])


def sentence_list_examples(path: Path) -> Iterator[Example]:
    """Questions on a long list of sentences, neighbours taken together as passages without a title."""
    first, *lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    sentences: list[str] = first["sentences"]
    starts = range(0, len(sentences), TOGETHER)
    chunks = [tuple(sentences[start : start + TOGETHER]) for start in starts]
    index = PassageIndex([Revision(f"{number:05}", " ".join(chunk)) for number, chunk in enumerate(chunks)])
    for line in lines:
        home, place = divmod(line["gold"], TOGETHER)
        hits = index.search(_query(line["question"]), 2 * HARD)
        near = dict.fromkeys(int(hit.passage.revision.article_id) for hit in hits)
        right = Window("", chunks[home], frozenset([place]))
        others = [Window("", chunks[number]) for number in near if number != home]
        yield Example(path.stem, str(home), line["question"], (right, *others[:HARD]))


def section_examples(path: Path) -> Iterator[Example]:
    """Questions that each bring the one section they are about."""
    for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        window = Window(f"{line['title']}: {line['section']}", tuple(line["sentences"]), frozenset(line["gold"]))
        yield Example(path.stem, line["title"], line["question"], (window,))


def _places(flags: Iterable[bool]) -> Iterator[int]:
    return (place for place, flag in enumerate(flags) if flag)
