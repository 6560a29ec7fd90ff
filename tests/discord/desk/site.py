"""A web site on this machine for links that members give, and a stage whose bot may read it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.adapters.article_reader import ArticleReader
from bot.adapters.feeds.source import WebFeeds
from bot.adapters.sql.stores import Stores
from bot.adapters.web.page import Limits, WebPages
from bot.frontends.discord.services import Services
from bot.newsroom import Newsroom
from tests.adapters.web.conftest import LOOPBACK, Handler, Names, public_or_loopback
from tests.discord.stage import Stage, StageClock, on_stage, services

PAGE = """<html lang="en"><head><title>Lee wins in Bergen</title>
<meta property="og:site_name" content="Track Weekly"><meta name="author" content="Tom Reid">
<meta property="article:published_time" content="2025-06-05"></head><body><nav>Home Sport</nav><article>
<h1>Lee wins in Bergen</h1>
<p>Ann Lee won the 1500m in Bergen on 4 June 2025. She ran 4:01.20, her best of the season, and beat Mona Reyes by two
metres on the line after a long sprint.</p>
<p>Her coach Gareth Pugh said that Lee will race again in Rome in July, and that the club had paid for the whole trip
because nobody else would.</p><script>alert("steal")</script></article></body></html>"""


async def page(_request: web.BaseRequest) -> web.StreamResponse:
    """Answers with the page."""
    return web.Response(text=PAGE, content_type="text/html")


@asynccontextmanager
async def web_pages(handler: Handler) -> AsyncIterator[WebPages]:
    """A web of one site, found under every name, that ``handler`` answers for."""
    names = Names()
    server = web.Server(handler)  # type: ignore[arg-type]  # a server without routes has base requests
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, 0).start()
        names.port = runner.addresses[0][1]
        yield WebPages(public_or_loopback, names, Limits(size=50_000, seconds=5))
    finally:
        await runner.cleanup()


@asynccontextmanager
async def on_stage_with_web(path: Path, handler: Handler) -> AsyncIterator[Stage]:
    """The stage, with a bot that reads such a web."""
    async with web_pages(handler) as pages, on_stage(path, partial(_reading, pages)) as stage:
        yield stage


def _reading(pages: WebPages, newsroom: Newsroom, stores: Stores) -> Services:
    return services(newsroom, stores, ArticleReader(pages), WebFeeds(pages, StageClock()))
