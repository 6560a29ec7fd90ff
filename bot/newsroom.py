"""The application service: one turn at a time, whoever asks."""

from collections.abc import Sequence

from bot.answering.answerer import Answerer, has_words
from bot.domain.answer import Answer
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.errors import UnknownArticleError
from bot.ports import ConversationStore


class Newsroom:
    """Answers questions in conversations, and knows the articles it answers from."""

    def __init__(self, revisions: Sequence[Revision], answerer: Answerer, conversations: ConversationStore) -> None:
        self.revisions = tuple(revisions)
        self._answerer = answerer
        self._conversations = conversations

    @property
    def athletes(self) -> tuple[str, ...]:
        """Full names of everyone the articles know, by surname."""
        return self._answerer.athletes

    async def ask(self, key: ConversationKey, text: str) -> Answer:
        """The answer to ``text`` as the conversation's next turn, which is remembered with what it quoted."""
        conversation = await self._conversations.load(key)
        answer = self._answerer.answer(text, conversation)
        # A message without a word changes no subject.
        if has_words(text):
            await self._conversations.append(key, Turn.of(answer))
        return answer

    def profile(self, name: str) -> Answer:
        """What the articles have on the athlete called ``name``."""
        return self._answerer.profile_of(name)

    def article(self, article_id: str) -> Revision:
        """The article with this id.

        Raises:
            UnknownArticleError: when there is none; the message says how to list them.
        """
        found = next((revision for revision in self.revisions if revision.article_id == article_id), None)
        if found is None:
            raise UnknownArticleError(f"no article has the id {article_id!r}; `pressbox articles` lists them")
        return found
