"""Corrects the answers that stand on Discord once the articles they quoted say something else.

What is due is worked out anew from the log of changes each time: the number of the last change that was carried
through is kept, so that a restart in the middle loses nothing, and correcting an answer twice changes nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from enum import StrEnum

import discord

from bot.desk.corrections import Correction
from bot.domain.actor import Actor
from bot.domain.errors import UnknownArticleError
from bot.domain.quote import Quote
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.corrections.struck_quotes import Notice, parse_view, strike_quotes, unstrike_quotes
from bot.frontends.discord.logs import UNSENT, log_error
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.pages import write_words
from bot.frontends.discord.ui.translations import MANAGING, Words

_DONE = "corrected"
"""The fact under which the last change carried through is kept, with the server's id after it."""
_ARCHIVED_THREAD = 50083


class Outcome(StrEnum):
    """What became of one answer."""

    EDITED = "edited"
    IN_ORDER = "in_order"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


OutcomeCounts = Mapping[Outcome, int]
Progress = Callable[[int, int], Awaitable[None]]
"""Told how many answers are done, and of how many."""


async def tell_nobody(done: int, of: int) -> None:
    """Shows no progress."""
    del done, of


class Corrector:
    """Edits answers, a server's one after the other; discord.py waits where Discord limits the rate."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._corrections = services.desk.corrections
        self._facts = services.facts
        self._services = services
        self._locks: dict[int, asyncio.Lock] = {}

    async def correct_all(
        self, server_id: int, article_id: str | None = None, progress: Progress = tell_nobody
    ) -> OutcomeCounts:
        """Carries out what is due in a server; what became of the answers that quoted ``article_id``.

        What failed is tried again with the next change, or when the bot connects the next time.
        """
        host = Actor(None, server_id, may_moderate=True)
        async with self._locks.setdefault(server_id, asyncio.Lock()):
            done = int(await self._facts.get(f"{_DONE}:{server_id}") or 0)
            due = await self._corrections.find_due(host, after=done)
            counts = {each: await self._correct(host, each, progress if each == article_id else tell_nobody)
                      for each in due.article_ids}  # fmt: skip
            if due.last > done and not any(count[Outcome.FAILED] for count in counts.values()):
                await self._facts.put(f"{_DONE}:{server_id}", str(due.last))
        return counts.get(article_id or "", Counter())

    async def correct_one(self, sent: SentAnswer, server_id: int) -> None:
        """Corrects one answer, which was sent after what it quotes was changed, and maybe after all corrections."""
        for article_id in dict.fromkeys(reference.article_id for reference in sent.turn.quoted):
            with suppress(UnknownArticleError):  # a bundled one, which the server can't change
                for correction in await self._reached(Actor(None, server_id, may_moderate=True), article_id):
                    if correction.sent.answer_id == sent.answer_id and correction.withdrawn:
                        await self._edit(correction, self._words(server_id))

    async def _reached(self, host: Actor, article_id: str) -> list[Correction]:
        return [*await self._corrections.find_reached(host, article_id, self._services.options.correctable)]

    async def _correct(self, host: Actor, article_id: str, progress: Progress) -> Counter[Outcome]:
        reached, words = await self._reached(host, article_id), self._words(host.own_server())
        count: Counter[Outcome] = Counter()
        for correction in reached:
            await progress(count.total(), len(reached))
            count[await self._edit(correction, words)] += 1
        return count

    async def _edit(self, correction: Correction, words: Words) -> Outcome:
        key, message_id = correction.sent.conversation, correction.sent.message_id
        if message_id is None:
            return Outcome.UNREACHABLE
        channel = self._client.get_partial_messageable(key.channel_id, guild_id=key.server_id)
        try:
            changed = await _edited(await channel.fetch_message(message_id), correction, words)
        except discord.NotFound:
            return Outcome.GONE
        except discord.Forbidden:
            return Outcome.UNREACHABLE
        except UNSENT as error:
            if isinstance(error, discord.HTTPException) and error.code == _ARCHIVED_THREAD:
                return Outcome.UNREACHABLE
            log_error(error, "correcting an answer")
            return Outcome.FAILED
        return Outcome.EDITED if changed else Outcome.IN_ORDER

    def _words(self, server_id: int) -> Words:
        return self._services.server_words(self._client.get_guild(server_id), server_id)


async def _edited(message: discord.Message, correction: Correction, words: Words) -> bool:
    """Makes a message show the quotes as they stand now; whether it showed anything else before."""
    view = parse_view(message)
    struck = strike_quotes(view, {was: _notice(now, correction, words) for was, now in correction.withdrawn})
    back = unstrike_quotes(view, [was for was, _ in correction.standing])
    if struck or back:
        await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none())
    return struck or back


def _notice(now: Quote | None, correction: Correction, words: Words) -> Notice:
    """What stands below a struck quote: that it was withdrawn, or how the article has it now."""
    date, managing = correction.changed_at.date(), words.of(MANAGING)
    withdrawn = managing.say("withdrawn", date=date)
    corrected = f"{managing.say('corrected_words', date=date)}\n{write_words(now, words)}" if now else withdrawn
    return Notice(corrected, withdrawn)
