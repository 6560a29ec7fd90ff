"""The smallest stores: deliveries that were seen, facts that outlive a restart, and what other programs change."""

from typing_extensions import override

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment_text
from bot.ports import Clock, DeliveryLog, Facts, Watch


class SqliteDeliveries(DeliveryLog):
    """Tells a first delivery from a repeated one, also across a restart."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @override
    async def first(self, delivery_id: str) -> bool:
        seen_at = moment_text(self._clock.now())
        async with self._database.writing() as connection:
            added: int = await queries("deliveries").see_delivery(connection, delivery_id=delivery_id, seen_at=seen_at)
        return added == 1


class SqliteFacts(Facts):
    """Keeps small facts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def get(self, key: str) -> str | None:
        async with self._database.reading() as connection:
            value: str | None = await queries("facts").fact(connection, key=key)
        return value

    @override
    async def put(self, key: str, value: str) -> None:
        async with self._database.writing() as connection:
            await queries("facts").put_fact(connection, key=key, value=value)


class SqliteWatch(Watch):
    """Compares the number that SQLite counts up for a connection whenever another one has changed the file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: int | None = None

    @override
    async def changed_elsewhere(self) -> bool:
        # Asked of the connection that writes, for which what this program writes doesn't count.
        async with self._database.writing() as connection, connection.execute("PRAGMA data_version") as cursor:
            row = await cursor.fetchone()
        version = int(row[0]) if row else 0
        changed, self._seen = self._seen not in {None, version}, version
        return changed
