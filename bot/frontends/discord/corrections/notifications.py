"""Writes to members who asked to be told: what became of a suggestion, and that a question is answered by now."""

import secrets
from contextlib import suppress

import discord

from bot.domain.actor import Actor
from bot.domain.editing import Submission
from bot.domain.gap import Missed
from bot.frontends.discord.logs import UNSENT, log_error
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import ADDING, Words


class Notifications:
    """Sends direct messages."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services

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
        """Tells those who wait for an answer that there is one now; how many were reached.

        It is nobody's fault when it fails, so that is only logged: what was published stays published.
        """
        reached = 0
        try:
            for missed in await self._services.desk.unanswered.find_answered(actor):
                server, words = self._server(missed.sent.conversation.server_id)
                text = words.say("answered", question=missed.sent.turn.question.asked, server=server)
                for member_id in missed.waiting:
                    with suppress(*UNSENT):  # the next article that is published tries again
                        reached += await self._tell(missed, member_id, text)
        except Exception as error:  # noqa: BLE001  # as said above
            log_error(error, "telling members that their question is answered")
        return reached

    async def _tell(self, missed: Missed, member_id: int, text: str) -> bool:
        """Tells one member, unless somebody else who publishes does so at this moment; whether that reached them.

        Where Discord fails, or the bot is stopped in the middle, the member goes on waiting.
        """
        wanted = self._services.desk.unanswered
        if not await wanted.claim(missed, member_id):
            return False
        try:
            return await self._send(member_id, text)
        except BaseException:
            await wanted.give_back(missed, member_id)
            raise

    def _server(self, server_id: int | None) -> tuple[str, Words]:
        """A server's name and its words; Discord doesn't tell which language a member reads who isn't there."""
        server = self._client.get_guild(server_id or 0)
        return server.name if server else "Discord", self._services.server_words(server, server_id).of(ADDING)

    async def _send(self, member_id: int, text: str) -> bool:
        """A direct message; ``False`` where the member takes none, or is gone."""
        try:
            member = self._client.get_user(member_id) or await self._client.fetch_user(member_id)
            await member.send(view=build_view([text]), nonce=secrets.randbits(60))
        except (discord.Forbidden, discord.NotFound):
            return False
        return True
