"""Free text: mentions, direct messages, replies, the bot's own threads, and channels where it answers everything."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import discord
from discord.ext import commands

from bot.domain.conversation import Turn
from bot.domain.errors import UserError
from bot.domain.request import Request
from bot.frontends.discord.asking.answer_threads import Place, choose_place
from bot.frontends.discord.asking.answers import answer_request
from bot.frontends.discord.asking.direct import find_scope
from bot.frontends.discord.asking.message_filter import (
    has_words,
    is_addressed,
    is_from_member,
    is_post,
    mentions_own_role,
    text_of,
)
from bot.frontends.discord.interactions.context import Bot, Context
from bot.frontends.discord.interactions.error_handling import explain
from bot.frontends.discord.interactions.shared_servers import build_choice
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
            await self._refuse(message, context)
        except UserError as error:
            await _say(message, explain(error, context.words))
        except Exception as error:  # noqa: BLE001  # whatever it is, the member is told
            await _say(message, context.words.say("incident", id=log_error(error, "answering a message")))

    async def _is_for_bot(self, message: discord.Message) -> bool:
        if self.bot.user is None or message.guild is None:
            return self.bot.user is not None
        if is_addressed(message, self.bot.user) or await self._is_answer_channel(message, message.guild.id):
            return True
        return await self._began_thread(message.channel)

    async def _is_answer_channel(self, message: discord.Message, server_id: int) -> bool:
        """Whether everything is answered there; in a forum, what whoever began a post writes in it."""
        services, channel = self.bot.services, message.channel
        if not services.options.message_content:
            return False
        channels = (await services.servers.settings(server_id)).answer_channels
        if isinstance(channel, discord.Thread) and is_post(channel):
            return channel.parent_id in channels and message.author.id == channel.owner_id
        return channel.id in channels

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
        if seconds:
            if self.bot.cooldown.tell(message.author.id):
                await _say(message, words.say("cooldown", seconds=seconds))
            return
        request = Request(text)
        scope = await find_scope(self.bot, context, request)
        if scope.choices:
            await Place.beside(message).send(build_choice(scope.choices, words))
            return
        place = await choose_place(message, text, context.services) if not is_talk else Place.beside(message)
        key = replace(context.key, channel_id=place.channel_id, server_id=scope.server_id)
        await self._answer_at(place, message, replace(context, key=key), request)

    async def _answer_at(self, place: Place, message: discord.Message, context: Context, request: Request) -> None:
        async with typing_sign(place.channel):
            after = await self._referred(message, context)
            reply = await answer_request(context, request, after=after)
        sent = await place.send(reply.view)
        await self.bot.follow_up.note_sent(reply.sent, sent.id)

    async def _refuse(self, message: discord.Message, context: Context) -> None:
        """Tells whoever spoke to the bot where it may not write, that it may not."""
        if self.bot.user and is_addressed(message, self.bot.user):
            with suppress(*UNSENT):
                text = context.words.say("may_not_write", channel=message.channel.id)
                await message.author.send(view=build_view([text]))

    async def _greet(self, message: discord.Message, context: Context, *, is_to_bot: bool) -> None:
        """Greets who speaks to the bot without a word; where it can't read messages, says so: in a thread once."""
        deliveries = context.services.deliveries
        if not message.content and mentions_own_role(message):
            await _say(message, context.words.say("unreadable"))
        elif is_to_bot:
            await _say(message, context.words.say("greeting"))
        elif not message.content and await deliveries.first(f"unreadable:{message.channel.id}"):
            await _say(message, context.words.say("unreadable"))

    async def _referred(self, message: discord.Message, context: Context) -> Turn | None:
        """The turn that a reply refers to, or somebody's first message in a thread."""
        answers, channel = context.services.sent_answers, message.channel
        if message.reference and message.reference.message_id:
            sent = await answers.by_message(message.reference.message_id)
        elif isinstance(channel, discord.Thread) and not await context.services.newsroom.has_begun(context.key):
            # What the others are talking about there, or else the answer that it hangs on.
            sent = await answers.latest_in(channel.guild.id, channel.id) or await answers.by_message(channel.id)
        else:
            return None
        return sent.turn if sent else None


async def _say(message: discord.Message, text: str) -> None:
    await Place.beside(message).send(build_view([text]))


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
