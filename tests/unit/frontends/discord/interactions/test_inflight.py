"""Stopping waits for what is being carried out."""

import asyncio

from bot.frontends.discord.interactions.inflight import Inflight


async def test_an_idle_bot_stops_at_once() -> None:
    """Nothing to wait for is no wait."""
    assert await Inflight().wait(0.0)


async def test_stopping_waits_for_every_piece_of_work() -> None:
    """It is finished when the last piece is, not before."""
    inflight, ended = Inflight(), []

    async def work(turns: int) -> None:
        with inflight.track():
            for _ in range(turns):
                await asyncio.sleep(0)
            ended.append(turns)

    tasks = [asyncio.create_task(work(turns)) for turns in (3, 9)]
    await asyncio.sleep(0)
    assert await inflight.wait(5.0)
    assert ended == [3, 9]
    await asyncio.gather(*tasks)


async def test_the_wait_has_an_end() -> None:
    """Work that hangs doesn't keep the bot from stopping."""
    inflight = Inflight()
    with inflight.track():
        assert not await inflight.wait(0.0)
