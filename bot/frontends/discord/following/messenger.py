"""Sends notifications on Discord, and finds those that were sent."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import discord

from bot.domain.conversation import ConversationKey, Turn
from bot.domain.errors import AbsentError, DepartedError, RefusedError
from bot.domain.following import Address, Digest, News, Notification
from bot.domain.sent_answer import NEWS, SentAnswer
from bot.following.ports import Messenger
from bot.frontends.discord.following.messages import as_question, build_digest, build_news, is_about, quotes_of
from bot.frontends.discord.interactions.context import Bot
from bot.frontends.discord.interactions.membership import find_member, sees_channel

_SEARCHED = 1000
"""How many messages from when a notification was made on are looked through for it."""
_SKEW = timedelta(minutes=5)
"""How far this machine's clock may be from Discord's."""
GuildChannel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
Channel = GuildChannel | discord.DMChannel


class DiscordMessenger(Messenger):
    """Sends messages that ping nobody.

    Discord itself keeps a message with the same nonce from standing there twice, but only for minutes. After that a
    message is known by the id in its buttons, which Discord keeps with it.
    """

    def __init__(self, client: Bot) -> None:
        self._client = client
        self._services = client.services

    async def find(self, notification: Notification) -> bool:
        """Whether a notification stands where it should; if so, notes which message it is."""
        sent = await self._services.sent_answers.get(notification.notification_id)
        if sent is None:
            return False
        try:
            channel = await self._channel(notification.address)
            after = notification.made_at - _SKEW
            async for message in channel.history(limit=_SEARCHED, after=after, oldest_first=True):
                if message.author == self._client.user and is_about(message, sent.answer_id):
                    await self._client.follow_up.note_sent(sent, message.id)
                    return True
        except (discord.Forbidden, discord.NotFound) as error:
            raise RefusedError from error
        return False

    async def find_departed(self, server_id: int, member_ids: Sequence[int], most: int) -> Collection[int]:
        """Those of some members who have left the server, looked for until ``most`` are found who haven't."""
        server, departed, present = self._server(server_id), set[int](), 0
        for member_id in member_ids:
            if await _member(server, member_id) is None:
                departed.add(member_id)
            else:
                present += 1
            if present == most:
                break
        return departed

    async def send(self, notification: Notification, content: News | Digest) -> None:
        """Sends a notification, and notes which message it became."""
        with self._client.inflight.track():
            try:
                channel = await self._channel(notification.address)
                sent = await self._keep(notification, content, channel)
                view = self._build(sent, content)
                message = await channel.send(view=view, nonce=notification.notification_id)
            except (discord.Forbidden, discord.NotFound) as error:
                raise RefusedError from error
            await self._client.follow_up.note_sent(sent, message.id)

    def _build(self, sent: SentAnswer, content: News | Digest) -> discord.ui.LayoutView:
        server = self._server(sent.conversation.server_id or 0)
        words = self._services.server_words(server, server.id)
        if isinstance(content, Digest):
            return build_digest(sent, content, words)
        return build_news(sent, content, server.name, words)

    async def _keep(self, notification: Notification, content: News | Digest, channel: Channel) -> SentAnswer:
        """Keeps it like an answer, once: so a correction reaches it, and its buttons work."""
        known = await self._services.sent_answers.get(notification.notification_id)
        if known:
            return known
        address = notification.address
        key = ConversationKey(channel.id, address.member_id or 0, address.server_id)
        words = self._services.server_words(self._server(address.server_id), address.server_id)
        athletes = content.athletes if isinstance(content, News) else tuple(name for name, _ in content.quotes)
        quoted = tuple(quote.reference for quote in quotes_of(content))
        turn = Turn(as_question(athletes, words), quoted)
        sent = SentAnswer(notification.notification_id, key, self._services.clock.now(), NEWS, turn)
        await self._services.sent_answers.add(sent)
        return sent

    async def _channel(self, address: Address) -> Channel:
        """Where a notification goes.

        Raises:
            AbsentError: while the bot isn't in the server.
            DepartedError: when the member has left the server.
            RefusedError: when the bot may not write there, or the member may not read the server's articles.
        """
        server = self._server(address.server_id)
        if address.channel_id is None:
            return await self._direct(address.member_id or 0, server)
        channel_id = address.channel_id
        channel = server.get_channel_or_thread(channel_id) or await self._client.fetch_channel(channel_id)
        if not isinstance(channel, GuildChannel) or not may_write(channel.permissions_for(server.me), channel):
            raise RefusedError
        return channel

    async def _direct(self, member_id: int, server: discord.Guild) -> discord.DMChannel:
        member = await _member(server, member_id)
        if member is None:
            raise DepartedError
        # Who may read a server's articles no more is told nothing of them.
        if not sees_channel(member, server.me, server.channels):
            raise RefusedError
        return await (self._client.get_user(member_id) or await self._client.fetch_user(member_id)).create_dm()

    def _server(self, server_id: int) -> discord.Guild:
        """A server.

        Raises:
            AbsentError: while the bot isn't in it.
        """
        server = self._client.get_guild(server_id)
        if server is None:
            raise AbsentError
        return server


async def _member(server: discord.Guild, member_id: int) -> discord.Member | None:
    """A member; ``None`` for whoever isn't one.

    Raises:
        AbsentError: while the bot isn't in the server.
    """
    try:
        return await find_member(server, member_id)
    except (discord.Forbidden, discord.NotFound) as error:
        raise AbsentError from error


def may_write(permissions: discord.Permissions, channel: object) -> bool:
    """Whether the bot may write in a channel, and see there what it wrote."""
    in_thread = isinstance(channel, discord.Thread)
    write = permissions.send_messages_in_threads if in_thread else permissions.send_messages
    return permissions.view_channel and write and permissions.read_message_history
