"""One sentence held against one question, with what the retriever said of its passage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answering.article.reading import ArticleReading, Sentence
from bot.answering.ranking.answer_types import Candidate, candidates
from bot.answering.ranking.contradictions import rules_out
from bot.answering.ranking.matching import Match, Query
from bot.answering.ranking.similarity import Similarity
from bot.domain.passage import Hit
from bot.domain.quote import QuoteReference
from bot.text.analyzer import Token

_PRONOUN = re.compile(r"[\"']?(?:he|she|they|his|her|their|it)\b", re.IGNORECASE)
_NEAR = 5
"""How many words away an answer's proximity is halved, a word taken to be six characters."""


@dataclass(frozen=True)
class PassageContext:
    """What the retriever said of the passage a candidate stands in, shared by the passage's sentences.

    ``rank`` counts from 0; ``best`` is the score of the first passage; ``terms`` are those of its title, section and
    athletes, and of the question's terms those that its sentences hold; ``title_terms`` are those of the title alone;
    ``quoted`` is what the conversation quoted and wants no more.
    """

    hit: Hit
    rank: int
    best: float
    reading: ArticleReading
    terms: frozenset[str]
    title_terms: frozenset[str]
    quoted: Sequence[QuoteReference] = ()

    def was_quoted(self, sentence: Sentence) -> bool:
        """Whether some of a sentence was quoted before."""
        here = QuoteReference(sentence.revision.article_id, sentence.revision.sha256, sentence.span)
        return any(here.overlaps(reference) for reference in self.quoted)


@dataclass(frozen=True)
class Evidence:
    """One sentence held against one question."""

    match: Match
    context: PassageContext
    similarity: Similarity

    @property
    def query(self) -> Query:
        """The question's side."""
        return self.match.query

    @property
    def sentence(self) -> Sentence:
        """The article's side."""
        return self.match.sentence

    @cached_property
    def answers(self) -> list[Candidate]:
        """Words of the wanted type in the sentence."""
        return candidates(self.query.question, self.sentence, self.query.lexicon)

    @property
    def answer_strength(self) -> float:
        """How surely words of the wanted type stand in the sentence, 0 to 1."""
        return max((answer.strength for answer in self.answers), default=0.0)

    @cached_property
    def answer(self) -> Candidate | None:
        """The likeliest answering words: sure of their type, and near what the question says."""
        return max(self.answers, key=self.proximity, default=None)

    @property
    def passage_coverage(self) -> float:
        """Share of the question's terms, by idf, in the passage with its title, section and athletes."""
        return self.query.weight(self.context.terms) / self.query.total

    @property
    def is_ruled_out(self) -> bool:
        """Whether the sentence, or the one after it, contradicts what is asked."""
        following = self.context.reading.neighbour(self.sentence, 1)
        return rules_out(self.query.question, self.sentence.folded, following.folded if following else "")

    @property
    def leaves_open_who(self) -> bool:
        """Whether the sentence leaves open who is meant: it begins with a pronoun and names nobody asked about."""
        named, asked = set(self.sentence.people), set(self.query.question.athletes)
        return _PRONOUN.match(self.sentence.folded) is not None and not (asked <= named if asked else named)

    @cached_property
    def met_at(self) -> list[Token]:
        """Where the sentence meets terms literally, those of names only where it meets no others."""
        met = [token for token in self.sentence.tokens if token.term in self.query.weights]
        return [token for token in met if token.term in self.query.asked] or met

    def proximity(self, answer: Candidate) -> float:
        """The answer's strength, less the further it stands from telling words of the question; 0 to 1."""
        start, end = answer.span.start, answer.span.end
        gaps: dict[str, int] = {}
        for token in self.met_at:
            if token.start >= end or token.end <= start:
                gap = token.start - end if token.start >= end else start - token.end
                gaps[token.term] = min(gap, gaps.get(token.term, gap))
        if not gaps:
            return answer.strength / 3
        weights = self.query.weights
        closeness = sum(weights[term] / (1 + max(0, gap) / (6 * _NEAR)) for term, gap in gaps.items())
        return answer.strength * closeness / (sum(weights[term] for term in gaps) or 1.0)
