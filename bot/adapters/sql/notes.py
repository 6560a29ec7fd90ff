"""The smallest stores: deliveries that were seen, and facts that outlive a restart."""

from typing_extensions import override

from bot.adapters.sql.database import Database
from bot.adapters.sql.records import moment_text
from bot.ports.clock import Clock
from bot.ports.servers import DeliveryLog, Facts

MOVING = "moving"
"""The fact that a database holds only a part of what is being copied into it."""


class SqlDeliveries(DeliveryLog):
    """Tells a first delivery from a repeated one, also across a restart."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._sql = database.queries("deliveries")
        self._clock = clock

    @override
    async def first(self, delivery_id: str) -> bool:
        seen_at = moment_text(self._clock.now())
        async with self._database.writing() as connection:
            added: int = await self._sql.see_delivery(connection, delivery_id=delivery_id, seen_at=seen_at)
        return added == 1


class SqlFacts(Facts):
    """Keeps small facts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("facts")

    @override
    async def get(self, key: str) -> str | None:
        async with self._database.reading() as connection:
            value: str | None = await self._sql.fact(connection, key=key)
        return value

    @override
    async def put(self, key: str, value: str) -> None:
        async with self._database.writing() as connection:
            await self._sql.put_fact(connection, key=key, value=value)
