"""The application service: one turn of a conversation at a time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from bot.answering.answerer import Answerer, has_words
from bot.domain.answer import Answer, Section
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.errors import StaleQuoteError, UnknownArticleError
from bot.domain.quote import Quote
from bot.ports import ConversationStore

MORE = "more"
"""What a conversation understands as a wish for further quotes on the same question."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is left of an answer given earlier: its quotes that still stand, and how many don't."""

    quotes: tuple[Quote, ...]
    stale: int


class Newsroom:
    """Answers questions in conversations, and knows the articles it answers from.

    Answering is work for a processor: what is ``async`` here does it in another thread.
    """

    def __init__(self, revisions: Sequence[Revision], answerer: Answerer, conversations: ConversationStore) -> None:
        self.revisions = tuple(revisions)
        self._answerer = answerer
        self._conversations = conversations
        self._turns: WeakValueDictionary[ConversationKey, asyncio.Lock] = WeakValueDictionary()

    @property
    def athletes(self) -> tuple[str, ...]:
        """Full names of everyone the articles know, by surname."""
        return self._answerer.athletes

    async def ask(self, key: ConversationKey, text: str, *, after: Turn | None = None) -> Answer:
        """The answer to ``text`` as the conversation's next turn, which is remembered with what it quoted.

        ``after`` is the turn that ``text`` refers to, where that is not the latest one.
        """
        # A follow-up sent before its question is answered waits for that answer, which it is about.
        async with self._turns.setdefault(key, asyncio.Lock()):
            conversation = await self._conversations.load(key)
            if after is not None and conversation.last != after:
                conversation = conversation.with_turn(after)
            answer = await asyncio.to_thread(self._answering(key.server_id).answer, text, conversation)
            # A message without a word changes no subject.
            if has_words(text):
                await self._conversations.append(key, Turn.of(answer))
        return answer

    def profile(self, name: str) -> Answer:
        """What the articles have on the athlete called ``name``."""
        return self._answerer.profile_of(name)

    async def look_up(self, name: str, *, server_id: int | None = None) -> Answer:
        """The same, for one server."""
        return await asyncio.to_thread(self._answering(server_id).profile_of, name)

    async def remember(self, key: ConversationKey, turn: Turn) -> None:
        """Keeps a turn that was not asked in words, so that a follow-up knows whom it is about."""
        await self._conversations.append(key, turn)

    async def sections(self, athlete: str, *, server_id: int | None = None) -> tuple[Section, ...]:
        """Everything the articles have on an athlete by full name, topic by topic."""
        return await asyncio.to_thread(self._answering(server_id).topics.sections, athlete, most=None)

    async def timeline(self, athlete: str, *, server_id: int | None = None) -> Section:
        """The dated sentences about an athlete by full name, the earliest first."""
        return await asyncio.to_thread(self._answering(server_id).topics.timeline, athlete)

    async def recall(self, turn: Turn, *, server_id: int | None = None) -> Recalled:
        """The quotes of an earlier turn, as far as the articles still hold them."""
        return await asyncio.to_thread(self._recall, turn, server_id)

    def names(self, *, server_id: int | None = None) -> tuple[str, ...]:
        """Full names of everyone a server's articles know."""
        return self._answering(server_id).athletes

    def articles(self, *, server_id: int | None = None) -> tuple[Revision, ...]:
        """The articles that answer in a server."""
        del server_id
        return self.revisions

    def article(self, article_id: str) -> Revision:
        """The article with this id.

        Raises:
            UnknownArticleError: when there is none; the message says how to list them.
        """
        found = next((revision for revision in self.revisions if revision.article_id == article_id), None)
        if found is None:
            raise UnknownArticleError(f"no article has the id {article_id!r}; `pressbox articles` lists them")
        return found

    def _answering(self, server_id: int | None) -> Answerer:
        """Who answers in a server; all share the same articles for now."""
        del server_id
        return self._answerer

    def _recall(self, turn: Turn, server_id: int | None) -> Recalled:
        quotes = []
        for reference in turn.quoted:
            try:
                quotes.append(self._answering(server_id).recall(reference))
            except StaleQuoteError:
                continue
        return Recalled(tuple(quotes), len(turn.quoted) - len(quotes))
