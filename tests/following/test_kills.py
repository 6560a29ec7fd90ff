"""Nothing is lost and nothing told twice, whenever the process is killed."""

import asyncio
import random
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.following import Address, Follow
from bot.domain.schedule import Rhythm
from bot.domain.server import ServerSettings
from tests.following.simulated import ATHLETES, SERVER, Simulation

QUIET = ServerSettings(time_zone="Europe/Berlin", quiet_from=22, quiet_until=7, digest_channel=9)
FOLLOWS = (
    (11, "Ann Lee", None, Rhythm.AT_ONCE),
    (11, "Bo Ray", None, Rhythm.AT_ONCE),
    (12, "Ann Lee", 3, Rhythm.DAILY),
    (13, "Bo Ray", 3, Rhythm.DAILY),
    (14, "Bo Ray", 4, Rhythm.WEEKLY),
)
EVENTS = st.tuples(
    st.sets(st.sampled_from(ATHLETES), max_size=2),  # whom an article names that comes in, if anybody
    st.sampled_from([0.1, 1, 4, 11, 40]),  # after how many hours the process does something again
    st.one_of(st.none(), st.integers(0, 25)),  # after how many steps it is killed
)


@settings(max_examples=15)
@given(events=st.lists(EVENTS, min_size=1, max_size=10), seed=st.integers(0, 2**20))
def test_a_week_with_kills(events: list[tuple[set[str], float, int | None]], seed: int) -> None:
    """Whatever comes in when, and wherever the process is killed: each address is told of each article once.

    Nothing is told in quiet hours, and every digest begins where the one before it ended.
    """
    with TemporaryDirectory() as folder:
        asyncio.run(_live_through(Simulation(Path(folder), random.Random(seed)), events))  # noqa: S311


async def _live_through(simulation: Simulation, events: list[tuple[set[str], float, int | None]]) -> None:
    named: dict[str, set[str]] = {}
    async with simulation.open() as (stores, _):
        await simulation.choose(stores, QUIET)
        follows = [
            await simulation.follow(stores, member, athlete, channel_id=channel, rhythm=rhythm)
            for member, athlete, channel, rhythm in FOLLOWS
        ]
    for athletes, hours, steps in events:
        # Each time a new process, as after a kill.
        async with simulation.open() as (stores, following):
            if athletes:
                named[await simulation.publish(stores, tuple(sorted(athletes)))] = athletes
            await simulation.run(following, steps)
            simulation.clock.moment += timedelta(hours=hours)
            await simulation.run(following, steps)
    async with simulation.open() as (_, following):
        await simulation.pass_time(following, timedelta(days=9), timedelta(hours=6))
    _check(simulation, follows, named)


def _check(simulation: Simulation, follows: list[Follow], named: dict[str, set[str]]) -> None:
    told = simulation.mailbox.told
    for address in {follow.address for follow in follows}:
        followed = {follow.athlete for follow in follows if follow.address == address}
        due = sorted(article for article, athletes in named.items() if athletes & followed)
        assert sorted(told.get(address, [])) == due
    standing = simulation.mailbox.standing
    assert not any(QUIET.schedule.is_quiet(moment) for moment, _, _ in standing)
    periods = [each.digest for _, each, _ in standing if each.digest and each.address == Address(SERVER, 9)]
    assert len({period.since for period in periods}) == len(periods)
    # A week without news makes no message, so there may be a gap, but never an overlap.
    assert all(one.until <= other.since for one, other in pairwise(periods))
