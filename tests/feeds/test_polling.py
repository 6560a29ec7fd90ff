"""What is new in a feed becomes a suggestion or an article, once, whatever the site does to its feed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import LastingFeedError, UserError
from bot.domain.feed import Entry, Feed, FeedMode, FeedState, FetchedFeed, Filters, Outcome, Skipped, Validators
from bot.feeds.poller import MOST_A_DAY
from tests.feeds.newsroom import BOT, MODERATOR, NOON, SERVER, Desked, ScriptedFeeds, SetClock, open_feeds, story


@pytest.fixture
def clock() -> SetClock:
    """A clock at noon on 1 September 2025."""
    return SetClock()


async def test_entries_wait_in_the_queue(tmp_path: Path, clock: SetClock) -> None:
    """In review mode an entry becomes a suggestion of the bot's; in the next polls it is known."""
    source = ScriptedFeeds([story(2), story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        for _ in range(3):
            await desked.go(hours=1)
        assert await desked.waiting() == ["Marl in Rome, part 1", "Marl in Bergen, part 2"]
        assert {each.member_id for each in await desked.app.desk.queue.pending(MODERATOR)} == {BOT.member_id}
        assert await desked.live() == []


async def test_entries_are_published_and_can_be_taken_back(tmp_path: Path, clock: SetClock) -> None:
    """In publish mode an article answers at once, by the bot's hand; taken back, it stays in the queue."""
    async with open_feeds(tmp_path, clock, ScriptedFeeds([story(1)])) as desked:
        await desked.add(FeedMode.PUBLISH)
        await desked.go()
        assert await desked.live() == ["Marl in Rome, part 1"]
        change, _ = await desked.app.desk.changes.audit(MODERATOR)
        assert (change.actor_id, change.why) == (BOT.member_id, "Feed: News")
        await desked.app.desk.changes.undo(MODERATOR, change.entry_id)
        await desked.go(hours=2)
        assert await desked.live() == []
        assert await desked.waiting() == ["Marl in Rome, part 1"]


CHANGES: dict[str, Callable[[Entry, int], Entry]] = {
    "guid": lambda entry, poll: replace(entry, guid=f"new-{poll}"),
    "date": lambda entry, poll: replace(entry, published=NOON + timedelta(hours=poll)),
    "tracking": lambda entry, poll: replace(entry, guid="", link=f"{entry.link}?utm_source=rss{poll}&fbclid={poll}"),
    "fragment": lambda entry, poll: replace(entry, guid="", link=f"{entry.link}#part{poll}"),
    "scheme": lambda entry, poll: replace(
        entry, guid="", link=entry.link.replace("https://", f"http{'s' * (poll % 2)}://")
    ),
    "www": lambda entry, poll: replace(entry, guid="", link=entry.link.replace("//", "//www." if poll % 2 else "//")),
    "link": lambda entry, poll: replace(entry, link=f"https://news.example/moved/{poll}/{entry.guid}"),
    "guid and link": lambda entry, poll: replace(
        entry, guid=f"{poll} {entry.guid}", link=f"https://news.example/moved/{poll}/{entry.guid}"
    ),
    "no guid": lambda entry, poll: replace(entry, guid="" if poll % 2 else entry.guid),
    "no date": lambda entry, poll: replace(entry, published=None if poll else entry.published),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_nothing_is_taken_twice(tmp_path: Path, clock: SetClock, change: Callable[[Entry, int], Entry]) -> None:
    """Whatever a site changes at every poll, an entry is the same as long as one thing that tells it stays."""
    source = ScriptedFeeds()
    for poll in range(4):
        source.entries = [change(story(1), poll), change(story(2), poll)]
        async with open_feeds(tmp_path, clock, source) as desked:
            if poll == 0:
                await desked.add()
            await desked.go(hours=1)
            assert len(await desked.waiting()) == 2
    assert len(source.read_links) == 2


async def test_two_in_one_feed_that_differ_in_tracking_are_one(tmp_path: Path, clock: SetClock) -> None:
    """An entry that stands twice in a feed, with another guid and a tracking parameter, is taken once."""
    twin = replace(story(1), guid="twin", link=f"{story(1).link}?utm_medium=feed")
    async with open_feeds(tmp_path, clock, ScriptedFeeds([story(1), twin])) as desked:
        await desked.add()
        await desked.go()
        assert await desked.outcomes() == [Outcome.SUBMITTED]


async def test_a_guid_that_all_entries_share_tells_nothing(tmp_path: Path, clock: SetClock) -> None:
    """Where a site gives every entry its own address as guid, all of them are taken."""
    source = ScriptedFeeds([replace(story(number), guid="https://news.example/") for number in (1, 2, 3)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        source.entries = [replace(story(4), guid="https://news.example/")]
        await desked.go(hours=1)
        assert len(await desked.waiting()) == 4


async def test_an_edit_becomes_a_revision(tmp_path: Path, clock: SetClock) -> None:
    """A published article gets a new version when its entry's words change, but not for each change of a hasty editor.

    The last words are read in the end, though the site says by then that nothing has changed.
    """
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add(FeedMode.PUBLISH)
        await desked.go()
        for edit in range(3):
            source.entries = [replace(story(1), content=f"{story(1).content} Correction {edit}: she was second.")]
            await desked.go(minutes=45)
        (live,) = await desked.app.stores.ledger.live(SERVER)
        assert (live.number, "Correction 0" in live.text) == (2, True)
        source.unchanged = True
        await desked.go(hours=6)
        (live,) = await desked.app.stores.ledger.live(SERVER)
        assert (live.number, "Correction 2" in live.text) == (3, True)


@pytest.mark.parametrize("stays", ["guid", "link"])
async def test_an_edit_is_told_by_what_stays(tmp_path: Path, clock: SetClock, stays: str) -> None:
    """A guid is enough where the address moved with the headline, and an address where the guid is new."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        edited = story(1, title="Marl second in Rome, part 1", guid="new", link="https://news.example/second")
        source.entries = [replace(edited, **{stays: getattr(story(1), stays)})]
        await desked.go(hours=2)
        assert await desked.waiting() == ["Marl second in Rome, part 1"]


async def test_an_edit_of_what_waits_takes_its_place(tmp_path: Path, clock: SetClock) -> None:
    """A suggestion nobody has decided on has the new words; there is still one."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        source.entries = [replace(story(1), title="Marl corrected in Rome")]
        await desked.go(hours=2)
        assert await desked.waiting() == ["Marl corrected in Rome"]


async def test_an_edit_in_review_mode_waits_as_a_new_version(tmp_path: Path, clock: SetClock) -> None:
    """What a moderator approved is changed only by what a moderator approves; approved, it is the second version."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        queue = desked.app.desk.queue
        (waiting,) = await queue.pending(MODERATOR)
        article_id = (await queue.approve(MODERATOR, waiting.submission_id)).article_id
        source.entries = [replace(story(1), content=f"{story(1).content} She was second.")]
        await desked.go(hours=2)
        (waiting,) = await queue.pending(MODERATOR)
        assert waiting.revises == article_id
        entry = await queue.approve(MODERATOR, waiting.submission_id)
        assert (entry.article_id, entry.revision) == (article_id, 2)
        await desked.app.desk.changes.undo(MODERATOR, entry.entry_id)
        (live,) = await desked.app.stores.ledger.live(SERVER)
        assert live.number == 1


async def test_moderators_hands_are_not_overwritten(tmp_path: Path, clock: SetClock) -> None:
    """An edit of an article that a moderator has changed since waits in the queue, in publish mode too."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add(FeedMode.PUBLISH)
        await desked.go()
        (live,) = await desked.app.stores.ledger.live(SERVER)
        article = await ScriptedFeeds().read(replace(story(1), title="By hand"))
        await desked.app.desk.articles.edit(MODERATOR, live.article_id, article, 1)
        source.entries = [replace(story(1), content=f"{story(1).content} She was second.")]
        await desked.go(hours=2)
        assert await desked.live() == ["By hand"]
        assert await desked.waiting() == ["Marl in Rome, part 1"]


@pytest.mark.parametrize("decision", ["rejected", "removed"])
async def test_what_moderators_took_away_stays_away(tmp_path: Path, clock: SetClock, decision: str) -> None:
    """An edit brings back neither what was rejected nor what was removed."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        desk = desked.app.desk
        await desked.add(FeedMode.REVIEW if decision == "rejected" else FeedMode.PUBLISH)
        await desked.go()
        if decision == "rejected":
            (waiting,) = await desk.queue.pending(MODERATOR)
            await desk.queue.reject(MODERATOR, waiting.submission_id, "")
        else:
            (live,) = await desked.app.stores.ledger.live(SERVER)
            await desk.articles.remove(MODERATOR, live.article_id)
        source.entries = [replace(story(1), content=f"{story(1).content} She was second.")]
        await desked.go(hours=2)
        assert (await desked.live(), await desked.waiting()) == ([], [])
        assert await desked.outcomes() == [Skipped.WITHDRAWN]


LIE = "Ada Marl lost in Oslo. To continue reading, subscribe now to our paper."
GERMAN = "Ada Marl hat gestern in Bern das Rennen über 800 Meter gewonnen und war danach sehr glücklich über den Sieg."
SKIPPED: dict[str, tuple[Entry, Skipped]] = {
    "paywall": (story(3, content=LIE), Skipped.PAYWALL),
    "language": (story(3, content=GERMAN, title="Sieg in Bern für Ada Marl"), Skipped.LANGUAGE),
    "nobody": (
        story(3, content="The weather was fine over the hills and it did not rain at all.", title="Weather"),
        Skipped.NO_ATHLETE,
    ),
    "same link": (
        story(3, link=f"{story(1).link}#x", guid="y", title="Other words of another race"),
        Skipped.DUPLICATE,
    ),
    "another outlet's": (
        story(
            1,
            guid="other",
            link="https://other.example/a",
            title="Marl in Rome!",
            content=f"{story(1).content} More soon.",
        ),
        Skipped.NEAR_DUPLICATE,
    ),
    "nothing to read": (Entry("x", "", "Only a title of some words here", NOON), Skipped.NO_LINK),
}


@pytest.mark.parametrize("mode", FeedMode)
@pytest.mark.parametrize(("entry", "reason"), SKIPPED.values(), ids=SKIPPED.keys())
async def test_what_fails_a_check_is_skipped_with_its_reason(
    tmp_path: Path, clock: SetClock, entry: Entry, reason: Skipped, mode: FeedMode
) -> None:
    """The same checks as for a pasted article, against what answers and what waits."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add(mode)
        await desked.go()
        await desked.feeds.desk.remove(MODERATOR, (await desked.feeds.desk.every(MODERATOR))[0].feed_id)
        await desked.add()
        source.entries = [entry]
        await desked.go(hours=1)
        assert await desked.outcomes() == [reason]
        assert [*await desked.waiting(), *await desked.live()] == [story(1).title]


@pytest.mark.parametrize(
    ("filters", "taken"),
    [
        (Filters(), [1, 2]),
        (Filters(words=("oslo", "ROME")), [1]),
        (Filters(athletes=("marl",)), [1, 2]),
        (Filters(athletes=("lee",)), []),
        (Filters(categories=("Track",)), [2]),
    ],
)
async def test_filters_choose(tmp_path: Path, clock: SetClock, filters: Filters, taken: list[int]) -> None:
    """By word, athlete or category; a page whose category isn't wanted isn't even read."""
    source = ScriptedFeeds([story(2, categories=("track", "field")), story(1, categories=("golf",))])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add(filters=filters)
        await desked.go()
        assert await desked.waiting() == [story(number).title for number in taken]
        assert len(source.read_links) == (1 if filters.categories else 2)


async def test_the_first_poll_takes_what_is_asked_for(tmp_path: Path, clock: SetClock) -> None:
    """What is older, or has no date, is left; what comes later without a date is taken."""
    dated = [story(number, published=NOON - timedelta(days=number)) for number in (1, 5, 40)]
    source = ScriptedFeeds([*dated, story(6, published=None)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add(days=7)
        await desked.go()
        assert sorted(await desked.outcomes()) == ["before_start", "before_start", "submitted", "submitted"]
        source.entries.append(story(7, published=None))
        await desked.go(hours=1)
        assert len(await desked.waiting()) == 3


async def test_nothing_is_taken_before_it_is_started(tmp_path: Path, clock: SetClock) -> None:
    """A feed that was only added is fetched once, to be shown, and no more."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.feeds.desk.add(MODERATOR, "https://news.example/feed", FeedMode.PUBLISH, None, Filters())
        await desked.go(days=3)
        assert (source.fetched, await desked.live()) == (1, [])


async def test_old_entries_that_come_back_are_left(tmp_path: Path, clock: SetClock) -> None:
    """When a site is moved and its archive shows up under new addresses, it is old by its dates."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        source.entries += [story(number, published=NOON - timedelta(days=100)) for number in range(2, 9)]
        await desked.go(hours=1)
        assert len(await desked.waiting()) == 1
        assert (await desked.outcomes()).count(Skipped.OLD) == 7


async def test_a_feed_has_a_daily_cap(tmp_path: Path, clock: SetClock) -> None:
    """What is beyond it isn't lost: it is taken the next day, though it has left the feed by then."""
    source = ScriptedFeeds([story(number) for number in range(MOST_A_DAY + 3)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        source.entries = []
        await desked.go(hours=12)
        assert len(source.read_links) == MOST_A_DAY
        await desked.go(hours=13)
        assert len(source.read_links) == MOST_A_DAY + 3


@pytest.mark.parametrize("days", [400, -400])
async def test_a_clock_that_is_wrong_for_a_while_does_no_harm(tmp_path: Path, clock: SetClock, days: int) -> None:
    """While it is a year off and after it is put right, what is new is taken, and nothing twice."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        source.entries.append(story(2))
        await desked.go(days=days)
        source.entries.append(story(3, published=NOON + timedelta(hours=1)))
        await desked.go(days=-days, hours=1)
        assert len(await desked.waiting()) == 3


async def test_a_page_that_can_not_be_had_is_tried_again(tmp_path: Path, clock: SetClock) -> None:
    """Three times, hours apart; what will never be readable is left at once."""
    source = ScriptedFeeds([story(1)], unreadable=UserError("too slow", "page_slow", seconds=10))
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        for _ in range(12):
            await desked.go(hours=1)
        assert len(source.read_links) == 3
        source.entries.append(story(2))
        source.unreadable = UserError("barred", "page_status", status=403)
        for _ in range(3):
            await desked.go(hours=1)
        assert len(source.read_links) == 4
        assert await desked.outcomes() == [Skipped.UNREADABLE, Skipped.PROTECTED]


async def test_a_feed_that_fails_is_asked_less_and_then_paused(tmp_path: Path, clock: SetClock) -> None:
    """It is told of once; after days it is paused, which is told once, too, and nothing is asked of it any more."""
    source = ScriptedFeeds([story(1)])
    told = []
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        source.problem = UserError("down", "feed_down", status=500)
        for _ in range(8 * 24):
            await desked.go(hours=1)
            for feed in await desked.feeds.notices.troubles(SERVER):
                told.append(feed.state)
                await desked.feeds.notices.told(feed)
        assert told == [FeedState.ACTIVE, FeedState.PAUSED]
        assert source.fetched < 20
        await desked.feeds.desk.resume(MODERATOR, (await desked.feeds.desk.every(MODERATOR))[0].feed_id)
        source.problem, source.entries = None, [story(1), story(2)]
        await desked.go()
        assert len(await desked.waiting()) == 2


async def test_a_lasting_problem_is_told_at_once(tmp_path: Path, clock: SetClock) -> None:
    """A single failure that waiting may mend isn't worth a word; one that it can't mend is."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        source.problem = UserError("down", "feed_down", status=500)
        await desked.go()
        assert await desked.feeds.notices.troubles(SERVER) == []
        source.problem = LastingFeedError("protected", "feed_protected")
        await desked.go(hours=2)
        (feed,) = await desked.feeds.notices.troubles(SERVER)
        assert feed.failure
        assert feed.failure.code == "feed_protected"


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(tmp_path: Path, clock: SetClock) -> None:
    """Its entries are the same there."""
    source = ScriptedFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        await desked.go()
        source.moved_to = "https://news.example/new-feed"
        await desked.go(hours=1)
        (feed,) = await desked.feeds.desk.every(MODERATOR)
        assert feed.url == "https://news.example/new-feed"
        assert len(await desked.waiting()) == 1


async def test_a_stop_ends_a_round_after_the_entry_it_is_at(tmp_path: Path, clock: SetClock) -> None:
    """The others are taken after the next start, though they have left the feed by then."""
    source = ScriptedFeeds([story(number) for number in (1, 2, 3)])
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.add()
        source.on_read = desked.feeds.rounds.stop
        await desked.go()
        assert len(await desked.waiting()) == 1
    source.on_read, source.entries = None, []
    async with open_feeds(tmp_path, clock, source) as desked:
        await desked.go()
        assert len(await desked.waiting()) == 3


async def test_a_feed_that_trips_the_program_over_rests(tmp_path: Path, clock: SetClock) -> None:
    """It isn't tried again every minute, and the other feeds are read."""
    source = BrokenFeeds([story(1)])
    async with open_feeds(tmp_path, clock, source) as desked:
        feed = await desked.add()
        await desked.feeds.desk.start(MODERATOR, (await _other(desked)).feed_id, None)
        await desked.go()
        await desked.go(minutes=1)
        assert source.asked.count(feed.url) == 1
        assert len(await desked.waiting()) == 1


async def _other(desked: Desked) -> Feed:
    feed, _ = await desked.feeds.desk.add(MODERATOR, "https://other.example/feed", FeedMode.REVIEW, None, Filters())
    return feed


@dataclass
class BrokenFeeds(ScriptedFeeds):
    """A source with a fault in it, which one of the feeds meets from its second poll on."""

    asked: list[str] = field(default_factory=list)

    async def fetch(self, url: str, validators: Validators) -> FetchedFeed:
        """The other feed's entries."""
        if self.fetched > 1:
            self.asked.append(url)
            if "news.example" in url:
                raise ZeroDivisionError
        return await super().fetch(url, validators)
