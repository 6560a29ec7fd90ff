"""Messages and attachments as sources of articles."""

import re
from collections.abc import Callable, Sequence

import discord

from bot.desk.intake import Source, Upload
from bot.domain.errors import UserError

_LINK = re.compile(r"https?://[^\s<>|*`\"]+")
_AFTER = ".,;:!?'’”…_~"
"""What may stand after a link without being a part of it."""
_BRACKETS = {")": "(", "]": "["}
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
    """A message's file, else its link, else its text, else an embed's; of a forwarded message, those of the original.

    Of several files it is one that ``can_read`` says can be read, by its name.
    """
    content: discord.Message | discord.MessageSnapshot = next(iter(message.message_snapshots), message)
    written = content.content.strip()
    file = next((each for each in content.attachments if can_read(each.filename)), None)
    if file or (content.attachments and not written):
        return Source(file=upload_of(file or content.attachments[0]))
    if not written:
        return _embedded(content.embeds)
    link = find_link(written)
    if link and len(_LINK.sub(" ", written).split()) <= _FEW_WORDS:
        return Source(link=link)
    return Source(text=content.content)


def find_link(text: str) -> str | None:
    """The first link in a text, without the Markdown and the punctuation around it."""
    found = _LINK.search(text)
    return _bare(found.group()) if found else None


def _bare(link: str) -> str:
    """A link without what stands after it, such as a full stop, or a bracket that it doesn't open."""
    while link.endswith(tuple(_AFTER)) or link.count(link[-1]) > link.count(_BRACKETS.get(link[-1], link[-1])):
        link = link[:-1]
    return link


def _embedded(embeds: Sequence[discord.Embed]) -> Source:
    """What an embed links to, else its words."""
    link = next((each.url for each in embeds if each.url), None)
    if link:
        return Source(link=link)
    texts = [
        text for each in embeds for text in (each.title, each.description, *(field.value for field in each.fields))
    ]
    if not any(texts):
        raise UserError("the message has nothing to read", "empty_message")
    return Source(text="\n\n".join(filter(None, texts)))
