"""The answers given, so that their buttons work after a restart and a correction can reach them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from typing_extensions import override

from bot.adapters.sqlite.conversations import columns, key_of
from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment, moment_text, record, record_text
from bot.domain.conversation import Turn
from bot.domain.gap import Missed
from bot.domain.quote import QuoteReference
from bot.domain.sent_answer import SentAnswer
from bot.domain.usage import DayCount, QuotedArticle
from bot.ports import MissedQuestions, SentAnswerStore, UsageCounts

_SQL = queries("postings")


class SqliteSentAnswers(SentAnswerStore, MissedQuestions, UsageCounts):
    """Keeps what was answered, where it stands, and who said that it was wrong."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def add(self, sent: SentAnswer) -> None:
        async with self._database.writing() as connection:
            await _SQL.add_posting(
                connection,
                **columns(sent.conversation),
                answer_id=sent.answer_id,
                asked_at=moment_text(sent.asked_at),
                kind=sent.kind,
                content=record_text(sent.turn),
                message_id=sent.message_id,
            )

    @override
    async def set_message(self, answer_id: str, message_id: int) -> None:
        async with self._database.writing() as connection:
            await _SQL.release_message(connection, message_id=message_id)
            await _SQL.set_message(connection, answer_id=answer_id, message_id=message_id)

    @override
    async def add_quotes(self, answer_id: str, quoted: Sequence[QuoteReference]) -> None:
        async with self._database.writing() as connection:
            row = await _SQL.posting_by_answer(connection, answer_id=answer_id)
            turn = _sent_answer(row).turn if row else None
            further = [reference for reference in quoted if turn and reference not in turn.quoted]
            if turn and further:
                turn = replace(turn, quoted=(*turn.quoted, *further))
                await _SQL.set_content(connection, answer_id=answer_id, content=record_text(turn))

    @override
    async def get(self, answer_id: str) -> SentAnswer | None:
        async with self._database.reading() as connection:
            row = await _SQL.posting_by_answer(connection, answer_id=answer_id)
        return _sent_answer(row) if row else None

    @override
    async def by_message(self, message_id: int) -> SentAnswer | None:
        async with self._database.reading() as connection:
            row = await _SQL.posting_by_message(connection, message_id=message_id)
        return _sent_answer(row) if row else None

    @override
    async def latest_in(self, server_id: int, channel_id: int) -> SentAnswer | None:
        async with self._database.reading() as connection:
            row = await _SQL.latest_in(connection, server_id=server_id, channel_id=channel_id)
        return _sent_answer(row) if row else None

    @override
    async def mark_wrong(self, answer_id: str, member_id: int) -> None:
        async with self._database.writing() as connection:
            await _SQL.mark_wrong(connection, answer_id=answer_id, member_id=member_id)

    @override
    async def quoting(self, server_id: int, article_id: str, since: datetime) -> Sequence[SentAnswer]:
        which = {"server_id": server_id, "article_id": article_id, "since": moment_text(since)}
        async with self._database.reading() as connection:
            return [_sent_answer(row) async for row in _SQL.quoting(connection, **which)]

    @override
    async def by_day(self, server_id: int, since: datetime) -> Sequence[DayCount]:
        async with self._database.reading() as connection:
            rows = [row async for row in _SQL.by_day(connection, server_id=server_id, since=moment_text(since))]
        return [DayCount(date.fromisoformat(day), asked, answered) for day, asked, answered in rows]

    @override
    async def most_quoted(self, server_id: int, since: datetime, limit: int) -> Sequence[QuotedArticle]:
        which = {"server_id": server_id, "since": moment_text(since), "most": limit}
        async with self._database.reading() as connection:
            return [QuotedArticle(*row) async for row in _SQL.most_quoted(connection, **which)]

    @override
    async def missed(self, server_id: int) -> Sequence[Missed]:
        async with self._database.reading() as connection:
            return [
                Missed(_sent_answer(row), wrong, tuple(json.loads(waiting)), bool(dismissed))
                async for *row, wrong, waiting, dismissed in _SQL.missed(connection, server_id=server_id)
            ]

    @override
    async def wait(self, answer_id: str, member_id: int) -> None:
        async with self._database.writing() as connection:
            await _SQL.wait(connection, answer_id=answer_id, member_id=member_id)

    @override
    async def dismiss(self, answer_ids: Collection[str], *, dismissed: bool) -> None:
        note = _SQL.dismiss if dismissed else _SQL.take_up
        async with self._database.writing() as connection:
            for answer_id in answer_ids:
                await note(connection, answer_id=answer_id)

    @override
    async def claim(self, answer_id: str, member_id: int) -> bool:
        async with self._database.writing() as connection:
            ended: int = await _SQL.end_wait(connection, answer_id=answer_id, member_id=member_id)
        return ended > 0


def _sent_answer(row: Sequence[Any]) -> SentAnswer:
    answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id = row
    key = key_of(server_id, channel_id, member_id)
    return SentAnswer(answer_id, key, moment(asked_at), kind, record(Turn, content), message_id)
