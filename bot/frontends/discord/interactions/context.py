"""Where and by whom the bot is spoken to, and what everything that it is asked for can reach."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import discord
from discord.ext import commands

from bot.domain.conversation import ConversationKey
from bot.domain.server import Shards
from bot.frontends.discord.corrections.follow_up_tasks import FollowUpTasks
from bot.frontends.discord.interactions.cooldown import Cooldown
from bot.frontends.discord.interactions.inflight import Inflight
from bot.frontends.discord.interactions.recent_ids import RecentIds
from bot.frontends.discord.interactions.shared_servers import SharedServers
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.translations import Words


class Bot(commands.Bot):
    """A client as commands, buttons and forms know it; the one that connects adds the rest.

    ``handlers`` carry out buttons and selects, by the first part of their ``custom_id``.
    """

    services: Services
    follow_up: FollowUpTasks
    inflight: Inflight
    interactions_seen: RecentIds
    shared_servers: SharedServers
    cooldown: Cooldown
    presses: Cooldown
    served: Shards
    handlers: Mapping[str, Callable[[Any], Awaitable[None]]]


Interaction: TypeAlias = discord.Interaction[Bot]
"""An interaction with this bot."""


@dataclass(frozen=True, slots=True)
class Context:
    """One member in one channel, thread or direct message, and the words to use there."""

    services: Services
    key: ConversationKey
    words: Words

    @property
    def server_id(self) -> int | None:
        """The server whose articles answer; ``None`` in a direct message that no server's own articles answer."""
        return self.key.server_id

    def within(self, server_id: int | None) -> "Context":
        """The same, answered from a server's articles."""
        return replace(self, key=replace(self.key, server_id=server_id))

    @classmethod
    def of(cls, interaction: Interaction) -> "Context":
        """Where a command was used, a button pressed or a form sent."""
        services = interaction.client.services
        key = ConversationKey(interaction.channel_id or 0, interaction.user.id, interaction.guild_id)
        words = services.translations.for_member(interaction.locale, interaction.guild_locale, key.server_id)
        return cls(services, key, words)

    @classmethod
    def of_message(cls, message: discord.Message, services: Services) -> "Context":
        """Where a message was written; Discord doesn't tell its writer's language."""
        server_id = message.guild.id if message.guild else None
        key = ConversationKey(message.channel.id, message.author.id, server_id)
        return cls(services, key, services.server_words(message.guild, server_id))


def words_of(interaction: Interaction, pieces: str) -> Words:
    """The member's words from one template."""
    return Context.of(interaction).words.of(pieces)
