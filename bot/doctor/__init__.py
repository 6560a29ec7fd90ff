"""Checks whether the bot can run as it is set up, without the network, and says what to do where it can't."""
