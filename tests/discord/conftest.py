"""What holds for all tests with Discord."""

from tests.discord.tapped import outgoing  # noqa: F401  # judges all that the bot sends
