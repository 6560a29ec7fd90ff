"""Where and by whom the bot is spoken to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import discord

from bot.domain.conversation import ConversationKey
from bot.frontends.discord.phrasebook import Phrasebook, Words

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient

Interaction: TypeAlias = "discord.Interaction[PressboxClient]"
"""An interaction with this bot."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One member in one channel, thread or direct message, and the words to use there."""

    key: ConversationKey
    words: Words

    @property
    def server_id(self) -> int | None:
        """The server; ``None`` in a direct message."""
        return self.key.server_id

    @classmethod
    def of_interaction(cls, interaction: Interaction, phrasebook: Phrasebook) -> "Scene":
        """Where a command was used or a button pressed."""
        key = ConversationKey(interaction.channel_id or 0, interaction.user.id, interaction.guild_id)
        return cls(key, phrasebook.for_member(interaction.locale, interaction.guild_locale, key.server_id))

    @classmethod
    def of_message(cls, message: discord.Message, phrasebook: Phrasebook) -> "Scene":
        """Where a message was written; Discord doesn't tell its writer's language."""
        server = message.guild
        key = ConversationKey(message.channel.id, message.author.id, server.id if server else None)
        return cls(key, phrasebook.for_server(server.preferred_locale if server else None, key.server_id))
