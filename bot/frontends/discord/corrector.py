"""Corrects the answers that stand on Discord once the articles they quoted say something else.

What is due is worked out anew from the log of changes each time: the number of the last change that was carried
through is kept, so that a restart in the middle loses nothing, and correcting an answer twice changes nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

import discord

from bot.desk.corrections import Correction
from bot.domain.actor import Actor
from bot.domain.errors import UnknownArticleError
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.incidents import UNSENT, record
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.withdrawal import bring_back, view_of, withdraw

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient

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


async def silent(done: int, of: int) -> None:
    """Tells nobody."""
    del done, of


class Corrector:
    """Edits answers, a server's one after the other; discord.py waits where Discord limits the rate."""

    def __init__(self, client: "PressboxClient") -> None:
        self._client = client
        self._turns: dict[int, asyncio.Lock] = {}

    async def carry_out(
        self, server_id: int, article_id: str | None = None, progress: Progress = silent
    ) -> OutcomeCounts:
        """Carries out what is due in a server; what became of the answers that quoted ``article_id``.

        What failed is tried again with the next change, or when the bot connects the next time.
        """
        host = Actor(None, server_id, may_moderate=True)
        facts, corrections = self._client.parts.stores.facts, self._client.parts.desk.corrections
        async with self._turns.setdefault(server_id, asyncio.Lock()):
            done = int(await facts.get(f"{_DONE}:{server_id}") or 0)
            due = await corrections.due(host, after=done)
            tallies = {each: await self._correct(host, each, progress if each == article_id else silent)
                       for each in due.article_ids}  # fmt: skip
            if due.last > done and not any(tally[Outcome.FAILED] for tally in tallies.values()):
                await facts.put(f"{_DONE}:{server_id}", str(due.last))
        return tallies.get(article_id or "", Counter())

    async def correct(self, posting: SentAnswer, server_id: int) -> None:
        """Corrects one answer, which was sent after what it quotes was changed, and maybe after all corrections."""
        parts, words = self._client.parts, self._client.server_words(server_id)
        host = Actor(None, server_id, may_moderate=True)
        for article_id in dict.fromkeys(reference.article_id for reference in posting.turn.quoted):
            with suppress(UnknownArticleError):  # a bundled one, which the server can't change
                reached = await parts.desk.corrections.reached(host, article_id, parts.options.correctable)
                for correction in reached:
                    if correction.posting.answer_id == posting.answer_id:
                        await self._edit(correction, words)

    async def _correct(self, host: Actor, article_id: str, progress: Progress) -> Counter[Outcome]:
        parts = self._client.parts
        reached = await parts.desk.corrections.reached(host, article_id, parts.options.correctable)
        words = self._client.server_words(host.own_server())
        tally: Counter[Outcome] = Counter()
        for correction in reached:
            await progress(tally.total(), len(reached))
            tally[await self._edit(correction, words)] += 1
        return tally

    async def _edit(self, correction: Correction, words: Words) -> Outcome:
        key, message_id = correction.posting.conversation, correction.posting.message_id
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
            record(error, "correcting an answer")
            return Outcome.FAILED
        return Outcome.EDITED if changed else Outcome.IN_ORDER


async def _edited(message: discord.Message, correction: Correction, words: Words) -> bool:
    """Makes a message show the quotes as they stand now; whether it showed anything else before."""
    view = view_of(message)
    notice = words.of("managing").say("withdrawn", date=correction.changed_at.date())
    struck = withdraw(view, correction.withdrawn, notice)
    back = bring_back(view, [was for was, _ in correction.standing])
    if struck or back:
        await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none())
    return struck or back
