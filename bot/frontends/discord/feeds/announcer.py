"""Tells moderators, where the server wants to hear it, what feeds brought and how they fail; each thing once."""

from collections.abc import Sequence
from contextlib import suppress

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.feed import Card, Feed
from bot.frontends.discord.corrections.audit_text import find_title
from bot.frontends.discord.feeds.cards import build_card
from bot.frontends.discord.feeds.feed_pages import build_trouble
from bot.frontends.discord.logs import UNSENT
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import FEEDS, Words

_MOST_NAMED = 25
_NOBODY = 0
"""The message of a card that couldn't be sent, and won't be."""


class Announcer:
    """Sends what is due; a message whose sending wasn't noted is sent again under the same nonce."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services

    async def announce(self, server: discord.Guild) -> None:
        """Tells all there is to tell in a server; what doesn't get through is tried again in the next round."""
        log_channel = (await self._services.servers.settings(server.id)).log_channel
        words = self._services.server_words(server, server.id)
        with suppress(*UNSENT):
            for card in await self._services.feeds.notices.cards(server.id, log_channel):
                await self._send_card(card, words)
            for feed in await self._services.feeds.notices.troubles(server.id):
                if channel := feed.channel or log_channel:
                    await self._tell_trouble(feed, channel, words)

    async def tell_published(self, server_id: int, changes: Sequence[AuditEntry]) -> None:
        """Tells of many articles that were published, in one message in the log channel."""
        log_channel = (await self._services.servers.settings(server_id)).log_channel
        if log_channel is None:
            return
        host, desk = Actor(None, server_id, may_moderate=True), self._services.desk
        titles = [await find_title(desk, host, change) for change in changes[:_MOST_NAMED]]
        words = self._services.server_words(self._client.get_guild(server_id), server_id).of(FEEDS)
        told = words.say("published", titles=titles, count=len(changes))
        with suppress(*UNSENT):
            await self._send(server_id, log_channel, build_view([told]), f"log:{changes[-1].entry_id}")

    async def _send_card(self, card: Card, words: Words) -> None:
        view = await build_card(self._services, card, words)
        sent = await self._send(card.server_id, card.channel_id, view, f"feed:{card.card_id}") if view else None
        await self._services.feeds.notices.sent(card, sent or _NOBODY)

    async def _tell_trouble(self, feed: Feed, channel: int, words: Words) -> None:
        since = int(feed.failure.since.timestamp()) if feed.failure else 0
        nonce = f"{feed.pause or 'fails'}:{feed.feed_id}:{since % 10**6}"
        await self._send(feed.server_id, channel, build_trouble(feed, words.of(FEEDS)), nonce)
        await self._services.feeds.notices.told(feed)

    async def _send(self, server_id: int, channel_id: int, view: ui.LayoutView, nonce: str) -> int | None:
        """The message's id; ``None`` where the channel is gone or closed to the bot."""
        channel = self._client.get_partial_messageable(channel_id, guild_id=server_id)
        try:
            message = await channel.send(view=view, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())
        except (discord.Forbidden, discord.NotFound):
            return None
        return message.id
