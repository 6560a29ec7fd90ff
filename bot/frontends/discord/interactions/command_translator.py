"""Names and descriptions of the commands in every language the bot speaks."""

from typing import Any

import discord
from discord import app_commands

from bot.frontends.discord.ui.translations import Translations, Words

_COMMANDS = "commands"
_WHERE = app_commands.TranslationContextLocation


class CommandTranslator(app_commands.Translator):
    """Looks commands up in the languages' ``commands`` templates."""

    def __init__(self, translations: Translations) -> None:
        self._translations = translations

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The words of a command in one locale; ``None`` where the bot doesn't speak it or has no words for it."""
        del string
        words = self._translations.spoken(locale)
        key = _key(context)
        return words.composer.find_phrase(_COMMANDS, key) if words and key else None


def describe(tree: app_commands.CommandTree[Any], words: Words) -> None:
    """Gives every command and parameter its description in one language."""
    for command in tree.walk_commands():
        command.description = words.composer.phrase(_COMMANDS, f"{_name(command)}_description")
        if isinstance(command, app_commands.Command):
            described = {p.name: words.composer.phrase(_COMMANDS, _parameter(p)) for p in command.parameters}
            app_commands.describe(**described)(command)


def _key(context: app_commands.TranslationContextTypes) -> str | None:
    """Under which name a language's template holds the words."""
    match context.location:
        case _WHERE.command_name | _WHERE.group_name:
            return f"{_name(context.data)}_name"
        case _WHERE.command_description | _WHERE.group_description:
            return f"{_name(context.data)}_description"
        case _WHERE.parameter_name:
            return f"{_name(context.data.command)}_{context.data.name}_name"
        case _WHERE.parameter_description:
            return _parameter(context.data)
        case _:
            return None


def _parameter(parameter: app_commands.Parameter) -> str:
    return f"{_name(parameter.command)}_{parameter.name}_description"


def _name(command: Any) -> str:  # noqa: ANN401  # commands, groups and menus alike
    name: str = command.qualified_name
    return name.lower().replace(" ", "_")
