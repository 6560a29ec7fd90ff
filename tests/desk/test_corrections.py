"""A change of an article reaches the answers that quoted it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from bot.bootstrap.application import Application
from bot.desk.corrections import Correction
from bot.domain.actor import Actor
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.errors import UnknownArticleError
from bot.domain.request import Request
from bot.domain.sent_answer import SentAnswer
from bot.ingestion.document import IngestedArticle, ingest

Opened = Callable[[], AbstractAsyncContextManager[Application]]
Result = TypeVar("Result")

MODERATOR = Actor(7, 5, may_moderate=True)
ASK = ConversationKey(1, 11, 5)
DAYS = timedelta(days=14)
KNEE = "Bea Voss hurt her knee on 3 May 2025."


def written(*sentences: str) -> IngestedArticle:
    """An article of these sentences."""
    matter = "---\ntitle: Knee\nathletes: [Bea Voss]\n---\n\n"
    return ingest("form", "form", matter + " ".join(sentences) + "\n")


def run(opened: Opened, work: Callable[[Application], Awaitable[Result]]) -> Result:
    """What ``work`` makes of an open application."""

    async def opened_and_worked() -> Result:
        async with opened() as app:
            return await work(app)

    return asyncio.run(opened_and_worked())


async def posted(app: Application, clock: Any, key: ConversationKey = ASK, before: str = "Bea Voss ran.") -> None:
    """Publish, ask, and keep the answer as given."""
    await app.desk.articles.publish(Actor(7, key.server_id, may_moderate=True), written(before, KNEE))
    answer = await app.newsroom.ask(key, Request("When did Voss hurt her knee?"))
    assert [quote.text for quote in answer.quotes] == [KNEE]
    await app.stores.sent_answers.add(SentAnswer(f"x{key.server_id}", key, clock.now(), "found", Turn.of(answer)))


async def after_edit(app: Application, *sentences: str) -> Correction:
    """How the answer's quotes stand after the article came to have these sentences."""
    await app.desk.articles.edit(MODERATOR, "knee.1", written(*sentences), 1)
    (correction,) = await app.desk.corrections.find_reached(MODERATOR, "knee.1", DAYS)
    return correction


def test_removal_withdraws_and_restoring_brings_back(opened: Opened, clock: Any) -> None:
    """The quotes of a removed article are withdrawn, and stand again as they were once it is restored."""

    async def work(app: Application) -> None:
        await posted(app, clock)
        await app.desk.articles.remove(MODERATOR, "knee.1")
        (removed,) = await app.desk.corrections.find_reached(MODERATOR, "knee.1", DAYS)
        assert removed.withdrawn == tuple((quoted, None) for quoted in removed.sent.turn.quoted)
        assert removed.standing == ()
        await app.desk.articles.restore(MODERATOR, "knee.1")
        (restored,) = await app.desk.corrections.find_reached(MODERATOR, "knee.1", DAYS)
        assert restored.withdrawn == ()
        assert [was == now for was, now in restored.standing] == [True]

    run(opened, work)


def test_a_quote_that_survives_an_edit_is_found_in_the_new_version(opened: Opened, clock: Any) -> None:
    """Where other sentences changed, the quote stands, at its place in the new version."""

    async def work(app: Application) -> tuple[Correction, str]:
        await posted(app, clock)
        correction = await after_edit(app, "Bea Voss ran and jumped.", KNEE)
        articles = await app.newsroom.server_articles(5)
        return correction, articles.answerer.recall(correction.standing[0][1]).text

    correction, text = run(opened, work)
    assert correction.withdrawn == ()
    assert correction.standing[0][0] != correction.standing[0][1]
    assert text == KNEE


@pytest.mark.parametrize(
    "sentences",
    [
        ("Bea Voss ran.",),
        ("Bea Voss ran.", "Bea Voss hurt her knee on 4 May 2025."),
        ("Bea Voss ran.", f"It is not true that {KNEE}"),
        ("Bea Voss ran.", f"{KNEE[:-1]}, rumour had it."),
        ("Bea Voss ran.", f"{KNEE}” or so they said."),
    ],
)
def test_a_quote_whose_sentence_changed_is_withdrawn(opened: Opened, clock: Any, sentences: tuple[str, ...]) -> None:
    """A sentence that was dropped, corrected, or made part of another one no longer stands."""

    async def work(app: Application) -> Correction:
        await posted(app, clock)
        return await after_edit(app, *sentences)

    correction = run(opened, work)
    assert tuple(was for was, _ in correction.withdrawn) == correction.sent.turn.quoted != ()


@pytest.mark.parametrize(
    ("sentences", "now"),
    [
        (("Bea Voss ran.",), None),
        (("Bea Voss ran.", "It rained on the way home."), None),
        (("Bea Voss ran.", "Bea Voss hurt her knee on 4 May 2025."), "Bea Voss hurt her knee on 4 May 2025."),
        (("Bea Voss ran far.", "It rained.", "Bea Voss hurt her foot on 3 May."), "Bea Voss hurt her foot on 3 May."),
        (("Bea Voss ran.", f"It is not true that {KNEE}"), f"It is not true that {KNEE}"),
    ],
)
def test_what_stands_in_place_of_a_quote_is_told(
    opened: Opened, clock: Any, sentences: tuple[str, ...], now: str | None
) -> None:
    """Of the sentences that replaced a withdrawn one, the most alike is how it reads now; one unlike it is not."""

    async def work(app: Application) -> Correction:
        await posted(app, clock)
        return await after_edit(app, *sentences)

    assert [quote and quote.text for _, quote in run(opened, work).withdrawn] == [now]


@pytest.mark.parametrize(
    ("before", "place"), [("Bea Voss ran.", 1), ("Bea Voss ran in Rome, in Oslo and in the rain of Bergen.", 2)]
)
def test_of_two_places_the_nearest_is_the_quote_s(opened: Opened, clock: Any, before: str, place: int) -> None:
    """When the new version says the same twice, the quote stands at the place nearest to the old one."""

    async def work(app: Application) -> int:
        await posted(app, clock, before=before)
        correction = await after_edit(app, KNEE, before, KNEE)
        return correction.standing[0][1].span.start

    assert run(opened, work) == {1: len("\n"), 2: len(f"\n{KNEE} {before} ")}[place]


def test_only_young_answers_of_the_server_are_reached(opened: Opened, clock: Any) -> None:
    """Answers older than the given age, and another server's, are left alone."""

    async def work(app: Application) -> list[int]:
        await posted(app, clock)
        await posted(app, clock, ConversationKey(1, 11, 6))
        reached = [await app.desk.corrections.find_reached(MODERATOR, "knee.1", DAYS)]
        clock.move(timedelta(days=15))
        reached.append(await app.desk.corrections.find_reached(MODERATOR, "knee.1", DAYS))
        with pytest.raises(UnknownArticleError):
            await app.desk.corrections.find_reached(MODERATOR, "marl", DAYS)
        return [len(each) for each in reached]

    assert run(opened, work) == [1, 0]
