"""Which messages are meant for the bot, and what they ask."""

import re
import unicodedata

import discord

_MENTION = re.compile(r"<(?:@[!&]?|#|/[^:>]*:|a?:\w+:|t:|id:)-?\w+(?::\w)?>|@(?:everyone|here)\b")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_LINE_MARK = re.compile(r"^\s*(?:(?:>>>|>|-#|#{1,3}|[-*])\s+)+", re.MULTILINE)
_CODE_BLOCK = re.compile(r"```(?:\w+\n)?")
_EMPHASIS = re.compile(r"(?<![\w*_~|`\\])([*_~|`]{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_~|`])", re.DOTALL)
_ESCAPE = re.compile(r"\\([*_~|`>#\[\]()\\-])")
LONGEST_QUESTION = 500
"""Characters of a question that are read."""
_KINDS = frozenset({discord.MessageType.default, discord.MessageType.reply})


def is_addressed(message: discord.Message, me: discord.abc.User) -> bool:
    """Whether a message is a direct one, mentions the bot or its own role, or replies to it."""
    return message.guild is None or me in message.mentions or _replied_to(message) == me or mentions_own_role(message)


def mentions_own_role(message: discord.Message) -> bool:
    """Whether a message mentions the role that Discord made for the bot, which clients offer beside the bot."""
    own = message.guild.me.roles if message.guild and message.guild.me else ()
    return any(role.managed and role in own for role in message.role_mentions)


def is_from_member(message: discord.Message) -> bool:
    """Whether a person wrote the message; bots, web hooks and Discord's own notices are passed over."""
    return not message.author.bot and message.webhook_id is None and message.type in _KINDS


def text_of(message: discord.Message) -> str:
    """What a message asks, without mentions and markup, on one line.

    A forwarded message asks what the original does; one that is only an embed, what that is called; and the title of a
    forum's post belongs to its first message.
    """
    channel, originals = message.channel, message.message_snapshots
    title = channel.name if begins_post(message) and isinstance(channel, discord.Thread) else ""
    embeds = [*message.embeds, *(each for original in originals for each in original.embeds)]
    written = plain_question("\n".join([title, message.content, *(original.content for original in originals)]))
    return written or plain_question(" ".join(each.title or each.description or "" for each in embeds))


def begins_post(message: discord.Message) -> bool:
    """Whether a message is the first of a post in a forum, which has the post's own id."""
    channel = message.channel
    return isinstance(channel, discord.Thread) and is_post(channel) and message.id == channel.id


def is_post(thread: discord.Thread) -> bool:
    """Whether a thread is a post in a forum."""
    return isinstance(thread.parent, discord.ForumChannel)


def plain_question(text: str) -> str:
    """A text without mentions, Markdown and invisible characters, on one line."""
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = _LINE_MARK.sub("", _CODE_BLOCK.sub(" ", _LINK.sub(r"\1", _MENTION.sub(" ", text))))
    while (bare := _EMPHASIS.sub(r"\2", text)) != text:  # one kind of emphasis may hold another
        text = bare
    return " ".join(_ESCAPE.sub(r"\1", text).split())


def cut_question(text: str) -> tuple[str, bool]:
    """As much of a question, without markup, as is read, to the last whole word, and whether something was cut."""
    text = plain_question(text)
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
