"""The newsroom answers one turn at a time and remembers it."""

import asyncio
import threading
from dataclasses import replace

import pytest

from bot import newsroom as newsroom_module
from bot.adapters.memory import MemoryConversations
from bot.answering.answerer import Answerer
from bot.bootstrap.answering import answerer
from bot.domain.answer import Answer, Found, NotFound, Profile, Topic
from bot.domain.article import Byline, Revision
from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.errors import UnknownArticleError, UserError
from bot.domain.request import Request, RequestIntent
from bot.library import Library
from bot.newsroom import Newsroom

ARTICLES = [
    Revision("a", "Ada Marl won the 800m in Torrin on 3 May 2024.", Byline("Marl wins"), ("Ada Marl",)),
    Revision("b", "Bea Voss fell in Ostrel. Voss tore a muscle.", Byline("Voss falls"), ("Bea Voss",)),
]


X, Y = ConversationKey(1, 1), ConversationKey(1, 2)


@pytest.fixture
def conversations() -> MemoryConversations:
    """An empty memory."""
    return MemoryConversations()


@pytest.fixture
def newsroom(conversations: MemoryConversations) -> Newsroom:
    """A newsroom with two articles."""
    return Newsroom(Library(ARTICLES, answerer), conversations)


def _ask(newsroom: Newsroom, *turns: tuple[ConversationKey, str]) -> Answer:
    async def talk() -> Answer:
        answers = [await newsroom.ask(conversation, Request(text)) for conversation, text in turns]
        return answers[-1]

    return asyncio.run(talk())


def test_a_turn_is_remembered_with_its_quotes(newsroom: Newsroom, conversations: MemoryConversations) -> None:
    """Each turn is kept as it was understood, with what was quoted for it."""
    answer = _ask(newsroom, (X, "When did Marl win the 800m?"))
    last = asyncio.run(conversations.load(X)).last
    assert last is not None
    assert last.question == answer.question
    assert last.quoted == tuple(quote.reference for quote in answer.quotes) != ()


def test_too_many_at_once_are_refused(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number that wait, in all or of one server, the next is refused with a reason, and later answered."""
    monkeypatch.setattr(newsroom_module, "MOST_WAITING", 3)
    monkeypatch.setattr(newsroom_module, "MOST_OF_SERVER", 2)
    busy = [ConversationKey(1, member, server_id=server) for server in (1, 2) for member in (1, 2, 3)]

    async def ask_all() -> list[str | None]:
        request = Request("When did Marl win the 800m?")
        asked = [newsroom.ask(key, request) for key in busy]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        await newsroom.ask(busy[0], request)
        return [answer.code if isinstance(answer, UserError) else None for answer in answers]

    assert asyncio.run(ask_all()) == [None, None, "too_busy", None, "too_busy", "too_busy"]


def test_no_answer_is_a_turn_too(newsroom: Newsroom, conversations: MemoryConversations) -> None:
    """A question without an answer is remembered, without quotes."""
    assert isinstance(_ask(newsroom, (X, "hedgehogs?")), NotFound)
    assert asyncio.run(conversations.load(X)).quoted == ()
    assert len(asyncio.run(conversations.load(X)).turns) == 1


def test_a_conversation_goes_on(newsroom: Newsroom) -> None:
    """A follow-up is read in its own conversation only."""
    first = (X, "When did Marl win the 800m?")
    assert isinstance(_ask(newsroom, first, (X, "source?")), Found)
    assert isinstance(_ask(newsroom, first, (Y, "source?")), NotFound)


def test_looking_up_an_athlete_is_no_turn(newsroom: Newsroom, conversations: MemoryConversations) -> None:
    """A profile is given outside of any conversation."""
    profile = asyncio.run(newsroom.look_up("marl"))
    assert isinstance(profile, Profile)
    assert profile.athlete == "Ada Marl"
    assert isinstance(asyncio.run(newsroom.look_up("Otto Brand")), NotFound)
    assert asyncio.run(conversations.load(X)) == Conversation()


def test_the_newsroom_knows_its_athletes_and_articles(newsroom: Newsroom) -> None:
    """Athletes come by surname, and an article by its id."""
    assert newsroom.names() == ("Ada Marl", "Bea Voss")
    assert newsroom.library.bundled.article("b") is ARTICLES[1]


def test_an_unknown_article_says_how_to_list_them(newsroom: Newsroom) -> None:
    """An id that no article has is refused with a way to find the right one."""
    with pytest.raises(UnknownArticleError, match=r"'zz'.*pressbox articles"):
        newsroom.library.bundled.article("zz")


def test_no_articles_answer_nothing() -> None:
    """A newsroom without articles has no answer, and that is no error."""
    empty = Newsroom(Library([], answerer), MemoryConversations())
    answer = _ask(empty, (X, "Who won?"))
    assert isinstance(answer, NotFound)
    assert answer.searched == 0


def test_an_answer_can_refer_to_an_earlier_turn(newsroom: Newsroom) -> None:
    """What is asked after a given turn is read as its follow-up, whatever was said since."""

    async def talk() -> Answer:
        key = ConversationKey(1, 1)
        first = await newsroom.ask(key, Request("When did Marl win the 800m?"))
        await newsroom.ask(key, Request("Did Voss fall?"))
        return await newsroom.ask(key, Request("where did she win?"), after=Turn.of(first))

    assert asyncio.run(talk()).question.athletes == ("Ada Marl",)


@pytest.mark.parametrize(
    ("request_", "meant"),
    [
        (Request("did she fall?", athlete="Bea Voss"), "did Bea Voss fall?"),
        (Request("did Voss fall?", athlete="Bea Voss"), "did Voss fall?"),
        (Request(athlete="Bea Voss", intent=RequestIntent.SAME_ABOUT), "When did Bea Voss win the 800m?"),
        (Request(athlete="Bea Voss", intent=RequestIntent.WHO_IS_MEANT), "When did Bea Voss win the 800m?"),
        (Request(intent=RequestIntent.MORE), "When did Marl win the 800m?"),
    ],
)
def test_a_request_says_what_no_words_have_to(newsroom: Newsroom, request_: Request, meant: str) -> None:
    """Whom a button or an option is about, and that more is wanted, is understood whatever the text says."""

    async def work() -> Answer:
        await newsroom.ask(X, Request("When did Marl win the 800m?"))
        return await newsroom.ask(X, request_)

    question = asyncio.run(work()).question
    assert (question.meant, question.athletes) == (meant, ("Bea Voss",) if request_.athlete else ("Ada Marl",))


@pytest.mark.parametrize("intent", [RequestIntent.SAME_ABOUT, RequestIntent.WHO_IS_MEANT])
def test_a_request_about_somebody_alone_asks_who_that_is(newsroom: Newsroom, intent: RequestIntent) -> None:
    """Where nothing was asked before, an athlete alone is asked about in general."""
    assert isinstance(asyncio.run(newsroom.ask(X, Request(athlete="Bea Voss", intent=intent))), Profile)


def test_an_earlier_answer_is_recalled_as_far_as_it_stands(newsroom: Newsroom) -> None:
    """Quotes of an unchanged article come back; those of a changed one, or of one that is gone, are counted."""
    answer = _ask(newsroom, (X, "When did Marl win the 800m?"))
    turn = Turn.of(answer)
    assert [quote.text for quote in asyncio.run(newsroom.recall(turn)).quotes] == [q.text for q in answer.quotes]
    changed = [replace(ARTICLES[0], text=ARTICLES[0].text + " Again."), ARTICLES[1]]
    for articles in (changed, ARTICLES[1:]):
        recalled = asyncio.run(Newsroom(Library(articles, answerer), MemoryConversations()).recall(turn))
        assert (recalled.quotes, recalled.stale) == ((), len(turn.quoted))


def test_an_athlete_can_be_read_about_without_a_question(newsroom: Newsroom) -> None:
    """All sections of an athlete, their timeline and everybody's name are there to be looked at."""
    sections = asyncio.run(newsroom.sections("Ada Marl"))
    assert [section.topic for section in sections] == [Topic.RESULTS]
    assert [quote.text for quote in asyncio.run(newsroom.timeline("Ada Marl")).quotes] == [ARTICLES[0].text]
    assert asyncio.run(newsroom.timeline("Bea Voss")).quotes == ()
    assert newsroom.names() == ("Ada Marl", "Bea Voss")


def test_a_turn_can_be_remembered_without_a_question(newsroom: Newsroom) -> None:
    """After looking somebody up, a follow-up knows whom it is about."""

    async def talk() -> Answer:
        profile = await newsroom.look_up("marl")
        await newsroom.remember(ConversationKey(1, 1), Turn.of(profile))
        return await newsroom.ask(ConversationKey(1, 1), Request("when did she win the 800m?"))

    assert asyncio.run(talk()).question.athletes == ("Ada Marl",)


def test_searching_leaves_the_loop_free(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is sought in another thread, so that others are served meanwhile."""
    threads = []

    def noted(self: Answerer, request: Request, conversation: Conversation) -> Answer:
        threads.append(threading.get_ident())
        return seek(self, request, conversation)

    seek = Answerer.answer
    monkeypatch.setattr(Answerer, "answer", noted)
    _ask(newsroom, (X, "When did Marl win the 800m?"))
    assert threading.get_ident() not in threads != []


def test_a_server_without_articles_of_its_own_has_the_bundled_ones(newsroom: Newsroom) -> None:
    """In a server the same articles answer as outside of any."""
    assert isinstance(_ask(newsroom, (ConversationKey(1, 1, 5), "When did Marl win the 800m?")), Found)
    assert asyncio.run(newsroom.server_articles(5)).athletes == newsroom.names(server_id=5) == newsroom.names()
    assert newsroom.articles(server_id=5) == newsroom.articles()
    assert asyncio.run(newsroom.look_up("marl", server_id=5)) == asyncio.run(newsroom.look_up("marl"))
