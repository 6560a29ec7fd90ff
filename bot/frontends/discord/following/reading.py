"""Reading news and following: what commands and buttons both do."""

import secrets

import discord

from bot.domain.conversation import Turn
from bot.domain.errors import NotAllowedError
from bot.domain.schedule import Rhythm
from bot.domain.sent_answer import NEWS, SentAnswer
from bot.frontends.discord.following.messages import as_question, build_follows, build_news_page
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.ui.controls import button
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import FOLLOWING


async def follow_athlete(
    context: Context, name: str, channel_id: int | None = None, rhythm: Rhythm = Rhythm.AT_ONCE
) -> discord.ui.LayoutView:
    """Lets the member follow an athlete; the message that says so, with a button that ends it."""
    if context.server_id is None:
        raise NotAllowedError("athletes are followed in a server: use the command there", "server_only")
    follows, words = context.services.following.follows, context.words.of(FOLLOWING)
    follow, is_new = await follows.follow(context.server_id, context.key.member_id, name, channel_id, rhythm)
    stop = button("unfollow", words.say("stop"), str(follow.follow_id))
    return build_view([words.say("followed", follow=follow, is_new=is_new)], [[stop]])


async def list_follows(context: Context, client: discord.Client, page: int = 0) -> discord.ui.LayoutView:
    """A page of whom the member follows, in this server or, in a direct message, in all of them."""
    follows = await context.services.following.follows.of_member(context.key.member_id, context.server_id)
    servers = {} if context.server_id else {server.id: server.name for server in client.guilds}
    return build_follows(follows, page, servers, context.words)


async def open_news(interaction: Interaction, context: Context, athlete: str | None) -> None:
    """Puts the first page of the newest articles in place of the deferred response."""
    services = context.services
    page = await services.following.newest.page(context.server_id, athlete, 0)
    question = as_question((athlete,) if athlete else (), context.words)
    turn = Turn(question, tuple(quote.reference for quote in page.quotes))
    sent = SentAnswer(secrets.token_urlsafe(9), context.key, services.clock.now(), NEWS, turn)
    await services.sent_answers.add(sent)
    message = await interaction.edit_original_response(view=build_news_page(sent, page, context.words))
    if not message.flags.ephemeral:
        await interaction.client.follow_up.note_sent(sent, message.id)
