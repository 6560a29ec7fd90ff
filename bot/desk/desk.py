"""The whole source desk, put together."""

from dataclasses import dataclass
from typing import Protocol

from bot.desk.articles import Articles
from bot.desk.changes import Changes, Choices
from bot.desk.corrections import Corrections
from bot.desk.drafts import Drafts
from bot.desk.imports import Imports
from bot.desk.intake import ArticleReader, Intake
from bot.desk.queue import Queue
from bot.desk.screening import Screening
from bot.desk.wanted import Wanted
from bot.library import Library
from bot.ports import Clock, DraftStore, Ledger, MissedQuestions, SentAnswerStore, SubmissionStore


class SentAnswers(SentAnswerStore, MissedQuestions, Protocol):
    """The answers given, with those that failed among them."""


class DeskStores(Protocol):
    """Where the desk keeps its work."""

    @property
    def ledger(self) -> Ledger:
        """The servers' articles and settings, and the log of changes."""
        ...

    @property
    def submissions(self) -> SubmissionStore:
        """What members suggest."""
        ...

    @property
    def sent_answers(self) -> SentAnswers:
        """The answers given."""
        ...

    @property
    def drafts(self) -> DraftStore:
        """What is about to be published."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What moderators and members can do with a server's articles."""

    articles: Articles
    changes: Changes
    choices: Choices
    queue: Queue
    drafts: Drafts
    screening: Screening
    corrections: Corrections
    wanted: Wanted
    imports: Imports

    @classmethod
    def over(cls, stores: DeskStores, library: Library, reader: ArticleReader, clock: Clock) -> "Desk":
        """The desk that keeps its work in ``stores``, shows it in ``library``, and reads articles with ``reader``."""
        changes = Changes(stores.ledger, library, clock)
        articles = Articles(changes, stores.ledger)
        queue = Queue(changes, articles, stores.submissions, clock)
        return cls(
            articles=articles,
            changes=changes,
            choices=Choices(changes),
            queue=queue,
            drafts=Drafts(stores.drafts, articles, queue, Intake(reader), clock),
            screening=Screening(library, reader.language_of, clock),
            corrections=Corrections(stores.ledger, stores.sent_answers, clock),
            wanted=Wanted(stores.sent_answers, stores.sent_answers, library),
            imports=Imports(articles, stores.ledger),
        )
