"""Who follows an athlete is told of new articles: in time, together, and only of what still stands."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from bot.adapters.sql.stores import Stores
from bot.domain.following import Address, Digest, News
from bot.domain.schedule import GATHERING, Rhythm
from bot.domain.server import ServerSettings
from bot.following.contents import MOST_QUOTES
from bot.following.digest import choose_articles
from bot.following.following import Following
from tests.following.simulated import SERVER, Simulation, StubNewsroom


class Always(random.Random):
    """Chance that brings trouble every time."""

    @override
    def random(self) -> float:
        return 0.0


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ANN = Address(SERVER, member_id=11)
Scene = tuple[Simulation, Stores, Following]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A simulation whose process is running, without kills or trouble."""
    simulation = Simulation(tmp_path)
    async with simulation.open() as (stores, following):
        yield simulation, stores, following


def contents(simulation: Simulation) -> list[News | Digest]:
    """What was told so far."""
    return [content for _, _, content in simulation.mailbox.standing]


async def test_articles_close_together_become_one_message(scene: Scene) -> None:
    """The first waits a little for the others; the newest is quoted first."""
    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee")
    for text in ("First.", "Second."):
        await simulation.publish(stores, ("Ann Lee",), text)
        await simulation.run(following)
        simulation.clock.moment += MINUTE / 2
    assert contents(simulation) == []
    simulation.clock.moment += GATHERING
    await simulation.run(following)
    (told,) = contents(simulation)
    assert isinstance(told, News)
    assert [quote.text for quote in told.quotes] == ["Second.", "First."]
    assert (told.athletes, told.further, told.followers) == (("Ann Lee",), 0, (11,))


async def test_many_articles_are_counted(scene: Scene) -> None:
    """A message quotes a few, and says how many there are besides."""
    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee")
    for _ in range(150):
        await simulation.publish(stores, ("Ann Lee",))
    await simulation.pass_time(following, 2 * GATHERING, MINUTE)
    (told,) = contents(simulation)
    assert isinstance(told, News)
    assert (len(told.quotes), told.further) == (MOST_QUOTES, 150 - MOST_QUOTES)


async def test_a_bot_that_was_off_for_a_week_sends_one_summary(scene: Scene) -> None:
    """Everybody gets a single message with what came in meanwhile, whatever their rhythm; a channel a single digest."""
    simulation, stores, following = scene
    await simulation.choose(stores, ServerSettings(digest_channel=9))
    for member_id, rhythm in enumerate(Rhythm, 11):
        await simulation.follow(stores, member_id, "Ann Lee", rhythm=rhythm)
    await simulation.run(following)
    for _ in range(20):
        simulation.clock.moment += DAY
        await simulation.publish(stores, ("Ann Lee",))
    simulation.clock.moment += DAY
    await simulation.pass_time(following, 7 * DAY, DAY / 4)
    told = {each.address: each.count for _, each, _ in simulation.mailbox.standing}
    members = {Address(SERVER, member_id=member_id): 20 for member_id in (11, 12, 13)}
    assert told == {**members, Address(SERVER, channel_id=9): 0}
    assert len(simulation.mailbox.standing) == len(told)


async def test_what_is_removed_before_it_is_told_is_not_told(scene: Scene) -> None:
    """The rest is; where nothing is left, no message comes."""
    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.follow(stores, 12, "Bo Ray")
    gone = await simulation.publish(stores, ("Ann Lee", "Bo Ray"), "Gone.")
    await simulation.publish(stores, ("Ann Lee",), "Here.")
    await simulation.run(following)
    await simulation.remove(stores, gone)
    await simulation.pass_time(following, 2 * GATHERING)
    (told,) = contents(simulation)
    assert isinstance(told, News)
    assert ([quote.text for quote in told.quotes], told.further) == (["Here."], 0)


async def test_who_ended_a_follow_is_not_told(scene: Scene) -> None:
    """Not even of what was waiting to be told."""
    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.run(following)
    (follow,) = await stores.follows.of_member(11)
    await stores.follows.end(follow.follow_id, 11)
    await simulation.pass_time(following, DAY)
    assert contents(simulation) == []


async def test_forgetting_a_member_ends_all(scene: Scene) -> None:
    """What waits to be sent to them is deleted, too."""
    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.run(following)
    counts = await stores.members.counts(11)
    assert {sort for sort, count in counts.items() if count} == {"follows", "jobs"}
    await stores.members.forget(11)
    await simulation.pass_time(following, DAY)
    assert contents(simulation) == []


async def test_an_article_that_can_t_be_read_holds_nobody_up(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom it lists are told all the same, and so is everybody of the next article."""

    async def broken(*_: Any, **__: Any) -> tuple[str, ...]:
        raise ZeroDivisionError

    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.publish(stores, ("Ann Lee",))
    with monkeypatch.context() as patch:
        patch.setattr(StubNewsroom, "named_in", broken)
        await simulation.run(following)
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.pass_time(following, 2 * GATHERING)
    assert simulation.mailbox.told == {ANN: ["a.2", "a.1"]}


async def test_quiet_hours_are_waited_for(scene: Scene) -> None:
    """News of the night come in the morning by the server's clocks, in one message."""
    simulation, stores, following = scene
    await simulation.choose(stores, ServerSettings(time_zone="Europe/Berlin", quiet_from=22, quiet_until=7))
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.run(following)
    simulation.clock.moment = datetime(2025, 9, 1, 21, tzinfo=UTC)
    for _ in range(3):
        await simulation.publish(stores, ("Ann Lee",))
        await simulation.pass_time(following, timedelta(hours=2))
    await simulation.pass_time(following, timedelta(hours=6))
    ((moment, notification, _),) = simulation.mailbox.standing
    assert (moment, notification.count) == (datetime(2025, 9, 2, 5, tzinfo=UTC), 3)


async def test_new_quiet_hours_count_at_once(scene: Scene) -> None:
    """What is due already waits for their end, and what waited for hours that are quiet no more comes now."""
    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.run(following)
    await simulation.choose(stores, ServerSettings(quiet_from=5, quiet_until=20))
    await simulation.pass_time(following, timedelta(hours=2))
    assert contents(simulation) == []
    await simulation.choose(stores, ServerSettings())
    await simulation.pass_time(following, timedelta(hours=1))
    assert len(contents(simulation)) == 1


async def test_a_refusal_ends_what_is_told_there(scene: Scene) -> None:
    """Follows that are told elsewhere go on; nothing is tried there again."""
    simulation, stores, following = scene
    simulation.mailbox.closed.add(ANN)
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.follow(stores, 11, "Bo Ray", channel_id=3)
    await simulation.publish(stores, ("Ann Lee", "Bo Ray"))
    await simulation.pass_time(following, DAY)
    assert list(simulation.mailbox.told) == [Address(SERVER, channel_id=3)]
    assert [each.athlete for each in await stores.follows.of_member(11)] == ["Bo Ray"]
    assert [each.athlete for each in await stores.follows.refused(11)] == ["Ann Lee"]


async def test_who_left_the_server_follows_nobody_there(scene: Scene) -> None:
    """It ends quietly, whether they were told directly or in a channel, which goes on for the others."""
    simulation, stores, following = scene
    here = Address(SERVER, channel_id=3)
    for member_id, athlete, channel_id in ((11, "Ann Lee", None), (11, "Bo Ray", 3), (12, "Bo Ray", 3)):
        await simulation.follow(stores, member_id, athlete, channel_id=channel_id)
    simulation.mailbox.departed.add(11)
    await simulation.publish(stores, ("Bo Ray",))
    await simulation.pass_time(following, DAY)
    ((_, notification, content),) = simulation.mailbox.standing
    assert isinstance(content, News)
    assert (notification.address, content.followers) == (here, (12,))
    assert (await stores.follows.of_member(11), await stores.follows.refused(11)) == ([], [])


async def test_a_channel_is_told_nothing_that_nobody_there_follows_any_more(scene: Scene) -> None:
    """Neither is whoever was told directly and left."""
    simulation, stores, following = scene
    await simulation.follow(stores, 11, "Ann Lee", channel_id=3)
    await simulation.follow(stores, 12, "Ann Lee")
    simulation.mailbox.departed |= {11, 12}
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.pass_time(following, DAY)
    assert contents(simulation) == []
    assert await stores.follows.athletes(SERVER) == []


async def test_a_server_that_comes_back_is_told(scene: Scene) -> None:
    """While the bot isn't in it nothing is given up, however long; what was kept of it may be deleted meanwhile."""
    simulation, stores, following = scene
    simulation.mailbox.absent = True
    await simulation.follow(stores, 11, "Ann Lee")
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.pass_time(following, 9 * DAY, 2 * timedelta(hours=1))
    simulation.mailbox.absent = False
    await simulation.pass_time(following, DAY)
    assert simulation.mailbox.told == {ANN: ["a.1"]}


async def test_what_can_never_be_sent_is_given_up(tmp_path: Path) -> None:
    """After days of trying, so that nothing is tried for ever; what comes later is told."""
    simulation = Simulation(tmp_path, trouble=Always())
    async with simulation.open() as (stores, following):
        await simulation.follow(stores, 11, "Ann Lee")
        await simulation.publish(stores, ("Ann Lee",))
        await simulation.pass_time(following, 6 * DAY)
        assert await stores.jobs.claim(simulation.clock.now() + DAY, simulation.clock.now() + DAY) is None
        simulation.mailbox.trouble = None
        await simulation.publish(stores, ("Ann Lee",))
        await simulation.pass_time(following, DAY)
    assert simulation.mailbox.told == {ANN: ["a.2"]}


async def test_a_digest_tells_of_the_week(scene: Scene) -> None:
    """It comes on its day at its hour, with a quote for each athlete with news; then not before the next week."""
    simulation, stores, following = scene
    await simulation.choose(stores, ServerSettings(digest_channel=9, digest_day=2, digest_hour=18))
    await simulation.publish(stores, ("Ann Lee", "Bo Ray"), "Both.")
    await simulation.publish(stores, ("Ann Lee",), "Lee.")
    await simulation.pass_time(following, 7 * DAY)
    ((moment, _, digest),) = simulation.mailbox.standing
    assert moment == datetime(2025, 9, 3, 18, tzinfo=UTC)
    assert isinstance(digest, Digest)
    assert [(athlete, quote.text) for athlete, quote in digest.quotes] == [("Ann Lee", "Lee."), ("Bo Ray", "Both.")]


async def test_a_digest_that_is_switched_off_doesn_t_come(scene: Scene) -> None:
    """Neither does one of a week in which nothing happened."""
    simulation, stores, following = scene
    await simulation.choose(stores, ServerSettings(digest_channel=9))
    await simulation.pass_time(following, 8 * DAY, DAY / 4)
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.choose(stores, ServerSettings())
    await simulation.pass_time(following, 8 * DAY, DAY / 4)
    assert contents(simulation) == []


def test_nothing_is_chosen_of_nothing() -> None:
    """A week without articles has no athletes."""
    assert choose_articles([]) == ([], 0)
