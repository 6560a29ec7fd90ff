"""Quotes that were given earlier, as the articles stand now."""

from collections.abc import Mapping
from dataclasses import replace

from bot.answering.ranking.evidence import EvidenceFinder
from bot.domain.article import Revision
from bot.domain.conversation import Conversation
from bot.domain.errors import StaleQuoteError
from bot.domain.quote import Quote, QuoteReference


class QuoteRecall:
    """Finds earlier quotes in the articles, by id, with whoever is speaking."""

    def __init__(self, revisions: Mapping[str, Revision], finder: EvidenceFinder) -> None:
        self._revisions = revisions
        self._finder = finder

    def recall(self, reference: QuoteReference) -> Quote:
        """A quote given earlier, with its speaker.

        Raises:
            StaleQuoteError: when the article has changed since, or is gone.
        """
        revision = self._revisions.get(reference.article_id)
        if revision is None:
            raise StaleQuoteError(f"{reference.article_id} is gone since it was quoted")
        quote = Quote.recall(reference, revision)
        return replace(quote, speaker=self._finder.read(revision).sentence(quote.span).speaker)

    def last_quotes(self, conversation: Conversation) -> tuple[Quote, ...]:
        """What was quoted last in a conversation, as far as it still stands."""
        references = next((turn.quoted for turn in reversed(conversation.turns) if turn.quoted), ())
        return tuple(self.recall(reference) for reference in references if self._stands(reference))

    def athletes_answered(self, conversation: Conversation) -> tuple[str, ...]:
        """The athlete whom the last answer's first sentence names, where it is one only."""
        quotes = self.last_quotes(conversation)[:1] if conversation.last and conversation.last.quoted else ()
        people = [self._finder.read(quote.revision).sentence(quote.span).people for quote in quotes]
        return people[0] if people and len(people[0]) == 1 else ()

    def _stands(self, reference: QuoteReference) -> bool:
        revision = self._revisions.get(reference.article_id)
        return revision is not None and revision.sha256 == reference.sha256
