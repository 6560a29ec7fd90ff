"""What is kept about one member, theirs to see, take and delete."""

import json
from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database
from bot.ports.servers import MemberData

_SORTS = (
    "turns",
    "wrong_marks",
    "waits",
    "postings",
    "submissions",
    "drafts",
    "server_choices",
    "feeds",
    "changes",
    "follows",
    "schedules",
    "jobs",
)
"""Every sort of record that holds a member's id; each has the queries ``member_SORT`` and ``forget_SORT``.

What hangs on a posting comes before the postings, which would take it along uncounted.
"""

_TABLES = (
    "turn",
    "wrong_mark",
    "wait",
    "posting",
    "submission",
    "draft",
    "server_choice",
    "feed",
    "audit",
    "follow",
    "member_schedule",
    "job",
)
"""Where those records are kept."""

_JSON = frozenset({"content", "settings", "why", "feed"})
"""Columns that hold JSON."""


class SqlMembers(MemberData):
    """Answers a member's question what is kept about them, and deletes it for good."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("members")

    @override
    async def counts(self, member_id: int) -> Mapping[str, int]:
        return {sort: len(records) for sort, records in (await self.export(member_id)).items()}

    @override
    async def export(self, member_id: int) -> Mapping[str, list[dict[str, Any]]]:
        async with self._database.reading() as connection:
            return {sort: await self._records(connection, sort, member_id) for sort in _SORTS}

    @override
    async def forget(self, member_id: int) -> int:
        async with self._database.writing() as connection:
            deleted: int = sum(
                [await getattr(self._sql, f"forget_{sort}")(connection, member_id=member_id) for sort in _SORTS]
            )
        if deleted:
            await self._database.renew(_TABLES)
        return deleted

    async def _records(self, connection: Connection, sort: str, member_id: int) -> list[dict[str, Any]]:
        rows = [dict(row) async for row in getattr(self._sql, f"member_{sort}")(connection, member_id=member_id)]
        return [
            {name: json.loads(value) if value and name in _JSON else value for name, value in row.items()}
            for row in rows
        ]
