"""The application service: one turn at a time, whoever asks."""

import asyncio

from bot.answering.answerer import has_words
from bot.domain.answer import Answer
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.library import Library, Shelf
from bot.ports import ConversationStore


class Newsroom:
    """Answers questions in conversations, each from the articles of the server it is held in."""

    def __init__(self, library: Library, conversations: ConversationStore) -> None:
        self.library = library
        self._conversations = conversations

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """The articles that answer everywhere."""
        return self.library.bundled.revisions

    @property
    def athletes(self) -> tuple[str, ...]:
        """Full names of everyone those articles know, by surname."""
        return self.library.bundled.athletes

    async def shelf(self, server_id: int | None) -> Shelf:
        """The articles that answer in a server, or outside of any."""
        return await self.library.shelf(server_id)

    async def ask(self, key: ConversationKey, text: str) -> Answer:
        """The answer to ``text`` as the conversation's next turn, which is remembered with what it quoted."""
        shelf = await self.library.shelf(key.server_id)
        conversation = await self._conversations.load(key)
        # Searching takes the processor; other members are served meanwhile.
        answer = await asyncio.to_thread(shelf.answerer.answer, text, conversation)
        # A message without a word changes no subject.
        if has_words(text):
            await self._conversations.append(key, Turn.of(answer))
        return answer

    def profile(self, name: str) -> Answer:
        """What the articles that answer everywhere have on the athlete called ``name``."""
        return self.library.bundled.answerer.profile_of(name)

    async def look_up(self, name: str, *, server_id: int | None = None) -> Answer:
        """The same, for one server."""
        shelf = await self.library.shelf(server_id)
        return await asyncio.to_thread(shelf.answerer.profile_of, name)

    def names(self, *, server_id: int | None = None) -> tuple[str, ...]:
        """Full names of everyone a server's articles know, as far as they have been read already."""
        return self.library.ready(server_id).athletes

    def articles(self, *, server_id: int | None = None) -> tuple[Revision, ...]:
        """The articles that answer in a server, as far as they have been read already."""
        return self.library.ready(server_id).revisions

    def article(self, article_id: str) -> Revision:
        """The article with this id, of those that answer everywhere.

        Raises:
            UnknownArticleError: when there is none; the message says how to list them.
        """
        return self.library.bundled.article(article_id)
