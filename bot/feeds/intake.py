"""What becomes of an entry: read, checked like an article that somebody gives, and suggested or published."""

from dataclasses import replace
from datetime import timedelta

from bot.desk.desk import Desk
from bot.desk.screening import Screened
from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry, History, Manuscript, Status, Subject
from bot.domain.errors import UserError
from bot.domain.feed import Entry, Feed, FeedMode, KnownEntry, Outcome, Skipped
from bot.feeds.filters import wants_article, wants_entry
from bot.feeds.ports import FeedSource, FeedStore
from bot.feeds.waiting import Waiting
from bot.ingestion.checks import Concern
from bot.ingestion.document import IngestedArticle
from bot.ports.clock import Clock
from bot.ports.editing import Ledger

MOST_TRIES = 3
"""How often the page of an entry is asked for."""
_NEXT_TRY = timedelta(hours=1)
_PASSING = frozenset({"page_slow", "page_fails"})
_PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_BARRED_STATUSES = frozenset({401, 403})
_REASONS = {
    Concern.ERROR_PAGE: Skipped.ERROR_PAGE,
    Concern.PAYWALL: Skipped.PAYWALL,
    Concern.COOKIE_WALL: Skipped.COOKIE_WALL,
    Concern.SAME_LINK: Skipped.DUPLICATE,
    Concern.SAME_TEXT: Skipped.DUPLICATE,
    Concern.NEAR_TEXT: Skipped.NEAR_DUPLICATE,
    Concern.OTHER_LANGUAGE: Skipped.LANGUAGE,
    Concern.NO_ATHLETE: Skipped.NO_ATHLETE,
}


class EntryIntake:
    """Takes entries one by one; each is kept as taken together with what it came to."""

    def __init__(
        self, store: FeedStore, source: FeedSource, desk: Desk, ledger: Ledger, waiting: Waiting, clock: Clock
    ) -> None:
        self._store = store
        self._waiting = waiting
        self._source = source
        self._desk = desk
        self._ledger = ledger
        self._clock = clock

    async def take(self, feed: Feed, known: KnownEntry, actor: Actor) -> AuditEntry | None:
        """Reads an entry and keeps what comes of it; the change, where an article was published."""
        entry = known.content
        if entry is None:
            return None
        taken = replace(known, taken_at=self._clock.now())
        try:
            article = await self.read(feed, entry)
        except UserError as error:
            await self._store.put_entry(self._unread(taken, error))
            return None
        if isinstance(article, Skipped):
            await self._store.put_entry(_skipped(taken, article))
            return None
        return await self._consider(feed, taken, article, actor)

    async def read(self, feed: Feed, entry: Entry) -> IngestedArticle | Skipped:
        """The article of an entry, unless its feed's filters leave it out or there is nothing to read."""
        if not (entry.link or entry.content):
            return Skipped.NO_LINK
        if not wants_entry(feed.filters, entry):
            return Skipped.NOT_WANTED
        return await self._source.read(entry)

    async def screen(self, feed: Feed, article: IngestedArticle, own: KnownEntry | None = None) -> Skipped | None:
        """Why an article is left out, if it is; it isn't compared with the entry's ``own`` suggestion."""
        waiting = await self._waiting.revisions(feed.server_id, own.submission_id if own else None)
        screened = await self._desk.screening.screen(feed.server_id, article, waiting)
        return _reason(feed, screened)

    async def finish(self, feed: Feed, actor: Actor) -> list[AuditEntry]:
        """Publishes what was suggested and should have been published when the bot was stopped."""
        if feed.mode is not FeedMode.PUBLISH:
            return []
        left = [each for each in await self._store.undecided(feed.server_id) if each.feed_id == feed.feed_id]
        made = [await self._publish(feed, each, actor) for each in left]
        return [entry for entry in made if entry]

    async def _consider(
        self, feed: Feed, taken: KnownEntry, article: IngestedArticle, actor: Actor
    ) -> AuditEntry | None:
        earlier = await self._earlier(taken, actor)
        if isinstance(earlier, Skipped):
            await self._store.put_entry(_skipped(taken, earlier))
            return None
        revision = article.revision
        if earlier is not None and earlier.live is not None:
            # Under its own id it isn't compared with itself.
            revision = replace(revision, article_id=earlier.live.article_id)
            if replace(earlier.live, number=revision.number) == revision:
                await self._store.put_entry(_skipped(taken, Skipped.SAME))
                return None
        article = replace(article, revision=revision)
        if reason := await self.screen(feed, article, taken):
            await self._store.put_entry(_skipped(taken, reason))
            return None
        revises = revision.article_id if earlier else None
        submitted = await self._store.submit(taken, actor.member_id or 0, Manuscript(revision, article.raw), revises)
        self._waiting.forget(feed.server_id, submitted.submission_id or 0)
        return await self._publish(feed, submitted, actor) if feed.mode is FeedMode.PUBLISH else None

    async def _earlier(self, taken: KnownEntry, actor: Actor) -> History | Skipped | None:
        """The article that was made of the entry before; a reason where moderators don't want it any more."""
        if taken.submission_id is None:
            return None
        last = await self._ledger.latest(taken.server_id, Subject(submission_id=taken.submission_id))
        if last is None or last.status is Status.PENDING:
            return await self._revised(taken, actor)
        if last.status is Status.REJECTED or last.article_id is None:
            return Skipped.WITHDRAWN
        history = await self._desk.articles.history(actor, last.article_id)
        return history if history.live else Skipped.WITHDRAWN

    async def _revised(self, taken: KnownEntry, actor: Actor) -> History | None:
        """The article that the suggestion which waits is a new version of, if it is one."""
        submission = await self._desk.queue.get(actor, taken.submission_id or 0)
        return await self._desk.articles.history(actor, submission.revises) if submission.revises else None

    async def _publish(self, feed: Feed, submitted: KnownEntry, actor: Actor) -> AuditEntry | None:
        """Approves a suggestion, unless moderators have had their hands on what it would put itself in place of."""
        history = await self._revised(submitted, actor)
        if history and history.entries[-1].actor_id != actor.member_id:
            return None
        try:
            return await self._desk.queue.approve(
                actor, submitted.submission_id or 0, f"Feed: {feed.title or feed.url}"
            )
        except UserError:  # a moderator was there first; whatever it is, it waits in the queue
            return None

    def _unread(self, taken: KnownEntry, error: UserError) -> KnownEntry:
        """The entry to be tried again later, unless that is no use."""
        status = error.values.get("status")
        tries = taken.tries + 1
        is_passing = error.code in _PASSING or status in _PASSING_STATUSES
        if is_passing and tries < MOST_TRIES:
            later = self._clock.now() + _NEXT_TRY * 2 ** (tries - 1)
            return replace(taken, tries=tries, next_try=later)
        return _skipped(taken, Skipped.PROTECTED if status in _BARRED_STATUSES else Skipped.UNREADABLE)


def _reason(feed: Feed, screened: Screened) -> Skipped | None:
    found = [_REASONS[each.concern] for each in screened.findings if each.concern in _REASONS]
    if found:
        return found[0]
    revision = screened.article.revision
    text = f"{revision.byline.title or ''}\n{revision.text}"
    return None if wants_article(feed.filters, text, screened.athletes) else Skipped.NOT_WANTED


def _skipped(taken: KnownEntry, reason: Skipped) -> KnownEntry:
    return replace(taken, outcome=Outcome.SKIPPED, reason=reason, content=None)
