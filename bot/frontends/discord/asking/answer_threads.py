"""Where an answer to a message stands: as a reply beside it, or in a thread of its own, as the server wishes."""

from dataclasses import dataclass
from typing import Self

import discord

from bot.frontends.discord.logs import UNSENT, log_error
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.layout import clip

_LONGEST_NAME = 100
_WITH_THREADS = (discord.TextChannel,)
"""Channels, announcement channels among them, whose messages threads can hang on."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, and the message that is replied to there, if one is."""

    channel: discord.abc.Messageable
    channel_id: int
    message: discord.Message
    is_beside: bool = True

    @classmethod
    def beside(cls, message: discord.Message) -> Self:
        """Where the message stands, in reply to it."""
        return cls(message.channel, message.channel.id, message)

    async def send(self, view: discord.ui.LayoutView) -> discord.Message:
        """Sends a message there; the nonce keeps one sent twice from standing there twice."""
        if not self.is_beside:
            return await self.channel.send(view=view, nonce=self.message.id)
        reference = self.message.to_reference(fail_if_not_exists=False)
        return await self.channel.send(view=view, reference=reference, mention_author=False, nonce=self.message.id)


async def choose_place(message: discord.Message, name: str, services: Services) -> Place:
    """A new thread on a question where the server wants one and Discord lets the bot open it; else beside it."""
    if message.guild is None or not isinstance(message.channel, _WITH_THREADS):
        return Place.beside(message)
    if not (await services.servers.settings(message.guild.id)).threads:
        return Place.beside(message)
    try:
        thread = await message.create_thread(name=clip(name, _LONGEST_NAME))
    except UNSENT as error:
        if not isinstance(error, discord.Forbidden):
            log_error(error, "opening a thread")
        return Place.beside(message)
    return Place(thread, thread.id, message, is_beside=False)
