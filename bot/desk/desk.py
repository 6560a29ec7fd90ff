"""The whole source desk, put together."""

from dataclasses import dataclass
from typing import Protocol

from bot.desk.articles import Articles
from bot.desk.changes import Changes
from bot.desk.corrections import Corrections
from bot.desk.drafts import Drafts
from bot.desk.imports import Imports
from bot.desk.intake import ArticleReader, Intake
from bot.desk.queue import Queue
from bot.desk.screening import Screening
from bot.desk.statistics import Statistics
from bot.desk.unanswered import Unanswered
from bot.library import Library
from bot.ports.clock import Clock
from bot.ports.conversations import MissedQuestions, SentAnswerStore, UsageCounts
from bot.ports.editing import DraftStore, Ledger, SubmissionStore


class SentAnswers(SentAnswerStore, MissedQuestions, UsageCounts, Protocol):
    """The answers given, with those that failed among them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What moderators and members can do with a server's articles."""

    articles: Articles
    changes: Changes
    queue: Queue
    drafts: Drafts
    screening: Screening
    corrections: Corrections
    unanswered: Unanswered
    statistics: Statistics
    imports: Imports

    @classmethod
    def over(
        cls,
        ledger: Ledger,
        submissions: SubmissionStore,
        drafts: DraftStore,
        answers: SentAnswers,
        library: Library,
        reader: ArticleReader,
        clock: Clock,
    ) -> "Desk":
        """The desk that keeps its work in these stores, shows it in ``library``, and reads articles with ``reader``."""
        changes = Changes(ledger, library, clock)
        articles = Articles(changes, ledger, library)
        unanswered = Unanswered(answers, answers, library)
        queue = Queue(changes, articles, submissions, clock)
        return cls(
            articles=articles,
            changes=changes,
            queue=queue,
            drafts=Drafts(drafts, articles, queue, Intake(reader), clock),
            screening=Screening(library, reader.language_of, clock),
            corrections=Corrections(ledger, answers, clock),
            unanswered=unanswered,
            statistics=Statistics(answers, unanswered, library, clock),
            imports=Imports(articles, ledger),
        )
