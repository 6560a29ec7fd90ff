"""What goes wrong with a link, in words for whoever gave it; no message names an address that was looked up."""

from bot.domain.errors import UserError


class LinkError(UserError):
    """A link gave no article; the message says why and what to do instead."""


class AddressRefusedError(OSError):
    """An address that must not be connected to; an ``OSError`` so that it passes through the connection's code."""
