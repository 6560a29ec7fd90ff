"""What the selects and buttons of the settings do."""

from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.domain.errors import UserError
from bot.domain.server import ServerSettings
from bot.frontends.discord import incidents
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.layout import clipped
from bot.frontends.discord.moderator_control import ModeratorControl, pattern
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction, Scene
from bot.frontends.discord.settings_panel import AS_ON_DISCORD, panel

_TITLE = 45
_OPEN = 15 * 60.0
"""Seconds for which a form can be sent: as long as Discord waits for an answer."""
_MOST_DIGITS = 4


class Setting(ModeratorControl, template=r"(?!)"):
    """Changes one setting, and shows the form as it is then."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The change."""
        del scene
        await defer(interaction, thinking=False)
        present = await interaction.client.parts.stores.servers.settings(actor.moderated_server())
        await change(interaction, actor, present, self.changed(present))

    def changed(self, settings: ServerSettings) -> ServerSettings:
        """The settings after the change."""
        raise NotImplementedError

    @property
    def chosen_ids(self) -> frozenset[int]:
        """The roles or channels chosen."""
        chosen = self.item.values if isinstance(self.item, ui.RoleSelect | ui.ChannelSelect) else []
        return frozenset(each.id for each in chosen)


class Roles(Setting, template=pattern("roles")):
    """Which roles may moderate."""

    def changed(self, settings: ServerSettings) -> ServerSettings:
        """With the roles chosen."""
        return replace(settings, moderator_roles=self.chosen_ids)


class AnswerChannels(Setting, template=pattern("answers")):
    """Where every question is answered."""

    def changed(self, settings: ServerSettings) -> ServerSettings:
        """With the channels chosen."""
        return replace(settings, answer_channels=self.chosen_ids)


class LogChannel(Setting, template=pattern("log")):
    """Where changes are told."""

    def changed(self, settings: ServerSettings) -> ServerSettings:
        """With the channel chosen, or none."""
        return replace(settings, log_channel=next(iter(self.chosen_ids), None))


class Language(Setting, template=pattern("language")):
    """Which language is spoken to those whose own the bot doesn't speak."""

    def changed(self, settings: ServerSettings) -> ServerSettings:
        """With the language chosen."""
        code = self.chosen
        return replace(settings, language=None if code == AS_ON_DISCORD else code)


class Bundled(Setting, template=pattern("bundled")):
    """Whether the bundled articles answer, too."""

    def changed(self, settings: ServerSettings) -> ServerSettings:
        """On or off, as the button said."""
        return replace(settings, bundled=self.detail == str(True))


class Retention(ModeratorControl, template=pattern("retention")):
    """Opens the form for the days that questions and answers are kept."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The form, filled in."""
        parts = interaction.client.parts
        present = await parts.stores.servers.settings(actor.moderated_server())
        await interaction.response.send_modal(RetentionForm(present, parts.options.retention_days, scene.words))


class RetentionForm(ui.Modal):
    """Asks for a number of days, at most as many as the host keeps things."""

    def __init__(self, present: ServerSettings, most: int, words: Words) -> None:
        managing = words.of("managing")
        super().__init__(title=clipped(managing.say("retention_title"), _TITLE), timeout=_OPEN)
        self._most = most
        self._days: ui.TextInput[Any] = ui.TextInput(
            default=str(present.retention_days or ""), required=False, max_length=_MOST_DIGITS
        )
        label = clipped(managing.say("retention_label", days=most), _TITLE)
        self.add_item(ui.Label(text=label, component=self._days))

    @incidents.once
    async def on_submit(self, interaction: Interaction) -> None:
        """Makes the change, if whoever sent the form still may."""
        parts = interaction.client.parts
        words = Scene.of_interaction(interaction, parts.phrasebook).words
        actor, written = await moderator_of(interaction), self._days.value.strip()
        days = int(written) if written.isdecimal() and written.isascii() else 0
        if written and not 1 <= days <= self._most:
            await incidents.tell(interaction, words.of("managing").say("retention_number", days=self._most))
            return
        await defer(interaction, thinking=False)
        present = await parts.stores.servers.settings(actor.moderated_server())
        await change(interaction, actor, present, replace(present, retention_days=days or None))


async def change(interaction: Interaction, actor: Actor, present: ServerSettings, wanted: ServerSettings) -> None:
    """Puts ``wanted`` in place of the present settings, if they differ, and shows the form again."""
    client = interaction.client
    if wanted != present:
        client.aftermath.note(await client.parts.desk.choices.change(actor, wanted, present=present))
    await show_settings(interaction, actor)


async def show_settings(interaction: Interaction, actor: Actor) -> None:
    """Puts the form in place of the deferred response.

    Raises:
        UserError: when Discord hasn't told of the server yet.
    """
    if interaction.guild is None:
        raise UserError("this server isn't known yet: try again in a moment", "server_unknown")
    parts = interaction.client.parts
    settings = await parts.stores.servers.settings(actor.moderated_server())
    words = Scene.of_interaction(interaction, parts.phrasebook).words.of("managing")
    view: discord.ui.LayoutView = panel(parts, settings, interaction.guild, words, appoints=actor.manages_server)
    await interaction.edit_original_response(view=view)


SETTINGS = (Roles, AnswerChannels, LogChannel, Language, Bundled, Retention)
