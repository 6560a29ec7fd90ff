"""A member who chose times of their own is told directly at these, whatever the server wants."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.sql.stores import Stores
from bot.domain.following import Address
from bot.domain.schedule import Rhythm, Schedule
from bot.domain.server import ServerSettings
from bot.following.following import Following
from tests.following.simulated import SERVER, Simulation

TOKYO = Schedule("Asia/Tokyo", 22, 7, hour=8)
"""Quiet from 13 until 22 by the clocks of UTC, with summaries at 23."""
ANN, BOB, HERE = Address(SERVER, member_id=11), Address(SERVER, member_id=12), Address(SERVER, channel_id=3)
Scene = tuple[Simulation, Stores, Following]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A simulation whose process is running. Ann and Cid chose times of their own; Cid follows in a channel."""
    simulation = Simulation(tmp_path)
    async with simulation.open() as (stores, following):
        for member_id in (11, 13):
            await following.times.choose(member_id, TOKYO)
        yield simulation, stores, following


async def _follow(scene: Scene, rhythm: Rhythm = Rhythm.AT_ONCE) -> None:
    simulation, stores, following = scene
    for member_id, channel_id in ((11, None), (12, None), (13, 3)):
        await simulation.follow(stores, member_id, "Ann Lee", rhythm=rhythm, channel_id=channel_id)
    await simulation.run(following)


def _hours(simulation: Simulation) -> dict[Address, int]:
    """At what hour each was told, by the clocks of UTC."""
    return {notification.address: moment.hour for moment, notification, _ in simulation.mailbox.standing}


async def test_the_server_s_quiet_hours_are_no_matter_to_them(scene: Scene) -> None:
    """They are to everybody else, and to a channel, whoever follows there."""
    simulation, stores, following = scene
    await simulation.choose(stores, ServerSettings(quiet_from=5, quiet_until=10))
    await _follow(scene)
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.pass_time(following, timedelta(days=1))
    assert _hours(simulation) == {ANN: 6, BOB: 10, HERE: 10}


async def test_their_own_quiet_hours_are_waited_for(scene: Scene) -> None:
    """Until the morning by their clocks."""
    simulation, stores, following = scene
    await _follow(scene)
    simulation.clock.moment = datetime(2025, 9, 1, 14, tzinfo=UTC)
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.pass_time(following, timedelta(days=1))
    assert _hours(simulation) == {ANN: 22, BOB: 14, HERE: 14}


async def test_summaries_come_at_their_hour(scene: Scene) -> None:
    """By their clocks, too."""
    simulation, stores, following = scene
    await _follow(scene, Rhythm.DAILY)
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.pass_time(following, timedelta(days=1))
    assert _hours(simulation) == {ANN: 23, BOB: 9, HERE: 9}


@pytest.mark.parametrize("chosen", [Schedule(), None])
async def test_a_new_choice_counts_at_once(scene: Scene, chosen: Schedule | None) -> None:
    """What waited for hours that are quiet no more comes now; without a choice the server's times count again."""
    simulation, stores, following = scene
    await _follow(scene)
    simulation.clock.moment = datetime(2025, 9, 1, 14, tzinfo=UTC)
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.run(following)
    await following.times.choose(11, chosen)
    await simulation.pass_time(following, timedelta(days=1))
    assert _hours(simulation)[ANN] == 14


async def test_a_server_s_new_times_leave_theirs(scene: Scene) -> None:
    """What waits for a member who chose stays where it is."""
    simulation, stores, following = scene
    await _follow(scene, Rhythm.DAILY)
    await simulation.publish(stores, ("Ann Lee",))
    await simulation.run(following)
    await simulation.choose(stores, ServerSettings(digest_hour=12))
    await simulation.pass_time(following, timedelta(days=1))
    assert _hours(simulation) == {ANN: 23, BOB: 12, HERE: 12}
