"""Writes to members who asked to be told: what became of a suggestion, and that a question is answered by now."""

import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import discord

from bot.domain.actor import Actor
from bot.domain.conversation import ConversationKey
from bot.domain.editing import Submission
from bot.domain.gap import Missed
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.logs import UNSENT, log_error
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import ADDING, Words


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer that is ready to be sent, and as what it is kept."""

    view: discord.ui.LayoutView
    sent: SentAnswer


WriteAnswer = Callable[[ConversationKey, str, str], Awaitable[WrittenAnswer | None]]
"""Answers a question in a conversation below a note; ``None`` where the member may not read the server's articles."""


class Notifications:
    """Sends direct messages; ``write_answer`` writes the answers that members waited for."""

    def __init__(self, client: discord.Client, services: Services, write_answer: WriteAnswer) -> None:
        self._client = client
        self._services = services
        self._write_answer = write_answer

    async def tell_author(self, submission: Submission) -> bool | None:
        """Tells whoever suggested an article what became of it; whether that reached them, ``None`` for a feed's."""
        if self._client.user and submission.member_id == self._client.user.id:
            return None
        server, words = self._server(submission.server_id)
        title = submission.manuscript.revision.byline.title
        text = words.say("decided", status=submission.status, title=title, server=server, note=submission.note)
        try:
            return await self._send(submission.member_id, text)
        except UNSENT:
            return False

    async def tell_waiting(self, actor: Actor) -> int:
        """Sends those who wait for an answer what answers it now; how many were reached.

        It is nobody's fault when it fails, so that is only logged: what was published stays published.
        """
        reached = 0
        try:
            for missed in await self._services.desk.unanswered.find_answered(actor):
                for member_id in missed.waiting:
                    with suppress(*UNSENT):  # the next article that is published tries again
                        reached += await self._tell(missed, member_id)
        except Exception as error:  # noqa: BLE001  # as said above
            log_error(error, "telling members that their question is answered")
        return reached

    async def _tell(self, missed: Missed, member_id: int) -> bool:
        """Tells one member, unless somebody else who publishes does so at this moment; whether that reached them.

        Where Discord fails, or the bot is stopped in the middle, the member goes on waiting.
        """
        wanted = self._services.desk.unanswered
        if not await wanted.claim(missed, member_id):
            return False
        try:
            return await self._send_answer(missed.sent, member_id)
        except BaseException:
            await wanted.give_back(missed, member_id)
            raise

    def _server(self, server_id: int | None) -> tuple[str, Words]:
        """A server's name and its words; Discord doesn't tell which language a member reads who isn't there."""
        server = self._client.get_guild(server_id or 0)
        return server.name if server else "Discord", self._services.server_words(server, server_id).of(ADDING)

    async def _send_answer(self, asked: SentAnswer, member_id: int) -> bool:
        """Sends what answers a question now, with the question; whether that reached the member."""
        server_id, question = asked.conversation.server_id, asked.turn.question
        server, words = self._server(server_id)
        note = words.say("answered", question=question.asked, server=server)
        try:
            channel = await (await self._member(member_id)).create_dm()
            written = await self._write_answer(ConversationKey(channel.id, member_id, server_id), question.meant, note)
            if written is None:
                return False
            message = await channel.send(view=written.view, nonce=secrets.randbits(60))
        except (discord.Forbidden, discord.NotFound):
            return False
        await self._services.sent_answers.set_message(written.sent.answer_id, message.id)
        return True

    async def _send(self, member_id: int, text: str) -> bool:
        """A direct message; ``False`` where the member takes none, or is gone."""
        try:
            await (await self._member(member_id)).send(view=build_view([text]), nonce=secrets.randbits(60))
        except (discord.Forbidden, discord.NotFound):
            return False
        return True

    async def _member(self, member_id: int) -> discord.User:
        return self._client.get_user(member_id) or await self._client.fetch_user(member_id)
