"""Which of a question's terms a sentence meets, and how well."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.article.reading import Sentence
from bot.answering.lexicon import Lexicon
from bot.domain.question import Question
from bot.text.analyzer import terms, word_term

EXACT = 1.0
REFERRED = 0.9
SAME_STEM = 0.75
RELATED = 0.6

_HEAD = 4
"""Letters that forms of one word have in common at least."""
_LONGEST_ENDING = 3


class Query:
    """What a question gives the search, prepared once.

    ``idf`` tells how telling any term is; ``weights`` maps each question term to its idf, ``total`` is their sum;
    ``asked`` are the terms that are no part of an athlete's name.
    """

    def __init__(self, question: Question, lexicon: Lexicon, idf: Callable[[str], float]) -> None:
        weights = {term: idf(term) for term in question.terms}
        self.question = question
        self.lexicon = lexicon
        self.weights = weights
        self.total = sum(weights.values()) or 1.0
        self.terms: tuple[str, ...] = tuple(weights)
        self._terms = frozenset(weights)
        self.name_terms = tuple(
            dict.fromkeys(term for name in sorted(question.names) if (term := word_term(name)) in weights)
        )
        self.numbers = frozenset(term for term in self.terms if term[0].isdigit())
        self.context_terms = frozenset(question.context_terms)
        # A word that meets one term of the question literally can't stand in for another one as well.
        self._related = {term: lexicon.related.get(term, frozenset()).difference(self.terms) for term in self.terms}
        bearers = {athlete: frozenset(terms(athlete)) for athlete in question.athletes}
        self._bearers = {
            term: [athlete for athlete, name in bearers.items() if term in name]
            for term in frozenset().union(*bearers.values())
        }
        self.asked = tuple(term for term in self.terms if term not in self._bearers)

    def match(self, sentence: Sentence) -> "Match":
        """How well the sentence meets each term, from 0 to 1; a word of it stands in for one term at most."""
        present = self.present(sentence)
        spare = set(sentence.sequence).difference(present)
        strengths = {}
        for term in self.terms:
            if term in present:
                strengths[term] = EXACT
            elif term in self._bearers and any(athlete in sentence.about for athlete in self._bearers[term]):
                strengths[term] = REFERRED
            else:
                strengths[term] = self._looser(term, spare)
        return Match(self, sentence, present, strengths, self.share(strengths))

    def present(self, sentence: Sentence) -> frozenset[str]:
        """The question's terms that a sentence holds literally."""
        return self._terms.intersection(sentence.sequence)

    def weight(self, present: Container[str]) -> float:
        """The sum of the idf of the question's terms that are present."""
        return sum([weight for term, weight in self.weights.items() if term in present])

    def share(self, strengths: Mapping[str, float]) -> float:
        """The idf-weighted share of the question's terms that is met, 0 to 1."""
        weights = self.weights
        return sum([weights[term] * strength for term, strength in strengths.items()]) / self.total

    def _looser(self, term: str, spare: set[str]) -> float:
        """The strength of a loose match; the word that gives it is taken out of ``spare``."""
        alike = [other for other in spare if same_stem(term, other)]
        found = alike or self._related[term] & spare
        if not found:
            return 0.0
        spare.discard(min(found))
        return SAME_STEM if alike else RELATED


@lru_cache(maxsize=1 << 16)
def same_stem(term: str, other: str) -> bool:
    """Whether two stemmed words look like forms of one: the same head, and at most a short ending of their own."""
    if term[:_HEAD] != other[:_HEAD] or not (term.isalpha() and other.isalpha()):
        return False
    shorter, longer = sorted((len(term), len(other)))
    needed = max(_HEAD, shorter - 1, longer - _LONGEST_ENDING)
    return needed <= shorter and term[:needed] == other[:needed]


@dataclass(frozen=True)
class Match:
    """A sentence held against a question.

    ``present`` are the question's terms that it holds literally; ``strengths`` maps each question term to 0 (absent) …
    1 (literal); ``graded`` is the idf-weighted share of terms met, loose matches counting in part.
    """

    query: Query
    sentence: Sentence
    present: frozenset[str]
    strengths: Mapping[str, float]
    graded: float

    @property
    def coverage(self) -> float:
        """The idf-weighted share of terms met literally or by reference."""
        return self.query.share({t: s for t, s in self.strengths.items() if s >= REFERRED})
