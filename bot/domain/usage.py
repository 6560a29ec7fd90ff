"""How a server uses the bot: how much is asked, how much of it answered, and what is quoted."""

from dataclasses import dataclass
from datetime import date

from bot.domain.gap import Gap


@dataclass(frozen=True, slots=True)
class DayCount:
    """The questions of one day in UTC, and how many of them were answered."""

    day: date
    asked: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class QuotedArticle:
    """An article and in how many answers it was quoted; without a title and an outlet where it is gone."""

    article_id: str
    answers: int
    title: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """A server's last days, the earliest first; what was asked in vain and what was quoted, most often first."""

    days: tuple[DayCount, ...]
    gaps: tuple[Gap, ...]
    quoted: tuple[QuotedArticle, ...]

    @property
    def asked(self) -> int:
        """All questions."""
        return sum(day.asked for day in self.days)

    @property
    def answered(self) -> int:
        """Those that were answered."""
        return sum(day.answered for day in self.days)
