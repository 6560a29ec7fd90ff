"""The form of a server's settings: a message of selects and buttons, each of which counts at once."""

from collections.abc import Collection
from typing import Any

import discord
from discord import ui

from bot.domain.server import ServerSettings
from bot.frontends.discord.layout import PLACEHOLDER, clipped, layout
from bot.frontends.discord.moderator_control import button, identify, select
from bot.frontends.discord.parts import Parts
from bot.frontends.discord.phrasebook import Words

AS_ON_DISCORD = "auto"
MOST_ROLES = 25
_CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]


def panel(
    parts: Parts, settings: ServerSettings, server: discord.Guild, words: Words, *, appoints: bool
) -> discord.ui.LayoutView:
    """The settings as they are, each with what changes it; ``words`` are the managing ones.

    ``appoints`` says whether whoever sees them may say who moderates.
    """
    options = parts.options
    text = words.say("settings", settings=settings, hears=options.message_content, days=options.retention_days)
    log = [settings.log_channel] if settings.log_channel else []
    rows: list[list[ui.Item[Any]]] = [
        [_roles(words, settings.moderator_roles, server, appoints=appoints)],
        [_channels("answers", words.say("answer_channels_placeholder"), settings.answer_channels, server)],
        [_channels("log", words.say("log_channel_placeholder"), log, server, most=1)],
        [_languages(parts, words, settings.language)],
        [
            button(
                "bundled", words.say("bundled_off" if settings.bundled else "bundled_on"), str(not settings.bundled)
            ),
            button("retention", words.say("retention")),
        ],
    ]
    return layout([text], rows)


def _roles(words: Words, chosen: Collection[int], server: discord.Guild, *, appoints: bool) -> ui.RoleSelect[Any]:
    return ui.RoleSelect(
        custom_id=identify("roles"),
        placeholder=clipped(words.say("roles_placeholder"), PLACEHOLDER),
        min_values=0,
        max_values=MOST_ROLES,
        default_values=[role for role_id in sorted(chosen) if (role := server.get_role(role_id))],
        disabled=not appoints,
    )


def _channels(
    action: str, hint: str, chosen: Collection[int], server: discord.Guild, most: int = MOST_ROLES
) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=identify(action),
        placeholder=clipped(hint, PLACEHOLDER),
        channel_types=_CHANNELS,
        min_values=0,
        max_values=most,
        default_values=[channel for channel_id in sorted(chosen) if (channel := server.get_channel(channel_id))],
    )


def _languages(parts: Parts, words: Words, chosen: str | None) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=words.say("language", code=code), value=code, default=code == (chosen or AS_ON_DISCORD)
        )
        for code in (AS_ON_DISCORD, *parts.phrasebook.languages)
    ]
    return select("language", words.say("language_placeholder"), options)
