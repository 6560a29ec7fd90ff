"""Cards: messages that tell moderators of what feeds brought, to be decided on there."""

import asyncio
from collections.abc import Sequence

import discord
from discord import ui

from bot.desk.drafts import restore_article
from bot.domain.editing import Submission
from bot.domain.feed import Card
from bot.frontends.discord.articles.preview import cut_excerpt, write_preview
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.controls import Row, button
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import ADDING, FEEDS, Words


async def build_card(services: Services, card: Card, words: Words) -> ui.LayoutView | None:
    """The card as it stands now; ``None`` where everything on it is decided."""
    pending = await services.feeds.notices.pending(card)
    if not pending:
        return None
    if len(card.submission_ids) == 1:
        return await _single(services, pending[0], words)
    return _together(card, pending, words.of(FEEDS))


async def _single(services: Services, submission: Submission, words: Words) -> ui.LayoutView:
    """One article as it would be quoted, and what may be wrong with it."""
    article = await asyncio.to_thread(restore_article, submission.manuscript)
    screened = await services.desk.screening.screen(submission.server_id, article)
    adding, own = words.of(ADDING), words.of(FEEDS)
    excerpt = await asyncio.to_thread(cut_excerpt, article.revision.text, 0, adding)
    feed = await services.feeds.notices.feed_of(submission.server_id, submission.submission_id)
    head = own.say("card_head", feed=feed, submission=submission)
    number = str(submission.submission_id)
    row: Row = [
        button("feed-approve", own.say("approve"), number, style=discord.ButtonStyle.success),
        button("feed-edit", own.say("edit"), number),
        button("feed-reject", own.say("reject"), number, style=discord.ButtonStyle.danger),
    ]
    return build_view(write_preview(head, screened, excerpt, adding), [row])


def _together(card: Card, pending: Sequence[Submission], words: Words) -> ui.LayoutView:
    """Several articles, by their titles."""
    lines = [words.say("many_line", submission=each) for each in pending]
    number = str(card.card_id)
    row: Row = [
        button("feed-all", words.say("approve_all"), number, style=discord.ButtonStyle.success),
        button("feed-edit", words.say("look_through"), str(pending[0].submission_id)),
        button("feed-none", words.say("reject_all"), number, style=discord.ButtonStyle.danger),
    ]
    return build_view(["\n".join([words.say("many_head", count=len(pending)), *lines])], [row])
