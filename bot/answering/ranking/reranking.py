"""The second stage: the best passages are read together with the question, and their sentences ranked anew."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.ranking.evidence import Scored
from bot.answering.ranking.weights import Weights
from bot.domain.question import Question
from bot.ports.answering import PairReader

READ = 2
"""How many passages are read."""
MOST = 10.0
"""The log-odds from which on more makes no difference."""
UNREAD = 20.0
"""How far sentences of passages that weren't read come behind."""


class Reranker:
    """Ranks anew with a `PairReader`."""

    def __init__(self, reader: PairReader, weights: Weights) -> None:
        self._reader = reader
        self._weights = weights

    def rerank(self, question: Question, ranked: Sequence[Scored]) -> list[Scored]:
        """The same sentences, those of the best passages first, by what reading tells of them."""
        passages = list(dict.fromkeys(scored.evidence.context.hit.passage for scored in ranked))[:READ]
        if not passages:
            return []
        log_odds = {
            (passage.revision.article_id, span.start): float(odds)
            for passage, read in zip(passages, self._reader.read(question.in_context, passages), strict=True)
            for span, odds in zip(passage.sentences, read.tolist(), strict=True)
        }
        judged = [self._judged(scored, log_odds) for scored in ranked]
        # Sorting is stable: what weighs the same stays in the order of the first stage.
        return sorted(judged, key=lambda scored: -scored.score)

    def _judged(self, scored: Scored, log_odds: dict[tuple[str, int], float]) -> Scored:
        sentence = scored.evidence.sentence
        odds = log_odds.get((sentence.revision.article_id, sentence.span.start))
        if odds is None:
            return replace(scored, score=scored.score - UNREAD, alone=scored.alone - UNREAD)
        odds = max(-MOST, min(MOST, odds))
        return replace(
            scored,
            log_odds=odds,
            score=self._weights.reranked(scored.score, odds),
            alone=self._weights.reranked(scored.alone, odds),
        )
