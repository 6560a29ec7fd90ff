"""Where feeds come from, as a protocol."""

from typing import Protocol

from bot.domain.feed import Entry, FetchedFeed, Validators
from bot.ingestion.document import IngestedArticle


class FeedSource(Protocol):
    """Fetches feeds and reads their entries; each way raises a `UserError` where that can't be done.

    Such an error can have ``retry_after``, a site's word on when to come back, and ``is_lasting``: waiting is no use.
    """

    async def find(self, link: str) -> str:
        """The address of the feed at ``link``, or of the page there."""
        ...

    async def fetch(self, url: str, validators: Validators) -> FetchedFeed:
        """The feed, or word that it is as it was when it came with ``validators``."""
        ...

    async def read(self, entry: Entry) -> IngestedArticle:
        """The article of an entry: its own text where that is whole, else its page."""
        ...
