"""Makes changes and takes them back; the one place where an entry of the log is written."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.actor import Actor
from bot.domain.editing import Action, AuditEntry, Manuscript, Status, Subject
from bot.domain.errors import ChangedMeanwhileError, UserError
from bot.domain.server import ServerSettings
from bot.library import Library
from bot.ports.clock import Clock
from bot.ports.editing import Ledger

LONGEST_RETENTION_DAYS = 3650


class Changes:
    """Every change is kept with who, what, when and why, and answers from then on."""

    def __init__(self, ledger: Ledger, library: Library, clock: Clock) -> None:
        self._ledger = ledger
        self._library = library
        self._clock = clock

    def draft(self, actor: Actor, action: Action, why: str, **after: Any) -> AuditEntry:  # noqa: ANN401  # its fields
        """An entry that isn't kept yet; ``after`` says which subjects it has and how they stand after it."""
        return AuditEntry(0, actor.moderated_server(), self._clock.now(), actor.member_id, action, why, **after)

    async def make(
        self, draft: AuditEntry, seen: int, manuscript: Manuscript | None = None, note: str = ""
    ) -> AuditEntry:
        """Makes the change; when this returns, the next question is answered from the new state.

        Raises:
            ChangedMeanwhileError: when there is a later entry on the same subject than ``seen``.
        """
        entry_id = await self._ledger.record(draft, seen, manuscript, note)
        if draft.article_id is not None or draft.settings is not None:
            await self._library.refresh(draft.server_id)
        return replace(draft, entry_id=entry_id)

    async def entry(self, actor: Actor, entry_id: int) -> AuditEntry | None:
        """The change with this id."""
        return await self._ledger.entry(actor.moderated_server(), entry_id)

    async def latest_id(self, server_id: int, subject: Subject) -> int:
        """The id of the last entry on any part of the subject; 0 for none."""
        entry = await self._ledger.latest(server_id, subject)
        return entry.entry_id if entry else 0

    async def undo(self, actor: Actor, entry_id: int, why: str = "") -> AuditEntry:
        """Take a change back: all it changed stands again as it did before. An undo can be undone in its turn.

        Raises:
            ChangedMeanwhileError: when something it changed stands differently by now.
            NotAllowedError: when it would change who moderates, and the actor may not.
        """
        draft, seen = await self._draft_undo(actor, entry_id, why)
        return await self.make(draft, seen)

    async def check_undo(self, actor: Actor, entry_id: int) -> None:
        """Let a change through that can be taken back as things stand; raises as `undo` does."""
        await self._draft_undo(actor, entry_id, "")

    async def _draft_undo(self, actor: Actor, entry_id: int, why: str) -> tuple[AuditEntry, int]:
        """The entry that takes a change back, and the last one on its subject that it rests on."""
        server_id, undone = actor.moderated_server(), await self.entry(actor, entry_id)
        if undone is None:
            missing = f"this server has no change number {entry_id}: the audit lists them"
            raise UserError(missing, "no_change", number=entry_id)
        seen = await self.latest_id(server_id, undone.subject)
        if await self._standing(undone, None) != undone:
            later = "that has been changed again since: undo the later change first"
            raise ChangedMeanwhileError(later, "changed_since")
        before = await self._standing(undone, entry_id)
        check_roles(actor, undone.settings, before.settings)
        after = {
            "revision": before.revision,
            "status": before.status,
            "settings": before.settings,
            "feed": before.feed,
        }
        subject = {"article_id": undone.article_id, "submission_id": undone.submission_id}
        return self.draft(actor, Action.UNDO, why, undoes=entry_id, **subject, **after), seen

    async def change_settings(
        self, actor: Actor, settings: ServerSettings, why: str = "", *, present: ServerSettings | None = None
    ) -> AuditEntry:
        """Put ``settings`` in place of the present ones; ``present`` are those that whoever decided had before them.

        Raises:
            ChangedMeanwhileError: when the settings aren't ``present`` any more.
            NotAllowedError: when it would change who moderates, and the actor may not.
            UserError: when the retention is no number of days that could be meant.
        """
        if settings.retention_days is not None and not 1 <= settings.retention_days <= LONGEST_RETENTION_DAYS:
            raise UserError(f"the retention can be a whole number of days from 1 to {LONGEST_RETENTION_DAYS}")
        draft = self.draft(actor, Action.SETTINGS, why, settings=settings)
        last = await self._ledger.latest(draft.server_id, draft.subject)
        standing = (last.settings if last else None) or ServerSettings()
        if present not in {None, standing}:
            raise ChangedMeanwhileError("somebody else has just changed the settings: look at them again")
        check_roles(actor, standing, settings)
        return await self.make(draft, last.entry_id if last else 0)

    async def audit(self, actor: Actor, before: int | None = None, limit: int = 10) -> Sequence[AuditEntry]:
        """The last changes, of those older than the change ``before``, latest first."""
        return await self._ledger.entries(actor.moderated_server(), before, limit)

    async def settings_before(self, actor: Actor, entry: AuditEntry) -> ServerSettings:
        """A server's settings as they stood before a change to them."""
        before = await self._ledger.latest(actor.moderated_server(), Subject(settings=True), entry.entry_id)
        return (before.settings if before else None) or ServerSettings()

    async def _standing(self, entry: AuditEntry, before: int | None) -> AuditEntry:
        """The entry with its subjects as they stood before the entry ``before``, or as they stand now."""
        server_id, standing = entry.server_id, entry
        if entry.article_id is not None:
            found = await self._ledger.latest(server_id, Subject(article_id=entry.article_id), before)
            standing = replace(standing, revision=found.revision if found else None)
        if entry.submission_id is not None:
            found = await self._ledger.latest(server_id, Subject(submission_id=entry.submission_id), before)
            standing = replace(standing, status=found.status if found else Status.PENDING)
        if entry.settings is not None:
            found = await self._ledger.latest(server_id, Subject(settings=True), before)
            standing = replace(standing, settings=found.settings if found else ServerSettings())
        if entry.feed is not None:
            # A feed that fails is paused without an entry: how it stood before is known from the entry itself.
            found = await self._ledger.latest(server_id, Subject(feed_id=entry.feed.feed_id))
            now = found.feed if found else None
            standing = replace(standing, feed=entry.feed.reverse if before else now)
        return standing


def check_roles(actor: Actor, before: ServerSettings | None, after: ServerSettings | None) -> None:
    """Let only those change the moderator roles who may say who moderates."""
    if before and after and before.moderator_roles != after.moderator_roles:
        actor.check_appointing()
