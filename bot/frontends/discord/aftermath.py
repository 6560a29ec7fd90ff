"""What follows a change that a moderator made: the line in the log channel, and the answers that are to be corrected.

It goes on in the background; whoever made the change sees how far it got.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.domain.actor import Actor
from bot.domain.editing import Action, AuditEntry
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.adding.telling import tell_waiting
from bot.frontends.discord.chronicle import entry_text
from bot.frontends.discord.corrector import Corrector, OutcomeCounts
from bot.frontends.discord.incidents import UNSENT, record
from bot.frontends.discord.layout import layout
from bot.frontends.discord.scene import Interaction, Scene

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient

_BRINGING_BACK = frozenset({Action.RESTORE, Action.UNDO})
_STEP = 5
"""After how many corrected answers the moderator is shown how far it got."""


class Aftermath:
    """Carries out what follows each change."""

    def __init__(self, client: "PressboxClient") -> None:
        self._client = client
        self._corrector = Corrector(client)
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, interaction: Interaction, entry: AuditEntry, told: str) -> None:
        """Puts ``told`` in place of the interaction's response, and begins what follows the change."""
        await interaction.edit_original_response(view=layout([told]))
        self.note(entry)
        self._start(self._follow(interaction, entry, told), "following up a change")

    def note(self, entry: AuditEntry) -> None:
        """Speaks the language that a change may have chosen, and begins to tell of the change in the log channel."""
        if entry.settings is not None:
            self._client.parts.phrasebook.choose(entry.server_id, entry.settings.language)
        self._start(self._log(entry), "telling of a change")

    async def posted(self, posting: SentAnswer, message_id: int) -> None:
        """Notes which message an answer became; where its articles changed while it was given, begins to correct it."""
        await self._client.parts.stores.postings.sent(posting.answer_id, message_id)
        # In the background: a fault in it mustn't reach whoever has their answer already.
        self._start(self._recheck(replace(posting, message_id=message_id)), "looking again at an answer")

    def resume(self, server_id: int) -> None:
        """Begins the corrections that an earlier run of the bot, or a command of the host, has left to do."""
        self._start(self._carry_on(server_id), "correcting answers")

    async def finished(self) -> None:
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
                record(error, doing)

        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _recheck(self, posting: SentAnswer) -> None:
        server_id = posting.conversation.server_id
        if server_id and (await self._client.parts.newsroom.recall(posting.turn, server_id=server_id)).stale:
            await self._corrector.correct(posting, server_id)

    async def _carry_on(self, server_id: int) -> None:
        await self._corrector.carry_out(server_id)

    async def _follow(self, interaction: Interaction, entry: AuditEntry, told: str) -> None:
        display = Display(interaction, told)
        tally = await self._corrector.carry_out(entry.server_id, entry.article_id, display.progress)
        await display.summary(tally)
        if entry.action in _BRINGING_BACK:
            await tell_waiting(self._client, Actor(None, entry.server_id, may_moderate=True))

    async def _log(self, entry: AuditEntry) -> None:
        """Posts the change in the channel that the server has chosen; one that can't be written to is no error."""
        channel_id = (await self._client.parts.stores.servers.settings(entry.server_id)).log_channel
        if channel_id is None:
            return
        host = Actor(None, entry.server_id, may_moderate=True)
        text = await entry_text(self._client.parts.desk, host, entry, self._client.server_words(entry.server_id))
        channel = self._client.get_partial_messageable(channel_id, guild_id=entry.server_id)
        with suppress(*UNSENT):
            await channel.send(view=layout([text]), nonce=f"log:{entry.entry_id}")


@dataclass(frozen=True, slots=True)
class Display:
    """Shows a moderator how far the corrections got, for as long as Discord lets the response be edited."""

    interaction: Interaction
    told: str

    async def progress(self, done: int, of: int) -> None:
        """Shows it every few answers."""
        if done % _STEP == 0:
            await self._show("correcting", done=done, of=of)

    async def summary(self, tally: OutcomeCounts) -> None:
        """Shows what became of the answers; nothing where none had quoted the article."""
        if sum(tally.values()):
            await self._show("corrected", tally=tally)

    async def _show(self, piece: str, **values: object) -> None:
        scene = Scene.of_interaction(self.interaction, self.interaction.client.parts.phrasebook)
        line = scene.words.of("managing").say(piece, **values)
        with suppress(*UNSENT):
            await self.interaction.edit_original_response(view=layout([self.told, line]))
