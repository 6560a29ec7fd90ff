"""The times at which a member wants to be told directly: the form, and what its buttons do."""

from bot.domain.schedule import Schedule
from bot.frontends.discord.following.reading import list_follows
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.interactions.control import Press
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.servers.times import add_fields, read_fields
from bot.frontends.discord.ui.translations import MANAGING


async def ask_for_times(press: Press) -> None:
    """Opens the form, with the member's times or else those of the server they are in."""
    services, server_id = press.context.services, press.context.server_id
    own = await services.following.times.own(press.interaction.user.id)
    there = (await services.servers.settings(server_id)).schedule if server_id else Schedule()
    words = press.context.words.of(MANAGING)
    form = Form(words.say("times_title"), _change_times)
    add_fields(form, own or there, words)
    await press.interaction.response.send_modal(form)


async def drop_times(press: Press) -> None:
    """Lets the member be told at each server's times again."""
    await press.defer(thinking=False)
    await _choose(press.interaction, None)


async def _change_times(interaction: Interaction, form: Form) -> None:
    wanted = await read_fields(form.filled)
    await defer(interaction, thinking=False)
    await _choose(interaction, wanted)


async def _choose(interaction: Interaction, schedule: Schedule | None) -> None:
    """Keeps the choice, and shows the list of follows below which it was made."""
    await interaction.client.services.following.times.choose(interaction.user.id, schedule)
    view = await list_follows(Context.of(interaction), interaction.client)
    await interaction.edit_original_response(view=view)
