"""Who somebody is to the source desk, as Discord and the server's settings say at this moment."""

import discord

from bot.domain.actor import Actor
from bot.frontends.discord.interactions.context import Interaction

MODERATORS = discord.Permissions(manage_guild=True)
"""Who is shown moderators' commands until a server decides otherwise; every call is checked again by `moderator_of`."""


async def actor_of(interaction: Interaction) -> Actor:
    """Whoever used a command, pressed a button or sent a form; to be made anew for each of these.

    Manage Server lets a member moderate and say who else does; a role that the server's settings name, moderate.
    """
    server_id, member = interaction.guild_id, interaction.user
    if server_id is None or not isinstance(member, discord.Member):
        return Actor(member.id, None)
    settings = await interaction.client.services.servers.settings(server_id)
    allowed = interaction.permissions.manage_guild or interaction.permissions.administrator
    chosen = any(member.get_role(role_id) for role_id in settings.moderator_roles)
    return Actor(member.id, server_id, may_moderate=allowed or chosen, manages_server=allowed)


async def moderator_of(interaction: Interaction) -> Actor:
    """The same for what only moderators may do.

    Raises:
        NotAllowedError: when they may not; reported like any other error, in the member's language.
    """
    actor = await actor_of(interaction)
    actor.moderated_server()
    return actor
