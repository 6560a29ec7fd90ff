"""Following athletes and reading news: commands, buttons, and the messages that tell of new articles."""
