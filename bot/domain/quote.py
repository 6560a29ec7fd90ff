"""A quote stores no words: it points at a revision, and its text is a slice of it."""

from dataclasses import dataclass

from bot.domain.article import Revision
from bot.domain.errors import StaleQuoteError
from bot.domain.span import Span


@dataclass(frozen=True, slots=True)
class QuoteReference:
    """A quote as it can be kept: which article, which version of its text, which characters."""

    article_id: str
    sha256: str
    span: Span

    def overlaps(self, other: "QuoteReference") -> bool:
        """Whether both quote some of the same characters of the same article."""
        return self.article_id == other.article_id and self.span.overlaps(other.span)


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of one revision.

    ``bold`` is the span of the answering words, in the coordinates of the article's text, inside ``span``.
    ``speaker`` is whoever the article attributes the words to, and ``None`` where it names nobody.
    """

    revision: Revision
    span: Span
    bold: Span | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        if len(self.span) == 0 or self.span.end > len(self.revision.text):
            raise StaleQuoteError(f"{self.revision.article_id} has no characters {self.span}")
        if self.bold is not None and not self.span.contains(self.bold):
            raise StaleQuoteError(f"{self.bold} lies outside the quoted {self.span}")

    @property
    def text(self) -> str:
        """The quoted characters, exactly as the article has them."""
        return self.span.slice(self.revision.text)

    @property
    def reference(self) -> QuoteReference:
        """What to keep of this quote."""
        return QuoteReference(self.revision.article_id, self.revision.sha256, self.span)

    @classmethod
    def recall(cls, reference: QuoteReference, revision: Revision, speaker: str | None = None) -> "Quote":
        """The quote that ``reference`` stands for.

        Raises:
            StaleQuoteError: when ``revision`` isn't the text that was quoted.
        """
        if (reference.article_id, reference.sha256) != (revision.article_id, revision.sha256):
            raise StaleQuoteError(f"{reference.article_id} has changed since it was quoted")
        return cls(revision, reference.span, speaker=speaker)
