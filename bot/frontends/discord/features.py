"""Everything that the bot can do on Discord: its cogs, and what its buttons and selects do."""

from collections.abc import Mapping
from typing import cast

import discord
from discord.ext import commands

from bot.frontends.discord.articles.cog import ArticleCog, SuggestCog
from bot.frontends.discord.articles.drafts import DRAFT_BUTTONS
from bot.frontends.discord.articles.page_buttons import PAGE_BUTTONS
from bot.frontends.discord.articles.queue import QUEUE_BUTTONS
from bot.frontends.discord.asking.answer_buttons import ANSWER_BUTTONS
from bot.frontends.discord.asking.cog import AskingCog
from bot.frontends.discord.asking.direct import DIRECT_BUTTONS
from bot.frontends.discord.asking.message_cog import MessageCog
from bot.frontends.discord.feeds.card_buttons import CARD_BUTTONS
from bot.frontends.discord.feeds.cog import FeedCog
from bot.frontends.discord.feeds.feed_buttons import FEED_BUTTONS
from bot.frontends.discord.feeds.rounds_cog import FeedRoundsCog
from bot.frontends.discord.following.buttons import FOLLOWING_BUTTONS
from bot.frontends.discord.following.cog import FollowingCog
from bot.frontends.discord.following.telling_cog import TellingCog
from bot.frontends.discord.interactions.command_tree import CommandTree
from bot.frontends.discord.interactions.context import Bot
from bot.frontends.discord.interactions.control import Handler
from bot.frontends.discord.servers.privacy_cog import PRIVACY_BUTTONS, PrivacyCog
from bot.frontends.discord.servers.servers_cog import ServersCog
from bot.frontends.discord.servers.settings import SETTINGS_BUTTONS, SettingsCog
from bot.frontends.discord.ui.translations import Translations

COMMAND_COGS = (ArticleCog, SuggestCog, FeedCog, AskingCog, FollowingCog, SettingsCog, PrivacyCog)
COGS = (*COMMAND_COGS, MessageCog, ServersCog, FeedRoundsCog, TellingCog)
HANDLERS: Mapping[str, Handler] = {
    **ANSWER_BUTTONS,
    **DIRECT_BUTTONS,
    **DRAFT_BUTTONS,
    **QUEUE_BUTTONS,
    **PAGE_BUTTONS,
    **SETTINGS_BUTTONS,
    **PRIVACY_BUTTONS,
    **FEED_BUTTONS,
    **CARD_BUTTONS,
    **FOLLOWING_BUTTONS,
}
"""What carries out a button or a select, by its action."""


async def compute_fingerprint(translations: Translations) -> str:
    """The fingerprint of the commands as this version has them, without connecting."""
    idle = commands.Bot(command_prefix=(), help_command=None, tree_cls=CommandTree, intents=discord.Intents.none())
    for cog in COMMAND_COGS:
        await idle.add_cog(cog(cast("Bot", idle)))
    return await cast("CommandTree", idle.tree).translate(translations)
