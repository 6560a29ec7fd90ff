"""The answers given, so that their buttons work after a restart and a correction can reach them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.adapters.sqlite.conversations import columns, key_of
from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment, moment_text, record, record_text
from bot.domain.conversation import Turn
from bot.domain.gap import Missed
from bot.domain.quote import QuoteReference
from bot.domain.sent_answer import SentAnswer

_SQL = queries("postings")


class SqliteSentAnswers:
    """Keeps what was answered, where it stands, and who said that it was wrong."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, sent: SentAnswer) -> None:
        """Keep an answer that is about to be sent."""
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

    async def sent(self, answer_id: str, message_id: int) -> None:
        """Note which message an answer became, in place of what it was before.

        An answer that was forgotten meanwhile stays forgotten.
        """
        async with self._database.writing() as connection:
            await _SQL.release_message(connection, message_id=message_id)
            await _SQL.set_message(connection, answer_id=answer_id, message_id=message_id)

    async def shows(self, answer_id: str, quoted: Sequence[QuoteReference]) -> None:
        """Note that an answer's message shows these quotes by now, besides those it had."""
        async with self._database.writing() as connection:
            row = await _SQL.posting_by_answer(connection, answer_id=answer_id)
            turn = _sent_answer(row).turn if row else None
            further = [reference for reference in quoted if turn and reference not in turn.quoted]
            if turn and further:
                turn = replace(turn, quoted=(*turn.quoted, *further))
                await _SQL.set_content(connection, answer_id=answer_id, content=record_text(turn))

    async def get(self, answer_id: str) -> SentAnswer | None:
        """The answer with this id; ``None`` once it has expired or was forgotten."""
        async with self._database.reading() as connection:
            row = await _SQL.posting_by_answer(connection, answer_id=answer_id)
        return _sent_answer(row) if row else None

    async def by_message(self, message_id: int) -> SentAnswer | None:
        """The answer that became this message, if it is one."""
        async with self._database.reading() as connection:
            row = await _SQL.posting_by_message(connection, message_id=message_id)
        return _sent_answer(row) if row else None

    async def mark_wrong(self, answer_id: str, member_id: int) -> None:
        """Note that a member said the answer isn't what was meant; saying it twice is noted once."""
        async with self._database.writing() as connection:
            await _SQL.mark_wrong(connection, answer_id=answer_id, member_id=member_id)

    async def quoting(self, server_id: int, article_id: str, since: datetime) -> Sequence[SentAnswer]:
        """The server's answers from ``since`` on that quoted the article, oldest first."""
        which = {"server_id": server_id, "article_id": article_id, "since": moment_text(since)}
        async with self._database.reading() as connection:
            return [_sent_answer(row) async for row in _SQL.quoting(connection, **which)]

    async def missed(self, server_id: int) -> Sequence[Missed]:
        """The server's questions that were answered with nothing, or whose answer was marked as wrong."""
        async with self._database.reading() as connection:
            return [
                Missed(_sent_answer(row), wrong, tuple(json.loads(waiting)))
                async for *row, wrong, waiting in _SQL.missed(connection, server_id=server_id)
            ]

    async def wait(self, answer_id: str, member_id: int) -> None:
        """Note that a member wants to be told when an article answers; asking twice is noted once."""
        async with self._database.writing() as connection:
            await _SQL.wait(connection, answer_id=answer_id, member_id=member_id)

    async def claim(self, answer_id: str, member_id: int) -> bool:
        """Ends a member's wait; whether they were waiting. Of several who claim it at once, one is told yes."""
        async with self._database.writing() as connection:
            ended: int = await _SQL.end_wait(connection, answer_id=answer_id, member_id=member_id)
        return ended > 0


def _sent_answer(row: Sequence[Any]) -> SentAnswer:
    answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id = row
    key = key_of(server_id, channel_id, member_id)
    return SentAnswer(answer_id, key, moment(asked_at), kind, record(Turn, content), message_id)
