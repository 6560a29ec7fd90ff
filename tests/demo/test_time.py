"""Time passes on the simulated Discord as it does here."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from bot.adapters.stores import open_stores
from bot.following.runner import Runner
from bot.frontends.demo.world import SimulatedClock, simulate
from bot.frontends.discord.client import PressboxClient
from bot.newsroom import Newsroom
from tests.discord.stage import RETENTION, library, services

PATIENCE = 30.0
"""Seconds that two rounds may take on a busy machine; they are a second apart."""


class Counted:
    """Followers that are told in rounds, which are counted."""

    def __init__(self) -> None:
        self.rounds = 0
        self.second = asyncio.Event()

    async def run(self, messenger: Any, shards: Any, *, reads: bool) -> None:
        """One more round."""
        del messenger, shards, reads
        self.rounds += 1
        if self.rounds > 1:
            self.second.set()


async def _nothing_new() -> None:
    """Nobody looks on."""


async def test_the_bot_s_rounds_come_by_themselves(tmp_path: Path) -> None:
    """Nobody has to do anything on the simulated Discord for its bot to go on working."""
    counted = Counted()
    async with open_stores(tmp_path / "demo.sqlite3", SimulatedClock(), RETENTION) as stores:
        made = services(Newsroom(library(stores), stores.conversations), stores, tell=timedelta(seconds=1))
        following = replace(made.following, runner=cast("Runner", counted))
        async with simulate(PressboxClient(replace(made, following=following))) as world:
            passing = asyncio.create_task(world.keep_time(_nothing_new, lambda: False))
            async with asyncio.timeout(PATIENCE):
                await counted.second.wait()
            passing.cancel()
