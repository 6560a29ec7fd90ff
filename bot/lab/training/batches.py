"""Windows and questions as the padded arrays that the networks read."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from bot.adapters.onnx.model import pad
from bot.adapters.onnx.tokens import Packed, pack_pair, pack_passage, pack_question
from bot.lab.training.windows import Example, Window


class Batch(NamedTuple):
    """Padded arrays, as `SentenceEncoder.forward` takes them."""

    ids: Tensor
    types: Tensor
    pooling: Tensor


def stack(packed: Sequence[Packed]) -> Batch:
    """What was packed one by one, padded to the longest; absent rows pool nothing."""
    return Batch(*map(torch.from_numpy, pad(packed)))


class Packer:
    """Tokenises windows and questions, each distinct text once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def passage(self, window: Window) -> Packed:
        """A window by itself; row 0 is its title."""
        return pack_passage(self._tokens(window.title), list(map(self._tokens, window.sentences)))

    def question(self, text: str) -> Packed:
        """A question by itself, one row."""
        return pack_question(self._tokens(text))

    def pair(self, question: str, window: Window) -> Packed:
        """Both together; row 0 is the question."""
        sentences = list(map(self._tokens, window.sentences))
        return pack_pair(self._tokens(question), self._tokens(window.title), sentences)

    def _tokens(self, text: str) -> list[int]:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return found


def training_batches(
    examples: Sequence[Example], size: int, random: Random
) -> Iterator[list[tuple[Example, list[Window]]]]:
    """Examples with the windows to read for each, about ``size`` windows a batch, those of like length together."""
    drawn = [(example, _windows(example, random)) for example in examples if example.windows]
    # Sorted by a length with some noise in it: like lengths meet, but not always the same ones.
    drawn.sort(key=lambda each: max(map(_length, each[1])) * random.uniform(0.8, 1.25))
    batches: list[list[tuple[Example, list[Window]]]] = [[]]
    for each in drawn:
        longest = max(_length(window) for window in each[1])
        waiting = sum(len(windows) for _, windows in batches[-1])
        if batches[-1] and (waiting + len(each[1])) * max(longest, 300) > size * 600:  # characters
            batches.append([])
        batches[-1].append(each)
    random.shuffle(batches)
    yield from batches


def _windows(example: Example, random: Random) -> list[Window]:
    """Two windows: one that answers, if any does, and one or two that don't."""
    right = [window for window in example.windows if window.gold]
    wrong = [window for window in example.windows if not window.gold]
    # The likeliest wrong passage teaches most; the others are drawn now and then.
    chosen = sorted(range(len(wrong)), key=lambda rank: rank * random.random())
    return (right[:1] + [wrong[rank] for rank in chosen])[:2]


def _length(window: Window) -> int:
    return len(window.title) + sum(map(len, window.sentences))
