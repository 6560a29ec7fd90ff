"""What moderators do to feeds stands in the log of changes, and can be taken back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.editing import AuditEntry
from bot.domain.errors import ChangedMeanwhileError, UserError
from bot.domain.feed import FeedMode, FeedState, Filters
from tests.feeds.newsroom import MODERATOR, Desked, ScriptedFeeds, SetClock, open_feeds, story

FILTERS = Filters(athletes=("Marl",))


@pytest.fixture
def source() -> ScriptedFeeds:
    """A site with two stories."""
    return ScriptedFeeds([story(1), story(2)])


@pytest.fixture
async def desked(tmp_path: Path, source: ScriptedFeeds) -> AsyncIterator[Desked]:
    """A newsroom that reads the site."""
    async with open_feeds(tmp_path, SetClock(), source) as opened:
        yield opened


async def _log(desked: Desked) -> list[AuditEntry]:
    """The changes to feeds, the first first."""
    found = await desked.app.desk.changes.audit(MODERATOR, limit=50)
    return [entry for entry in reversed(found) if entry.feed]


async def _undo(desked: Desked, entry: AuditEntry | None) -> AuditEntry:
    assert entry
    await desked.feeds.desk.check_undo(MODERATOR, entry.entry_id)
    return await desked.app.desk.changes.undo(MODERATOR, entry.entry_id)


async def test_every_change_is_logged_once(desked: Desked) -> None:
    """With who made it and how the feed stood before; what changes nothing isn't."""
    feed = await desked.add(FeedMode.PUBLISH)
    desk, number = desked.feeds.desk, feed.feed_id
    for change in (desk.pause, desk.pause, desk.resume, desk.resume, desk.remove):
        await change(MODERATOR, number)
    logged = [(each.actor_id, each.feed and (each.feed.before, each.feed.after)) for each in await _log(desked)]
    active, paused, removed = FeedState.ACTIVE, FeedState.PAUSED, FeedState.REMOVED
    assert logged == [
        (7, (removed, active)),
        (7, (active, paused)),
        (7, (paused, active)),
        (7, (active, removed)),
    ]


async def test_a_feed_that_was_only_looked_at_leaves_no_trace(desked: Desked) -> None:
    """Nothing was read of it, so that there is nothing to log and nothing to take back."""
    feed, _ = await desked.feeds.desk.add(MODERATOR, "https://news.example/feed", FeedMode.REVIEW, None, FILTERS)
    assert await desked.feeds.desk.remove(MODERATOR, feed.feed_id) is None
    assert (await _log(desked), await desked.feeds.desk.every(MODERATOR)) == ([], [])


async def test_a_removed_feed_comes_back_as_it_was(desked: Desked, source: ScriptedFeeds) -> None:
    """With its filters and what it knows: what came meanwhile is taken, and nothing a second time."""
    feed = await desked.add(filters=FILTERS)
    await desked.go()
    removal = await desked.feeds.desk.remove(MODERATOR, feed.feed_id)
    source.entries.append(story(3))
    await desked.go(days=1)
    assert len(await desked.waiting()) == 2
    await _undo(desked, removal)
    await desked.go(days=1)
    (back,) = await desked.feeds.desk.every(MODERATOR)
    assert (back.feed_id, back.filters) == (feed.feed_id, FILTERS)
    assert await desked.waiting() == [each.title for each in (story(2), story(1), story(3))]


async def test_pausing_and_resuming_are_taken_back(desked: Desked, source: ScriptedFeeds) -> None:
    """Also where the feed had been paused by itself, which the log doesn't say."""
    feed = await desked.add()
    desk, number = desked.feeds.desk, feed.feed_id
    await _undo(desked, await desk.pause(MODERATOR, number))
    assert (await desk.get(MODERATOR, number)).state is FeedState.ACTIVE
    source.problem = UserError("gone", "feed_down")
    await desked.go(days=1)
    await desked.app.stores.feeds.change(number, lambda each: replace(each, state=FeedState.PAUSED))
    resumed = await desk.resume(MODERATOR, number)
    assert (await desk.get(MODERATOR, number)).failure is None
    await _undo(desked, resumed)
    assert (await desk.get(MODERATOR, number)).state is FeedState.PAUSED


async def test_one_that_was_never_started_cannot_rest(desked: Desked) -> None:
    """Pausing it is refused with what to do; so no later undo can bring back what was never there."""
    feed, _ = await desked.feeds.desk.add(MODERATOR, "https://news.example/feed", FeedMode.REVIEW, None, FILTERS)
    with pytest.raises(UserError, match="start it, or remove it"):
        await desked.feeds.desk.pause(MODERATOR, feed.feed_id)


async def test_adding_is_taken_back_and_that_too(desked: Desked) -> None:
    """The feed is gone, and then there again."""
    feed = await desked.add()
    (added,) = await _log(desked)
    undone = await _undo(desked, added)
    assert await desked.feeds.desk.every(MODERATOR) == []
    await _undo(desked, undone)
    assert [each.feed_id for each in await desked.feeds.desk.every(MODERATOR)] == [feed.feed_id]


async def test_later_changes_come_first(desked: Desked) -> None:
    """As with articles, a change that another one rests on can't be taken back."""
    feed = await desked.add()
    pause = await desked.feeds.desk.pause(MODERATOR, feed.feed_id)
    await desked.feeds.desk.remove(MODERATOR, feed.feed_id)
    with pytest.raises(ChangedMeanwhileError):
        await _undo(desked, pause)


async def test_a_feed_isn_t_brought_back_beside_itself(desked: Desked) -> None:
    """Where it was added anew since, it would be read twice."""
    feed = await desked.add()
    removal = await desked.feeds.desk.remove(MODERATOR, feed.feed_id)
    await desked.add()
    with pytest.raises(UserError) as refused:
        await _undo(desked, removal)
    assert refused.value.code == "feed_there"
