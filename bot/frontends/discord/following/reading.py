"""Reading news and following: what commands and buttons both do."""

import asyncio
import secrets
from dataclasses import dataclass

import discord

from bot.domain.conversation import Turn
from bot.domain.errors import NotAllowedError, UnknownAthleteError
from bot.domain.following import Follow
from bot.domain.schedule import Rhythm
from bot.domain.sent_answer import NEWS, SentAnswer
from bot.frontends.discord.asking.athlete_names import find_alike
from bot.frontends.discord.following.messages import as_question, build_follows, build_news_page, build_unknown
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.ui.controls import button
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import FOLLOWING

HERE, DIRECTLY = "here", "directly"
_MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """How a member wants to be told: here, in the channel in which they say so, or else directly."""

    here: bool = False
    rhythm: Rhythm = Rhythm.AT_ONCE

    def __str__(self) -> str:
        return f"{HERE if self.here else DIRECTLY}:{self.rhythm}"

    @classmethod
    def parse(cls, written: str) -> "Wish":
        """The wish that was written into a button."""
        where, rhythm = written.split(":")
        return cls(where == HERE, Rhythm(rhythm))


async def follow_athlete(
    context: Context,
    name: str,
    wish: Wish = Wish(),  # frozen
    *,
    unknown: bool = False,
) -> discord.ui.LayoutView:
    """Lets the member follow an athlete; the message that says so, with a button that ends it.

    Where no article has that full name, and others have one like it, the question who is meant, unless it is known to
    be somebody ``unknown``.
    """
    if context.server_id is None:
        raise NotAllowedError("athletes are followed in a server: use the command there", "server_only")
    follows, words = context.services.following.follows, context.words.of(FOLLOWING)
    whose, where = (context.server_id, context.key.member_id), context.key.channel_id if wish.here else None
    try:
        follow, is_new = await follows.follow(*whose, name, where, wish.rhythm, unknown=unknown)
    except UnknownAthleteError:
        names = context.services.newsroom.names(server_id=context.server_id)
        if near := await asyncio.to_thread(find_alike, name, names, _MOST_NEAR):
            return build_unknown(name, near, str(wish), context.words)
        follow, is_new = await follows.follow(*whose, name, where, wish.rhythm, unknown=True)
    stop = button("unfollow", words.say("stop"), str(follow.follow_id))
    awaited = is_awaited(context, follow)
    return build_view([words.say("followed", follow=follow, is_new=is_new, awaited=awaited)], [[stop]])


async def list_follows(context: Context, client: discord.Client, page: int = 0) -> discord.ui.LayoutView:
    """A page of whom the member follows, in this server or, in a direct message, in all of them."""
    follows = await context.services.following.follows.of_member(context.key.member_id, context.server_id)
    servers = {} if context.server_id else {server.id: server.name for server in client.guilds}
    awaited = {follow.follow_id for follow in follows if is_awaited(context, follow)}
    own = await context.services.following.times.own(context.key.member_id)
    return build_follows(follows, page, servers, awaited, own, context.words)


def is_awaited(context: Context, follow: Follow) -> bool:
    """Whether no article names yet whom a member follows; not where the server's articles aren't read here."""
    newsroom = context.services.newsroom
    return newsroom.library.holds(follow.server_id) and follow.athlete not in newsroom.names(server_id=follow.server_id)


async def open_news(interaction: Interaction, context: Context, athlete: str | None) -> None:
    """Puts the first page of the newest articles in place of the deferred response."""
    services = context.services
    if await services.peers.has_duty():  # the process that reads the log: what was published just now is there, too
        await services.following.reader.read(parts=1)
    page = await services.following.newest.page(context.server_id, athlete, 0)
    question = as_question((athlete,) if athlete else (), context.words)
    turn = Turn(question, tuple(quote.reference for quote in page.quotes))
    sent = SentAnswer(secrets.token_urlsafe(9), context.key, services.clock.now(), NEWS, turn)
    await services.sent_answers.add(sent)
    message = await interaction.edit_original_response(view=build_news_page(sent, page, context.words))
    if not message.flags.ephemeral:
        await interaction.client.follow_up.note_sent(sent, message.id)
