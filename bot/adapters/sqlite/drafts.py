"""What members are about to add, suggest or change."""

import asyncio

from typing_extensions import override

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment_text, record, record_text
from bot.domain.draft import Draft
from bot.ports import DraftStore

MOST = 25
"""How many drafts of one member are kept in one server; a draft can be as large as the largest upload."""
_SQL = queries("drafts")


class SqliteDrafts(DraftStore):
    """Keeps drafts across restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def put(self, draft: Draft) -> None:
        whose = {"server_id": draft.server_id, "member_id": draft.member_id}
        # Megabytes of text take a while to be written as JSON, and as long to be read.
        content = await asyncio.to_thread(record_text, draft)
        touched_at = moment_text(draft.touched_at)
        async with self._database.writing() as connection:
            await _SQL.put_draft(connection, draft_id=draft.draft_id, **whose, touched_at=touched_at, content=content)
            await _SQL.drop_oldest(connection, **whose, most=MOST)

    @override
    async def get(self, draft_id: str) -> Draft | None:
        async with self._database.reading() as connection:
            content = await _SQL.draft(connection, draft_id=draft_id)
        return await asyncio.to_thread(record, Draft, content) if content else None

    @override
    async def remove(self, draft_id: str) -> None:
        async with self._database.writing() as connection:
            await _SQL.remove_draft(connection, draft_id=draft_id)
