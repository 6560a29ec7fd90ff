"""The whole source desk, put together."""

from dataclasses import dataclass
from typing import Protocol

from bot.desk.articles import Articles
from bot.desk.changes import Changes, Choices
from bot.desk.corrections import Corrections
from bot.desk.imports import Imports
from bot.desk.queue import Queue
from bot.desk.wanted import Wanted
from bot.library import Library
from bot.ports import Clock, Ledger, MissedQuestions, PostingStore, SubmissionStore


class AnswersGiven(PostingStore, MissedQuestions, Protocol):
    """The answers given, with those that failed among them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What moderators and members can do with a server's articles."""

    articles: Articles
    changes: Changes
    choices: Choices
    queue: Queue
    corrections: Corrections
    wanted: Wanted
    imports: Imports

    @classmethod
    def over(
        cls, ledger: Ledger, submissions: SubmissionStore, answers: AnswersGiven, library: Library, clock: Clock
    ) -> "Desk":
        """The desk that keeps its work in these stores and shows it in ``library``."""
        changes = Changes(ledger, library, clock)
        articles = Articles(changes, ledger)
        return cls(
            articles=articles,
            changes=changes,
            choices=Choices(changes),
            queue=Queue(changes, articles, submissions, clock),
            corrections=Corrections(ledger, answers, clock),
            wanted=Wanted(answers, answers, library),
            imports=Imports(articles, ledger),
        )
