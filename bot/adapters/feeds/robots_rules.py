"""What sites' robots.txt let this program read on its own (RFC 9309)."""

from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.robotparser import RobotFileParser

from yarl import URL

from bot.adapters.web.connection import AGENT
from bot.adapters.web.errors import LinkError
from bot.adapters.web.links import check_link
from bot.adapters.web.page import WebPages
from bot.ports.clock import Clock

_KEPT = timedelta(days=1)
_MOST_HOSTS = 1000
_READ = 512 * 1024  # bytes, which the RFC wants read at least


class RobotsRules:
    """Asks each site once a day."""

    def __init__(self, pages: WebPages, clock: Clock) -> None:
        self._pages = pages
        self._clock = clock
        self._rules: dict[URL, tuple[datetime, RobotFileParser]] = {}

    async def check(self, link: str) -> None:
        """Lets a link through that may be read.

        Raises:
            LinkError: when the site asks that it isn't, or doesn't answer, so that what it asks isn't known.
        """
        url = check_link(link)
        rules = await self._of(url.origin())
        if not rules.can_fetch(AGENT, str(url)):
            problem = "the site's robots.txt asks that this isn't read, and that is respected: choose another source"
            raise LinkError(problem, "page_robots")

    async def _of(self, site: URL) -> RobotFileParser:
        now = self._clock.now()
        asked_at, rules = self._rules.get(site, (None, None))
        if rules is None or asked_at is None or abs(now - asked_at) >= _KEPT:
            rules = await self._ask(site)
            if len(self._rules) >= _MOST_HOSTS:
                self._rules.clear()
            self._rules[site] = now, rules
        return rules

    async def _ask(self, site: URL) -> RobotFileParser:
        download = await self._pages.download(str(site / "robots.txt"), {})
        if download.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise LinkError("the site doesn't say what may be read: try again later", "page_fails")
        rules = RobotFileParser()
        said = download.content[:_READ] if download.status == HTTPStatus.OK else b""
        rules.parse(said.decode("utf-8", "replace").splitlines())
        return rules
