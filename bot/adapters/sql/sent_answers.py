"""The answers given, so that their buttons work after a restart and a correction can reach them."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from typing_extensions import override

from bot.adapters.sql.conversations import columns, key_of
from bot.adapters.sql.database import Database
from bot.adapters.sql.records import moment, moment_text, record, record_text
from bot.domain.conversation import Turn
from bot.domain.following import Period
from bot.domain.gap import Missed
from bot.domain.quote import QuoteReference
from bot.domain.sent_answer import SentAnswer
from bot.domain.usage import DayCount, QuotedArticle
from bot.ports.conversations import MissedQuestions, SentAnswerStore, UsageCounts


class SqlSentAnswers(SentAnswerStore, MissedQuestions, UsageCounts):
    """Keeps what was answered, where it stands, and who said that it was wrong."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("postings")

    @override
    async def add(self, sent: SentAnswer) -> None:
        async with self._database.writing() as connection:
            await self._sql.add_posting(
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
            await self._sql.release_message(connection, message_id=message_id)
            await self._sql.set_message(connection, answer_id=answer_id, message_id=message_id)

    @override
    async def add_quotes(self, answer_id: str, quoted: Sequence[QuoteReference]) -> None:
        async with self._database.writing(f"answer {answer_id}") as connection:
            row = await self._sql.posting_by_answer(connection, answer_id=answer_id)
            turn = _sent_answer(row).turn if row else None
            further = [reference for reference in quoted if turn and reference not in turn.quoted]
            if turn and further:
                turn = replace(turn, quoted=(*turn.quoted, *further))
                await self._sql.set_content(connection, answer_id=answer_id, content=record_text(turn))

    @override
    async def get(self, answer_id: str) -> SentAnswer | None:
        async with self._database.reading() as connection:
            row = await self._sql.posting_by_answer(connection, answer_id=answer_id)
        return _sent_answer(row) if row else None

    @override
    async def by_message(self, message_id: int) -> SentAnswer | None:
        async with self._database.reading() as connection:
            row = await self._sql.posting_by_message(connection, message_id=message_id)
        return _sent_answer(row) if row else None

    @override
    async def latest_in(self, server_id: int, channel_id: int) -> SentAnswer | None:
        async with self._database.reading() as connection:
            row = await self._sql.latest_in(connection, server_id=server_id, channel_id=channel_id)
        return _sent_answer(row) if row else None

    @override
    async def mark_wrong(self, answer_id: str, member_id: int) -> None:
        async with self._database.writing() as connection:
            await self._sql.mark_wrong(connection, answer_id=answer_id, member_id=member_id)

    @override
    async def quoting(self, server_id: int, article_id: str, since: datetime) -> Sequence[SentAnswer]:
        key = json.dumps({"article_id": article_id})[1:-1]
        which = {"server_id": server_id, "key": key, "since": moment_text(since)}
        async with self._database.reading() as connection:
            return [_sent_answer(row) async for row in self._sql.quoting(connection, **which)]

    @override
    async def by_day(self, server_id: int, since: datetime) -> Sequence[DayCount]:
        async with self._database.reading() as connection:
            rows = [row async for row in self._sql.by_day(connection, server_id=server_id, since=moment_text(since))]
        return [DayCount(date.fromisoformat(day), asked, answered) for day, asked, answered in rows]

    @override
    async def most_quoted(self, server_id: int, since: datetime, limit: int) -> Sequence[QuotedArticle]:
        which = {"server_id": server_id, "since": moment_text(since), "most": limit}
        async with self._database.reading() as connection:
            return [QuotedArticle(*row) async for row in self._sql.most_quoted(connection, **which)]

    @override
    async def asked(self, server_id: int, period: Period, most: int) -> Sequence[SentAnswer]:
        when = {"since": moment_text(period.since), "until": moment_text(period.until)}
        async with self._database.reading() as connection:
            rows = [row async for row in self._sql.asked(connection, server_id=server_id, **when, most=most)]
        return await asyncio.to_thread(lambda: [_sent_answer(row) for row in rows])

    @override
    async def missed(self, server_id: int) -> Sequence[Missed]:
        waiting: dict[str, list[int]] = defaultdict(list)
        async with self._database.reading() as connection:
            async for answer_id, member_id in self._sql.waiting(connection, server_id=server_id):
                waiting[answer_id].append(member_id)
            found = [row async for row in self._sql.missed(connection, server_id=server_id)]
        return [
            Missed(_sent_answer(row), wrong, tuple(waiting[row[0]]), bool(dismissed))
            for *row, wrong, dismissed in found
        ]

    @override
    async def wait(self, answer_id: str, member_id: int) -> None:
        async with self._database.writing() as connection:
            await self._sql.wait(connection, answer_id=answer_id, member_id=member_id)

    @override
    async def dismiss(self, answer_ids: Collection[str], *, dismissed: bool) -> None:
        note = self._sql.dismiss if dismissed else self._sql.take_up
        async with self._database.writing() as connection:
            for answer_id in answer_ids:
                await note(connection, answer_id=answer_id)

    @override
    async def claim(self, answer_id: str, member_id: int) -> bool:
        async with self._database.writing() as connection:
            ended: int = await self._sql.end_wait(connection, answer_id=answer_id, member_id=member_id)
        return ended > 0


def _sent_answer(row: Sequence[Any]) -> SentAnswer:
    answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id = row
    key = key_of(server_id, channel_id, member_id)
    return SentAnswer(answer_id, key, moment(asked_at), kind, record(Turn, content), message_id)
