"""Hears what other processes change."""

from typing_extensions import override

from bot.adapters.postgres.database import PostgresDatabase
from bot.ports import Watch


class PostgresWatch(Watch):
    """For now, takes it that something has changed."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    @override
    async def changed_elsewhere(self) -> bool:
        return True
