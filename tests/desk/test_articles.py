"""A server's articles: added, edited, removed and restored without a version ever being lost."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.bootstrap.application import Application
from bot.domain.actor import Actor
from bot.domain.answer import Answer, Found, NotFound
from bot.domain.conversation import ConversationKey
from bot.domain.difference import DetailChange, DifferenceLine, Sign
from bot.domain.editing import Action
from bot.domain.errors import ChangedMeanwhileError, UnknownArticleError, UserError
from bot.domain.quote import Quote
from bot.domain.request import Request
from bot.ingestion.document import IngestedArticle, ingest

Opened = Callable[[], AbstractAsyncContextManager[Application]]
Result = TypeVar("Result")

MODERATOR = Actor(7, 5, may_moderate=True)
ASK = ConversationKey(1, 11, 5)
ELSEWHERE = ConversationKey(1, 11, 6)
HURT = "When did Voss hurt her knee?"


def written(text: str, title: str = "Voss hurts her knee") -> IngestedArticle:
    """An article about Bea Voss."""
    return ingest("form", "form", f"---\ntitle: {title}\nathletes: [Bea Voss]\n---\n\n{text}\n")


MAY = written("Bea Voss hurt her knee on 10 May 2025.")
JUNE = written("Bea Voss hurt her knee on 10 June 2025.")


def run(opened: Opened, work: Callable[[Application], Awaitable[Result]]) -> Result:
    """What ``work`` makes of an open application."""

    async def opened_and_worked() -> Result:
        async with opened() as app:
            return await work(app)

    return asyncio.run(opened_and_worked())


def quoted(answer: Answer) -> list[str]:
    """The words of the answer's quotes."""
    return [quote.text for quote in answer.quotes]


def test_a_published_article_answers_at_once_and_only_in_its_server(opened: Opened) -> None:
    """The next question is answered from it; another server and a direct message know nothing of it."""

    async def work(app: Application) -> list[Answer]:
        keys = [ASK, ELSEWHERE, ConversationKey(1, 11)]
        before = await app.newsroom.ask(ASK, Request(HURT))
        await app.desk.articles.publish(MODERATOR, MAY)
        return [before, *[await app.newsroom.ask(key, Request(HURT)) for key in keys]]

    before, here, *elsewhere = run(opened, work)
    assert quoted(here) == ["Bea Voss hurt her knee on 10 May 2025."]
    assert all(isinstance(answer, NotFound) for answer in (before, *elsewhere))


def test_articles_answer_after_a_restart(opened: Opened) -> None:
    """What was published and edited is there when the bot starts again, beside the bundled articles."""

    async def publish(app: Application) -> None:
        entry = await app.desk.articles.publish(MODERATOR, MAY)
        await app.desk.articles.edit(MODERATOR, entry.article_id or "", JUNE, 1)

    async def ask(app: Application) -> list[Answer]:
        return [await app.newsroom.ask(ASK, Request(text)) for text in (HURT, "When did Marl win the 800m?")]

    run(opened, publish)
    own, bundled = run(opened, ask)
    assert quoted(own) == ["Bea Voss hurt her knee on 10 June 2025."]
    assert isinstance(bundled, Found)


def test_ids_tell_articles_apart(opened: Opened) -> None:
    """An id is made of the title and a number, so that equal titles differ and no bundled article has it."""

    async def work(app: Application) -> list[str | None]:
        entries = [
            await app.desk.articles.publish(MODERATOR, article) for article in (MAY, JUNE, written("He ran.", "Ö!"))
        ]
        return [entry.article_id for entry in entries]

    assert run(opened, work) == ["voss-hurts-her-knee.1", "voss-hurts-her-knee.2", "o.1"]


def test_moderators_can_publish_at_the_same_time(opened: Opened) -> None:
    """Articles of the same title that are published at once all get an id and answer."""

    async def work(app: Application) -> list[str]:
        await asyncio.gather(*(app.desk.articles.publish(MODERATOR, article) for article in (MAY, JUNE, MAY)))
        return [revision.article_id for revision in (await app.newsroom.server_articles(5)).revisions]

    assert run(opened, work) == ["marl", *(f"voss-hurts-her-knee.{number}" for number in (1, 2, 3))]


def test_an_edit_keeps_the_version_before(opened: Opened) -> None:
    """Each version stays with its number, and a quote of the old one can still be read."""

    async def work(app: Application) -> tuple[list[str], str]:
        answer_before = await _published_and_asked(app)
        await app.desk.articles.edit(MODERATOR, "voss-hurts-her-knee.1", JUNE, 1)
        history = await app.desk.articles.history(MODERATOR, "voss-hurts-her-knee.1")
        reference = answer_before.quotes[0].reference
        quoted = history.quoted(reference.sha256)
        assert quoted
        return [revision.text.strip() for revision in history.revisions], Quote.recall(reference, quoted).text

    texts, recalled = run(opened, work)
    assert texts == ["Bea Voss hurt her knee on 10 May 2025.", "Bea Voss hurt her knee on 10 June 2025."]
    assert recalled == "Bea Voss hurt her knee on 10 May 2025."


async def _published_and_asked(app: Application) -> Answer:
    await app.desk.articles.publish(MODERATOR, MAY, why="from the club")
    return await app.newsroom.ask(ASK, Request(HURT))


def test_removing_hides_and_restoring_brings_back(opened: Opened) -> None:
    """A removed article doesn't answer, and a restored one does, in the version asked for."""

    async def work(app: Application) -> list[list[str]]:
        articles = app.desk.articles
        await _published_and_asked(app)
        await articles.edit(MODERATOR, "voss-hurts-her-knee.1", JUNE, 1)
        await articles.remove(MODERATOR, "voss-hurts-her-knee.1")
        removed = await app.newsroom.ask(ASK, Request(HURT))
        await articles.restore(MODERATOR, "voss-hurts-her-knee.1")
        restored = await app.newsroom.ask(ASK, Request(HURT))
        await articles.restore(MODERATOR, "voss-hurts-her-knee.1", number=1)
        return [quoted(answer) for answer in (removed, restored, await app.newsroom.ask(ASK, Request(HURT)))]

    assert run(opened, work) == [
        [],
        ["Bea Voss hurt her knee on 10 June 2025."],
        ["Bea Voss hurt her knee on 10 May 2025."],
    ]


def test_the_history_says_who_what_when_and_why(opened: Opened, clock: object) -> None:
    """Every change is an entry, and the difference of two versions shows what came and what went."""

    async def work(app: Application) -> None:
        articles = app.desk.articles
        await _published_and_asked(app)
        edited = replace(JUNE, revision=replace(JUNE.revision, byline=replace(JUNE.revision.byline, author="Jo")))
        await articles.edit(MODERATOR, "voss-hurts-her-knee.1", edited, 1, why="the club corrected it")
        history = await articles.history(MODERATOR, "voss-hurts-her-knee.1")
        assert [(entry.action, entry.actor_id, entry.why) for entry in history.entries] == [
            (Action.ADD, 7, "from the club"),
            (Action.EDIT, 7, "the club corrected it"),
        ]
        assert {entry.at for entry in history.entries} == {clock.now()}  # type: ignore[attr-defined]
        found = await articles.differences(MODERATOR, "voss-hurts-her-knee.1", 1, 2)
        assert found.byline == (DetailChange("author", "", "Jo"),)
        assert [line for line in found.lines if line.text] == [
            DifferenceLine(Sign.REMOVED, "Bea Voss hurt her knee on 10 May 2025."),
            DifferenceLine(Sign.ADDED, "Bea Voss hurt her knee on 10 June 2025."),
        ]

    run(opened, work)


def test_an_edit_of_what_was_changed_meanwhile_is_refused(opened: Opened) -> None:
    """Of two moderators who opened the same version the second is told, and the first one's version stays."""

    async def work(app: Application) -> Answer:
        await _published_and_asked(app)
        edits = [app.desk.articles.edit(MODERATOR, "voss-hurts-her-knee.1", each, 1) for each in (JUNE, JUNE)]
        results = await asyncio.gather(*edits, return_exceptions=True)
        assert [type(result) for result in results].count(ChangedMeanwhileError) == 1
        with pytest.raises(ChangedMeanwhileError, match="open it again"):
            await app.desk.articles.edit(MODERATOR, "voss-hurts-her-knee.1", MAY, 1)
        return await app.newsroom.ask(ASK, Request(HURT))

    assert quoted(run(opened, work)) == ["Bea Voss hurt her knee on 10 June 2025."]


def test_what_makes_no_sense_is_explained(opened: Opened) -> None:
    """An edit without a difference, a second removal, a restoration of what stands, unknown ids and versions."""

    async def work(app: Application) -> None:
        articles, article_id = app.desk.articles, "voss-hurts-her-knee.1"
        await _published_and_asked(app)
        for refused, message in [
            (articles.edit(MODERATOR, article_id, MAY, 1), "nothing is different"),
            (articles.restore(MODERATOR, article_id), "nothing to restore"),
            (articles.restore(MODERATOR, article_id, number=3), "no version 3: it has 1 to 1"),
            (articles.differences(MODERATOR, article_id, 1, 2), "versions 1 to 1"),
            (articles.publish(MODERATOR, MAY, article_id="marl"), "can be no article's id"),
            (articles.publish(MODERATOR, MAY, article_id=article_id), "somebody else"),
            (articles.publish(MODERATOR, replace(MAY, raw="\ud83d")), "character 1 of the text is broken"),
            (app.desk.changes.undo(MODERATOR, 99), "no change number 99"),
        ]:
            with pytest.raises(UserError, match=message):
                await refused
        await articles.remove(MODERATOR, article_id)
        with pytest.raises(UserError, match="removed already"):
            await articles.remove(MODERATOR, article_id)
        with pytest.raises(UnknownArticleError, match=r"'zz'"):
            await articles.history(MODERATOR, "zz")

    run(opened, work)


def test_articles_are_found_by_how_a_word_begins(opened: Opened) -> None:
    """Accents and capitals make no difference, titles that begin so come first, and removed ones can be left out.

    Several words need not stand beside each other.
    """

    async def work(app: Application) -> list[list[str | None]]:
        articles = app.desk.articles
        for title in ("Voss on tour", "Élan for Voss", "Nothing"):
            await articles.publish(MODERATOR, written("She ran.", title))
        await articles.remove(MODERATOR, "nothing.1")
        found = [
            await articles.find(MODERATOR, "VOSS"),
            await articles.find(MODERATOR, "el"),
            await articles.find(MODERATOR, "nothing.1"),
            await articles.find(MODERATOR, removed=False, limit=1),
            await articles.find(MODERATOR, "oss"),
            await articles.find(MODERATOR, "vo el"),
        ]
        return [[summary.title for summary in each] for each in found]

    assert run(opened, work) == [
        ["Voss on tour", "Élan for Voss"],
        ["Élan for Voss"],
        ["Nothing"],
        ["Élan for Voss"],
        [],
        ["Élan for Voss"],
    ]


def test_the_source_of_an_article_comes_back_for_editing(opened: Opened) -> None:
    """The untouched source is kept with each version."""

    async def work(app: Application) -> str:
        await _published_and_asked(app)
        return (await app.desk.articles.manuscript(MODERATOR, "voss-hurts-her-knee.1")).raw

    assert run(opened, work) == MAY.raw
