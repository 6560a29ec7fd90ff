"""The suggestions that wait for a moderator."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from typing_extensions import override

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment, moment_text, record, record_text
from bot.domain.editing import Manuscript, Status, Submission
from bot.ports import SubmissionStore

_SQL = queries("submissions")


class SqliteSubmissions(SubmissionStore):
    """Keeps the queue of every server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def submit(self, server_id: int, member_id: int, sent_at: datetime, manuscript: Manuscript) -> Submission:
        async with self._database.writing() as connection:
            submission_id: int = await _SQL.submit(
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
            row = await _SQL.submission(connection, server_id=server_id, submission_id=submission_id)
        return _submission(row) if row else None

    @override
    async def pending(self, server_id: int, member_id: int | None = None) -> Sequence[Submission]:
        async with self._database.reading() as connection:
            found = _SQL.pending(connection, server_id=server_id, member_id=member_id)
            return [_submission(row) async for row in found]

    @override
    async def pending_ids(self, server_id: int) -> Sequence[int]:
        async with self._database.reading() as connection:
            return [number async for (number,) in _SQL.pending_ids(connection, server_id=server_id)]


def _submission(row: Sequence[Any]) -> Submission:
    submission_id, server_id, member_id, sent_at, content, status, note, revises = row
    manuscript = record(Manuscript, content)
    sent = moment(sent_at)
    return Submission(submission_id, server_id, member_id, sent, manuscript, Status(status), note, revises)
