"""Where people meet the bot. Front-ends receive, call the newsroom, and show; they decide nothing."""
