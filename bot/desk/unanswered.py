"""What was asked in vain or answered wrongly, and who wants to know when an article answers it."""

import asyncio
from collections.abc import Sequence

from bot.answering.answerer import Answerer
from bot.domain.actor import Actor
from bot.domain.answer import Ambiguous, NotFound
from bot.domain.errors import UserError
from bot.domain.gap import Gap, Missed, gaps
from bot.domain.request import Request
from bot.library import Library
from bot.ports.conversations import MissedQuestions, SentAnswerStore


class Unanswered:
    """A server's gaps."""

    def __init__(self, missed: MissedQuestions, sent_answers: SentAnswerStore, library: Library) -> None:
        self._missed = missed
        self._sent_answers = sent_answers
        self._library = library

    async def find_gaps(self, actor: Actor, *, dismissed: bool = False) -> Sequence[Gap]:
        """What the articles should answer and don't, most asked first; or of that what moderators dismissed.

        A question that is answered by now is left out, unless somebody said that an answer to it was wrong.
        """
        server_id = actor.moderated_server()
        missed = await self._missed.missed(server_id)
        open_ones = await self._unanswered(server_id, [each for each in missed if not each.wrong])
        found = gaps([*(each for each in missed if each.wrong), *open_ones])
        return [gap for gap in found if gap.dismissed == dismissed]

    async def dismiss(self, actor: Actor, answer_id: str, *, dismissed: bool = True) -> None:
        """Leave out the gap that an answer belongs to from now on, however it is asked again; or show it again.

        Raises:
            UserError: when it isn't there any more.
        """
        found = await self.find_gaps(actor, dismissed=not dismissed)
        gap = next((gap for gap in found if any(each.sent.answer_id == answer_id for each in gap.missed)), None)
        if gap is None:
            raise UserError("that gap isn't there any more", "gap_gone")
        await self._missed.dismiss([each.sent.answer_id for each in gap.missed], dismissed=dismissed)

    async def is_answered(self, server_id: int, question: str) -> bool:
        """Whether a server's articles answer a question that is asked outside a conversation."""
        answerer = (await self._library.server_articles(server_id)).answerer
        return await asyncio.to_thread(_answers, answerer, question)

    async def wait(self, actor: Actor, answer_id: str) -> bool:
        """Note that a member wants to be told; ``False`` when the answer has expired or is another server's."""
        sent = await self._sent_answers.get(answer_id)
        if sent is None or actor.member_id is None or sent.conversation.server_id != actor.own_server():
            return False
        await self._missed.wait(answer_id, actor.member_id)
        return True

    async def find_answered(self, actor: Actor) -> Sequence[Missed]:
        """The questions that found nothing and are answered by now, with the members who wait to be told."""
        server_id = actor.moderated_server()
        waited_for = [each for each in await self._missed.missed(server_id) if each.waiting and not each.wrong]
        still_open = await self._unanswered(server_id, waited_for)
        return [each for each in waited_for if each not in still_open]

    async def claim(self, missed: Missed, member_id: int) -> bool:
        """Ends a member's wait, for whoever is about to tell them; ``False`` when somebody else does that already."""
        return await self._missed.claim(missed.sent.answer_id, member_id)

    async def give_back(self, missed: Missed, member_id: int) -> None:
        """Lets a member wait on whom nobody could tell."""
        await self._missed.wait(missed.sent.answer_id, member_id)

    async def _unanswered(self, server_id: int, missed: Sequence[Missed]) -> Sequence[Missed]:
        answerer = (await self._library.server_articles(server_id)).answerer
        return await asyncio.to_thread(
            lambda: [each for each in missed if not _answers(answerer, each.sent.turn.question.meant)]
        )


def _answers(answerer: Answerer, question: str) -> bool:
    """Whether there is an answer to a question in its full form, as it is asked outside its conversation."""
    return not isinstance(answerer.answer(Request(question)), NotFound | Ambiguous)
