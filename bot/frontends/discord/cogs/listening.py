"""Free text: mentions, direct messages, replies, the bot's own threads, and channels where it answers everything."""

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.domain.conversation import Turn
from bot.frontends.discord.hearing import has_words, is_addressed, is_members, text_of
from bot.frontends.discord.incidents import record
from bot.frontends.discord.layout import layout
from bot.frontends.discord.scene import Scene
from bot.frontends.discord.typing_sign import typing_sign

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


_log = logging.getLogger(__name__)


class Listening(commands.Cog):
    """Answers what members write to the bot."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answers a message that is meant for the bot, once."""
        if not is_members(message) or not await self._is_for_bot(message):
            return
        if not await self.bot.parts.stores.deliveries.first(f"message:{message.id}"):
            return
        scene = Scene.of_message(message, self.bot.parts.phrasebook)
        try:
            with self.bot.duty:
                await self._answer(message, scene)
        except discord.Forbidden:
            _log.info("not allowed to write there", extra={"channel": message.channel.id})
        except Exception as error:  # noqa: BLE001  # whatever it is, the member is told
            await self._say(message, scene.words.say("incident", id=record(error, "answering a message")))

    async def _is_for_bot(self, message: discord.Message) -> bool:
        if self.bot.user is None or message.guild is None:
            return self.bot.user is not None
        options = self.bot.parts.options
        channels = await options.answer_channels(message.guild.id) if options.message_content else ()
        addressed = is_addressed(message, self.bot.user) or message.channel.id in channels
        return addressed or await self._began_thread(message.channel)

    async def _began_thread(self, channel: object) -> bool:
        """Whether a channel is a thread that the bot opened, or that hangs on one of its answers."""
        if not isinstance(channel, discord.Thread):
            return False
        opened = self.bot.user is not None and channel.owner_id == self.bot.user.id
        return opened or await self.bot.parts.stores.postings.by_message(channel.id) is not None

    async def _answer(self, message: discord.Message, scene: Scene) -> None:
        text = text_of(message)
        if not has_words(text):
            await self._greet(message, scene)
            return
        talks = await self.bot.parts.newsroom.is_small_talk(text, server_id=scene.server_id)
        if talks and not (self.bot.user and is_addressed(message, self.bot.user)):
            return
        seconds = 0 if talks else self.bot.cooldown.wait(message.author.id)
        if not seconds:
            async with typing_sign(message.channel):
                shown = await self.bot.reporter.ask(scene, text, after=await self._referred(message, scene))
            sent = await self._send(message, shown.view)
            await self.bot.aftermath.posted(shown.posting, sent.id)
        elif self.bot.cooldown.tell(message.author.id):
            await self._say(message, scene.words.say("cooldown", seconds=seconds))

    async def _greet(self, message: discord.Message, scene: Scene) -> None:
        """Greets who speaks to the bot without a word; in a thread whose messages it can't read, says so once."""
        if self.bot.user and is_addressed(message, self.bot.user):
            await self._say(message, scene.words.say("greeting"))
        elif not message.content and await self.bot.parts.stores.deliveries.first(f"unreadable:{message.channel.id}"):
            await self._say(message, scene.words.say("unreadable"))

    async def _referred(self, message: discord.Message, scene: Scene) -> Turn | None:
        """The turn that a reply, or the first message of a thread, refers to."""
        stores = self.bot.parts.stores
        referred = message.reference.message_id if message.reference else None
        if referred is None and isinstance(message.channel, discord.Thread):
            begun = await self.bot.parts.newsroom.has_begun(scene.key)
            referred = None if begun else message.channel.id
        posting = await stores.postings.by_message(referred) if referred else None
        return posting.turn if posting else None

    async def _say(self, message: discord.Message, text: str) -> None:
        await self._send(message, layout([text]))

    async def _send(self, message: discord.Message, view: discord.ui.LayoutView) -> discord.Message:
        """Replies; the nonce keeps a message sent twice from standing there twice."""
        reference = message.to_reference(fail_if_not_exists=False)
        return await message.channel.send(view=view, reference=reference, mention_author=False, nonce=message.id)
