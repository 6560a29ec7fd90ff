"""Whether a member may read a server's articles outside of it: who sees a channel there in which the bot is, may."""

from collections.abc import Iterable

import discord
from discord.abc import GuildChannel

from bot.frontends.discord.logs import UNSENT, log_error

_CLOSED = (discord.NotFound, discord.Forbidden)
"""What Discord says of a server that the bot isn't in, or of somebody who isn't a member."""
_NO_MEMBER = frozenset({10007, 10013})
"""Discord's codes for somebody who isn't a member, or isn't there any more."""


async def find_member(server: discord.Guild, member_id: int) -> discord.Member | None:
    """A member of a server, as Discord says now; ``None`` for whoever isn't one.

    Raises:
        discord.NotFound, discord.Forbidden: when the bot isn't in the server.
    """
    try:
        return await server.fetch_member(member_id)
    except discord.NotFound as error:
        if error.code not in _NO_MEMBER:
            raise
        return None


async def seems_open_to(server: discord.Guild, member_id: int) -> bool:
    """Whether a server is open to somebody, as far as Discord can be asked."""
    try:
        member = await find_member(server, member_id)
    except _CLOSED:
        return False
    except UNSENT as error:
        log_error(error, "looking for a member")
        return False
    return member is not None and sees_channel(member, server.me, server.channels)


async def fetch_server_open_to(client: discord.Client, server_id: int, member_id: int) -> discord.Guild | None:
    """A server of which this process hears nothing, if it is open to a member; ``None`` where that isn't certain.

    Everything is asked for: what another process knows of the server, this one doesn't.
    """
    try:
        server = await client.fetch_guild(server_id, with_counts=False)
        member = await server.fetch_member(member_id)
        me = await server.fetch_member(client.user.id if client.user else 0)
        is_open = sees_channel(member, me, await server.fetch_channels())
    except _CLOSED:
        return None
    except (*UNSENT, discord.InvalidData) as error:
        log_error(error, "looking for a member")
        return None
    return server if is_open else None


def sees_channel(member: discord.Member, me: discord.Member, channels: Iterable[GuildChannel]) -> bool:
    """Whether a member sees one of a server's channels in which the bot, ``me`` there, could be asked."""
    shared = [channel for channel in channels if channel.permissions_for(me).view_channel]
    return not member.pending and any(channel.permissions_for(member).view_channel for channel in shared)
