"""The sentence encoder and the pair reader over ONNX Runtime; see `bot.ports.answering` for what they promise."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from typing_extensions import override

from bot.adapters.onnx.model import Floats, OnnxNetwork
from bot.adapters.onnx.tokens import pack_pair, pack_passage, pack_question
from bot.domain.passage import Passage
from bot.ports.answering import PairReader, SentenceEncoder
from bot.text.short_forms import spell_out

if TYPE_CHECKING:
    import tokenizers

LOWEST = -30.0
"""The log-odds of a sentence that was too far back in its passage to be read."""


class Tokenizer:
    """Word pieces of a text, without special tokens.

    Args:
        path: a file of the `tokenizers` library.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text's word pieces, short forms spelled out; a lone surrogate is read as a question mark."""
        readable = [spell_out(text).encode("utf-8", "replace").decode() for text in texts]
        return [each.ids for each in self._tokenizer.encode_batch(readable, add_special_tokens=False)]

    @cached_property
    def _tokenizer(self) -> "tokenizers.Tokenizer":
        import tokenizers  # noqa: PLC0415  # only when something is asked

        found = tokenizers.Tokenizer.from_file(str(self._path))
        found.no_truncation()
        found.no_padding()
        return found


class OnnxSentenceEncoder(SentenceEncoder):
    """A `SentenceEncoder` of one network."""

    def __init__(self, network: OnnxNetwork, tokenizer: Tokenizer) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self.identity = network.identity

    @override
    def encode_question(self, text: str) -> Floats:
        (tokens,) = self._tokenizer.tokens([text])
        (vectors,) = self._network.run([pack_question(tokens)])
        return np.asarray(vectors[0], np.float32)

    @override
    def encode_passages(self, passages: Sequence[Passage]) -> Sequence[Floats]:
        return self._network.run([pack_passage(*_tokens(self._tokenizer, passage)) for passage in passages])


class OnnxPairReader(PairReader):
    """A `PairReader` of one network."""

    def __init__(self, network: OnnxNetwork, tokenizer: Tokenizer) -> None:
        self._network = network
        self._tokenizer = tokenizer

    @override
    def read(self, question: str, passages: Sequence[Passage]) -> Sequence[Floats]:
        (asked,) = self._tokenizer.tokens([question])
        packed = [pack_pair(asked, *_tokens(self._tokenizer, passage)) for passage in passages]
        found = self._network.run(packed)
        # The network's first score is that of no answer, as row 0 is the question.
        unread = [[start == end for start, end in each.rows[1:]] for each in packed]
        return [
            np.where(missing, LOWEST, scores[1:] - scores[0]).astype(np.float32)
            for scores, missing in zip(found, unread, strict=True)
        ]


def _tokens(tokenizer: Tokenizer, passage: Passage) -> tuple[list[int], list[list[int]]]:
    """Word pieces of a passage's title, and of each of its sentences."""
    text = passage.revision.text
    title, *sentences = tokenizer.tokens(
        [passage.revision.byline.title or "", *(span.slice(text) for span in passage.sentences)]
    )
    return title, sentences
