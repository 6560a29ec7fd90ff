"""A server's own choices: /settings, and what the selects and buttons of its form do."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from discord import app_commands
from discord.ext import commands

from bot.domain.actor import Actor
from bot.domain.errors import UserError
from bot.domain.server import ServerSettings
from bot.frontends.discord.interactions.context import Bot, Context, Interaction, words_of
from bot.frontends.discord.interactions.control import Handler, Press, for_moderator
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.error_handling import tell
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.interactions.permissions import MODERATORS, moderator_of
from bot.frontends.discord.servers.settings_panel import AS_ON_DISCORD, build_panel
from bot.frontends.discord.servers.times import add_fields, read_fields
from bot.frontends.discord.ui.translations import MANAGING

_MOST_DIGITS = 4


def for_setting(changed: Callable[[ServerSettings, Press], ServerSettings]) -> Handler:
    """The handler of a control that changes one setting, and shows the form as it is then."""

    async def change_setting(press: Press, actor: Actor) -> None:
        await press.defer(thinking=False)
        present = await _present(press.interaction, actor)
        await _change(press.interaction, actor, present, changed(present, press))

    return for_moderator(change_setting)


async def ask_for_retention(press: Press, actor: Actor) -> None:
    """Opens the form for the days that questions and answers are kept, at most as many as the host keeps them."""
    present = await _present(press.interaction, actor)
    most, words = press.context.services.options.retention_days, press.context.words.of(MANAGING)
    form = Form(words.say("retention_title"), change_retention)
    label = words.say("retention_label", days=most)
    form.add_text("days", label, str(present.retention_days or ""), most=_MOST_DIGITS)
    await press.interaction.response.send_modal(form)


async def change_retention(interaction: Interaction, form: Form) -> None:
    """Makes the change, if whoever sent the form still may."""
    actor, written = await moderator_of(interaction), form.filled["days"].strip()
    most = interaction.client.services.options.retention_days
    days = int(written) if written.isdecimal() and written.isascii() else 0
    if written and not 1 <= days <= most:
        await tell(interaction, words_of(interaction, MANAGING).say("retention_number", days=most))
        return
    await defer(interaction, thinking=False)
    present = await _present(interaction, actor)
    await _change(interaction, actor, present, replace(present, retention_days=days or None))


async def ask_for_times(press: Press, actor: Actor) -> None:
    """Opens the form for the time zone, quiet hours, and when summaries come."""
    words = press.context.words.of(MANAGING)
    form = Form(words.say("times_title"), change_times)
    add_fields(form, (await _present(press.interaction, actor)).schedule, words)
    await press.interaction.response.send_modal(form)


async def change_times(interaction: Interaction, form: Form) -> None:
    """Makes the change, if whoever sent the form still may."""
    actor = await moderator_of(interaction)
    present = await _present(interaction, actor)
    wanted = present.with_schedule(await read_fields(form.filled))
    await defer(interaction, thinking=False)
    await _change(interaction, actor, present, wanted)


SETTINGS_BUTTONS: Mapping[str, Handler] = {
    "moderate-roles": for_setting(lambda settings, press: replace(settings, moderator_roles=_ids(press))),
    "moderate-answers": for_setting(lambda settings, press: replace(settings, answer_channels=_ids(press))),
    "moderate-log": for_setting(lambda settings, press: replace(settings, log_channel=next(iter(_ids(press)), None))),
    "moderate-language": for_setting(lambda settings, press: replace(settings, language=_language(press))),
    "moderate-bundled": for_setting(lambda settings, press: replace(settings, bundled=press.detail == str(True))),
    "moderate-threads": for_setting(lambda settings, press: replace(settings, threads=press.detail == str(True))),
    "moderate-retention": for_moderator(ask_for_retention),
    "moderate-digest": for_setting(
        lambda settings, press: replace(settings, digest_channel=next(iter(_ids(press)), None))
    ),
    "moderate-times": for_moderator(ask_for_times),
}


async def show_settings(interaction: Interaction, actor: Actor) -> None:
    """Puts the form in place of the deferred response."""
    if interaction.guild is None:
        raise UserError("this server isn't known yet: try again in a moment", "server_unknown")
    context = Context.of(interaction)
    settings = await _present(interaction, actor)
    view = build_panel(context, settings, interaction.guild, appoints=actor.manages_server)
    await interaction.edit_original_response(view=view)


async def _present(interaction: Interaction, actor: Actor) -> ServerSettings:
    return await interaction.client.services.servers.settings(actor.moderated_server())


async def _change(interaction: Interaction, actor: Actor, present: ServerSettings, wanted: ServerSettings) -> None:
    """Puts ``wanted`` in place of the present settings, if they differ, and shows the form again."""
    client = interaction.client
    if wanted != present:
        client.follow_up.note(await client.services.desk.changes.change_settings(actor, wanted, present=present))
    await show_settings(interaction, actor)


def _language(press: Press) -> str | None:
    return None if press.chosen == AS_ON_DISCORD else press.chosen


def _ids(press: Press) -> frozenset[int]:
    """The roles or channels chosen."""
    return frozenset(each.id for each in press.values)


class SettingsCog(commands.Cog):
    """Shows the form of a server's settings."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command()
    @app_commands.default_permissions(MODERATORS)
    @app_commands.guild_only()
    async def settings(self, interaction: Interaction) -> None:
        """Shows the form."""
        await defer(interaction, private=True)
        await show_settings(interaction, await moderator_of(interaction))
