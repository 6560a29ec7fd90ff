"""Runs the program on a fake Discord: ``python -m tests.wire.program API GATEWAY COMMAND...``."""

import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket

from bot.cli import main

if __name__ == "__main__":
    _, discord.http.Route.BASE, gateway, *arguments = sys.argv
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    main(arguments, prog_name="pressbox")
