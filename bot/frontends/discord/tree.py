"""The command tree: localised, registered only when it changed, each interaction carried out once."""

import hashlib
import json
from typing import Any

import discord
from discord import app_commands

from bot.frontends.discord import incidents
from bot.frontends.discord.parts import Parts
from bot.frontends.discord.phrasebook import Phrasebook
from bot.frontends.discord.scene import Interaction
from bot.frontends.discord.translator import CommandTranslator, describe


def fact_of(application_id: int) -> str:
    """The fact under which the fingerprint of an application's registered commands is kept."""
    return f"commands:{application_id}"


class PressboxTree(app_commands.CommandTree[Any]):
    """The application's commands."""

    async def register(self, parts: Parts) -> bool:
        """Registers the commands with Discord unless they are registered already; whether it did."""
        key = fact_of(self.client.application_id or 0)
        fingerprint = await self.worded(parts.phrasebook)
        if await parts.stores.facts.get(key) == fingerprint:
            return False
        await self.sync()
        await parts.stores.facts.put(key, fingerprint)
        return True

    async def worded(self, phrasebook: Phrasebook) -> str:
        """Gives the commands their words; their fingerprint then."""
        describe(self, phrasebook.default)
        await self.set_translator(CommandTranslator(phrasebook))
        return await self.fingerprint()

    async def fingerprint(self) -> str:
        """A hash of every command as Discord would be told of it."""
        payload = [await self._payload(command) for command in self.get_commands()]
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()

    async def _payload(self, command: Any) -> dict[str, Any]:  # noqa: ANN401  # commands, groups and menus alike
        payload: dict[str, Any] = await command.get_translated_payload(self, self.translator)
        return payload

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Lets an interaction through the first time only; Discord may deliver it twice."""
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        try:
            return await incidents.is_first(interaction)
        except Exception as error:  # noqa: BLE001  # discord.py would leave the member without a word
            await incidents.report(interaction, error, "taking a command")
            return False

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Records an error, and tells the member its id."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        command = interaction.command.qualified_name if interaction.command else "a command"
        await incidents.report(interaction, cause, command)
