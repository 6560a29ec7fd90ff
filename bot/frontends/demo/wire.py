"""A feed of the demo's own: bundled articles that it keeps back, and lets arrive while somebody looks on."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from typing_extensions import override

from bot.adapters.web.page import Download, WebPages
from bot.domain.article import Revision
from bot.feeds.ports import FeedStore

ADDRESS = "https://wire.example/feed.json"
KEPT_BACK = ("femke-bol-metz-2026-800m", "duplantis-uppsala-2026-world-record", "raducanu-richardson-2026")
"""The articles that arrive, the oldest first: what came long before the newest isn't taken of any feed."""
FIRST, PAUSE = 15.0, 45.0
"""Seconds until the first of them arrives, and between them."""
_TITLE = "Pressbox wire"
_NOTICE = {
    "id": "notice",
    "title": "The office is closed on Monday",
    "content_text": "The office of the club is closed on Monday. The track stays open as usual.",
    "date_published": "2026-02-01T09:00:00Z",
}
"""What the feed holds from the start: it names no athlete, so that nothing comes of it."""


class Wire:
    """The feed as it stands; ``articles`` arrive in the order of `KEPT_BACK`."""

    def __init__(self, articles: Sequence[Revision]) -> None:
        by_id = {article.article_id: article for article in articles}
        self._articles = [by_id[article_id] for article_id in KEPT_BACK]
        self._arrived = 0
        self.pages = ""
        """Where the pages of its articles are, once they are served."""

    def article(self, article_id: str) -> Revision | None:
        """An article that has arrived."""
        return next((each for each in self._articles[: self._arrived] if each.article_id == article_id), None)

    def write(self) -> bytes:
        """The feed in JSON (https://www.jsonfeed.org/version/1.1/), the latest first."""
        items = [self._item(article) for article in reversed(self._articles[: self._arrived])]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": _TITLE, "items": [*items, _NOTICE]}
        return json.dumps(feed).encode()

    async def deliver(self, store: FeedStore, server_id: int) -> None:
        """Lets one article after the other arrive, and the server's feed be asked each time, as if it were due."""
        pause = FIRST
        while self._arrived < len(self._articles):
            await asyncio.sleep(pause)
            pause = PAUSE
            self._arrived += 1
            for feed in await store.of_server(server_id):
                if feed.url == ADDRESS:
                    await store.change(feed.feed_id, lambda each: replace(each, next_poll=each.added_at))

    def _item(self, article: Revision) -> dict[str, Any]:
        byline = article.byline
        published = datetime.combine(byline.published, time(12), UTC) if byline.published else None
        return {
            "id": article.article_id,
            "url": f"{self.pages}{article.article_id}",
            "title": byline.title,
            "authors": [{"name": byline.author}],
            "content_text": article.text,
            "date_published": published.isoformat() if published else None,
        }


class WireAndWeb(WebPages):
    """The public web, and the wire, which is asked without leaving this process."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    @override
    async def download(self, link: str, headers: Mapping[str, str]) -> Download:
        if urlsplit(link).hostname != urlsplit(ADDRESS).hostname:
            return await super().download(link, headers)
        status = HTTPStatus.OK if link == ADDRESS else HTTPStatus.NOT_FOUND
        return Download(link, status, {"content-type": "application/feed+json"}, "utf-8", self._wire.write())
