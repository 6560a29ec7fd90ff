"""Word that an article is live, with a question to try."""

import asyncio

from bot.domain.answer import Topic
from bot.domain.editing import AuditEntry
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.translations import Words

_MOST_ATHLETES = 5
"""Of how many athletes of an article a question to try is looked for."""


async def write_confirmation(
    services: Services, entry: AuditEntry, title: str | None, words: Words, wanted: str = ""
) -> str:
    """Word that an article is live, with a question to try: ``wanted``, where it should answer that."""
    is_missed = bool(wanted) and not await services.desk.unanswered.is_answered(entry.server_id, wanted)
    question = None if is_missed else wanted or await _find_question(services, entry, words)
    missed = wanted if is_missed else None
    return words.say("published", title=title, number=entry.revision, question=question, missed=missed)


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
