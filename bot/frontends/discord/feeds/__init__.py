"""Feeds: the commands, the rounds in which they are read, and what moderators are told of them."""
