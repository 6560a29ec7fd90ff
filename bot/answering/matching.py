"""Which of a question's terms a sentence meets, and how well."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answering.lexicon import Lexicon
from bot.answering.reading import HEAD, Sentence
from bot.domain.question import Question
from bot.retrieval.analyzer import terms, word_term
from bot.retrieval.folding import fold_lower

WORD = re.compile(r"[^\W_]+")
_HEAD_NOUN = re.compile(
    r"\b(?:what|which)(?: (?:kind|type|sort)s? of| is the| was the| are the| were the)? ([a-z]+)(?: [a-z]+)?"
)

EXACT = 1.0
REFERRED = 0.9
SAME_STEM = 0.75
RELATED = 0.6

_LONGEST_ENDING = 3


class Clues:
    """What a question gives the search, prepared once.

    ``idf`` tells how telling any term is; ``weights`` maps each question term to its idf, ``total`` is their sum;
    ``words`` are the question's words in folded lower case, function words included; ``asked`` are the terms that are
    no part of an athlete's name.
    """

    def __init__(self, question: Question, lexicon: Lexicon, idf: Callable[[str], float]) -> None:
        weights = {term: idf(term) for term in question.terms}
        self.idf = idf
        self.question = question
        self.lexicon = lexicon
        self.weights = weights
        self.total = sum(weights.values()) or 1.0
        self.terms: tuple[str, ...] = tuple(weights)
        self.rarest = max(self.terms, key=lambda term: weights[term], default="")
        self.pairs = tuple(zip(self.terms, self.terms[1:], strict=False))
        self.name_terms = tuple(
            dict.fromkeys(term for name in sorted(question.names) if (term := word_term(name)) in weights)
        )
        self.words = WORD.findall(fold_lower(question.meant))
        self.numbers = frozenset(term for term in self.terms if term[0].isdigit())
        self.head = head_noun(question.meant)
        self.carried = frozenset(question.carried)
        # A word that meets one term of the question literally can't stand in for another one as well.
        self._related = {term: lexicon.related.get(term, frozenset()).difference(self.terms) for term in self.terms}
        self._name_terms = {athlete: frozenset(terms(athlete)) for athlete in question.athletes}
        named = frozenset().union(*self._name_terms.values())
        self.asked = tuple(term for term in self.terms if term not in named)
        self._same_stem: dict[tuple[str, str], bool] = {}
        self._idf: dict[str, float] = dict(weights)

    def match(self, sentence: Sentence) -> "Match":
        """How well the sentence meets each term, from 0 to 1; a word of it stands in for one term at most."""
        present = sentence.terms
        spare = set(present.difference(self.terms))
        strengths = {}
        for term in self.terms:
            if term in present:
                strengths[term] = EXACT
            elif any(athlete in sentence.about and term in names for athlete, names in self._name_terms.items()):
                strengths[term] = REFERRED
            else:
                strengths[term] = self._looser(term, spare, sentence.heads)
        return Match(self, sentence, strengths)

    def information(self, sentence: Sentence) -> float:
        """The sum of the idf of the sentence's distinct terms."""
        known = self._idf
        for term in sentence.terms:
            if term not in known:
                known[term] = self.idf(term)
        return sum(known[term] for term in sentence.terms)

    def share(self, strengths: Mapping[str, float]) -> float:
        """The idf-weighted share of the question's terms that is met, 0 to 1."""
        return sum(self.weights[term] * strength for term, strength in strengths.items()) / self.total

    def _looser(self, term: str, spare: set[str], heads: frozenset[str]) -> float:
        """The strength of a loose match; the word that gives it is taken out of ``spare``."""
        alike = [other for other in spare if self._alike(term, other)] if term[:HEAD] in heads else []
        found = alike or self._related[term] & spare
        if not found:
            return 0.0
        spare.discard(min(found))
        return SAME_STEM if alike else RELATED

    def _alike(self, term: str, other: str) -> bool:
        """Whether two terms look like forms of one word: most of the shorter one stands at the head of both."""
        key = (term, other)
        known = self._same_stem.get(key)
        if known is None:
            known = self._same_stem[key] = same_stem(term, other)
        return known


def head_noun(text: str) -> str:
    """The term of the noun that "what" or "which" asks for; an empty string where there is none."""
    match = _HEAD_NOUN.search(fold_lower(text))
    return word_term(match.group(1)) if match else ""


def same_stem(term: str, other: str) -> bool:
    """Whether two stemmed words look like forms of one: the same head, and at most a short ending of their own."""
    if term[:HEAD] != other[:HEAD] or not (term.isalpha() and other.isalpha()):
        return False
    shorter, longer = sorted((len(term), len(other)))
    needed = max(HEAD, shorter - 1, longer - _LONGEST_ENDING)
    return needed <= shorter and term[:needed] == other[:needed]


@dataclass(frozen=True)
class Match:
    """A sentence held against a question; ``strengths`` maps each question term to 0 (absent) … 1 (literal)."""

    clues: Clues
    sentence: Sentence
    strengths: Mapping[str, float]

    @cached_property
    def coverage(self) -> float:
        """The idf-weighted share of terms met literally or by reference."""
        return self.clues.share({t: s for t, s in self.strengths.items() if s >= REFERRED})

    @cached_property
    def graded(self) -> float:
        """The idf-weighted share of terms met, loose matches counting in part."""
        return self.clues.share(self.strengths)

    @cached_property
    def positions(self) -> Sequence[int]:
        """Indices of the sentence's tokens that meet a term literally."""
        weights = self.clues.weights
        return [index for index, token in enumerate(self.sentence.tokens) if token.term in weights]
