"""The demo: the bot on a Discord that is simulated in this process, to be tried in a browser."""
