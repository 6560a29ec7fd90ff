"""Articles are encoded in the background."""

import asyncio
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.encoding import ArticleEncoding
from bot.retrieval.passage_index import PassageIndex

MARL, VOSS = Revision("a", "Marl won."), Revision("b", "Voss fell.")


class Encoder:
    """Notes whose passages it is given, and what happens then."""

    identity = "one"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Nobody asks."""
        raise NotImplementedError(text)

    def encode_passages(self, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        """Notes them."""
        self.encoded += [passage.revision.article_id for passage in passages]
        return []


def test_every_article_is_encoded_once_the_latest_first() -> None:
    """What was added last comes first, and nothing is done again when the articles have changed."""
    encoder = Encoder()
    encoding = ArticleEncoding(encoder)
    index = PassageIndex([MARL]).add([VOSS])
    asyncio.run(encoding.encode(None, lambda: index))
    assert encoder.encoded == ["b", "a"]
    changed = index.add([Revision("c", "Quill ran.")])
    asyncio.run(encoding.encode(None, lambda: changed))
    assert encoder.encoded == ["b", "a", "c"]


def test_what_is_added_meanwhile_goes_first() -> None:
    """An article that comes while others are encoded doesn't wait for all of them."""
    indexes = [PassageIndex([MARL, VOSS])]
    encoder = Encoder()

    def current() -> PassageIndex:
        if len(encoder.encoded) == 1 and len(indexes) == 1:
            indexes.append(indexes[0].add([Revision("c", "Quill ran.")]))
        return indexes[-1]

    asyncio.run(ArticleEncoding(encoder).encode(None, current))
    assert encoder.encoded[1] == "c"
    assert sorted(encoder.encoded) == ["a", "b", "c"]


def test_it_can_be_stopped() -> None:
    """Once it is stopped nothing more is encoded."""
    encoder = Encoder()
    encoding = ArticleEncoding(encoder)
    encoding.stop()
    index = PassageIndex([MARL])
    asyncio.run(encoding.encode(None, lambda: index))
    assert encoder.encoded == []


def test_who_left_is_forgotten() -> None:
    """A server that comes back has its articles encoded again, or looked for where they are kept."""
    encoder = Encoder()
    encoding = ArticleEncoding(encoder)
    index = PassageIndex([MARL])
    for _ in range(2):
        asyncio.run(encoding.encode(7, lambda: index))
        encoding.forget(7)
    assert encoder.encoded == ["a", "a"]
