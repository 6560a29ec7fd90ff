"""An article that somebody is about to add, suggest or change, before anything of it is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.article import DroppedLine
from bot.domain.editing import Manuscript


class Purpose(StrEnum):
    """What is to become of a draft."""

    ADD = "add"
    SUGGEST = "suggest"
    EDIT = "edit"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Draft:
    """One member's work on one article.

    ``draft_id`` is short and unguessable and goes into buttons. ``typed`` is what was typed into a form and couldn't be
    used yet, by field, so that the form can be shown again as it was. ``manuscript`` is ``None`` until a source could
    be read; ``dropped`` are the lines that were left out of it, and ``guessed_charset`` is the charset it was read in
    where that was a guess. An edit has the ``article_id``,
    the version it is ``based_on`` and maybe a reason ``why``, a review the ``submission_id``. ``touched_at`` is in UTC.
    A draft kept by an earlier version has no ``dropped``. ``question`` is one that the article should answer.
    """

    draft_id: str
    server_id: int
    member_id: int
    touched_at: datetime
    purpose: Purpose
    typed: Mapping[str, str] = field(default_factory=dict)
    manuscript: Manuscript | None = None
    guessed_charset: str | None = None
    article_id: str | None = None
    based_on: int | None = None
    submission_id: int | None = None
    why: str = ""
    dropped: tuple[DroppedLine, ...] | None = None
    question: str = ""
