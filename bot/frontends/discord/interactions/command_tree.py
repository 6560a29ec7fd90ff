"""The command tree: translated, registered only when it changed, each interaction carried out once."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.frontends.discord.interactions.context import Interaction
from bot.frontends.discord.interactions.error_handling import is_first, report
from bot.frontends.discord.ui.translations import COMMANDS, Translations, Words
from bot.ports.servers import Facts

_WHERE = app_commands.TranslationContextLocation


def fingerprint_key(application_id: int) -> str:
    """The fact under which the fingerprint of an application's registered commands is kept."""
    return f"commands:{application_id}"


def _ids_key(key: str) -> str:
    """The fact under which the ids of the same commands are kept."""
    return f"{key}:ids"


def _command_ids(registered: Sequence[app_commands.AppCommand]) -> dict[str, int]:
    """The ids of slash commands by their names; a subcommand has that of its group."""
    ids: dict[str, int] = {}
    for command in registered:
        if command.type is discord.AppCommandType.chat_input:
            groups = [option for option in command.options if isinstance(option, app_commands.AppCommandGroup)]
            names = [f"{command.name} {group.name}" for group in groups] or [command.name]
            ids |= dict.fromkeys(names, command.id)
    return ids


class CommandTree(app_commands.CommandTree[Any]):
    """The application's commands."""

    async def register(self, translations: Translations, facts: Facts) -> bool:
        """Registers the commands with Discord unless they are registered already; whether it did."""
        key = fingerprint_key(self.client.application_id or 0)
        fingerprint = await self.translate(translations)
        is_new = await facts.get(key) != fingerprint
        kept = None if is_new else await facts.get(_ids_key(key))
        if kept is None:
            registered = await (self.sync() if is_new else self.fetch_commands())
            kept = json.dumps(_command_ids(registered))
            await facts.put(_ids_key(key), kept)
            await facts.put(key, fingerprint)
        translations.mention_commands(json.loads(kept))
        return is_new

    async def translate(self, translations: Translations) -> str:
        """Gives the commands their words; a hash of every command as Discord would be told of it then."""
        describe(self, translations.default)
        await self.set_translator(CommandTranslator(translations))
        payload = [await self._payload(command) for command in self.get_commands()]
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()

    async def _payload(self, command: Any) -> dict[str, Any]:  # noqa: ANN401  # commands, groups and menus alike
        payload: dict[str, Any] = await command.get_translated_payload(self, self.translator)
        return payload

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Lets an interaction through the first time only; Discord may deliver it twice."""
        return interaction.type is discord.InteractionType.autocomplete or is_first(interaction)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Reports an error, in place of discord.py's handler."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        command = interaction.command.qualified_name if interaction.command else "a command"
        await report(interaction, cause, command)


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
        return words.composer.find_phrase(COMMANDS, key) if words and key else None


def describe(tree: app_commands.CommandTree[Any], words: Words) -> None:
    """Gives every command and parameter its description, and every choice its name, in one language."""
    for command in tree.walk_commands():
        command.description = words.composer.phrase(COMMANDS, f"{_name(command)}_description")
        if isinstance(command, app_commands.Command):
            phrases = {p.name: words.composer.phrase(COMMANDS, _parameter(p)) for p in command.parameters}
            # Of a command that is made already, discord.py has only such strings translated.
            app_commands.describe(**{name: app_commands.locale_str(each) for name, each in phrases.items()})(command)
            for choice in (choice for parameter in command.parameters for choice in parameter.choices):
                choice.name = words.composer.phrase(COMMANDS, _choice(choice))


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
        case _WHERE.choice_name:
            return _choice(context.data)
        case _:
            return None


def _parameter(parameter: app_commands.Parameter) -> str:
    return f"{_name(parameter.command)}_{parameter.name}_description"


def _choice(choice: app_commands.Choice[Any]) -> str:
    return f"choice_{choice.value}_name"


def _name(command: Any) -> str:  # noqa: ANN401  # commands, groups and menus alike
    name: str = command.qualified_name
    return name.lower().replace(" ", "_")
