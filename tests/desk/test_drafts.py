"""A draft carries an article from what somebody gave to what is published."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest

from bot.bootstrap.application import Application
from bot.desk.drafts import article_of
from bot.desk.intake import Source
from bot.domain.actor import Actor
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import AuditEntry
from bot.domain.errors import UserError
from bot.ingestion import cleaning, document, restoring

Opened = Callable[[], AbstractAsyncContextManager[Application]]
MODERATOR = Actor(11, 5, may_moderate=True)
TEXT = (
    "Lee wins in Bergen\n\nAnn Lee won the 1500m in Bergen on 4 June 2025.\n\nADVERTISEMENT\n\nShe beat Mona Reyes.\n"
)


@pytest.fixture
def cleaned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were cleaned, in order."""
    texts: list[str] = []
    clean = cleaning.clean

    def counted(text: str, first_line: int = 1) -> cleaning.CleanText:
        texts.append(text)
        return clean(text, first_line)

    for module in (document, restoring):
        monkeypatch.setattr(module, "clean", counted)
    return texts


def test_an_article_is_cleaned_once(opened: Opened, cleaned: list[str]) -> None:
    """From the source over the preview, a line put back and a corrected title to what answers, it is cleaned once."""

    async def work() -> str:
        async with opened() as app:
            drafts = app.desk.drafts
            draft = await drafts.take_source(MODERATOR, await drafts.begin(MODERATOR, Purpose.ADD), Source(text=TEXT))
            await app.desk.screening.screen(5, article_of(draft))
            (line,) = [line for line in article_of(draft).dropped if line.text == "ADVERTISEMENT"]
            draft = await drafts.put_back(draft, line.number)
            draft = await drafts.take_details(MODERATOR, draft, {"title": "Lee in Bergen"}, None)
            published = await drafts.publish(MODERATOR, draft.draft_id)
            assert isinstance(published.came_to, AuditEntry)
            return (await app.desk.articles.manuscript(MODERATOR, "lee-in-bergen.1")).revision.text

    assert "ADVERTISEMENT" in asyncio.run(work())
    assert [text for text in cleaned if "Bergen" in text] == [TEXT]


def test_a_draft_of_an_earlier_version_is_cleaned_again(opened: Opened, cleaned: list[str]) -> None:
    """A draft that was kept without its dropped lines has the same ones as when it was read."""

    async def work() -> tuple[Draft, Draft]:
        async with opened() as app:
            drafts = app.desk.drafts
            draft = await drafts.take_source(MODERATOR, await drafts.begin(MODERATOR, Purpose.ADD), Source(text=TEXT))
            return draft, replace(draft, dropped=None)

    now, before = asyncio.run(work())
    assert article_of(before) == article_of(now)
    assert [text for text in cleaned if "Bergen" in text] == [TEXT, TEXT]


def test_what_was_typed_is_kept(opened: Opened) -> None:
    """A source that can't be read leaves a draft with what was typed, to be corrected."""

    async def work() -> Draft:
        async with opened() as app:
            drafts = app.desk.drafts
            draft = await drafts.begin(MODERATOR, Purpose.ADD)
            with pytest.raises(UserError, match="no address"):
                await drafts.take_source(MODERATOR, draft, Source(link="nowhere", text=TEXT))
            return await drafts.get(draft.draft_id, MODERATOR)

    assert asyncio.run(work()).typed == {"link": "nowhere", "text": TEXT}
