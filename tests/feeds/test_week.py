"""A week of a busy and careless site, with the bot killed now and then: nothing is lost, and nothing comes twice."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.feed import Card, Entry, FeedMode, FetchedFeed, Validators
from bot.feeds.feeds import Feeds
from bot.ingestion.document import IngestedArticle
from tests.feeds.newsroom import SERVER, Desked, ScriptedFeeds, SetClock, open_feeds, story

STORIES = 24
SHOWN = 8
"""How many entries the feed holds at a time."""


class Killed(BaseException):
    """The process ends here; nothing in it hears of that."""


PATIENCE = 12
"""For how many hours a kill is waited for, until another is."""
WRITES = ("saw", "submit", "put_entry", "change", "make_card", "card_sent")


class Fuse:
    """Ends the process at the next call of a store that it is set to, before or after what it does is kept."""

    def __init__(self) -> None:
        self.at: tuple[str, str] | None = None

    def burn(self, *step: str) -> None:
        """One step."""
        if step == self.at:
            self.at = None
            raise Killed


class Burning:
    """A store whose every call burns the fuse twice."""

    def __init__(self, store: Any, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def call(*given: Any, **named: Any) -> Any:
            self._fuse.burn("before", name)
            result = await getattr(self._store, name)(*given, **named)
            self._fuse.burn("after", name)
            return result

        return call


class CarelessSite(ScriptedFeeds):
    """Publishes a story every few hours, edits some, and tells each entry differently at every poll."""

    def __init__(self, clock: SetClock, chance: random.Random) -> None:
        super().__init__()
        self.clock = clock
        self.chance = chance
        self.begin = clock.moment
        self.tricks = [_as_it_is, _new_guid, _new_link, _no_date, _present_date, _tracking]

    async def fetch(self, url: str, validators: Validators) -> FetchedFeed:
        """The latest stories; an error now and then."""
        if self.chance.random() < 0.1:
            raise UserError("down", "feed_down", status=503)
        self.entries = [self._told(number) for number in self._published()[-SHOWN:]]
        self.chance.shuffle(self.entries)
        return await super().fetch(url, validators)

    async def read(self, entry: Entry) -> IngestedArticle:
        """The article; too slow now and then."""
        if self.chance.random() < 0.1:
            raise UserError("slow", "page_slow", seconds=10)
        return await super().read(entry)

    def _published(self) -> list[int]:
        hours = (self.clock.moment - self.begin) / timedelta(hours=1)
        return [number for number in range(STORIES) if number * 6 <= hours]

    def _told(self, number: int) -> Entry:
        told = story(number, published=self.begin + timedelta(hours=6 * number))
        hours = (self.clock.moment - self.begin) / timedelta(hours=1)
        if number % 4 == 0 and hours >= 6 * number + 12:
            told = replace(told, content=f"{told.content} Corrected: she waved twice.")
        return self.chance.choice(self.tricks)(told, self.chance) if number % 2 else told


def _as_it_is(entry: Entry, _: random.Random) -> Entry:
    return entry


def _new_guid(entry: Entry, chance: random.Random) -> Entry:
    return replace(entry, guid=f"{chance.random()}")


def _new_link(entry: Entry, chance: random.Random) -> Entry:
    return replace(entry, link=f"https://news.example/moved/{chance.random()}")


def _no_date(entry: Entry, _: random.Random) -> Entry:
    return replace(entry, published=None)


def _present_date(entry: Entry, chance: random.Random) -> Entry:
    return replace(entry, published=(entry.published or SetClock().moment) + timedelta(minutes=chance.randrange(60)))


def _tracking(entry: Entry, chance: random.Random) -> Entry:
    return replace(entry, guid="", link=f"{entry.link}?utm_source={chance.random()}#x")


@pytest.mark.parametrize("mode", FeedMode)
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_week_with_kills(tmp_path: Path, mode: FeedMode, seed: int) -> None:
    """Each story is there once, with its last words; and moderators are told of each that waits, once."""
    chance, clock = random.Random(seed), SetClock()  # noqa: S311  # a test's dice
    site, fuse, told = CarelessSite(clock, chance), Fuse(), dict[int, Card]()
    async with open_feeds(tmp_path, clock, site) as desked:
        await desked.add(mode)
    until, kills = clock.moment + timedelta(days=8), 0
    while clock.moment < until:
        async with open_feeds(tmp_path, clock, site) as desked:
            try:
                for hour in count():
                    if hour % PATIENCE == 0:
                        fuse.at = (chance.choice(["before", "after"]), chance.choice(WRITES))
                    await _go_round(_burning(desked, fuse), told)
                    if clock.moment >= until:
                        break
            except Killed:
                kills += 1
    fuse.at = None
    async with open_feeds(tmp_path, clock, site) as desked:
        await _go_round(desked, told)
        found = await (desked.live() if mode is FeedMode.PUBLISH else desked.waiting())
        assert sorted(filter(None, found)) == sorted(story(number).title for number in range(STORIES))
        texts = [each.text for each in await desked.app.stores.ledger.live(SERVER)] or [
            each.manuscript.revision.text for each in await desked.app.stores.submissions.pending(SERVER)
        ]
        assert sum("she waved twice" in text for text in texts) == STORIES / 4
    assert kills >= 10
    numbers = [number for card in told.values() for number in card.submission_ids]
    assert len(numbers) == len(set(numbers)) == (0 if mode is FeedMode.PUBLISH else STORIES)


def _burning(desked: Desked, fuse: Fuse) -> Desked:
    stores, app = desked.app.stores, desked.app
    store: Any = Burning(stores.feeds, fuse)
    clock, source = desked.clock, desked.feeds.desk._source
    feeds = Feeds.over(store, stores.submissions, stores.ledger, source, app.desk, clock, lambda: 0.5)
    return Desked(app, feeds, clock)


async def _go_round(desked: Desked, told: dict[int, Card]) -> None:
    """A round, and all that is to be told sent; Discord shows a card once that is sent again with its nonce."""
    await desked.go(hours=1)
    for card in await desked.feeds.notices.cards(SERVER, 1):
        told[card.card_id] = card
        await desked.feeds.notices.sent(card, card.card_id)
