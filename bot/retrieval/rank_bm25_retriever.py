"""How passages are ranked: by the `rank_bm25` library, each word weighted by Lucene's idf. Start reading here.

rank-bm25 scores every passage for every question, in Python: that is the definition, and quick enough for a few
thousand passages. Beyond, `bot.retrieval.bm25` gives the same scores and looks only at passages that hold a word of the
question.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import itemgetter

import numpy as np
from rank_bm25 import BM25Okapi

from bot.domain.passage import Hit
from bot.retrieval.bm25 import K1, B, lucene_idf
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.segment import Segment

MAX_PASSAGES = 2_000
"""Up to how many passages rank-bm25 ranks."""


class LuceneOkapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """rank-bm25's Okapi with Lucene's idf, which is above zero for every word.

    So a corpus of one or two articles ranks sensibly, and "scored above zero" means "matched". rank-bm25's own idf is
    negative with one document and zero for a word in exactly half of them.
    """

    def __init__(self, corpus: Sequence[Sequence[Hashable]], k1: float = K1, b: float = B) -> None:
        super().__init__(corpus, k1=k1, b=b)

    def _calc_idf(self, nd: Mapping[Hashable, int]) -> None:
        self.idf = {term: lucene_idf(self.corpus_size, frequency) for term, frequency in nd.items()}


class RankBm25Retriever(PassageIndex):
    """The passages of some segments, ranked by rank-bm25. A `Retriever`."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        super().__init__(segments=segments)
        places = ((key, segment) for segment in self.segments for key in segment.revisions)
        found = [
            (segment, number)
            for key, segment in sorted(places, key=itemgetter(0))
            for number in segment.passages_of(key)
        ]
        self._passages = [segment.passage(number) for segment, number in found]
        documents = [segment.document(number) for segment, number in found]
        # Without a single word rank-bm25 divides by zero.
        self._okapi = LuceneOkapi(documents) if any(documents) else None

    def search(self, query: Mapping[str, float], limit: int) -> list[Hit]:
        """As `Retriever.search`."""
        if self._okapi is None:
            return []
        scores = np.zeros(len(self._passages))
        for term, weight in query.items():
            scores += weight * self._okapi.get_scores([term])
        matching = np.flatnonzero(scores)
        # A stable sort keeps what ties in the order of article id and position.
        best = matching[np.argsort(-scores[matching], kind="stable")][:limit]
        return [Hit(self._passages[number], scores[number].item()) for number in best.tolist()]
