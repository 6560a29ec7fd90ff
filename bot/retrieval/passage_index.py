"""Passages of all articles, ready to be searched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import Revision
from bot.domain.passage import Hit, Passage
from bot.retrieval.analyzer import terms
from bot.retrieval.bm25 import K1, B, Bm25Index
from bot.retrieval.folding import fold_lower
from bot.retrieval.passages import passages

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """How often the terms of what stands around a passage are counted with it."""

    title: int = 1
    section: int = 1
    athletes: int = 1
    outlet: int = 1


class PassageIndex:
    """Searches the passages of a fixed set of revisions; ties go by article id, then by position in the article."""

    def __init__(
        self,
        revisions: Sequence[Revision],
        fields: FieldWeights = FieldWeights(),
        k1: float = K1,
        b: float = B,
    ) -> None:
        ordered = sorted(revisions, key=lambda revision: revision.article_id)
        self.passages: tuple[Passage, ...] = tuple(passage for revision in ordered for passage in passages(revision))
        self._of_article: dict[str, list[Passage]] = {}
        for passage in self.passages:
            self._of_article.setdefault(passage.revision.article_id, []).append(passage)
        self._bm25 = Bm25Index([document(passage, fields) for passage in self.passages], k1, b)

    def search(self, query: Mapping[str, float], limit: int) -> list[Hit]:
        """The best ``limit`` passages that hold any of the weighted query terms, best first."""
        return [Hit(self.passages[position], score) for position, score in self._bm25.top(query, limit)]

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """The passages of one article, in order; none for an unknown one."""
        return self._of_article.get(article_id, ())

    def idf(self, term: str) -> float:
        """How telling a term is in this corpus; always above zero."""
        return self._bm25.idf(term)

    def words(self) -> frozenset[str]:
        """Every word of the passages, folded and in lower case."""
        texts = {passage.revision.article_id: passage.revision.text for passage in self.passages}
        return frozenset(word for text in texts.values() for word in _WORD.findall(fold_lower(text)))

    def __contains__(self, term: object) -> bool:
        return term in self._bm25


def document(passage: Passage, fields: FieldWeights) -> list[str]:
    """The passage's index terms: its words, and those of the fields around it as often as they weigh."""
    revision = passage.revision
    around = (
        (revision.byline.title or "", fields.title),
        (passage.section or "", fields.section),
        (" ".join(revision.athletes), fields.athletes),
        (revision.byline.outlet or "", fields.outlet),
    )
    body = [term for span in passage.sentences for term in terms(span.slice(revision.text))]
    return body + [term for text, weight in around if weight for term in terms(text) * weight]
