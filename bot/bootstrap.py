"""Composition root: the one place where the parts meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.adapters import resources
from bot.adapters.corpus_files import Corpus, load_corpus
from bot.adapters.memory import MemoryConversations
from bot.answering.answerer import Answerer
from bot.answering.athletes import gazetteer
from bot.answering.composer import Composer, Markup
from bot.answering.lexicon import Lexicon
from bot.answering.weights import Weights
from bot.domain.article import Revision
from bot.newsroom import Newsroom
from bot.retrieval.passage_index import PassageIndex
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Press:
    """A running newsroom with the corpus it was built from."""

    newsroom: Newsroom
    corpus: Corpus


def answerer(
    revisions: Sequence[Revision], fitted: Weights | None = None, index: PassageIndex | None = None
) -> Answerer:
    """An answerer over ``revisions`` with the project's own lexicon, and its own weights unless others are given.

    ``index``: that of the revisions, where there is one already.
    """
    lexicon = Lexicon.from_data(resources.lexicon_data())
    known = gazetteer(revisions, lexicon.not_people)
    index = PassageIndex(revisions) if index is None else index
    return Answerer(revisions, index, known, lexicon, fitted or weights(), resources.EnglishWords())


def weights() -> Weights:
    """The project's own weights."""
    return Weights.from_data(resources.weights_data())


def open_press(settings: Settings, corpus: Sequence[Path] = ()) -> Press:
    """Reads the articles and starts a newsroom over them.

    ``corpus`` goes before the settings' own; with neither, the bundled articles answer.

    Raises:
        UserError: when no article can be read.
    """
    loaded = load_corpus(corpus or settings.corpus or (resources.folder("corpus"),))
    revisions = [article.revision for article in loaded.articles]
    return Press(Newsroom(revisions, answerer(revisions), MemoryConversations()), loaded)


def composer(settings: Settings, markup: Markup | None = None) -> Composer:
    """The composer of the settings' language."""
    return Composer(resources.templates(settings.language), markup)
