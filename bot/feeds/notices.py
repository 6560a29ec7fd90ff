"""What there is to tell moderators of feeds: each thing once, also over restarts.

What is to be told follows from what is kept, so that nothing is lost when the bot is stopped before it was told.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.editing import Status, Submission
from bot.domain.feed import Card, Feed, KnownEntry
from bot.feeds.ports import FeedStore
from bot.feeds.schedule import is_to_be_told
from bot.ports.clock import Clock
from bot.ports.editing import SubmissionStore

MOST_AN_HOUR = 3
"""How many cards a server gets within an hour for one suggestion each; what comes on top is told of together."""
MOST_TOGETHER = 25
_HOUR = timedelta(hours=1)


class Notices:
    """Finds what is to be told, and notes what was."""

    def __init__(self, store: FeedStore, submissions: SubmissionStore, clock: Clock) -> None:
        self._store = store
        self._submissions = submissions
        self._clock = clock

    async def cards(self, server_id: int, log_channel: int | None) -> Sequence[Card]:
        """The cards that are to be sent now: those that were made and not sent, and new ones."""
        await self._make_cards(server_id, log_channel)
        return await self._store.unsent_cards(server_id)

    async def sent(self, card: Card, message_id: int) -> None:
        """Notes which message a card became, 0 where it can't be one."""
        await self._store.card_sent(card.card_id, message_id)

    async def card(self, server_id: int, card_id: int) -> Card | None:
        """The card with this id."""
        return await self._store.card(server_id, card_id)

    async def pending(self, card: Card) -> list[Submission]:
        """The suggestions of a card that still wait."""
        found = [await self._submissions.get(card.server_id, number) for number in card.submission_ids]
        return [each for each in found if each and each.status is Status.PENDING]

    async def feed_of(self, server_id: int, submission_id: int) -> Feed | None:
        """The feed that a suggestion came from."""
        return await self._store.of_submission(server_id, submission_id)

    async def troubles(self, server_id: int) -> list[Feed]:
        """The feeds of which it is to be told that they fail or were paused."""
        now = self._clock.now()
        every = await self._store.of_server(server_id)
        return [feed for feed in every if not feed.pause_told or (not feed.pause and is_to_be_told(feed, now))]

    async def told(self, feed: Feed) -> None:
        """Notes that moderators were told of a feed's trouble."""
        now = self._clock.now()
        await self._store.change(feed.feed_id, lambda each: replace(each, told_at=now, pause_told=True))

    async def _make_cards(self, server_id: int, log_channel: int | None) -> None:
        untold = [each for each in await self._store.undecided(server_id) if each.card_id is None]
        if not untold:
            return
        now, channels = self._clock.now(), await self._channels(server_id, untold, log_channel)
        told = await self._store.cards_since(server_id, now - _HOUR)
        is_much = told + len(untold) > MOST_AN_HOUR
        is_time = told == 0 or any(now - (each.taken_at or each.seen_at) >= _HOUR for each in untold)
        if is_much and not is_time:
            return
        at_once = MOST_TOGETHER if is_much else 1
        for channel_id in sorted(set(channels.values())):
            numbers = [number for number, each in channels.items() if each == channel_id]
            for first in range(0, len(numbers), at_once):
                part = tuple(numbers[first : first + at_once])
                await self._store.make_card(Card(0, server_id, channel_id, now, part))

    async def _channels(self, server_id: int, untold: Sequence[KnownEntry], log_channel: int | None) -> dict[int, int]:
        """Where each suggestion is to be told of; nowhere is left out, and told of once there is a place."""
        feeds = {feed.feed_id: feed for feed in await self._store.of_server(server_id)}
        found = {each.submission_id or 0: feeds[each.feed_id].channel or log_channel for each in untold}
        return {number: channel for number, channel in found.items() if channel}
