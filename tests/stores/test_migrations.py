"""What was kept under an earlier version is there after an update."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

from bot.adapters.sql.stores import Stores
from bot.adapters.sqlite.database import open_database
from bot.adapters.sqlite.migrations import scripts
from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.question import AnswerType, Question
from bot.domain.quote import QuoteReference
from bot.domain.span import Span

KEY = ConversationKey(1, 11, 5)
SAID = 'and "carriers": [], he asked'
"""A member's words that look like a key of the old format."""
OLD = {
    "format": 1,
    "record": {
        "question": {
            "text": SAID,
            "meant": SAID,
            "wanted": "date",
            "terms": ["ask"],
            "carriers": ["year"],
            "athletes": ["Ann Lee"],
            "names": ["lee"],
            "speaker": None,
            "carried": ["calf"],
            "nearby": ["a"],
            "about": ["Ann Lee"],
            "subjects": [],
            "context": "",
        },
        "quoted": [{"article_id": "a", "sha256": "0" * 64, "span": {"start": 0, "end": 4}}],
    },
}
TURN = Turn(
    Question(
        text=SAID,
        meant=SAID,
        wanted=AnswerType.DATE,
        terms=("ask",),
        question_words=("year",),
        athletes=("Ann Lee",),
        names=frozenset({"lee"}),
        context_terms=("calf",),
        nearby=("a",),
        about=("Ann Lee",),
    ),
    (QuoteReference("a", "0" * 64, Span(0, 4)),),
)


async def test_questions_of_the_old_format_are_read(
    path: Path, opened: Callable[[], AbstractAsyncContextManager[Stores]]
) -> None:
    """A conversation and an answer from before the question's fields were renamed load as they were."""
    async with open_database(path, scripts()[:3]):
        pass
    content = json.dumps(OLD)
    with closing(sqlite3.connect(path)) as connection, connection:
        when = "2025-09-01T11:00:00.000000+00:00"
        connection.execute("INSERT INTO turn VALUES (1, 5, 1, 11, ?, ?)", (when, content))
        connection.execute("INSERT INTO posting VALUES ('x1', 5, 1, 11, ?, 'found', ?, 77)", (when, content))
    async with opened() as stores:
        assert await stores.conversations.load(KEY) == Conversation((TURN,))
        sent = await stores.sent_answers.by_message(77)
        assert sent is not None
        assert sent.turn == TURN
