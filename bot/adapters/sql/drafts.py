"""What members are about to add, suggest or change."""

import asyncio

from typing_extensions import override

from bot.adapters.sql.database import Database
from bot.adapters.sql.records import moment_text, record, record_text
from bot.domain.draft import Draft
from bot.ports.editing import DraftStore

MOST = 25
"""How many drafts of one member are kept in one server; a draft can be as large as the largest upload."""


class SqlDrafts(DraftStore):
    """Keeps drafts across restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("drafts")

    @override
    async def put(self, draft: Draft) -> None:
        whose = {"server_id": draft.server_id, "member_id": draft.member_id}
        # Megabytes of text take a while to be written as JSON, and as long to be read.
        content = await asyncio.to_thread(record_text, draft)
        touched_at = moment_text(draft.touched_at)
        async with self._database.writing() as connection:
            await self._sql.put_draft(
                connection, draft_id=draft.draft_id, **whose, touched_at=touched_at, content=content
            )
            await self._sql.drop_oldest(connection, **whose, latest=draft.draft_id, most=MOST)

    @override
    async def get(self, draft_id: str) -> Draft | None:
        async with self._database.reading() as connection:
            content = await self._sql.draft(connection, draft_id=draft_id)
        return await asyncio.to_thread(record, Draft, content) if content else None

    @override
    async def remove(self, draft_id: str) -> None:
        async with self._database.writing() as connection:
            await self._sql.remove_draft(connection, draft_id=draft_id)
