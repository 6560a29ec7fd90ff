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


def sources_of(message: discord.Message, can_read: Callable[[str], bool]) -> Sequence[Source]:
    """A message's files, else its links, else its text, else an embed; of a forwarded message, those of the original.

    Of several files it is those that ``can_read`` says can be read, by their names.
    """
    content: discord.Message | discord.MessageSnapshot = next(iter(message.message_snapshots), message)
    written = content.content.strip()
    files = [each for each in content.attachments if can_read(each.filename)]
    if files or (content.attachments and not written):
        return [Source(file=upload_of(each)) for each in files or content.attachments[:1]]
    if not written:
        return [_embedded(content.embeds)]
    links = find_links(written)
    if links and len(_LINK.sub(" ", written).split()) <= _FEW_WORDS:
        return [Source(link=link) for link in links]
    return [Source(text=content.content)]


def find_links(text: str) -> Sequence[str]:
    """The links in a text, each once, without the Markdown and the punctuation around them."""
    return [*dict.fromkeys(_bare(found) for found in _LINK.findall(text))]


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
