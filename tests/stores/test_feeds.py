"""Feeds, their entries and cards come back as they were kept, each in its own server."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from bot.adapters.sql.stores import Stores
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript, Subject
from bot.domain.feed import (
    Card,
    Entry,
    Failure,
    Feed,
    FeedChange,
    FeedMode,
    FeedState,
    Filters,
    KnownEntry,
    Outcome,
    PauseReason,
    Sighting,
    Skipped,
    Validators,
)

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Result = TypeVar("Result")
MANUSCRIPT = Manuscript(Revision("draft", "Marl won."), "raw")


def run(opened: Opened, work: Callable[[Stores], Awaitable[Result]]) -> Result:
    """What ``work`` makes of the open stores."""

    async def opened_and_worked() -> Result:
        async with opened() as stores:
            return await work(stores)

    return asyncio.run(opened_and_worked())


def feed_of(clock: Any, server: int = 5, **changed: Any) -> Feed:
    """An active feed that is due."""
    plain = Feed(0, server, "https://news.example/feed", "News", 11, clock.now(), clock.now(), state=FeedState.ACTIVE)
    return replace(plain, **changed)


def entry_of(clock: Any, feed: Feed, **changed: Any) -> KnownEntry:
    """A new entry."""
    content = Entry("1", "https://news.example/a", "Marl wins", clock.now(), "<p>x", categories=("a",))
    seen = KnownEntry(0, feed.feed_id, feed.server_id, "Marl wins", "", clock.now(), "f", Outcome.NEW, content=content)
    return replace(seen, **changed)


async def _seen(stores: Stores, clock: Any, feed: Feed, *keys: str, **changed: Any) -> KnownEntry:
    await stores.feeds.saw(
        feed.feed_id, lambda each: each, [Sighting(entry_of(clock, feed, **changed), frozenset(keys))]
    )
    return (await stores.feeds.latest(feed.feed_id, 1))[0]


def test_a_feed_comes_back_whole(opened: Opened, clock: Any) -> None:
    """With all that can be known of it; in another server there is none."""
    now = clock.now()
    whole = feed_of(
        clock,
        mode=FeedMode.PUBLISH,
        channel=7,
        filters=Filters(("Ada Marl",), ("oslo",), ("track",)),
        state=FeedState.PAUSED,
        start=now,
        validators=Validators('"e"', "Mon"),
        newest=now,
        polled_at=now,
        succeeded_at=now,
        failure=Failure("feed_down", now, {"status": "500"}, 3, is_lasting=True),
        told_at=now,
        pause=PauseReason.GONE,
        pause_told=False,
    )
    added = run(opened, lambda stores: stores.feeds.add(whole))
    assert run(opened, lambda stores: stores.feeds.of_server(5)) == [added]
    assert run(opened, lambda stores: stores.feeds.get(5, added.feed_id)) == added
    assert run(opened, lambda stores: stores.feeds.get(6, added.feed_id)) is None


def test_what_is_due_is_found(opened: Opened, clock: Any) -> None:
    """Active feeds whose time has come, whose last poll lies ahead, or that have entries to be read by now."""

    async def work(stores: Stores) -> list[str]:
        now, hour = clock.now(), timedelta(hours=1)
        for name, changed in {
            "due": {},
            "later": {"next_poll": now + hour},
            "paused": {"state": FeedState.PAUSED},
            "ahead": {"next_poll": now + 2 * hour, "polled_at": now + hour},
        }.items():
            await stores.feeds.add(feed_of(clock, title=name, **changed))
        for name, next_try in {"unread": None, "tried": now + hour, "tried long ago": now - hour}.items():
            feed = await stores.feeds.add(feed_of(clock, title=name, next_poll=now + hour))
            await _seen(stores, clock, feed, "k", next_try=next_try)
        return sorted(feed.title for feed in await stores.feeds.due(now))

    assert run(opened, work) == ["ahead", "due", "tried long ago", "unread"]


def test_an_entry_is_known_by_every_key_it_ever_had(opened: Opened, clock: Any) -> None:
    """In its own feed; a key stays with the entry that had it first."""

    async def work(stores: Stores) -> list[Any]:
        feed, other = [await stores.feeds.add(feed_of(clock)) for _ in range(2)]
        first = await _seen(stores, clock, feed, "guid", "link")
        await stores.feeds.saw(feed.feed_id, lambda each: each, [Sighting(first, frozenset({"text"}))])
        second = await _seen(stores, clock, feed, "link", "new", title="Second")
        known = await stores.feeds.known(feed.feed_id, ["guid", "link", "text", "new", "none"])
        assert await stores.feeds.known(other.feed_id, ["guid"]) == {}
        return [known == {"guid": first, "link": first, "text": first, "new": second}]

    assert run(opened, work) == [True]


def test_what_is_new_is_read_before_what_changed(opened: Opened, clock: Any) -> None:
    """So that a site that changes all its entries at every poll doesn't use up what a day has room for."""

    async def work(stores: Stores) -> list[str]:
        feed = await stores.feeds.add(feed_of(clock))
        for title, outcome in {"changed": Outcome.CHANGED, "new": Outcome.NEW, "newer": Outcome.NEW}.items():
            await _seen(stores, clock, feed, title, title=title, outcome=outcome)
        return [entry.title for entry in await stores.feeds.unread(feed.feed_id, clock.now(), 10)]

    assert run(opened, work) == ["new", "newer", "changed"]


def test_a_suggestion_and_its_entry_are_kept_together(opened: Opened, clock: Any) -> None:
    """The suggestion waits, and the entry is done; made again while it waits, the suggestion has the new words."""

    async def work(stores: Stores) -> None:
        feed = await stores.feeds.add(feed_of(clock))
        entry = await _seen(stores, clock, feed, "k")
        submitted = await stores.feeds.submit(entry, 99, MANUSCRIPT)
        assert await stores.feeds.latest(feed.feed_id, 1) == [submitted]
        assert (submitted.outcome, submitted.content) == (Outcome.SUBMITTED, None)
        assert await stores.feeds.unread(feed.feed_id, clock.now(), 10) == []
        edited = Manuscript(Revision("draft", "Marl lost."), "raw")
        again = await stores.feeds.submit(submitted, 99, edited)
        (waiting,) = await stores.submissions.pending(5)
        assert (again.submission_id, waiting.member_id, waiting.manuscript) == (waiting.submission_id, 99, edited)
        assert await stores.feeds.of_submission(5, waiting.submission_id) == feed
        assert await stores.feeds.of_submission(6, waiting.submission_id) is None

    run(opened, work)


def test_a_removed_feed_stays_removed(opened: Opened, clock: Any) -> None:
    """A poll that was under way brings neither it nor its entries back; its suggestions stay."""

    async def work(stores: Stores) -> None:
        feed = await stores.feeds.add(feed_of(clock))
        await stores.feeds.submit(await _seen(stores, clock, feed, "k"), 99, MANUSCRIPT)
        await stores.feeds.remove(6, feed.feed_id)
        assert len(await stores.feeds.of_server(5)) == 1
        await stores.feeds.remove(5, feed.feed_id)
        await stores.feeds.saw(feed.feed_id, lambda each: each, [Sighting(entry_of(clock, feed), frozenset({"k"}))])
        assert await stores.feeds.change(feed.feed_id, lambda each: each) is None
        assert await stores.feeds.known(feed.feed_id, ["k"]) == {}
        assert len(await stores.submissions.pending(5)) == 1

    run(opened, work)


async def _log(stores: Stores, clock: Any, feed: Feed, before: FeedState, after: FeedState) -> AuditEntry:
    """A change by a moderator, in the log."""
    change = FeedChange(feed.feed_id, feed.title, feed.url, feed.mode, before, after)
    last = await stores.ledger.latest(5, Subject(feed_id=feed.feed_id))
    entry = AuditEntry(0, 5, clock.now(), 11, Action.FEED, feed=change)
    return replace(entry, entry_id=await stores.ledger.record(entry, last.entry_id if last else 0))


def test_what_moderators_do_to_a_feed_is_kept_with_its_entry_of_the_log(opened: Opened, clock: Any) -> None:
    """A removed feed is nowhere to be found; brought back, it is due and knows all it knew."""

    async def work(stores: Stores) -> None:
        feed = await stores.feeds.add(feed_of(clock, next_poll=clock.now() + timedelta(days=1)))
        submitted = await stores.feeds.submit(await _seen(stores, clock, feed, "k"), 99, MANUSCRIPT)
        removal = await _log(stores, clock, feed, FeedState.ACTIVE, FeedState.REMOVED)
        assert await stores.ledger.entry(5, removal.entry_id) == removal
        assert (await stores.feeds.get(5, feed.feed_id), await stores.feeds.of_server(5)) == (None, [])
        assert await stores.feeds.change(feed.feed_id, lambda each: each) is None
        assert (await stores.feeds.due(clock.now()), await stores.feeds.undecided(5)) == ([], [])
        await _log(stores, clock, feed, FeedState.REMOVED, FeedState.ACTIVE)
        (back,) = await stores.feeds.due(clock.now())
        assert back == await stores.feeds.get(5, feed.feed_id) == replace(feed, next_poll=clock.now())
        assert await stores.feeds.known(feed.feed_id, ["k"]) == {"k": submitted}

    run(opened, work)


def test_a_change_to_a_feed_and_what_a_poll_found_are_both_kept(opened: Opened, clock: Any) -> None:
    """However they come together, neither is lost to the other."""

    def count(feed: Feed) -> Feed:
        return replace(
            feed, failure=Failure("feed_down", clock.now(), count=feed.failure.count + 1 if feed.failure else 1)
        )

    async def work(stores: Stores) -> None:
        feed = await stores.feeds.add(feed_of(clock))
        polls = [stores.feeds.change(feed.feed_id, count) for _ in range(12)]
        await asyncio.gather(*polls[:6], _log(stores, clock, feed, FeedState.ACTIVE, FeedState.PAUSED), *polls[6:])
        kept = await stores.feeds.get(5, feed.feed_id)
        assert kept
        assert kept.failure
        assert (kept.state, kept.failure.count) == (FeedState.PAUSED, 12)

    run(opened, work)


def test_a_card_is_made_before_it_is_sent(opened: Opened, clock: Any) -> None:
    """Until its message is known it is to be sent, over restarts; its suggestions are told of from the start."""

    async def make(stores: Stores) -> None:
        feed = await stores.feeds.add(feed_of(clock))
        submitted = await stores.feeds.submit(await _seen(stores, clock, feed, "k"), 99, MANUSCRIPT)
        await stores.feeds.make_card(Card(0, 5, 7, clock.now(), (submitted.submission_id or 0,)))

    async def send(stores: Stores) -> None:
        (untold,) = await stores.feeds.undecided(5)
        (card,) = await stores.feeds.unsent_cards(5)
        assert untold.card_id == card.card_id
        await stores.feeds.card_sent(card.card_id, 1234)
        assert await stores.feeds.unsent_cards(5) == []
        assert await stores.feeds.card(5, card.card_id) == replace(card, message_id=1234)
        assert await stores.feeds.card(6, card.card_id) is None
        assert await stores.feeds.cards_since(5, clock.now()) == 1
        assert await stores.feeds.cards_since(5, clock.now() + timedelta(seconds=1)) == 0

    run(opened, make)
    run(opened, send)


def test_what_was_taken_is_counted_up_to_now(opened: Opened, clock: Any) -> None:
    """What lies ahead was taken by a clock that was wrong, and doesn't count."""

    async def work(stores: Stores) -> int:
        feed, now = await stores.feeds.add(feed_of(clock)), clock.now()
        for hours in (-30, -2, 0, 5):
            taken = {"taken_at": now + timedelta(hours=hours), "outcome": Outcome.SKIPPED, "reason": Skipped.PAYWALL}
            await _seen(stores, clock, feed, str(hours), **taken)
        return await stores.feeds.taken(feed.feed_id, now - timedelta(days=1), now)

    assert run(opened, work) == 2
