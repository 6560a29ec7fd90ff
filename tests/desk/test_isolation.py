"""Two servers whose articles have the same ids see nothing of each other."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.bootstrap.application import Application
from bot.domain.actor import Actor
from bot.ingestion.document import IngestedArticle, ingest

Opened = Callable[[], AbstractAsyncContextManager[Application]]

HERE, THERE = Actor(7, 5, may_moderate=True), Actor(7, 6, may_moderate=True)


def about_day(day: int, title: str = "Knee") -> IngestedArticle:
    """An article that differs from others in its day."""
    return ingest("form", "form", f"---\ntitle: {title}\n---\n\nBea Voss hurt her knee on {day} May 2025.\n")


def test_each_server_sees_its_own(opened: Opened) -> None:
    """Lists, versions, sources and queues hold what was done in the server, although the ids are the same elsewhere."""

    async def work() -> None:
        async with opened() as app:
            articles, queue = app.desk.articles, app.desk.queue
            await articles.publish(HERE, about_day(1))
            await articles.publish(THERE, about_day(2))
            await articles.edit(THERE, "knee.1", about_day(3, "Ankle"), 1)
            await articles.publish(THERE, about_day(4), article_id="other.1")
            await queue.suggest(Actor(11, 6), about_day(5))

            (summary,) = await articles.find(HERE)
            assert (summary.article_id, summary.title, summary.live, summary.versions) == ("knee.1", "Knee", 1, 1)
            assert [revision.number for revision in (await articles.history(HERE, "knee.1")).revisions] == [1]
            assert (await articles.manuscript(HERE, "knee.1")).raw == about_day(1).raw
            first_there = await app.stores.ledger.manuscript(6, "knee.1", 1)
            assert first_there is not None
            assert first_there.raw == about_day(2).raw
            assert await queue.pending(HERE) == []
            assert [summary.title for summary in await articles.find(THERE)] == ["Ankle", "Knee"]

    asyncio.run(work())
