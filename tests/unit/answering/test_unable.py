"""What can't answer is passed over: sentences without the wanted words, other years, messages without a word."""

import asyncio
from datetime import date

from bot.adapters.memory import MemoryConversations
from bot.bootstrap.answering import answerer
from bot.domain.answer import Disagreeing
from bot.domain.article import Byline, Revision
from bot.domain.conversation import Conversation, ConversationKey
from bot.domain.question import Question
from bot.domain.request import Request
from bot.library import Library
from bot.newsroom import Newsroom


def article(article_id: str, text: str) -> Revision:
    """An article about Ann Lee."""
    return Revision(article_id, text, Byline("Lee in Oslo", "Track Weekly", published=date(2025, 6, 20)), ("Ann Lee",))


def test_only_a_sentence_with_a_time_can_say_what_time_was_run() -> None:
    """Where some sentence has a time, those without one are no evidence for the time somebody ran."""
    answering = answerer(
        [article("mile", "Ann Lee ran the mile final in Oslo. Lee was timed at 4:15.02. Lee was happy.")]
    )
    question = answering.reader.read(Request("what time did Lee run in the mile final in Oslo?"), Conversation())
    assert isinstance(question, Question)
    ranked = answering.ranker.rank_in(question, Conversation()).scored
    assert [scored.quote.text for scored in ranked] == ["Lee was timed at 4:15.02."]


def test_different_years_are_different_events() -> None:
    """Two places in the races of two years don't contradict each other; in races of the same year they do."""
    asked = "which place did Lee finish in the Oslo mile final?"
    first = article("first", "Ann Lee finished third in the Oslo mile final in 2024.")
    later = article("later", "Ann Lee finished ninth in the Oslo mile final in 2025.")
    same = article("same", "Ann Lee finished ninth in the Oslo mile final in 2024.")
    assert not isinstance(answerer([first, later]).answer(Request(asked)), Disagreeing)
    assert isinstance(answerer([first, same]).answer(Request(asked)), Disagreeing)


def test_a_message_without_a_word_changes_no_subject() -> None:
    """After "?!" a follow-up still means whom the question before it meant."""
    revisions = [article("calf", "Ann Lee hurt her calf in Oslo on 10 June 2025. Lee is coached by Gareth Pugh.")]
    newsroom = Newsroom(Library(revisions, answerer), MemoryConversations())

    async def hold() -> tuple[str, ...]:
        for text in ("who coaches Lee?", "?!"):
            await newsroom.ask(ConversationKey(1, 1), Request(text))
        return (await newsroom.ask(ConversationKey(1, 1), Request("when did she hurt her calf?"))).question.athletes

    assert asyncio.run(hold()) == ("Ann Lee",)
