"""Encodes articles ahead of questions, in the background, the newest first."""

import asyncio
from collections.abc import Callable, Sequence

from bot.domain.passage import Passage
from bot.ports.answering import SentenceEncoder
from bot.retrieval.owned_index import Owner
from bot.retrieval.passage_index import PassageIndex

BATCH = 8
"""How many passages are encoded at a time, so that questions get in between."""


class ArticleEncoding:
    """Has every passage's vectors made once.

    Args:
        encoder: keeps what it makes.
        load: done once before, such as loading the networks, so that no question waits for it.
    """

    def __init__(self, encoder: SentenceEncoder, load: Callable[[], object] = lambda: None) -> None:
        self._encoder = encoder
        self._load = load
        self._done: dict[Owner, set[str]] = {}
        self._stopped = False

    async def encode(self, owner: Owner, current: Callable[[], PassageIndex]) -> None:
        """Encodes an owner's articles until all are done that ``current`` has, however it changes meanwhile."""
        await asyncio.to_thread(self._load)
        done = self._done.setdefault(owner, set())
        index: PassageIndex | None = None
        while index is not current() and not self._stopped:
            index = current()
            # What was added last stands last in the index.
            waiting = [each for each in reversed(index.articles) if each.sha256 not in done]
            for revision in waiting:
                for batch in _batches(index.of_article(revision.article_id)):
                    await asyncio.to_thread(self._encoder.encode_passages, batch)
                done.add(revision.sha256)
                if self._stopped or current() is not index:
                    break

    def stop(self) -> None:
        """Ends after the article at hand; what is left is done at the next start."""
        self._stopped = True

    def forget(self, owner: Owner) -> None:
        """Forgets what was done for an owner."""
        self._done.pop(owner, None)


def _batches(passages: Sequence[Passage]) -> list[Sequence[Passage]]:
    return [passages[start : start + BATCH] for start in range(0, len(passages), BATCH)]
