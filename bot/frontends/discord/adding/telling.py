"""Writes to members who asked to be told: what became of a suggestion, and that a question is answered by now."""

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

import discord

from bot.domain.actor import Actor
from bot.domain.editing import Submission
from bot.domain.gap import Missed
from bot.frontends.discord.incidents import UNSENT, record
from bot.frontends.discord.layout import layout
from bot.frontends.discord.phrasebook import ADDING, Words

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


async def tell_author(client: "PressboxClient", submission: Submission) -> bool:
    """Tells whoever suggested an article what became of it; whether that reached them."""
    server, words = _server(client, submission.server_id)
    title = submission.manuscript.revision.byline.title
    text = words.say("decided", status=submission.status, title=title, server=server, note=submission.note)
    try:
        return await _write(client, submission.member_id, text)
    except UNSENT:
        return False


async def tell_waiting(client: "PressboxClient", actor: Actor) -> int:
    """Tells those who wait for an answer that there is one now; how many were reached.

    It is nobody's fault when it fails, so that is only logged: what was published stays published.
    """
    wanted, reached = client.parts.desk.wanted, 0
    try:
        for missed in await wanted.answered(actor):
            server, words = _server(client, missed.posting.conversation.server_id)
            text = words.say("answered", question=missed.posting.turn.question.text, server=server)
            for member_id in missed.waiting:
                with suppress(*UNSENT):  # the next article that is published tries again
                    reached += await _tell(client, missed, member_id, text)
    except Exception as error:  # noqa: BLE001  # as said above
        record(error, "telling members that their question is answered")
    return reached


async def _tell(client: "PressboxClient", missed: Missed, member_id: int, text: str) -> bool:
    """Tells one member, unless somebody else who publishes does so at this moment; whether that reached them.

    Where Discord fails, or the bot is stopped in the middle, the member goes on waiting.
    """
    wanted = client.parts.desk.wanted
    if not await wanted.claim(missed, member_id):
        return False
    try:
        return await _write(client, member_id, text)
    except BaseException:
        await wanted.give_back(missed, member_id)
        raise


def _server(client: "PressboxClient", server_id: int | None) -> tuple[str, Words]:
    """A server's name and its words; Discord doesn't tell which language a member reads who isn't there."""
    server = client.get_guild(server_id or 0)
    return server.name if server else "Discord", client.server_words(server_id or 0).of(ADDING)


async def _write(client: "PressboxClient", member_id: int, text: str) -> bool:
    """A direct message; ``False`` where the member takes none, or is gone."""
    try:
        member = client.get_user(member_id) or await client.fetch_user(member_id)
        await member.send(view=layout([text]), nonce=secrets.randbits(60))
    except (discord.Forbidden, discord.NotFound):
        return False
    return True
