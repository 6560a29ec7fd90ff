"""Which messages are meant for the bot, and what they say."""

import re

import discord

_MENTION = re.compile(r"<(?:@[!&]?|#|/[^:>]*:|a?:\w+:|t:|id:)-?\w+(?::\w)?>")
LONGEST_QUESTION = 500
"""Characters of a question that are read."""
_KINDS = frozenset({discord.MessageType.default, discord.MessageType.reply})


def is_addressed(message: discord.Message, me: discord.abc.User) -> bool:
    """Whether a message is a direct one, mentions the bot, or replies to it."""
    return message.guild is None or me in message.mentions or _replied_to(message) == me


def is_from_member(message: discord.Message) -> bool:
    """Whether a person wrote the message; bots, web hooks and Discord's own notices are passed over."""
    return not message.author.bot and message.webhook_id is None and message.type in _KINDS


def text_of(message: discord.Message) -> str:
    """What a message says, mentions of members, roles, channels and commands left out."""
    return " ".join(_MENTION.sub(" ", message.content).split())


def cut_question(text: str) -> tuple[str, bool]:
    """As much of a text as is read, to the last whole word, and whether something was cut."""
    text = text.strip()
    if len(text) <= LONGEST_QUESTION:
        return text, False
    return text[:LONGEST_QUESTION].rsplit(maxsplit=1)[0], True


def has_words(text: str) -> bool:
    """Whether a text says anything at all."""
    return any(character.isalnum() for character in text)


def _replied_to(message: discord.Message) -> discord.abc.User | None:
    """Who wrote the message that this one replies to, where Discord says so."""
    replied = message.reference.resolved if message.reference else None
    return replied.author if isinstance(replied, discord.Message) else None
