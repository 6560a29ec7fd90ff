"""Members suggest articles; moderators work through them."""

from collections.abc import Sequence

from bot.desk.articles import Articles, number_version
from bot.desk.changes import Changes
from bot.domain.actor import Actor
from bot.domain.editing import Action, AuditEntry, Status, Subject, Submission
from bot.domain.errors import NotAllowedError, UserError
from bot.ingestion.document import IngestedArticle
from bot.ports.clock import Clock
from bot.ports.editing import SubmissionStore

MOST_PENDING = 5
"""How many suggestions of one member can wait in one server."""


class Queue:
    """A server's suggestions, first come, first served."""

    def __init__(self, changes: Changes, articles: Articles, submissions: SubmissionStore, clock: Clock) -> None:
        self._changes = changes
        self._articles = articles
        self._submissions = submissions
        self._clock = clock

    async def suggest(self, actor: Actor, article: IngestedArticle) -> Submission:
        """Put a member's suggestion into the queue."""
        server_id = actor.own_server()
        if actor.member_id is None:
            raise NotAllowedError("only a member can suggest an article")
        await self.check_room(actor)
        manuscript = number_version(article, article.revision.article_id, 1)
        return await self._submissions.submit(server_id, actor.member_id, self._clock.now(), manuscript)

    async def check_room(self, actor: Actor) -> None:
        """Let those through who may suggest one more article."""
        if len(await self._submissions.pending(actor.own_server(), actor.member_id)) >= MOST_PENDING:
            waiting = f"{MOST_PENDING} of your suggestions are waiting: suggest more once they are decided on"
            raise UserError(waiting, "queue_full", most=MOST_PENDING)

    async def pending(self, actor: Actor) -> Sequence[Submission]:
        """The suggestions nobody has decided on, oldest first."""
        return await self._submissions.pending(actor.moderated_server())

    async def approve(
        self, actor: Actor, submission_id: int, why: str = "", edited: IngestedArticle | None = None
    ) -> AuditEntry:
        """Publish a suggestion as it is, or as the moderator ``edited`` it; the next version of what it revises."""
        seen = await self._seen(actor, submission_id)
        submission = await self._undecided(actor, submission_id)
        article = edited or IngestedArticle(submission.manuscript.revision, submission.manuscript.raw, ())
        article_id, number = submission.revises, 1
        if article_id is None:
            article_id = await self._articles.free_id(actor, article)
        else:
            history = await self._articles.history(actor, article_id)
            number, seen = len(history.revisions) + 1, max(seen, history.entries[-1].entry_id)
        draft = self._changes.draft(
            actor,
            Action.APPROVE,
            why,
            article_id=article_id,
            revision=number,
            submission_id=submission_id,
            status=Status.APPROVED,
        )
        return await self._changes.make(draft, seen, number_version(article, article_id, number))

    async def reject(self, actor: Actor, submission_id: int, note: str) -> AuditEntry:
        """Decline a suggestion; ``note`` tells the member why."""
        seen = await self._seen(actor, submission_id)
        await self._undecided(actor, submission_id)
        draft = self._changes.draft(actor, Action.REJECT, note, submission_id=submission_id, status=Status.REJECTED)
        return await self._changes.make(draft, seen, note=note)

    async def get(self, actor: Actor, submission_id: int) -> Submission:
        """A suggestion of this server, decided on or not."""
        submission = await self._submissions.get(actor.moderated_server(), submission_id)
        if submission is None:
            missing = f"this server has no suggestion number {submission_id}: it may have been withdrawn"
            raise UserError(missing, "no_suggestion")
        return submission

    async def _seen(self, actor: Actor, submission_id: int) -> int:
        """The last decision on a suggestion; to be read before the suggestion, or a later one could be overlooked."""
        return await self._changes.latest_id(actor.moderated_server(), Subject(submission_id=submission_id))

    async def _undecided(self, actor: Actor, submission_id: int) -> Submission:
        submission = await self.get(actor, submission_id)
        if submission.status is not Status.PENDING:
            decided = f"suggestion {submission_id} has been {submission.status} already: undo that first"
            raise UserError(decided, "decided_before")
        return submission
