"""A question in the articles' own spelling: names as the gazetteer has them, short forms spelled out, slips mended."""

import re
from collections.abc import Container

from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.ports.answering import Retriever
from bot.text.analyzer import word_term
from bot.text.normalize import fold_lower
from bot.text.short_forms import SHORT_FORMS
from bot.text.spelling import Spelling
from bot.text.stopwords import STOPWORDS

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class QueryRewriter:
    """Rewrites questions.

    Args:
        gazetteer: whose names are put right.
        lexicon: short forms and related words.
        retriever: whose words are the model for misspelt ones.
        english: words that are spelled right even where no article has them.
    """

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, retriever: Retriever, english: Container[str]) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._retriever = retriever
        self._english = english
        self._spelling = Spelling(retriever)

    def __contains__(self, word: object) -> bool:
        """Whether the articles use a word, so that it is no typing error."""
        return isinstance(word, str) and word_term(word.removesuffix("'s")) in self._retriever

    def rewrite(self, text: str, athletes: tuple[str, ...]) -> str:
        """The question in folded lower case, for matching only."""
        for mention in reversed(self._gazetteer.mentions(text, self)):
            named = next((name for name in mention.athletes if name in athletes), None)
            if named and not self._gazetteer.mentions(text[mention.start : mention.end]):
                text = text[: mention.start] + named.split()[-1] + text[mention.end :]
        return _WORD.sub(lambda match: self._word(match.group()), fold_lower(text))

    def _word(self, word: str) -> str:
        spelled_out = self._lexicon.shorthand.get(word) or SHORT_FORMS.get(word)
        if spelled_out or word in STOPWORDS or word in self:
            return spelled_out or word
        if self._lexicon.knows(word_term(word)) or word in self._english:
            return word
        return self._spelling.correct(word)
