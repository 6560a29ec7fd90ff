"""What answering needs from outside: search, and two small networks."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.passage import Hit, Passage


class Retriever(Protocol):
    """Finds passages by their terms."""

    def search(self, query: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """The best ``limit`` passages that hold any of the weighted query terms, best first."""

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """The passages of one article, in order; none for an unknown one."""

    def sentences(self, revision: Revision) -> tuple[Sequence[int], Sequence[int]]:
        """Where the sentences of a revision begin and where they end, in order; of its article or not."""

    def idf(self, term: str) -> float:
        """How telling a term is in this corpus; always above zero."""

    def beginning(self, first: str, length: int) -> Collection[str]:
        """The articles' words of so many letters that begin with ``first``, folded and in lower case.

        They are the model for misspelt ones.
        """

    def __contains__(self, term: object) -> bool: ...


class SentenceEncoder(Protocol):
    """Gives texts of like meaning like vectors, so that their cosine tells how well a sentence answers a question.

    ``identity`` changes whenever the same text may get another vector.
    """

    identity: str

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """A question's vector, shape ``(dimensions,)``, of length 1."""

    def encode_passages(self, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        """A matrix a passage, shape ``(1 + sentences, dimensions)``: row 0 is the title's vector, then the sentences'.

        Vectors have length 1, or 0 where nothing could be read (no title, or a sentence too far back).
        """


class PairReader(Protocol):
    """Reads a question and a passage together: slower than an encoder, and the better judge of whether it answers."""

    def read(self, question: str, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        """For each passage, shape ``(sentences,)``: the log-odds of each sentence against there being no answer."""
