"""Whatever moderators do in whatever order, the articles are what a plain model says, and answer as if built afresh."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.bootstrap.answering import answerer
from bot.bootstrap.application import open_application
from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import UserError
from bot.domain.request import Request
from bot.ingestion.document import IngestedArticle, ingest
from bot.settings import Settings

MODERATOR = Actor(7, 5, may_moderate=True)
BUNDLED = "---\ntitle: Marl wins\nathletes: [Ada Marl]\n---\n\nAda Marl won the 800m in Torrin on 3 May 2024.\n"
QUESTIONS = ["When did Voss hurt her knee?", "When did Marl win the 800m?", "Who is Bea Voss?", "Voss"]
DAYS = st.integers(1, 3)


def about_day(day: int) -> IngestedArticle:
    """An article that differs from others in its day."""
    return ingest(
        "form", "form", f"---\ntitle: Knee\nathletes: [Bea Voss]\n---\n\nBea Voss hurt her knee on {day} May 2025.\n"
    )


@dataclass(frozen=True)
class Done:
    """One change of the model: which version of which article answered before and after it; ``None`` is none."""

    entry_id: int
    article_id: str
    before: int | None
    after: int | None


class Moderators(RuleBasedStateMachine):
    """Moderators who add, edit, remove, restore and undo."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name)
        (path / "marl.md").write_text(BUNDLED, encoding="utf-8")
        self._runner = asyncio.Runner()
        self._opening = open_application(Settings(corpus=(path / "marl.md",), database=path / "kept.sqlite3"))
        self.app = self._runner.run(self._opening.__aenter__())
        self.versions: dict[str, list[str]] = {}
        self.shown: dict[str, int | None] = {}
        self.last_shown: dict[str, int] = {}
        self.done: list[Done] = []

    def teardown(self) -> None:
        """Close the application."""
        self._runner.run(self._opening.__aexit__(None, None, None))
        self._runner.close()
        self._folder.cleanup()

    def _happens(self, change: Awaitable[AuditEntry], article_id: str, after: int | None) -> None:
        async def made() -> AuditEntry:
            return await change

        entry = self._runner.run(made())
        self.done.append(Done(entry.entry_id, article_id, self.shown.get(article_id), after))
        self.shown[article_id] = after
        if after is not None:
            self.last_shown[article_id] = after

    def _refused(self, change: Awaitable[AuditEntry]) -> None:
        async def made() -> bool:
            try:
                await change
            except UserError:
                return True
            return False

        assert self._runner.run(made())

    @rule(day=DAYS)
    def add(self, day: int) -> None:
        """A new article shows its first version."""
        article = about_day(day)
        article_id = f"knee.{len(self.shown) + 1}"
        self._happens(self.app.desk.articles.publish(MODERATOR, article), article_id, 0)
        self.versions[article_id] = [article.revision.text]

    @precondition(lambda self: self.shown)
    @rule(data=st.data(), day=DAYS)
    def edit(self, data: st.DataObject, day: int) -> None:
        """An edit shows a new version; of a removed article, or to the same text, it is refused."""
        article_id, article = data.draw(st.sampled_from(sorted(self.shown))), about_day(day)
        shown, versions = self.shown[article_id], self.versions[article_id]
        number = 1 if shown is None else shown + 1
        change = self.app.desk.articles.edit(MODERATOR, article_id, article, number)
        if shown is None or versions[shown] == article.revision.text:
            self._refused(change)
        else:
            versions.append(article.revision.text)
            self._happens(change, article_id, len(versions) - 1)

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """A removal shows nothing; a second one is refused."""
        article_id = data.draw(st.sampled_from(sorted(self.shown)))
        change = self.app.desk.articles.remove(MODERATOR, article_id)
        if self.shown[article_id] is None:
            self._refused(change)
        else:
            self._happens(change, article_id, None)

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """A restoration shows the last version again; of an article that wasn't removed it is refused."""
        article_id = data.draw(st.sampled_from(sorted(self.shown)))
        change = self.app.desk.articles.restore(MODERATOR, article_id)
        if self.shown[article_id] is None:
            self._happens(change, article_id, self.last_shown[article_id])
        else:
            self._refused(change)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """An undone change shows what was there before it; one that was followed by another is refused."""
        done = data.draw(st.sampled_from(self.done))
        change = self.app.desk.changes.undo(MODERATOR, done.entry_id)
        if self.shown[done.article_id] == done.after:
            self._happens(change, done.article_id, done.before)
        else:
            self._refused(change)

    @invariant()
    def the_model_is_met(self) -> None:
        """The server's articles are the model's versions, and answer like an index built afresh from what is kept."""
        articles = self._runner.run(self.app.newsroom.server_articles(5))
        own = {each.article_id: each.text for each in articles.revisions if each.article_id != "marl"}
        assert own == {name: self.versions[name][shown] for name, shown in self.shown.items() if shown is not None}
        kept = self._runner.run(self.app.stores.ledger.live(5))
        fresh = answerer([*self.app.newsroom.articles(), *kept])
        requests = list(map(Request, QUESTIONS))
        assert list(map(articles.answerer.answer, requests)) == list(map(fresh.answer, requests))


TestModerators = Moderators.TestCase
TestModerators.settings = settings(max_examples=10, stateful_step_count=14)
