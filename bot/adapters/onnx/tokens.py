"""How texts are laid out for the networks: token ids with special tokens, and which tokens make which vector.

The same in training and at run time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

CLS, SEP = 101, 102
"""BERT's special tokens: the first of every text, and the end of each part."""
LONGEST = 384
"""How many tokens are read of one passage; hardly any has more."""
LONGEST_QUESTION = 64
LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Packed:
    """One text as token ids and segment types, with the token range of each vector; empty where nothing was left."""

    ids: list[int]
    types: list[int]
    rows: list[tuple[int, int]]


def pack_question(question: Sequence[int]) -> Packed:
    """A question alone, as one row."""
    ids = [CLS, *question[:LONGEST_QUESTION], SEP]
    return Packed(ids, [0] * len(ids), [(0, len(ids))])


def pack_passage(title: Sequence[int], sentences: Sequence[Sequence[int]]) -> Packed:
    """A passage behind its title; row 0 is the title, then one row a sentence."""
    ids = [CLS, *title[:LONGEST_TITLE], SEP]
    rows = [(1, len(ids) - 1), *_append(ids, sentences)]
    return Packed(ids, [0] * len(ids), rows)


def pack_pair(question: Sequence[int], title: Sequence[int], sentences: Sequence[Sequence[int]]) -> Packed:
    """A question before a passage and its title; row 0 is the question, then one row a sentence."""
    ids = [CLS, *question[:LONGEST_QUESTION], SEP]
    asked = len(ids)
    ids += [*title[:LONGEST_TITLE], SEP]
    rows = [(1, asked - 1), *_append(ids, sentences)]
    return Packed(ids, [0] * asked + [1] * (len(ids) - asked), rows)


def _append(ids: list[int], sentences: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Puts the sentences after what is there, as far as they fit; where each came to stand."""
    rows = []
    for sentence in sentences:
        start = len(ids)
        ids += sentence[: LONGEST - 1 - start]
        rows.append((start, len(ids)))
    ids.append(SEP)
    return rows
