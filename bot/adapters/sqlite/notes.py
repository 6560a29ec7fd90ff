"""The two smallest stores: which deliveries were seen, and facts that outlive a restart."""

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment_text
from bot.ports import Clock


class SqliteDeliveries:
    """Tells a first delivery from a repeated one, also across a restart."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def first(self, delivery_id: str) -> bool:
        """Whether ``delivery_id`` was never seen before; it is seen from now on."""
        seen_at = moment_text(self._clock.now())
        async with self._database.writing() as connection:
            added: int = await queries("deliveries").see_delivery(connection, delivery_id=delivery_id, seen_at=seen_at)
        return added == 1


class SqliteFacts:
    """Keeps small facts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """The fact kept under ``key``."""
        async with self._database.reading() as connection:
            value: str | None = await queries("facts").fact(connection, key=key)
        return value

    async def put(self, key: str, value: str) -> None:
        """Keep a fact, in place of what was kept before."""
        async with self._database.writing() as connection:
            await queries("facts").put_fact(connection, key=key, value=value)
