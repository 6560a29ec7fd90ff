"""Publishes drafts, and says what became of them."""

import asyncio

from bot.domain.answer import Topic
from bot.domain.editing import AuditEntry
from bot.domain.errors import ChangedMeanwhileError
from bot.frontends.discord.articles.preview import overtaken_row
from bot.frontends.discord.interactions.control import Press
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.layout import Accent, build_view
from bot.frontends.discord.ui.translations import ADDING, Words

_MOST_ATHLETES = 5
"""Of how many athletes of an article a question to try is looked for."""


async def publish_draft(press: Press) -> None:
    """Publishes the draft below which it is pressed, or puts it into the queue, and says so in place of the preview."""
    services, words = press.context.services, press.context.words.of(ADDING)
    actor = await actor_of(press.interaction)
    await press.defer(thinking=False)
    try:
        published = await services.desk.drafts.publish(actor, press.detail)
    except ChangedMeanwhileError:
        await press.show(build_view([words.say("overtaken")], [overtaken_row(press.detail, words)]))
        return
    manuscript, submission_id = published.draft.manuscript, published.draft.submission_id
    title = manuscript.revision.byline.title if manuscript else None
    if published.entry is None:
        await press.show(build_view([words.say("suggested", title=title)], accent=Accent.FOUND))
        return
    follow_up = press.interaction.client.follow_up
    if submission_id is not None:
        await follow_up.notifications.tell_author(await services.desk.queue.get(actor, submission_id))
    told = await write_confirmation(services, published.entry, title, words)
    await follow_up.begin(press.interaction, published.entry, told, words)
    if count := await follow_up.notifications.tell_waiting(actor):
        await press.tell(words.say("told_waiting", count=count))


async def write_confirmation(services: Services, entry: AuditEntry, title: str | None, words: Words) -> str:
    """Word that an article is live, with a question to try."""
    question = await _find_question(services, entry, words)
    return words.say("published", title=title, number=entry.revision, question=question)


async def _find_question(services: Services, entry: AuditEntry, words: Words) -> str | None:
    """A question that the article answers, if one is found."""
    newsroom, server_id = services.newsroom, entry.server_id
    articles = await newsroom.server_articles(server_id)
    revision = next((each for each in articles.revisions if each.article_id == entry.article_id), None)
    names = await asyncio.to_thread(articles.answerer.named_in, revision) if revision else ()
    for name in [name for name in names if name in articles.athletes][:_MOST_ATHLETES]:
        sections = await newsroom.sections(name, server_id=server_id)
        # A question about something is a better one than a question about everything.
        for section in sorted(sections, key=lambda section: section.topic is Topic.LATEST):
            if any(quote.revision.article_id == entry.article_id for quote in section.quotes):
                return words.composer.example(section.topic, name)
    return None
