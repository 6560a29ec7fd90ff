"""Whatever is done in two servers in whatever order, nothing of one is seen, changed or remembered in the other."""

import asyncio
import secrets
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.bootstrap.application import open_application
from bot.domain.actor import Actor
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.errors import UserError
from bot.domain.request import Request
from bot.domain.sent_answer import SentAnswer, kind_of
from bot.ingestion.document import IngestedArticle, ingest
from bot.settings import Settings

BUNDLED = "---\ntitle: Marl wins\nathletes: [Ada Marl]\n---\n\nAda Marl won the 800m in Torrin on 3 May 2024.\n"
SERVERS = st.sampled_from([5, 6])
MEMBERS = st.sampled_from([11, 12])
QUESTIONS = st.sampled_from(["When did Voss hurt her knee?", "source?", "more", "and where?", "Voss"])
ELSEWHERE = {5: 6, 6: 5}


@dataclass(frozen=True)
class Told:
    """Something that a server was given, by which it is recognised wherever it turns up."""

    server: int
    article_id: str
    place: str


class TwoServers(RuleBasedStateMachine):
    """Moderators and members of two servers, whose articles have the same ids and are about the same athlete."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name)
        (path / "marl.md").write_text(BUNDLED, encoding="utf-8")
        self._runner = asyncio.Runner()
        self._opening = open_application(Settings(corpus=(path / "marl.md",), database=path / "kept.sqlite3"))
        self.app = self._runner.run(self._opening.__aenter__())
        self._numbers = count(1)
        self.told: list[Told] = []
        self.sent: list[SentAnswer] = []

    def teardown(self) -> None:
        """Close the application."""
        self._runner.run(self._opening.__aexit__(None, None, None))
        self._runner.close()
        self._folder.cleanup()

    def _refused(self, change: Awaitable[object]) -> bool:
        async def tried() -> bool:
            try:
                await change
            except UserError:
                return True
            return False

        return self._runner.run(tried())

    def _article(self, server: int) -> tuple[IngestedArticle, str]:
        place = f"Place{server}x{next(self._numbers)}"
        raw = f"---\ntitle: Knee\nathletes: [Bea Voss]\n---\n\nBea Voss hurt her knee in {place} on 3 May 2025.\n"
        return ingest("form", "form", raw), place

    @rule(server=SERVERS)
    def add(self, server: int) -> None:
        """An article whose place is named in no other."""
        article, place = self._article(server)
        entry = self._runner.run(self.app.desk.articles.publish(_moderator(server), article))
        self.told.append(Told(server, entry.article_id or "", place))

    @rule(server=SERVERS, member=MEMBERS)
    def suggest(self, server: int, member: int) -> None:
        """A suggestion stands in its server's queue alone, and can't be decided on from the other."""
        article, _ = self._article(server)
        if self._refused(self.app.desk.queue.suggest(Actor(member, server), article)):
            return  # the member's queue is full
        newest = self._runner.run(self.app.desk.queue.pending(_moderator(server)))[-1]
        elsewhere = _moderator(ELSEWHERE[server])
        others = self._runner.run(self.app.desk.queue.pending(elsewhere))
        assert newest.submission_id not in {each.submission_id for each in others}
        assert self._refused(self.app.desk.queue.approve(elsewhere, newest.submission_id))
        assert self._refused(self.app.desk.queue.reject(elsewhere, newest.submission_id, "no"))

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def change_from_elsewhere(self, data: st.DataObject) -> None:
        """Nobody removes or undoes what another server has; members without the right change nothing at all."""
        told = data.draw(st.sampled_from(self.told))
        member = Actor(11, told.server)
        assert self._refused(self.app.desk.articles.remove(member, told.article_id))
        there = {each.article_id for each in self.told if each.server == ELSEWHERE[told.server]}
        if told.article_id not in there:
            elsewhere = _moderator(ELSEWHERE[told.server])
            assert self._refused(self.app.desk.articles.remove(elsewhere, told.article_id))
            assert self._refused(self.app.desk.articles.manuscript(elsewhere, told.article_id))

    @rule(server=SERVERS, member=MEMBERS, question=QUESTIONS)
    def ask(self, server: int, member: int, question: str) -> None:
        """An answer quotes the server's articles and the bundled ones, and names no place of another server's."""
        key = ConversationKey(server * 10, member, server)
        answer = self._runner.run(self.app.newsroom.ask(key, Request(question)))
        foreign = [each.place for each in self.told if each.server != server]
        shown = [quote.revision.text for quote in (*answer.quotes, *getattr(answer, "nearest", ()))]
        assert not [place for place in foreign if any(place in text for text in shown)]
        known = {each.article_id for each in self.told if each.server == server} | {"marl"}
        assert {quote.revision.article_id for quote in answer.quotes} <= known
        sent = SentAnswer(secrets.token_hex(6), key, datetime.now(UTC), kind_of(answer), Turn.of(answer))
        self._runner.run(self.app.stores.sent_answers.add(sent))
        self.sent.append(sent)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def press_elsewhere(self, data: st.DataObject) -> None:
        """What an answer quoted can't be called up again in the other server, whoever knows its id."""
        sent = data.draw(st.sampled_from(self.sent))
        server = sent.conversation.server_id or 0
        recalled = self._runner.run(self.app.newsroom.recall(sent.turn, server_id=ELSEWHERE[server]))
        foreign = [each.place for each in self.told if each.server == server]
        assert not [place for place in foreign if any(place in quote.revision.text for quote in recalled.quotes)]
        reached = self._runner.run(self.app.stores.sent_answers.quoting(ELSEWHERE[server], "knee.1", _LONG_AGO))
        assert sent.answer_id not in {each.answer_id for each in reached}

    @rule(server=SERVERS, member=MEMBERS)
    def look_into_conversations(self, server: int, member: int) -> None:
        """A conversation has only turns of its own member in its own server."""
        key = ConversationKey(server * 10, member, server)
        turns = self._runner.run(self.app.stores.conversations.load(key)).turns
        own = [each.turn for each in self.sent if each.conversation == key]
        assert all(turn in own for turn in turns)

    @rule(member=MEMBERS)
    def forget(self, member: int) -> None:
        """What is forgotten of a member leaves what is kept of others."""
        other = 23 - member
        before = self._runner.run(self.app.stores.members.counts(other))
        self._runner.run(self.app.stores.members.forget(member))
        assert self._runner.run(self.app.stores.members.counts(other)) == before
        self.sent = [each for each in self.sent if each.conversation.member_id != member]


_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def _moderator(server: int) -> Actor:
    return Actor(7, server, may_moderate=True)


TestTwoServers = TwoServers.TestCase
TestTwoServers.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
