"""The suggestions that wait for a moderator."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from typing_extensions import override

from bot.adapters.sql.database import Database
from bot.adapters.sql.records import moment, moment_text, record, record_text
from bot.domain.editing import Manuscript, Status, Submission
from bot.ports.editing import SubmissionStore


class SqlSubmissions(SubmissionStore):
    """Keeps the queue of every server."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("submissions")

    @override
    async def submit(self, server_id: int, member_id: int, sent_at: datetime, manuscript: Manuscript) -> Submission:
        async with self._database.writing() as connection:
            submission_id: int = await self._sql.submit(
                connection,
                server_id=server_id,
                member_id=member_id,
                sent_at=moment_text(sent_at),
                content=record_text(manuscript),
            )
        return Submission(submission_id, server_id, member_id, sent_at, manuscript)

    @override
    async def get(self, server_id: int, submission_id: int) -> Submission | None:
        async with self._database.reading() as connection:
            row = await self._sql.submission(connection, server_id=server_id, submission_id=submission_id)
        return _submission(row) if row else None

    @override
    async def pending(self, server_id: int, member_id: int | None = None) -> Sequence[Submission]:
        async with self._database.reading() as connection:
            found = self._sql.pending(connection, server_id=server_id, member_id=member_id)
            return [_submission(row) async for row in found]

    @override
    async def pending_ids(self, server_id: int) -> Sequence[int]:
        async with self._database.reading() as connection:
            return [number async for (number,) in self._sql.pending_ids(connection, server_id=server_id)]


def _submission(row: Sequence[Any]) -> Submission:
    submission_id, server_id, member_id, sent_at, content, status, note, revises = row
    manuscript = record(Manuscript, content)
    sent = moment(sent_at)
    return Submission(submission_id, server_id, member_id, sent, manuscript, Status(status), note, revises)
