"""Links: a page is fetched with progress, and what fails says why and loses nothing."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import web

from bot.adapters.article_reader import ArticleReader
from bot.desk.intake import Intake, Source
from bot.domain.actor import Actor
from bot.domain.errors import UserError
from tests.discord.desk.opened import BERGEN, opened, previewed
from tests.discord.desk.site import on_stage_with_web, page, web_pages
from tests.discord.stage import Reply
from tests.discord.tapped import Outgoing

LINK = "http://track.example/lee"


def _texts(outgoing: list[Outgoing]) -> list[str]:
    return [str(sent.payload) for sent in outgoing]


async def test_a_page_is_read(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """While the page is fetched the member reads so; then its words, title, outlet, author and date are shown."""
    async with on_stage_with_web(tmp_path, page) as stage:
        reply = await previewed(stage, Link=LINK)
        assert "### Lee wins in Bergen" in reply.text
        assert f"Track Weekly · Tom Reid · 5 June 2025 · [link](<{LINK}>)" in reply.text
        assert "alert" not in reply.text
        shown = _texts(outgoing)
        fetching = next(i for i, text in enumerate(shown) if "Fetching http\\\\:" in text)
        assert any("'type': 5" in text for text in shown[:fetching])


async def test_a_link_in_a_message_is_followed(tmp_path: Path) -> None:
    """A message that is about a link adds the page behind it."""
    async with on_stage_with_web(tmp_path, page) as stage:
        message = await stage.bob.send(stage.channel, f"have you seen this? <{LINK}>")
        shown = await stage.mod.context_menu(stage.channel, "Add as article", message)
        assert shown.response is not None
        assert "Lee wins in Bergen" in str(shown.response.components)


async def test_several_links_are_read_one_after_the_other(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Links below each other become an article each, in one list, while it is told how far it got."""
    async with on_stage_with_web(tmp_path, page) as stage:
        reply = await previewed(stage, Link=f"{LINK}\n<{LINK}/2>\nhttp://10.0.0.1/")
        assert "2 articles read, 1 not" in reply.text
        assert reply.text.count("**Lee wins in Bergen**") == 2
        assert "no site on the public internet" in reply.text
        assert any("Reading 2 of 3" in text for text in _texts(outgoing))


async def test_several_links_of_a_message_are_followed(tmp_path: Path) -> None:
    """A message that is about several links adds the page behind each."""
    async with on_stage_with_web(tmp_path, page) as stage:
        message = await stage.bob.send(stage.channel, f"two reports: [one]({LINK}) and {LINK}/2.")
        shown = Reply.to(await stage.mod.context_menu(stage.channel, "Add as article", message))
        assert "2 articles read" in shown.text
        assert shown.buttons == ["Look", "Look", "Publish all"]


async def test_a_page_that_can_t_be_had_loses_nothing(tmp_path: Path) -> None:
    """The member reads why, and the form comes back with the link, to be sent with the text instead."""

    async def missing(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=404)

    async with on_stage_with_web(tmp_path, missing) as stage:
        reply = await previewed(stage, Link=LINK)
        assert "There is no page at that link" in reply.text
        again = await opened(reply, stage.mod, "Open the form again")
        assert f"Link: {LINK}" in again.text
        shown = await again.fill_in(stage.mod, Text=BERGEN)
        assert f"[link](<{LINK}>)" in shown.text
        assert "Ann Lee won the 1500m" in shown.text


async def test_a_private_address_is_refused(tmp_path: Path) -> None:
    """A link into the network that the bot runs in is told to lead nowhere."""
    async with on_stage_with_web(tmp_path, page) as stage:
        reply = await previewed(stage, Link="http://10.0.0.1/")
        assert "no site on the public internet" in reply.text


async def test_a_few_links_at_a_time() -> None:
    """A member's second link waits for the first, a server's fourth for the others; then there is room again."""
    go_on, waiting = asyncio.Event(), asyncio.Semaphore(0)

    async def slow(request: web.BaseRequest) -> web.StreamResponse:
        waiting.release()
        await go_on.wait()
        return await page(request)

    async with web_pages(slow) as pages:
        intake, source = Intake(ArticleReader(pages)), Source(link=LINK)
        readings = [asyncio.create_task(intake.read(source, Actor(member, 5))) for member in (1, 2, 3)]
        for _ in readings:
            await waiting.acquire()
        for actor in (Actor(1, 5), Actor(4, 5), Actor(1, 6)):
            with pytest.raises(UserError, match="enough is being read"):
                await intake.read(source, actor)
        elsewhere = asyncio.create_task(intake.read(source, Actor(4, 6)))
        await waiting.acquire()
        go_on.set()
        await asyncio.gather(*readings, elsewhere)
        assert (await intake.read(source, Actor(1, 5))).revision.byline.title == "Lee wins in Bergen"
