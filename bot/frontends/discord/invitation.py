"""The link with which a server invites the bot."""

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,  # to reply to a message
)
"""All the bot needs, and nothing else."""


def invitation(application_id: int) -> str:
    """The link for an application."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands"))
