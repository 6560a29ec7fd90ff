"""Free text: mentions, direct messages, replies, the bot's own threads, and channels where it answers everything."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
from discord.ext import commands

from bot.domain.conversation import Turn
from bot.domain.errors import UserError
from bot.domain.request import Request
from bot.frontends.discord.asking.answers import answer_request
from bot.frontends.discord.asking.message_filter import has_words, is_addressed, is_from_member, text_of
from bot.frontends.discord.interactions.context import Bot, Context
from bot.frontends.discord.interactions.error_handling import explain
from bot.frontends.discord.logs import UNSENT, log_error
from bot.frontends.discord.ui.layout import build_view

_log = logging.getLogger(__name__)
_LONGEST_TYPING = 15 * 60.0
"""Seconds after which nobody waits for an answer any more."""


class MessageCog(commands.Cog):
    """Answers what members write to the bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answers a message that is meant for the bot, once."""
        if not is_from_member(message) or not await self._is_for_bot(message):
            return
        if not await self.bot.services.deliveries.first(f"message:{message.id}"):
            return
        context = Context.of_message(message, self.bot.services)
        try:
            with self.bot.inflight.track():
                await self._answer(message, context)
        except discord.Forbidden:
            _log.info("not allowed to write there", extra={"channel": message.channel.id})
        except UserError as error:
            await _say(message, explain(error, context.words))
        except Exception as error:  # noqa: BLE001  # whatever it is, the member is told
            await _say(message, context.words.say("incident", id=log_error(error, "answering a message")))

    async def _is_for_bot(self, message: discord.Message) -> bool:
        if self.bot.user is None or message.guild is None:
            return self.bot.user is not None
        if is_addressed(message, self.bot.user) or await self._is_answer_channel(message.guild.id, message.channel.id):
            return True
        return await self._began_thread(message.channel)

    async def _is_answer_channel(self, server_id: int, channel_id: int) -> bool:
        services = self.bot.services
        if not services.options.message_content:
            return False
        return channel_id in (await services.servers.settings(server_id)).answer_channels

    async def _began_thread(self, channel: object) -> bool:
        """Whether a channel is a thread that the bot opened, or that hangs on one of its answers."""
        if not isinstance(channel, discord.Thread):
            return False
        opened = self.bot.user is not None and channel.owner_id == self.bot.user.id
        return opened or await self.bot.services.sent_answers.by_message(channel.id) is not None

    async def _answer(self, message: discord.Message, context: Context) -> None:
        text, words = text_of(message), context.words
        is_to_bot = self.bot.user is not None and is_addressed(message, self.bot.user)
        if not has_words(text):
            await self._greet(message, context, is_to_bot=is_to_bot)
            return
        is_talk = await context.services.newsroom.is_small_talk(text, server_id=context.server_id)
        if is_talk and not is_to_bot:
            return
        seconds = 0 if is_talk else self.bot.cooldown.wait(message.author.id)
        if not seconds:
            async with typing_sign(message.channel):
                after = await self._referred(message, context)
                reply = await answer_request(context, Request(text), after=after)
            sent = await _send(message, reply.view)
            await self.bot.follow_up.note_sent(reply.sent, sent.id)
        elif self.bot.cooldown.tell(message.author.id):
            await _say(message, words.say("cooldown", seconds=seconds))

    async def _greet(self, message: discord.Message, context: Context, *, is_to_bot: bool) -> None:
        """Greets who speaks to the bot without a word; in a thread whose messages it can't read, says so once."""
        deliveries = context.services.deliveries
        if is_to_bot:
            await _say(message, context.words.say("greeting"))
        elif not message.content and await deliveries.first(f"unreadable:{message.channel.id}"):
            await _say(message, context.words.say("unreadable"))

    async def _referred(self, message: discord.Message, context: Context) -> Turn | None:
        """The turn that a reply, or the first message of a thread, refers to."""
        services = context.services
        referred = message.reference.message_id if message.reference else None
        if referred is None and isinstance(message.channel, discord.Thread):
            has_begun = await services.newsroom.has_begun(context.key)
            referred = None if has_begun else message.channel.id
        sent = await services.sent_answers.by_message(referred) if referred else None
        return sent.turn if sent else None


async def _say(message: discord.Message, text: str) -> None:
    await _send(message, build_view([text]))


async def _send(message: discord.Message, view: discord.ui.LayoutView) -> discord.Message:
    """Replies; the nonce keeps a message sent twice from standing there twice."""
    reference = message.to_reference(fail_if_not_exists=False)
    return await message.channel.send(view=view, reference=reference, mention_author=False, nonce=message.id)


@asynccontextmanager
async def typing_sign(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Shows that the bot is typing; the block neither waits for that nor fails when it can't be shown."""
    sign = asyncio.create_task(_type(channel))
    try:
        yield
    finally:
        sign.cancel()


async def _type(channel: discord.abc.Messageable) -> None:
    with suppress(*UNSENT):
        async with channel.typing():
            await asyncio.sleep(_LONGEST_TYPING)
