"""What somebody gave to make an article of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.adapters.documents import ARTICLE_SUFFIXES
from bot.domain.errors import UserError

_LINK = re.compile(r"https?://[^\s<>]+")
_FEW_WORDS = 20
"""A message of no more words beside a link is about the link's page."""


@dataclass(frozen=True, slots=True)
class Source:
    """A link, a text or a file; with a text or a file, the link only says where that stands."""

    link: str = ""
    text: str = ""
    file: discord.Attachment | None = None

    @property
    def typed(self) -> Mapping[str, str]:
        """What can be put into the form again; a file can't."""
        return {"link": self.link, "text": self.text}

    @property
    def is_fetched(self) -> bool:
        """Whether the page behind the link is to be read."""
        return bool(self.link.strip()) and not self.text.strip() and self.file is None

    @classmethod
    def of_message(cls, message: discord.Message) -> "Source":
        """A message's file, else its link, else its text; of a forwarded message, those of the original.

        Raises:
            UserError: when it has none of them.
        """
        content: discord.Message | discord.MessageSnapshot = next(iter(message.message_snapshots), message)
        file = next((each for each in content.attachments if _is_article(each)), None)
        if file or (content.attachments and not content.content.strip()):
            return cls(file=file or content.attachments[0])
        link = _LINK.search(content.content)
        if link and len(_LINK.sub(" ", content.content).split()) <= _FEW_WORDS:
            return cls(link=link.group())
        if not content.content.strip():
            raise UserError("the message has nothing to read", "empty_message")
        return cls(text=content.content)


def _is_article(file: discord.Attachment) -> bool:
    return file.filename.lower().endswith(tuple(ARTICLE_SUFFIXES))
