"""The Discord front-end: receives, calls the newsroom, shows."""
