"""An answer as it was given: to whom, where it stands, and what it quoted."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversation import ConversationKey, Turn


@dataclass(frozen=True, slots=True)
class Posting:
    """One answer given on Discord.

    ``answer_id`` is short and unguessable and goes into the buttons below the answer, so that they work after a
    restart. ``message_id`` is ``None`` until the message was sent. ``kind`` is what `bot.domain.answer.KIND` calls the
    answer. ``asked_at`` is in UTC.
    """

    answer_id: str
    conversation: ConversationKey
    asked_at: datetime
    kind: str
    turn: Turn
    message_id: int | None = None
