"""What follows a change that a moderator made: the line in the log channel, and the answers that are to be corrected.

It goes on in the background; whoever made the change sees how far it got.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.domain.actor import Actor
from bot.domain.editing import Action, AuditEntry
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.corrections.audit_text import find_title, write_entry
from bot.frontends.discord.corrections.corrector import Corrector
from bot.frontends.discord.corrections.notifications import Notifications, WriteAnswer
from bot.frontends.discord.logs import UNSENT, log_error
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import MANAGING, Words

_BRINGING_BACK = frozenset({Action.RESTORE, Action.UNDO})
_STEP = 5
"""After how many corrected answers the moderator is shown how far it got."""


class FollowUpTasks:
    """Carries out what follows each change."""

    def __init__(self, client: discord.Client, services: Services, write_answer: WriteAnswer) -> None:
        self._client = client
        self._services = services
        self._corrector = Corrector(client, services)
        self.notifications = Notifications(client, services, write_answer)
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, interaction: discord.Interaction[Any], entry: AuditEntry, told: str, words: Words) -> None:
        """Puts ``told`` in place of the interaction's response, and begins what follows the change."""
        await interaction.edit_original_response(view=build_view([told]))
        self.note(entry)
        display = ProgressDisplay(interaction, told, words.of(MANAGING))
        self._start(self._follow(entry, display), "following up a change")

    def note(self, entry: AuditEntry) -> None:
        """Speaks the language that a change may have chosen, and begins to tell of the change in the log channel."""
        if entry.settings is not None:
            self._services.translations.choose(entry.server_id, entry.settings.language)
        self._start(self._log(entry), "telling of a change")

    async def note_sent(self, sent: SentAnswer, message_id: int) -> None:
        """Notes which message an answer became; where its articles changed while it was given, begins to correct it."""
        await self._services.sent_answers.set_message(sent.answer_id, message_id)
        # In the background: a fault in it mustn't reach whoever has their answer already.
        self._start(self._recheck(replace(sent, message_id=message_id)), "looking again at an answer")

    def resume(self, server_id: int) -> None:
        """Begins the corrections that an earlier run of the bot, or a command of the host, has left to do."""

        async def correct() -> None:
            await self._corrector.correct_all(server_id)

        self._start(correct(), "correcting answers")

    async def wait(self) -> None:
        """Waits until all that was begun is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def cancel(self) -> None:
        """Stops what is under way; the next start goes on with it."""
        for task in self._tasks:
            task.cancel()

    def _start(self, work: Coroutine[Any, Any, None], doing: str) -> None:
        async def guarded() -> None:
            try:
                await work
            except Exception as error:  # noqa: BLE001  # nobody waits for it; the next change or start tries again
                log_error(error, doing)

        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _recheck(self, sent: SentAnswer) -> None:
        server_id = sent.conversation.server_id
        if server_id and await self._may_be_stale(sent, server_id):
            await self._corrector.correct_one(sent, server_id)

    async def _may_be_stale(self, sent: SentAnswer, server_id: int) -> bool:
        """Whether what an answer quotes is withdrawn; of a server that another process changes, that shows later."""
        is_here = self._services.options.served.serve(server_id)
        return not is_here or bool((await self._services.newsroom.recall(sent.turn, server_id=server_id)).stale)

    async def _follow(self, entry: AuditEntry, display: "ProgressDisplay") -> None:
        counts = await self._corrector.correct_all(entry.server_id, entry.article_id, display.show_progress)
        if sum(counts.values()):
            await display.show("corrected", tally=counts)
        if entry.action in _BRINGING_BACK:
            await self.notifications.tell_waiting(Actor(None, entry.server_id, may_moderate=True))

    async def _log(self, entry: AuditEntry) -> None:
        """Posts the change in the channel that the server has chosen; one that can't be written to is no error."""
        channel_id = (await self._services.servers.settings(entry.server_id)).log_channel
        if channel_id is None:
            return
        host, desk = Actor(None, entry.server_id, may_moderate=True), self._services.desk
        words = self._services.server_words(self._client.get_guild(entry.server_id), entry.server_id)
        text = await write_entry(desk, host, entry, await find_title(desk, host, entry), words)
        channel = self._client.get_partial_messageable(channel_id, guild_id=entry.server_id)
        with suppress(*UNSENT):
            await channel.send(view=build_view([text]), nonce=f"log:{entry.entry_id}")


@dataclass(frozen=True, slots=True)
class ProgressDisplay:
    """Shows a moderator how far the corrections got, for as long as Discord lets the response be edited."""

    interaction: discord.Interaction[Any]
    told: str
    words: Words

    async def show_progress(self, done: int, of: int) -> None:
        """Shows it every few answers."""
        if done % _STEP == 0:
            await self.show("correcting", done=done, of=of)

    async def show(self, piece: str, **values: object) -> None:
        """Shows a line below what the moderator was told."""
        with suppress(*UNSENT):
            await self.interaction.edit_original_response(view=build_view([self.told, self.words.say(piece, **values)]))
