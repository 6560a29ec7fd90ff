"""The form of a server's settings: a message of selects and buttons, each of which counts at once."""

from collections.abc import Collection
from typing import Any

import discord
from discord import ui

from bot.domain.server import ServerSettings
from bot.frontends.discord.interactions.context import Context
from bot.frontends.discord.ui.controls import PLACEHOLDER, Row, button, identify, option, select
from bot.frontends.discord.ui.layout import build_view, clip
from bot.frontends.discord.ui.translations import MANAGING, Words

AS_ON_DISCORD = "auto"
MOST_CHOSEN = 25
_WRITABLE = [discord.ChannelType.text, discord.ChannelType.news]
_ANSWERABLE = [*_WRITABLE, discord.ChannelType.forum, discord.ChannelType.voice, discord.ChannelType.stage_voice]


def build_panel(context: Context, settings: ServerSettings, server: discord.Guild, *, appoints: bool) -> ui.LayoutView:
    """The settings as they are, each with what changes it.

    ``appoints`` says whether whoever sees them may say who moderates.
    """
    options, words = context.services.options, context.words.of(MANAGING)
    may_open = server.me.guild_permissions.create_public_threads
    text = words.say(
        "settings", settings=settings, hears=options.message_content, days=options.retention_days, may_open=may_open
    )
    log = [settings.log_channel] if settings.log_channel else []
    digest = [settings.digest_channel] if settings.digest_channel else []
    bundled = words.say("bundled_off" if settings.bundled else "bundled_on")
    threads = words.say("threads_off" if settings.threads else "threads_on")
    rows: list[Row] = [
        [_roles(words, settings.moderator_roles, server, appoints=appoints)],
        [_channels("answers", words.say("answer_channels_placeholder"), settings.answer_channels, server, _ANSWERABLE)],
        [_channels("log", words.say("log_channel_placeholder"), log, server, _WRITABLE, most=1)],
        [_channels("digest", words.say("digest_channel_placeholder"), digest, server, _WRITABLE, most=1)],
        [_languages(context.services.translations.languages, words, settings.language)],
        [
            button("moderate-bundled", bundled, str(not settings.bundled)),
            button("moderate-threads", threads, str(not settings.threads)),
            button("moderate-retention", words.say("retention")),
            button("moderate-times", words.say("times")),
        ],
    ]
    return build_view([text], rows)


def _roles(words: Words, chosen: Collection[int], server: discord.Guild, *, appoints: bool) -> ui.RoleSelect[Any]:
    return ui.RoleSelect(
        custom_id=identify("moderate-roles"),
        placeholder=clip(words.say("roles_placeholder"), PLACEHOLDER),
        min_values=0,
        max_values=MOST_CHOSEN,
        default_values=[role for role_id in sorted(chosen) if (role := server.get_role(role_id))],
        disabled=not appoints,
    )


def _channels(
    action: str,
    hint: str,
    chosen: Collection[int],
    server: discord.Guild,
    kinds: list[discord.ChannelType],
    most: int = MOST_CHOSEN,
) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=identify(f"moderate-{action}"),
        placeholder=clip(hint, PLACEHOLDER),
        channel_types=kinds,
        min_values=0,
        max_values=most,
        default_values=[channel for channel_id in sorted(chosen) if (channel := server.get_channel(channel_id))],
    )


def _languages(codes: Collection[str], words: Words, chosen: str | None) -> ui.Select[Any]:
    options = [
        option(words.say("language", code=code), code, default=code == (chosen or AS_ON_DISCORD))
        for code in (AS_ON_DISCORD, *codes)
    ]
    return select("moderate-language", words.say("language_placeholder"), options)
