"""From a question to its best sentences: retrieve passages, hold each sentence against the question, rank."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.answering.article.reading import ArticleReading, Sentence
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.ranking.answer_patterns import STRONG
from bot.answering.ranking.features import features
from bot.answering.ranking.matching import Query
from bot.answering.ranking.sentence_evidence import Evidence, PassageContext
from bot.answering.ranking.similarity import Similarity, similarities
from bot.answering.ranking.weights import Weights
from bot.domain.article import Revision
from bot.domain.passage import Hit
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote, QuoteReference
from bot.ports.answering import Retriever, SentenceEncoder
from bot.text.analyzer import terms

PASSAGES = 20
"""How many passages are read for one question."""
SENTENCES = 40
"""How many of their sentences are looked at closely."""
AT_HAND = 10
"""How many of an athlete's passages are read to know which topics there are."""
NEARBY = 20
"""How many passages of an article that was just quoted are read whether or not they share a term."""
STRICT = frozenset({AnswerType.EVENT, AnswerType.SPEECH, AnswerType.MARK, AnswerType.AGE})
"""Kinds of question that only words of their own type answer: no time run without a time."""
CARRIED = 0.3
"""What a term counts in the search that only asks, or that only the conversation adds."""
TELLING = 5
"""Of so many words nobody writes the same sentence again by chance."""
_SEX = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers?)\b", re.IGNORECASE)
READINGS = 4096
"""How many articles stay read."""


@dataclass(frozen=True)
class Scored:
    """A sentence with its features and its ranking score; ``quote`` is what would be shown of it.

    ``alone`` is the score with less of what the conversation adds, by which the bot tells how sure it is; ``log_odds``
    that of the sentence answering against none of its passage, where that was read together with the question.
    """

    evidence: Evidence
    features: dict[str, float]
    score: float
    alone: float
    log_odds: float | None = None

    @property
    def quote(self) -> Quote:
        """The sentence as a quote, its answering words marked where they are surely of the wanted type."""
        sentence, answer = self.evidence.sentence, self.evidence.answer
        sure = answer is not None and answer.strength >= STRONG and answer.span != sentence.span
        bold = answer.span if answer and sure else None
        return Quote(sentence.revision, sentence.span, bold, sentence.speaker)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidate sentences, best first, and the calibrated probability, 0 to 1, that the first one answers.

    ``signals`` are what the confidence went by, for each stage of ranking there was.
    """

    scored: tuple[Scored, ...]
    confidence: float
    signals: tuple[Mapping[str, float], ...] = ()


NOTHING = Ranking((), 0.0)


class EvidenceFinder:
    """Finds and ranks the sentences that could answer a question."""

    def __init__(
        self,
        retriever: Retriever,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        weights: Weights,
        encoder: SentenceEncoder,
    ) -> None:
        self._retriever = retriever
        self._encoder = encoder
        self._lexicon = lexicon
        self._weights = weights

        @lru_cache(maxsize=READINGS)
        def read(revision: Revision) -> ArticleReading:
            return ArticleReading(revision, gazetteer, lexicon.names, retriever.sentences(revision))

        self.read = read

    def found(self, question: Question) -> Sequence[Hit]:
        """The passages that share the question's terms, best first."""
        return self._retriever.search(self._query(question), PASSAGES)

    def hits(self, question: Question) -> Sequence[Hit]:
        """The passages that share the question's terms, best first, then those of the articles quoted last.

        A question of several words that no article uses asks about something else than what was quoted.
        """
        if len(question.terms) > 1 and not self._retriever.search(dict.fromkeys(question.terms, 1.0), 1):
            return []
        found = list(self.found(question))
        known = {(hit.passage.revision.article_id, hit.passage.span) for hit in found}
        nearby = [passage for article in question.nearby for passage in self._retriever.of_article(article)[:NEARBY]]
        found += [Hit(passage, 0.0) for passage in nearby if (passage.revision.article_id, passage.span) not in known]
        return found

    def rank(self, question: Question, leave_out: Sequence[QuoteReference] = ()) -> list[Scored]:
        """The candidate sentences, best first; ties go by article id and position.

        Sentences that overlap something in ``leave_out`` are no candidates, nor are others of the same words: a story
        that is kept twice is one source.
        """
        query = Query(question, self._lexicon, self._retriever.idf)
        found = self._candidates(query, leave_out)
        quoted = {_words(evidence) for evidence in found if evidence.context.was_quoted(evidence.sentence)}
        found = [evidence for evidence in found if _words(evidence) not in quoted]
        nearby = frozenset(question.nearby[:1])
        found.sort(key=lambda evidence: -_promise(evidence, nearby))
        possible = list(islice((evidence for evidence in found if not evidence.is_ruled_out), SENTENCES))
        scored = [self._scored(evidence) for evidence in _able(possible)]
        once: dict[tuple[str, ...], Scored] = {}
        for each in sorted(scored, key=_order):
            once.setdefault(_words(each.evidence), each)
        return list(once.values())

    def sentences_about(self, athlete: str) -> list[tuple[Sentence, ...]]:
        """The sentences that name or mean the athlete, article by article, in the order of the text."""
        found = [reading.about(athlete) for reading in self._readings_on(athlete)]
        return [sentences for sentences in found if sentences]

    def share_article(self, one: str, other: str) -> bool:
        """Whether an article is found that has something on both of two athletes."""
        return any(reading.about(one) and reading.about(other) for reading in self._readings_on(f"{one} {other}"))

    def pronoun_of(self, athlete: str) -> str | None:
        """Whether the articles speak of somebody as "he" or "she"; ``None`` where they don't, or do both alike."""
        counted = Counter(
            _SEX[word.lower()]
            for sentence in self.sentences_at_hand(athlete)
            if set(sentence.about) == {athlete}
            for word in _PRONOUN.findall(sentence.folded)
        )
        ((first, most), (_, fewer)) = [*counted.most_common(2), (None, 0), (None, 0)][:2]
        return first if most > fewer else None

    def sentences_at_hand(self, athlete: str) -> list[Sentence]:
        """Those in the passages that the name finds first: read sooner, and enough to know what there is."""
        read = (self.read(hit.passage.revision).of_passage(hit.passage) for hit in self._hits_on(athlete, AT_HAND))
        return [sentence for sentences in read for sentence in sentences if athlete in sentence.about]

    def _readings_on(self, names: str) -> list[ArticleReading]:
        """The articles that some names find first, each once."""
        revisions = {hit.passage.revision.article_id: hit.passage.revision for hit in self._hits_on(names, PASSAGES)}
        return [self.read(revision) for revision in revisions.values()]

    def _hits_on(self, names: str, most: int) -> Sequence[Hit]:
        return self._retriever.search(dict.fromkeys(terms(names), 1.0), most)

    def _query(self, question: Question) -> dict[str, float]:
        weak = dict.fromkeys([*question.question_words, *question.context_terms], CARRIED)
        return weak | dict.fromkeys(question.terms, 1.0)

    def _candidates(self, query: Query, quoted: Sequence[QuoteReference]) -> list[Evidence]:
        hits = self.hits(query.question)
        near = similarities(self._encoder, query.question, [hit.passage for hit in hits])
        return [
            evidence
            for rank, hit in enumerate(hits)
            for evidence in self._in_passage(query, hit, rank, hits[0].score or 1.0, near[rank], quoted)
        ]

    def _in_passage(
        self,
        query: Query,
        hit: Hit,
        rank: int,
        best: float,
        similar: Sequence[Similarity],
        quoted: Sequence[QuoteReference],
    ) -> list[Evidence]:
        passage, revision = hit.passage, hit.passage.revision
        reading = self.read(revision)
        matches = [query.match(sentence) for sentence in reading.of_passage(passage)]
        title_terms = _distinct_terms(revision.byline.title or "")
        around = _distinct_terms(" ".join([passage.section or "", *revision.athletes]))
        held = title_terms.union(around, *(match.present for match in matches))
        context = PassageContext(hit, rank, best, reading, held, title_terms, quoted)
        return [Evidence(match, context, similarity) for match, similarity in zip(matches, similar, strict=True)]

    def _scored(self, evidence: Evidence) -> Scored:
        values = features(evidence)
        return Scored(evidence, values, self._weights.score(values), self._weights.score_alone(values))


@lru_cache(maxsize=READINGS)
def _distinct_terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def _words(evidence: Evidence) -> tuple[str, ...]:
    """What a sentence says, however its characters are written; its place where it is too short to be a copy."""
    sentence = evidence.sentence
    is_long = len(sentence.sequence) >= TELLING
    return sentence.sequence if is_long else (sentence.revision.article_id, str(sentence.span.start))


def _able(found: list[Evidence]) -> list[Evidence]:
    """Those that hold words of the wanted type, where nothing else can answer; all of them where none does."""
    question = found[0].query.question if found else None
    counted = question is not None and question.wanted is AnswerType.COUNT and bool(question.athletes)
    if question is None or (question.wanted not in STRICT and not counted):
        return found
    return [evidence for evidence in found if evidence.answers] or found


def _promise(evidence: Evidence, nearby: frozenset[str]) -> float:
    """A quick guess at the ranking score, to choose the sentences worth a close look."""
    closeness = float(evidence.sentence.revision.article_id in nearby)
    graded, share = evidence.match.graded, evidence.context.hit.score / evidence.context.best
    return graded + share + 2 * evidence.similarity.sentence + closeness


def _order(scored: Scored) -> tuple[float, str, int]:
    sentence = scored.evidence.sentence
    return -scored.score, sentence.revision.article_id, sentence.span.start
