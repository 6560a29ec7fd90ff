"""What retrieval finds: runs of sentences inside one revision."""

from dataclasses import dataclass

from bot.domain.article import Revision
from bot.domain.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of one section; ``sentences`` are spans of the revision's text, in order."""

    revision: Revision
    sentences: tuple[Span, ...]
    section: str | None = None

    @property
    def span(self) -> Span:
        """From the first character of the first sentence to the last of the last."""
        return Span(self.sentences[0].start, self.sentences[-1].end)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with the score the retriever gave it; a score is above zero and means nothing by itself."""

    passage: Passage
    score: float
