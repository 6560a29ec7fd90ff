"""Whom or what a conversation is about, and whom a pronoun in it means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.answering.names.gazetteer import Resolution
from bot.domain.conversation import Conversation
from bot.domain.question import AnswerType, Question
from bot.text.names import names

_SEX = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_MONTHS = frozenset(
    "january february march april may june july august september october november december i".split()
)  # words read best as words


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the conversation gives a follow-up.

    ``resolve`` tells whom an earlier question names; ``answered`` is the athlete that the last answer names, if it is
    one only; ``pronoun`` tells whether the articles call somebody "he" or "she", where they tell.
    """

    resolve: Callable[[Question], Resolution]
    answered: tuple[str, ...]
    pronoun: Callable[[str], str | None]


class Subject(NamedTuple):
    """Whom or what a conversation is about: as it is named, and who that is, of those the articles know."""

    name: str
    athletes: tuple[str, ...] = ()
    was_asked: bool = True


def subjects_of(conversation: Conversation, earlier: Earlier) -> list[Subject]:
    """What the conversation is about, the latest first: whom it asked about, and the one who was the last answer."""
    last = conversation.turns[-1].question
    found = [_asked_about(last)]
    if last.wanted is AnswerType.PERSON and earlier.answered:
        found.append(Subject(" and ".join(earlier.answered), earlier.answered, was_asked=False))
    found += [_asked_about(turn.question) for turn in reversed(conversation.turns[:-1])]
    return list(dict.fromkeys(subject for subject in found if subject))


def _asked_about(question: Question) -> Subject | None:
    """The athletes of a question, else its longest name."""
    if question.athletes:
        return Subject(" and ".join(question.athletes), question.athletes)
    named = [name.text for name in names(question.meant) if name.text.lower() not in _MONTHS]
    return Subject(max(named, key=lambda name: (len(name.split()), len(name)))) if named else None


def meant_by(pronoun: str, subjects: Sequence[Subject], earlier: Earlier) -> Subject | None:
    """The latest subject whom a pronoun can mean, as articles speak of them; the latest of all for any other word."""
    sex = _SEX.get(pronoun)
    if not sex:
        return next(iter(subjects), None)
    # A name that nobody is known by may be a place: it is he or she only where nobody else can be.
    people = [subject for subject in subjects if subject.athletes] or subjects
    called = [(subject, {earlier.pronoun(athlete) for athlete in subject.athletes}) for subject in people]
    possible = [(subject, pronouns == {sex}) for subject, pronouns in called if pronouns <= {sex, None}]
    # Whoever was only the answer is passed over for somebody who was asked about and surely fits.
    doubtful = bool(possible) and not possible[0][0].was_asked and any(fits for _, fits in possible[1:])
    return next((subject for subject, fits in possible if fits or not doubtful), None)
