"""The application service: one turn of a conversation at a time, whoever asks."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar
from weakref import WeakValueDictionary

from bot.answering.answerer import Answerer
from bot.domain.answer import Answer, Fact, NotFound, Section, Talk
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.errors import StaleQuoteError, UserError
from bot.domain.question import Question
from bot.domain.quote import Quote
from bot.domain.request import Request, RequestIntent
from bot.library import Library, ServerArticles
from bot.ports.conversations import ConversationStore

MOST_WAITING, MOST_OF_SERVER = 256, 192
"""How many requests may wait for their answers, in all and of one server: some seconds' worth."""

WORKERS = 2
"""How many answers are worked out at once: more threads would only keep what replies to Discord from its turn."""
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is left of an answer given earlier: its quotes that still stand, and how many don't."""

    quotes: tuple[Quote, ...]
    stale: int


class Newsroom:
    """Answers questions in conversations, each from the articles of the server it is held in.

    Answering is work for a processor: what is ``async`` here does it in another thread.
    """

    def __init__(self, library: Library, conversations: ConversationStore) -> None:
        self.library = library
        self._conversations = conversations
        self._waiting: Counter[int | None] = Counter()
        self._workers = asyncio.Semaphore(WORKERS)
        self._turns: WeakValueDictionary[ConversationKey, asyncio.Lock] = WeakValueDictionary()

    async def server_articles(self, server_id: int | None) -> ServerArticles:
        """The articles that answer in a server, or outside of any."""
        return await self.library.server_articles(server_id)

    async def ask(self, key: ConversationKey, request: Request, *, after: Turn | None = None) -> Answer:
        """The answer to a request as the conversation's next turn, which is remembered with what it quoted.

        ``after`` is the turn that the request refers to, where that is not the latest one.

        Raises:
            UserError: when too many wait for an answer already, in all or in one server.
        """
        with self._admit(key):
            return await self._ask(key, request, after)

    async def _ask(self, key: ConversationKey, request: Request, after: Turn | None) -> Answer:
        answerer = await self._answerer(key.server_id)
        # A follow-up sent before its question is answered waits for that answer, which it is about.
        async with self._turns.setdefault(key, asyncio.Lock()):
            conversation = await self._conversations.load(key)
            if after is not None and conversation.last != after:
                conversation = conversation.with_turn(after)
            answer = await self._work(answerer.answer, request, conversation)
            # "Thanks" changes no subject.
            if not isinstance(answer, Talk):
                await self._conversations.append(key, Turn.of(answer))
        return answer

    async def _work(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._workers:
            return await asyncio.to_thread(function, *args, **kwargs)

    async def has_more(self, key: ConversationKey, turn: Turn) -> bool:
        """Whether asking for more on a turn of a conversation would find something that wasn't quoted yet."""
        answerer, conversation = await self._answerer(key.server_id), await self._conversations.load(key)
        if conversation.last != turn:
            conversation = conversation.with_turn(turn)
        answer = await self._work(answerer.answer, Request(intent=RequestIntent.MORE), conversation)
        return not isinstance(answer, NotFound)

    @contextmanager
    def _admit(self, key: ConversationKey) -> Iterator[None]:
        """Counts a request that waits for its answer, unless too many do."""
        if self._waiting.total() >= MOST_WAITING or self._waiting[key.server_id] >= MOST_OF_SERVER:
            raise UserError("too many questions are being answered: ask again in a moment", "too_busy")
        self._waiting[key.server_id] += 1
        try:
            yield
        finally:
            self._waiting[key.server_id] -= 1
            self._waiting += Counter()  # lets go of the zeros

    async def is_small_talk(self, text: str, *, server_id: int | None = None) -> bool:
        """Whether a message asks nothing of the articles and names nobody, such as "thanks" and "help"."""
        return (await self._answerer(server_id)).reader.talk(text) is not None

    async def is_answered(self, text: str, *, server_id: int | None = None) -> bool:
        """Whether a question would be answered with a quote."""
        answerer = await self._answerer(server_id)
        return bool((await self._work(answerer.answer, Request(text))).quotes)

    async def has_begun(self, key: ConversationKey) -> bool:
        """Whether anything was said in a conversation that is still remembered."""
        return (await self._conversations.load(key)).last is not None

    async def remember(self, key: ConversationKey, turn: Turn) -> None:
        """Keeps a turn that was not asked in words, so that a follow-up knows whom it is about."""
        await self._conversations.append(key, turn)

    async def look_up(self, name: str, *, server_id: int | None = None) -> Answer:
        """What the articles have on the athlete called ``name``."""
        answerer = await self._answerer(server_id)
        return await self._work(answerer.profile_of, name)

    async def sections(self, athlete: str, *, server_id: int | None = None) -> tuple[Section, ...]:
        """Everything a server's articles have on an athlete by full name, topic by topic."""
        answerer = await self._answerer(server_id)
        return await self._work(answerer.topics.sections, athlete, most=None)

    async def timeline(self, athlete: str, *, server_id: int | None = None) -> Section:
        """The dated sentences about an athlete by full name, the earliest first."""
        answerer = await self._answerer(server_id)
        return await self._work(answerer.topics.timeline, athlete)

    async def named_in(self, revision: Revision, *, server_id: int | None = None) -> tuple[str, ...]:
        """Full names of those an article names, known to the server's articles or not."""
        answerer = await self._answerer(server_id)
        return await self._work(answerer.named_in, revision)

    async def awaited_in(
        self, revision: Revision, named: Sequence[str], wanted: Sequence[str], *, server_id: int | None = None
    ) -> Mapping[str, str]:
        """Those of some full names that no article had and this one has, each with the name it goes by there."""
        answerer = await self._answerer(server_id)
        return await self._work(answerer.awaited_in, revision, named, wanted)

    async def telling(self, revision: Revision, athlete: str | None, *, server_id: int | None = None) -> Quote | None:
        """The sentence of an article that tells most about an athlete by full name; see `Answerer.telling`."""
        answerer = await self._answerer(server_id)
        return await self._work(answerer.telling, revision, athlete)

    async def facts(self, athlete: str, *, server_id: int | None = None) -> Sequence[Fact]:
        """What a server's articles tell about who an athlete is, by full name."""
        answerer = await self._answerer(server_id)
        return await self._work(answerer.topics.facts, athlete)

    async def closest(self, question: Question, *, server_id: int | None = None) -> tuple[Quote, ...]:
        """The sentences that come closest to answering a question, which nothing answers."""
        return await self._work((await self._answerer(server_id)).closest, question)

    async def recall(self, turn: Turn, *, server_id: int | None = None) -> Recalled:
        """The quotes of an earlier turn, as far as the articles still hold them as they were quoted."""
        return await self._work(_recall, turn, await self._answerer(server_id))

    def names(self, *, server_id: int | None = None) -> tuple[str, ...]:
        """Full names of everyone a server's articles know, as far as they have been read already."""
        return self.library.indexed(server_id).athletes

    def articles(self, *, server_id: int | None = None) -> tuple[Revision, ...]:
        """The articles that answer in a server, as far as they have been read already."""
        return self.library.indexed(server_id).revisions

    async def _answerer(self, server_id: int | None) -> Answerer:
        return (await self.library.server_articles(server_id)).answerer


def _recall(turn: Turn, answerer: Answerer) -> Recalled:
    quotes = []
    for reference in turn.quoted:
        try:
            quotes.append(answerer.recall(reference))
        except StaleQuoteError:
            continue
    return Recalled(tuple(quotes), len(turn.quoted) - len(quotes))
