"""What a notification tells, as the articles and the follows stand when it is sent."""

from bot.domain.article import Revision
from bot.domain.following import Digest, News, Notification
from bot.domain.quote import Quote
from bot.following.digest import DigestMaker
from bot.following.ports import FollowStore, NewsLog
from bot.newsroom import Newsroom

MOST_QUOTES = 4
"""How many articles are quoted in one notification."""


class Contents:
    """Chooses what is told."""

    def __init__(self, follows: FollowStore, news: NewsLog, newsroom: Newsroom, digests: DigestMaker) -> None:
        self._follows = follows
        self._news = news
        self._newsroom = newsroom
        self._digests = digests

    async def of(self, notification: Notification) -> News | Digest | None:
        """What a notification tells; ``None`` where nothing is left to tell."""
        if notification.digest is None:
            return await self._news_of(notification)
        digest = await self._digests.make(notification.address.server_id, notification.digest)
        return None if digest.is_empty else digest

    async def _news_of(self, notification: Notification) -> News | None:
        follows = await self._follows.at(notification.address)
        followed = {follow.athlete for follow in follows}
        mentions = [mention for mention in notification.mentions if mention.athlete in followed]
        live = await self._news.live(notification.address.server_id, {mention.article_id for mention in mentions})
        told = [mention for mention in mentions if mention.article_id in live]
        # An article that names two of them is told once.
        athlete_of = {mention.article_id: mention.athlete for mention in reversed(told)}
        chosen = list(dict.fromkeys(mention.article_id for mention in told))[:MOST_QUOTES]
        quotes = [await self._quote(notification, live[each], athlete_of[each]) for each in chosen]
        athletes = tuple(dict.fromkeys(mention.athlete for mention in told))
        dropped = len({mention.article_id for mention in notification.mentions}) - len(athlete_of)
        if not any(quotes):
            return None
        return News(
            athletes,
            tuple(filter(None, quotes)),
            notification.count - dropped - len(chosen),
            tuple(dict.fromkeys(follow.member_id for follow in follows if follow.athlete in athletes)),
        )

    async def _quote(self, notification: Notification, revision: Revision, athlete: str) -> Quote | None:
        return await self._newsroom.telling(revision, athlete, server_id=notification.address.server_id)
