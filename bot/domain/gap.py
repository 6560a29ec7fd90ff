"""What the articles should answer and don't: questions asked in vain or answered wrongly, grouped by what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.sent_answer import SentAnswer

ALIKE = 0.5
"""Share of terms two questions about the same athletes have in common when they mean the same."""


@dataclass(frozen=True, slots=True)
class Missed:
    """An answer that failed: nothing was found, or ``wrong`` members said that it isn't what was meant.

    ``waiting`` are the members who want to be told when an article answers. ``dismissed`` says that moderators
    looked at it and want no article for it.
    """

    sent: SentAnswer
    wrong: int = 0
    waiting: tuple[int, ...] = ()
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Failed questions that mean the same, latest first."""

    athletes: tuple[str, ...]
    missed: tuple[Missed, ...]

    @property
    def question(self) -> str:
        """The question as it was asked last."""
        return self.missed[0].sent.turn.question.meant

    @property
    def dismissed(self) -> bool:
        """Whether moderators want no article for it, however often it is asked again."""
        return any(each.dismissed for each in self.missed)

    @property
    def answer_id(self) -> str:
        """The answer by which the gap is found again."""
        return self.missed[0].sent.answer_id


def gaps(missed: Iterable[Missed]) -> tuple[Gap, ...]:
    """The gaps behind ``missed``, most asked first, then latest first."""
    groups: list[list[Missed]] = []
    for each in sorted(missed, key=lambda each: each.sent.asked_at, reverse=True):
        group = next((group for group in groups if _alike(group[0], each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    found = [Gap(_athletes(group[0]), tuple(group)) for group in groups]
    # Sorting is stable: what was asked as often stays latest first.
    return tuple(sorted(found, key=lambda gap: -len(gap.missed)))


def _athletes(missed: Missed) -> tuple[str, ...]:
    return tuple(sorted(missed.sent.turn.question.athletes))


def _alike(one: Missed, other: Missed) -> bool:
    if _athletes(one) != _athletes(other):
        return False
    terms = [set(missed.sent.turn.question.terms) for missed in (one, other)]
    together = terms[0] | terms[1]
    return not together or len(terms[0] & terms[1]) / len(together) >= ALIKE
