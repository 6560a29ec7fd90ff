"""A suggestion as moderators decide on it: what is known of it, a page of its text, and the buttons to decide."""

import asyncio
from contextlib import suppress

import discord

from bot.desk.drafts import restore_article
from bot.domain.actor import Actor
from bot.domain.editing import Submission
from bot.frontends.discord.articles.preview import Excerpt, cut_excerpt, write_preview
from bot.frontends.discord.interactions.context import Bot
from bot.frontends.discord.logs import UNSENT
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.controls import Row, button
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import ADDING, Words


async def announce_suggestion(bot: Bot, submission: Submission) -> None:
    """Shows a new suggestion in the server's log channel, to be decided on there; in vain where it can't write."""
    services, server_id = bot.services, submission.server_id
    channel_id = (await services.servers.settings(server_id)).log_channel
    if channel_id is None:
        return
    words = services.server_words(bot.get_guild(server_id), server_id).of(ADDING)
    host = Actor(None, server_id, may_moderate=True)
    head = words.say("announced_head", of=len(await services.desk.queue.pending(host)), submission=submission)
    texts, _ = await write_suggestion(services, submission, head, 0, words)
    view = build_view(texts, [deciding_row(submission, words)])
    with suppress(*UNSENT):
        channel = bot.get_partial_messageable(channel_id, guild_id=server_id)
        await channel.send(view=view, nonce=f"suggestion:{submission.submission_id}")


async def write_suggestion(
    services: Services, submission: Submission, head: str, page: int, words: Words
) -> tuple[list[str], Excerpt]:
    """What is known of a suggestion, and a page of its text."""
    article = await asyncio.to_thread(restore_article, submission.manuscript)
    screened = await services.desk.screening.screen(submission.server_id, article)
    excerpt = await asyncio.to_thread(cut_excerpt, article.revision.text, page, words)
    return write_preview(head, screened, excerpt, words), excerpt


def deciding_row(submission: Submission, words: Words) -> Row:
    """The buttons to decide on a suggestion."""
    own = str(submission.submission_id)
    return [
        button("approve", words.say("approve"), own, style=discord.ButtonStyle.success),
        button("review", words.say("edit_and_approve"), own),
        button("reject", words.say("reject"), own, style=discord.ButtonStyle.danger),
    ]
