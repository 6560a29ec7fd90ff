"""What is kept about a member: /privacy show, export and forget."""

import io
import json
from collections.abc import Mapping

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.interactions.context import Bot, Context, Interaction
from bot.frontends.discord.interactions.control import Handler, Press
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.ui.controls import button
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import Words


class PrivacyCog(commands.GroupCog, group_name="privacy"):
    """Lets members see, take and delete what is kept about them."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """Says how much is kept."""
        words = await self._begin(interaction)
        counts = await self.bot.services.members.counts(interaction.user.id)
        text = words.say("privacy_show", counts=counts, days=self.bot.services.options.retention_days)
        await interaction.edit_original_response(view=build_view([text]))

    @app_commands.command()
    async def export(self, interaction: Interaction) -> None:
        """Hands over everything that is kept, as a file."""
        words = await self._begin(interaction)
        kept = await self.bot.services.members.export(interaction.user.id)
        content = json.dumps(kept, ensure_ascii=False, indent=2).encode()
        file = discord.File(io.BytesIO(content), "pressbox.json")
        attached: discord.ui.File[discord.ui.LayoutView] = discord.ui.File(file)
        view = build_view([words.say("privacy_export")])
        view.add_item(attached)
        await interaction.edit_original_response(view=view, attachments=[file])

    @app_commands.command()
    async def forget(self, interaction: Interaction) -> None:
        """Asks whether everything that is kept shall be deleted."""
        words = await self._begin(interaction)
        counts = await self.bot.services.members.counts(interaction.user.id)
        if not any(counts.values()):
            await interaction.edit_original_response(view=build_view([words.say("privacy_forget", count=0)]))
            return
        delete = button("privacy-forget", words.say("forget_it"), style=discord.ButtonStyle.danger)
        keep = button("privacy-keep", words.say("keep_it"))
        view = build_view([words.say("privacy_ask", counts=counts)], [[delete, keep]])
        await interaction.edit_original_response(view=view)

    async def _begin(self, interaction: Interaction) -> Words:
        await defer(interaction, private=True)
        return Context.of(interaction).words


async def forget_member(press: Press) -> None:
    """Deletes everything that is kept about whoever presses it."""
    await press.defer(thinking=False)
    count = await press.context.services.members.forget(press.interaction.user.id)
    await press.show(build_view([press.context.words.say("privacy_forget", count=count)]))


async def keep_member(press: Press) -> None:
    """Leaves everything as it is."""
    await press.defer(thinking=False)
    await press.show(build_view([press.context.words.say("privacy_kept")]))


PRIVACY_BUTTONS: Mapping[str, Handler] = {"privacy-forget": forget_member, "privacy-keep": keep_member}
