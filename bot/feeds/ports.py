"""What feeds need from outside, as protocols: where they come from, and where they are kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.editing import Manuscript
from bot.domain.feed import Card, Entry, Feed, FetchedFeed, KnownEntry, Sighting, Validators
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


class FeedStore(Protocol):
    """The servers' feeds, the entries they brought, and what became of them.

    What is done in one call is kept wholly or not at all. A feed that was removed stays removed: what is kept of it
    later is lost, and that is no error.
    """

    async def add(self, feed: Feed) -> Feed:
        """Keep a feed; it comes back with its id."""
        ...

    async def get(self, server_id: int, feed_id: int) -> Feed | None:
        """The feed with this id; ``None`` for one that was removed."""
        ...

    async def of_server(self, server_id: int) -> Sequence[Feed]:
        """A server's feeds, the first added first."""
        ...

    async def change(self, feed_id: int, change: Callable[[Feed], Feed]) -> Feed | None:
        """Keep what ``change`` makes of the feed as it is at that moment; ``None`` where it was removed."""
        ...

    async def remove(self, server_id: int, feed_id: int) -> None:
        """Delete a feed and what is known of its entries for good; the suggestions made of them stay."""
        ...

    async def due(self, now: datetime) -> Sequence[Feed]:
        """The active feeds that are to be polled or have entries to be read, those that have waited longest first."""
        ...

    async def known(self, feed_id: int, keys: Iterable[str]) -> Mapping[str, KnownEntry]:
        """The entries that have one of the keys, by key."""
        ...

    async def saw(self, feed_id: int, change: Callable[[Feed], Feed], sightings: Sequence[Sighting]) -> None:
        """Keep the outcome of a poll: the feed as it is after it, new and changed entries, and their further keys."""
        ...

    async def unread(self, feed_id: int, now: datetime, limit: int) -> Sequence[KnownEntry]:
        """The feed's entries that are to be read by now: new ones before changed ones, the first seen first."""
        ...

    async def latest(self, feed_id: int, limit: int) -> Sequence[KnownEntry]:
        """The entries that came last, the last first."""
        ...

    async def taken(self, feed_id: int, since: datetime, until: datetime) -> int:
        """How many entries were read between two moments."""
        ...

    async def put_entry(self, entry: KnownEntry) -> None:
        """Keep what became of an entry, in place of what was kept before."""
        ...

    async def submit(
        self, entry: KnownEntry, member_id: int, manuscript: Manuscript, revises: str | None = None
    ) -> KnownEntry:
        """Make a suggestion of an entry and keep that it was, both or neither; the entry with the suggestion's id.

        A suggestion that was made of the entry before and nobody has decided on takes the new words in its place.
        """
        ...

    async def undecided(self, server_id: int) -> Sequence[KnownEntry]:
        """The entries whose suggestion waits and was never decided on, the first seen first."""
        ...

    async def of_submission(self, server_id: int, submission_id: int) -> Feed | None:
        """The feed that a suggestion came from."""
        ...

    async def make_card(self, card: Card) -> Card:
        """Keep a card and that it tells of its suggestions, before it is sent; it comes back with its id."""
        ...

    async def card(self, server_id: int, card_id: int) -> Card | None:
        """The card with this id."""
        ...

    async def unsent_cards(self, server_id: int) -> Sequence[Card]:
        """The cards of which it isn't known that they were sent."""
        ...

    async def card_sent(self, card_id: int, message_id: int) -> None:
        """Note which message a card became."""
        ...

    async def cards_since(self, server_id: int, since: datetime) -> int:
        """How many cards were made since a moment."""
        ...
