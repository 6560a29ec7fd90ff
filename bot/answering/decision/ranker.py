"""Ranks the sentences that may answer, and decides whether the best one is shown, and as what."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.decision.confidence import signals
from bot.answering.ranking.evidence import EvidenceFinder, Ranking
from bot.answering.ranking.reranking import Reranker
from bot.answering.ranking.weights import ELSEWHERE, Weights
from bot.domain.answer import Certainty
from bot.domain.conversation import Conversation
from bot.domain.question import Intent, Question
from bot.domain.quote import QuoteReference
from bot.text.analyzer import terms

_CONVINCING = 1.0
"""The log-odds, read in context, from which on a follow-up's best sentence is shown as what may answer.

Of 13 follow-ups that were declined in our sixty conversations although reading said so much, 11 had an answer among the
first three sentences, and one had none.
"""
_FRESH = 0.4
"""The confidence from which on what wasn't quoted yet is quoted before what was, however sure that is."""


class Ranker:
    """Ranks evidence in two stages, and knows how sure of it one may be."""

    def __init__(self, finder: EvidenceFinder, reranker: Reranker, weights: Weights) -> None:
        self._finder = finder
        self._reranker = reranker
        self._weights = weights

    def rank(self, question: Question, leave_out: Sequence[QuoteReference] = ()) -> Ranking:
        """Ranked by what is known of each; unless that is certain, the best passages are read with the question."""
        scored = self._finder.rank(question, leave_out)
        first = signals(question, scored)
        confidence = self._weights.confidence(first)
        if confidence >= self._weights.certain or not scored:
            return Ranking(tuple(scored), confidence, (first,))
        reranked = self._reranker.rerank(question, scored)
        second = signals(question, reranked)
        return Ranking(tuple(reranked), self._weights.confidence(second, read=True), (first, second))

    def rank_in(self, question: Question, conversation: Conversation) -> Ranking:
        """The evidence for the next question of a conversation, best first.

        What the conversation has quoted is left out where more is wanted, and, unless nothing else answers, where the
        same is asked otherwise: what says when says no more why, and what tells of Lee nothing of Kerr. Where nothing
        answers in the conversation, the question may by itself.
        """
        if question.intent is Intent.MORE:
            return self.rank(question, conversation.quoted)
        is_asked_otherwise = _is_asked_otherwise(question, conversation)
        found = self.rank(question, conversation.quoted if is_asked_otherwise else ())
        if self._is_enough(question, found, _FRESH if is_asked_otherwise else self._weights.sure):
            return found
        rankings = [found, *([self.rank(question)] if is_asked_otherwise else [])]
        if question.athletes and question.nearby:
            # What was quoted may have set the mind on the wrong articles: the question could be asked anew.
            rankings.append(self.rank(replace(question, nearby=())))
        bounds = (self._weights.sure, self._weights.threshold)
        return next((each for bound in bounds for each in rankings if self._is_enough(question, each, bound)), found)

    def decide(self, question: Question, ranking: Ranking, conversation: Conversation) -> Certainty:
        """Whether the best sentence is shown as an answer, as one that may be, or not at all."""
        if not (
            _reads_well(question, ranking, conversation) or self._is_enough(question, ranking, self._weights.threshold)
        ):
            return Certainty.NONE
        return Certainty.SURE if ranking.confidence >= self._weights.sure else Certainty.MAYBE

    @staticmethod
    def _is_enough(question: Question, ranking: Ranking, bound: float) -> bool:
        # What somebody said is answered by nothing but speech, direct or reported.
        silent = question.speaker is not None and not any(scored.evidence.answer for scored in ranking.scored)
        return bool(ranking.scored) and not silent and ranking.confidence >= bound


def _is_asked_otherwise(question: Question, conversation: Conversation) -> bool:
    """Whether a follow-up asks something else of the same, or the same of another: "why?", "and Lee?"."""
    last = conversation.last.question if conversation.last else question
    beyond = set(question.terms).difference(last.terms, terms(" ".join(question.athletes)))
    return not beyond and (question.wanted, question.athletes) != (last.wanted, last.athletes)


def _reads_well(question: Question, ranking: Ranking, conversation: Conversation) -> bool:
    """Whether reading a follow-up in its context speaks for the best sentence: its own words say too little to tell."""
    leans = question.intent is Intent.ANSWER and (question.context or question.meant != question.text)
    if not (leans and ranking.scored and ranking.signals):
        return False
    best = ranking.scored[0]
    if any(best.quote.reference.overlaps(reference) for reference in conversation.quoted):
        # It answers the question before.
        return False
    told = best.evidence.match.graded > 0 or len(question.terms) == 1
    convincing = best.log_odds is not None and best.log_odds >= _CONVINCING
    return told and convincing and not ranking.signals[-1].get(ELSEWHERE)
