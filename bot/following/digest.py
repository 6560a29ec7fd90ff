"""A server's week: what is new, what was asked most, and what nobody could answer."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.desk.unanswered import Unanswered
from bot.domain.actor import Actor
from bot.domain.answer import KIND, NotFound, Talk
from bot.domain.following import Digest, NewArticle, Period
from bot.domain.gap import Gap, Missed, gaps
from bot.domain.quote import Quote
from bot.following.ports import NewsLog
from bot.newsroom import Newsroom
from bot.ports.conversations import SentAnswerStore

MOST_ATHLETES = 4
MOST_QUESTIONS = 3
_READ = 500
"""How many of the latest questions are looked at: each is held against all that mean something else."""


class DigestMaker:
    """Makes digests."""

    def __init__(
        self, news: NewsLog, newsroom: Newsroom, sent_answers: SentAnswerStore, unanswered: Unanswered
    ) -> None:
        self._news = news
        self._newsroom = newsroom
        self._sent_answers = sent_answers
        self._unanswered = unanswered

    async def make(self, server_id: int, period: Period) -> Digest:
        """What there is to tell of a period."""
        chosen, athletes = await asyncio.to_thread(choose_articles, await self._news.added(server_id, period))
        live = await self._news.live(server_id, {article_id for _, article_id in chosen})
        quotes = [
            (athlete, await self._newsroom.telling(live[article_id], athlete, server_id=server_id))
            for athlete, article_id in chosen
            if article_id in live
        ]
        told: tuple[tuple[str, Quote], ...] = tuple((athlete, quote) for athlete, quote in quotes if quote)
        return Digest(
            told,
            athletes - len(told),
            await self._asked(server_id, period),
            await self._in_vain(server_id, period),
        )

    async def _asked(self, server_id: int, period: Period) -> tuple[Gap, ...]:
        """The questions that members asked most, for everybody to see."""
        asked = await self._sent_answers.asked(server_id, period, _READ)
        questions = [Missed(each) for each in asked if each.kind != KIND[Talk]]
        return (await asyncio.to_thread(gaps, questions))[:MOST_QUESTIONS]

    async def _in_vain(self, server_id: int, period: Period) -> tuple[Gap, ...]:
        """The questions that are still unanswered, of those."""
        found = await self._unanswered.find_gaps(Actor(None, server_id, may_moderate=True))
        return gaps(_shown(found, period))[:MOST_QUESTIONS]


def choose_articles(articles: Sequence[NewArticle]) -> tuple[list[tuple[str, str]], int]:
    """The athletes whom most of the articles name, each with the id of the first that no other has; and how many.

    Articles come latest first; so do athletes whom as many name.
    """
    named = Counter(athlete for article in articles for athlete in article.athletes)
    chosen: dict[str, str] = {}
    for athlete, _ in named.most_common():
        own = (each.article_id for each in articles if athlete in each.athletes and each.article_id not in chosen)
        article_id = next(own, None)
        if article_id:
            chosen[article_id] = athlete
        if len(chosen) == MOST_ATHLETES:
            break
    return [(athlete, article_id) for article_id, athlete in chosen.items()], len(named)


def _shown(found: Iterable[Gap], period: Period) -> list[Missed]:
    """What was asked in vain in a period, by several members or for everybody to see.

    What one member alone asked and was shown is nobody else's business.
    """
    shown: list[Missed] = []
    for gap in found:
        missed = [each for each in gap.missed if _is_in_vain(each, period)]
        members = {each.sent.conversation.member_id for each in missed}
        if len(members) > 1 or any(each.sent.message_id for each in missed):
            shown += missed
    return shown


def _is_in_vain(missed: Missed, period: Period) -> bool:
    return missed.sent.kind == KIND[NotFound] and period.since <= missed.sent.asked_at < period.until
