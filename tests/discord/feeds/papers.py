"""A paper on this machine whose feed a test writes, and a stage whose bot reads it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from aiohttp import web

from bot.domain.actor import Actor
from bot.domain.server import ServerSettings
from bot.frontends.discord.feeds.rounds_cog import FeedRoundsCog
from tests.discord.desk.site import on_stage_with_web
from tests.discord.stage import Stage

FEED = "http://paper.example/feed"
STORIES = {
    "bergen": "Ann Lee won the mile in Bergen by two metres. She had trained for it in Porto since the spring.",
    "rome": "Otto Brand ran the 800m in Rome in the rain. His coach carried four umbrellas over the bridge for him.",
    "oslo": "Kim Ode was third in Oslo behind two Swedes. The evening ended with fireworks above the harbour.",
    "ghent": "Mona Reyes trained in Ghent with a new club. They cycle to the track and swim in the canal afterwards.",
    "porto": "Ann Lee opened a bakery in Porto with her aunt. Its first customers queued around two corners at dawn.",
    "delft": "Otto Brand gave a talk in Delft about tiles. He has collected blue ones since his school days there.",
    "turin": "Zoe Hart signed her shoes in Turin for schoolchildren. One of them gave her a drawing of a horse.",
}


@dataclass
class Paper:
    """What the paper answers: a page that names its feed, the feed, and a page for each of its stories."""

    stories: list[str] = field(default_factory=list)
    status: int = 200
    texts: dict[str, str] = field(default_factory=lambda: dict(STORIES))
    categories: dict[str, str] = field(default_factory=dict)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answers a request by its path."""
        path = request.path
        if path == "/robots.txt":
            return web.Response(status=404)
        if path == "/feed":
            return web.Response(text=self._feed(), content_type="application/rss+xml", status=self.status)
        if path == "/":
            head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
            return web.Response(text=f"<html><head>{head}</head><body>News</body></html>", content_type="text/html")
        return web.Response(text=self._page(path.strip("/")), content_type="text/html")

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{_title(name)}</title><link>http://paper.example/{name}</link><guid>{name}</guid>"
            f"<description>{escape(self.texts[name][:40])}</description>{self._category(name)}</item>"
            for name in self.stories
        )
        return f'<rss version="2.0"><channel><title>The Paper</title>{items}</channel></rss>'

    def _category(self, name: str) -> str:
        return f"<category>{self.categories[name]}</category>" if name in self.categories else ""

    def _page(self, name: str) -> str:
        said = "".join(f"<p>{each.strip()}.</p>" for each in self.texts[name].split(".") if each.strip())
        day = '<meta property="article:published_time" content="2025-06-05">'
        head = f"<head><title>{_title(name)}</title>{day}</head>"
        return f"<html lang='en'>{head}<body><article><h1>{_title(name)}</h1>{said}</article></body></html>"


def _title(name: str) -> str:
    return f"A day in {name.title()}"


@asynccontextmanager
async def on_stage_with_paper(path: Path, paper: Paper) -> AsyncIterator[Stage]:
    """The stage, with a log channel, and a bot that reads the paper."""
    async with on_stage_with_web(path, paper.answer) as stage:
        await choose_log(stage)
        yield stage


async def choose_log(stage: Stage) -> None:
    """Makes the stage's channel the log channel, by the host's hand."""
    host = Actor(None, stage.server.id, may_moderate=True)
    await stage.bot.services.desk.changes.change_settings(host, ServerSettings(log_channel=stage.channel.id))


async def go_round(stage: Stage) -> None:
    """Lets the bot read what is due, and waits until all that follows is done."""
    cog = next(each for each in stage.bot.cogs.values() if isinstance(each, FeedRoundsCog))
    await cog.go_round.coro(cog)
    await stage.bot.follow_up.wait()
    await stage.env.settle()
