"""An answer as it was given: to whom, where it stands, and what it quoted."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.answer import KIND, Answer, Certainty
from bot.domain.conversation import ConversationKey, Turn

NEWS = "news"
"""The kind under which news are kept that the bot told, or was asked for."""

MAYBE = "maybe"
"""The kind under which an answer is kept that the bot wasn't sure of."""


def kind_of(answer: Answer) -> str:
    """What kind of answer is kept: its name in `KIND`, or that it was an uncertain one."""
    return MAYBE if answer.certainty is Certainty.MAYBE else KIND[type(answer)]


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One answer given on Discord.

    ``answer_id`` is short and unguessable and goes into the buttons below the answer, so that they work after a
    restart. ``message_id`` is ``None`` until the message was sent. ``kind`` is what `kind_of` calls the answer.
    ``asked_at`` is in UTC.
    """

    answer_id: str
    conversation: ConversationKey
    asked_at: datetime
    kind: str
    turn: Turn
    message_id: int | None = None
