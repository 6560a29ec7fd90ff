"""One cog per concern."""
