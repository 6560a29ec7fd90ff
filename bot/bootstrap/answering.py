"""What answers from articles that are at hand, without a database."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.adapters import resources
from bot.adapters.memory import MemoryConversations
from bot.adapters.onnx.bundled import pair_reader, shared_encoder
from bot.answering.answerer import Answerer
from bot.answering.composer import Composer, Markup
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import gazetteer
from bot.answering.names.people import People
from bot.answering.ranking.weights import Weights
from bot.domain.article import Revision
from bot.library import Library
from bot.newsroom import Newsroom
from bot.ports.answering import PairReader, SentenceEncoder
from bot.retrieval.passage_index import PassageIndex
from bot.settings import Settings


def answerer(
    revisions: Sequence[Revision],
    index: PassageIndex | None = None,
    *,
    fitted: Weights | None = None,
    vectors: SentenceEncoder | None = None,
    reader: PairReader | None = None,
) -> Answerer:
    """An answerer over ``revisions`` with the project's own lexicon, and its own weights unless others are given.

    ``index``: that of the revisions, where there is one already; ``vectors``: an encoder that keeps what it makes, by
    default one that all answerers of this process share; ``reader``: another one than the project's own.
    """
    lexicon = _lexicon()
    if index is None:
        index = PassageIndex(revisions)
    people = _people()
    known = gazetteer(revisions, index.statistics, people)
    return Answerer(
        revisions,
        index,
        known,
        people,
        lexicon,
        fitted or weights(),
        vectors or shared_encoder(),
        reader or pair_reader(),
        resources.EnglishWords(),
    )


@cache
def _lexicon() -> Lexicon:
    return Lexicon.from_data(resources.lexicon_data())


@cache
def _people() -> People:
    """Shared, so that what was looked at before one article came isn't looked at again."""
    return People(resources.name_model(), _lexicon().names)


@cache
def weights() -> Weights:
    """The project's own weights."""
    return Weights.from_data(resources.weights_data())


def article_paths(settings: Settings, corpus: Sequence[Path] = ()) -> Sequence[Path]:
    """Where the articles are: ``corpus`` goes before the settings' own; with neither, the bundled ones are meant."""
    return corpus or settings.corpus or (resources.folder("corpus"),)


def open_newsroom(revisions: Sequence[Revision]) -> Newsroom:
    """A newsroom over some articles, which remembers its conversations until the process ends."""
    return Newsroom(Library(revisions, answerer), MemoryConversations())


def composer(settings: Settings, markup: Markup | None = None) -> Composer:
    """The composer of the settings' language."""
    return Composer(resources.templates(settings.language), markup)
