"""Feeds are fetched politely and through the guarded web, and what goes wrong is told in plain words."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.adapters.feeds.source import WebFeeds
from bot.adapters.web.page import Limits, WebPages
from bot.domain.errors import FeedError, GoneFeedError, LastingFeedError, UserError
from bot.domain.feed import Entry, Validators
from tests.adapters.feeds.paper import JSON_FEED, rss
from tests.adapters.web.conftest import LOOPBACK, Names, public_or_loopback

URL = "http://news.example/feed"
NONE = Validators()
Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
STORY = "<p>" + "Ada Marl won the 800m in Oslo and thanked her coach for the winter in Porto. " * 20 + "</p>"


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Always the same moment."""
        return datetime(2025, 9, 1, 12, tzinfo=UTC)


@dataclass
class Site:
    """A site that answers by path; what it doesn't know isn't there."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """The answer to a request, which is remembered."""
        self.asked.append((request.path, request.headers))
        answer = self.answers.get(request.path)
        return await answer(request) if answer else web.Response(status=404, text="nothing here")

    def put(self, path: str, text: str | bytes = "", status: int = 200, **headers: str) -> None:
        """What the site answers at a path."""
        body = text.encode() if isinstance(text, str) else text
        sent = {"Content-Type": "application/rss+xml"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }

        async def answer(_request: web.BaseRequest) -> web.StreamResponse:
            return web.Response(body=body, status=status, headers=sent)

        self.answers[path] = answer

    @asynccontextmanager
    async def feeds(self, limits: Limits | None = None) -> AsyncIterator[WebFeeds]:
        """Feeds of this site, which is found under every name."""
        runner = web.ServerRunner(web.Server(self.answer), shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, LOOPBACK, 0).start()
            names = Names(port=runner.addresses[0][1])
            yield WebFeeds(WebPages(public_or_loopback, names, limits or Limits(size=100_000, seconds=5)), Noon())
        finally:
            await runner.cleanup()

    async def problem(self, limits: Limits | None = None) -> FeedError:
        """What is wrong with the site's feed."""
        async with self.feeds(limits) as feeds:
            with pytest.raises(FeedError) as caught:
                await feeds.fetch(URL, NONE)
        return caught.value


@pytest.fixture
def site() -> Site:
    """A site without anything."""
    return Site()


async def test_nothing_new_costs_the_site_nothing(site: Site) -> None:
    """What it gave to tell changes by is sent back, and its word that nothing has changed is understood."""
    site.put("/feed", rss(), ETag='"abc"', Last_Modified="Mon, 01 Sep 2025 08:00:00 GMT", Cache_Control="max-age=900")
    async with site.feeds() as feeds:
        first = await feeds.fetch(URL, NONE)
        site.put("/feed", status=304, Cache_Control="max-age=1200")
        again = await feeds.fetch(URL, first.validators)
    assert (len(first.entries), first.ttl) == (1, 900)
    assert (again.unchanged, again.entries, again.validators, again.ttl) == (True, (), first.validators, 1200)
    headers = site.asked[-1][1]
    assert headers["If-None-Match"] == '"abc"'
    assert headers["If-Modified-Since"] == "Mon, 01 Sep 2025 08:00:00 GMT"
    assert headers["User-Agent"].startswith("PressboxBot")


async def test_a_page_leads_to_its_feed(site: Site) -> None:
    """A feed's own address is itself."""
    site.put(
        "/",
        '<html><head><link rel="alternate" type="application/feed+json" href="/f.json"></head></html>',
        Content_Type="text/html",
    )
    site.put("/f.json", JSON_FEED, Content_Type="application/json")
    async with site.feeds() as feeds:
        assert await feeds.find("http://news.example/") == "http://news.example/f.json"
        assert await feeds.find("http://news.example/f.json") == "http://news.example/f.json"
        no_feed = "<html><head><script src='/recaptcha.js'></script></head><body>No feed</body></html>"
        site.put("/", no_feed, Content_Type="text/html; charset=nonsense")
        with pytest.raises(LastingFeedError, match="the page names no feed"):
            await feeds.find("http://news.example/")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, "feed_refused", LastingFeedError),
        (403, "feed_refused", LastingFeedError),
        (404, "feed_missing", LastingFeedError),
        (410, "feed_gone", GoneFeedError),
        (429, "feed_busy", FeedError),
        (500, "feed_down", FeedError),
        (503, "feed_down", FeedError),
    ],
)
async def test_an_error_is_told_for_what_it_is(site: Site, status: int, code: str, kind: type[FeedError]) -> None:
    """And when the site wants to be asked again."""
    site.put("/feed", "no", status, Retry_After="120")
    problem = await site.problem()
    assert (problem.code, type(problem), problem.retry_after) == (code, kind, "120")


@pytest.mark.parametrize(
    ("status", "text", "headers"),
    [
        (403, "<title>Just a moment...</title>", {}),
        (503, "x", {"cf_mitigated": "challenge"}),
        (200, "<html><body>Please verify you are human</body></html>", {"Content_Type": "text/html"}),
    ],
)
async def test_bot_protection_is_told_in_plain_words(
    site: Site, status: int, text: str, headers: dict[str, str]
) -> None:
    """However the site shows it."""
    site.put("/feed", text, status, **headers)
    problem = await site.problem()
    assert problem.code == "feed_protected"
    assert "bot protection" in str(problem)


async def test_an_endless_feed_is_left(site: Site) -> None:
    """At the bound of bytes, or of seconds."""

    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"<item>" * 1000)

    site.answers["/feed"] = endless
    assert (await site.problem()).code == "feed_too_large"

    async def silent(request: web.BaseRequest) -> web.StreamResponse:
        await web.StreamResponse().prepare(request)
        await asyncio.Event().wait()
        raise AssertionError

    site.answers["/feed"] = silent
    assert (await site.problem(Limits(seconds=0.2))).code == "feed_fails"


async def test_a_bomb_is_not_unpacked(site: Site) -> None:
    """A few bytes that would become gigabytes are too large."""
    site.put("/feed", gzip.compress(b"<item/>" * 10_000_000), Content_Encoding="gzip")
    assert (await site.problem()).code == "feed_too_large"


@pytest.mark.parametrize("target", ["http://10.0.0.1/feed", "http://127.0.0.2/", "http://[::1]/", "file:///etc/passwd"])
async def test_a_redirect_into_the_private_network_is_refused(site: Site, target: str) -> None:
    """As with links that members give."""
    site.put("/feed", "", 302, Location=target)
    assert (await site.problem()).code == "feed_nowhere"


@pytest.mark.parametrize(
    ("status", "moved"), [(301, "http://news.example/new"), (308, "http://news.example/new"), (302, None)]
)
async def test_only_what_moved_for_good_has_moved(site: Site, status: int, moved: str | None) -> None:
    """A redirect for now is followed, and asked for again the next time."""
    site.put("/feed", "", status, Location="/new")
    site.put("/new", rss())
    async with site.feeds() as feeds:
        fetched = await feeds.fetch(URL, NONE)
    assert (len(fetched.entries), fetched.moved_to) == (1, moved)


async def test_robots_txt_is_respected_and_asked_for_once(site: Site) -> None:
    """For feeds and for pages; where the site can't say, nothing is read."""
    site.put("/robots.txt", "User-agent: PressboxBot\nDisallow: /private")
    site.put("/feed", rss())
    async with site.feeds() as feeds:
        await feeds.fetch(URL, NONE)
        with pytest.raises(LastingFeedError) as caught:
            await feeds.fetch("http://news.example/private/feed", NONE)
        with pytest.raises(UserError, match=r"robots\.txt"):
            await feeds.read(Entry(link="http://news.example/private/story", title="Marl"))
    assert caught.value.code == "feed_robots"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/feed"]
    site.put("/robots.txt", "down", 500)
    assert (await site.problem()).code == "feed_fails"


async def test_a_page_that_asks_not_to_be_indexed_is_left(site: Site) -> None:
    """Though its feed names it; the same in the feed's own headers only keeps search engines from listing the feed."""
    site.put("/feed", rss(), X_Robots_Tag="noindex, follow")
    site.put(
        "/win",
        f"<html><body><article>{STORY}</article></body></html>",
        Content_Type="text/html",
        X_Robots_Tag="noindex",
    )
    async with site.feeds() as feeds:
        assert len((await feeds.fetch(URL, NONE)).entries) == 1
        with pytest.raises(UserError, match="isn't indexed"):
            await feeds.read(Entry(link="http://news.example/win", title="Marl wins"))


async def test_a_whole_entry_is_read_from_the_feed(site: Site) -> None:
    """A teaser's page is read, a whole text's isn't; either way the article knows where it is from."""
    page = f"<html><head><title>Marl wins</title></head><body><article>{STORY}</article></body></html>"
    site.put("/win", page, Content_Type="text/html")
    day = datetime(2025, 9, 1, tzinfo=UTC)
    whole = Entry("1", "http://news.example/win", "Marl wins", day, STORY, author="Tom Reid", outlet="The Paper")
    async with site.feeds() as feeds:
        from_feed = await feeds.read(whole)
        assert site.asked == []
        from_page = await feeds.read(Entry("1", "http://news.example/win", "Marl wins", content="Marl won …"))
    byline = from_feed.revision.byline
    assert (byline.title, byline.outlet, byline.author, byline.published) == (
        "Marl wins",
        "The Paper",
        "Tom Reid",
        day.date(),
    )
    assert "thanked her coach" in from_feed.revision.text
    assert "thanked her coach" in from_page.revision.text
    assert from_page.revision.byline.url == "http://news.example/win"


async def test_a_host_is_asked_one_thing_at_a_time(site: Site) -> None:
    """However many of its feeds are due; another host isn't kept waiting by it."""
    under_way, most, hosts = 0, 0, set[str]()
    both = asyncio.Event()

    async def slow(request: web.BaseRequest) -> web.StreamResponse:
        nonlocal under_way, most
        hosts.add(request.host)
        if len(hosts) > 1:
            both.set()
        same = request.host == "news.example"
        under_way += same
        most = max(most, under_way)
        await both.wait()
        under_way -= same
        return web.Response(text=rss(), content_type="text/xml")

    site.answers |= {"/feed": slow, "/other": slow}
    async with site.feeds() as feeds:
        links = [URL, "http://news.example/other", "http://www.news.example/feed", "http://elsewhere.example/feed"]
        fetched = await asyncio.gather(*(feeds.fetch(link, NONE) for link in links))
    assert [len(each.entries) for each in fetched] == [1, 1, 1, 1]
    assert most == 1
