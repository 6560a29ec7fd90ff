"""Messages and attachments as sources of articles."""

import re
from collections.abc import Callable

import discord

from bot.desk.intake import Source, Upload
from bot.domain.errors import UserError

_LINK = re.compile(r"https?://[^\s<>]+")
_FEW_WORDS = 20
"""A message of no more words beside a link is about the link's page."""


def upload_of(attachment: discord.Attachment) -> Upload:
    """An attachment that isn't downloaded yet."""

    async def read() -> bytes:
        try:
            return await attachment.read()
        except discord.HTTPException as error:
            raise UserError("Discord has lost the file", "file_gone", name=attachment.filename) from error

    return Upload(attachment.filename, attachment.size, read)


def source_of(message: discord.Message, can_read: Callable[[str], bool]) -> Source:
    """A message's file, else its link, else its text; of a forwarded message, those of the original.

    Of several files it is one that ``can_read`` says can be read, by its name.
    """
    content: discord.Message | discord.MessageSnapshot = next(iter(message.message_snapshots), message)
    file = next((each for each in content.attachments if can_read(each.filename)), None)
    if file or (content.attachments and not content.content.strip()):
        return Source(file=upload_of(file or content.attachments[0]))
    link = _LINK.search(content.content)
    if link and len(_LINK.sub(" ", content.content).split()) <= _FEW_WORDS:
        return Source(link=link.group())
    if not content.content.strip():
        raise UserError("the message has nothing to read", "empty_message")
    return Source(text=content.content)
