"""Opens everything that is kept, wherever that is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.adapters.sql.notes import MOVING
from bot.adapters.sql.stores import Stores
from bot.domain.errors import DatabaseError
from bot.ports.clock import Clock


@asynccontextmanager
async def open_stores(database: Path | str, clock: Clock, retention: timedelta) -> AsyncIterator[Stores]:
    """The stores over an SQLite file, which is made when there is none, or over a PostgreSQL database by its address.

    Raises:
        DatabaseError: when it can't be used; the message says why and what to do.
    """
    if isinstance(database, Path):
        from bot.adapters.sqlite.database import open_database  # noqa: PLC0415  # each needs the driver of its own
        from bot.adapters.sqlite.peers import SqlitePeers  # noqa: PLC0415

        async with open_database(database) as opened:
            yield await _whole(Stores(opened, clock, retention, SqlitePeers(opened)))
    else:
        try:
            from bot.adapters.postgres.database import open_postgres  # noqa: PLC0415  # an extra
            from bot.adapters.postgres.outage import PatientStores  # noqa: PLC0415
            from bot.adapters.postgres.peers import open_peers  # noqa: PLC0415
        except ImportError as error:
            raise DatabaseError("PostgreSQL needs a package of its own: pip install 'pressbox[postgres]'") from error

        async with open_postgres(database) as opened_postgres, open_peers(opened_postgres) as peers:
            stores = PatientStores(opened_postgres, clock, retention, peers)
            try:
                yield await _whole(stores)
            finally:
                await stores.outage.finish()


async def _whole(stores: Stores) -> Stores:
    """The same stores; what they would make is lost, or makes the rows differ, while the database is being filled."""
    if await stores.facts.get(MOVING):
        raise DatabaseError(
            "the database in PRESSBOX_DATABASE holds only a part of what `pressbox migrate` was copying into it: "
            "run the same `pressbox migrate` again, which goes on where it was stopped, or name another database"
        )
    return stores
