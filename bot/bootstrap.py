"""Composition root: the one place where the parts meet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

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
from bot.ports import ConversationStore
from bot.retrieval.passage_index import PassageIndex
from bot.settings import LANGUAGES, Settings

if TYPE_CHECKING:
    from bot.adapters.sqlite.stores import Stores
    from bot.frontends.discord.parts import Parts
    from bot.frontends.discord.phrasebook import Phrasebook

OPENING = ("when did Kerr hurt his calf?", "where did he finish?")
"""What has been asked already when the demo is opened, about the bundled articles."""


@dataclass(frozen=True, slots=True)
class Press:
    """A running newsroom with the corpus it was built from."""

    newsroom: Newsroom
    corpus: Corpus


def answerer(revisions: Sequence[Revision], fitted: Weights | None = None) -> Answerer:
    """An answerer over ``revisions`` with the project's own lexicon, and its own weights unless others are given."""
    lexicon = Lexicon.from_data(resources.lexicon_data())
    known = gazetteer(revisions, lexicon.not_people)
    return Answerer(revisions, PassageIndex(revisions), known, lexicon, fitted or weights(), resources.EnglishWords())


def weights() -> Weights:
    """The project's own weights."""
    return Weights.from_data(resources.weights_data())


def open_press(
    settings: Settings, corpus: Sequence[Path] = (), conversations: ConversationStore | None = None
) -> Press:
    """Reads the articles and starts a newsroom over them.

    ``corpus`` goes before the settings' own; with neither, the bundled articles answer. Without ``conversations`` they
    last as long as the process.

    Raises:
        UserError: when no article can be read.
    """
    loaded = load_corpus(corpus or settings.corpus or (resources.folder("corpus"),))
    revisions = [article.revision for article in loaded.articles]
    return Press(Newsroom(revisions, answerer(revisions), conversations or MemoryConversations()), loaded)


def discord_parts(settings: Settings, newsroom: Newsroom, stores: "Stores") -> "Parts":
    """What the Discord front-end is built from, over open stores."""
    from bot.frontends.discord import parts  # noqa: PLC0415  # only a bot on Discord needs it

    kept = parts.Stores(stores.postings, stores.deliveries, stores.members, stores.retention, stores.facts)
    options = parts.Options(
        message_content=settings.message_content,
        retention_days=settings.retention.days,
        log_messages=settings.log_messages,
    )
    return parts.Parts(newsroom, kept, phrasebook(settings.language), options)


@cache
def phrasebook(default: str, languages: frozenset[str] = LANGUAGES) -> "Phrasebook":
    """The bot's words on Discord in ``languages``; ``default`` is spoken where nobody's locale says otherwise."""
    from bot.frontends.discord.markup import DiscordMarkup  # noqa: PLC0415  # as above
    from bot.frontends.discord.phrasebook import Phrasebook  # noqa: PLC0415

    composers = {language: Composer(resources.templates(language), DiscordMarkup()).prepare() for language in languages}
    return Phrasebook(composers, default)


async def run_on_discord(settings: Settings, corpus: Sequence[Path] = ()) -> None:
    """Runs the bot on Discord until it is told to stop.

    Raises:
        UserError: when the token, the database or the corpus can't be used; the message says what to do.
    """
    from bot.adapters.clock import SystemClock  # noqa: PLC0415  # as above
    from bot.adapters.sqlite.stores import open_stores  # noqa: PLC0415
    from bot.frontends.discord.client import PressboxClient  # noqa: PLC0415
    from bot.frontends.discord.logs import begin_log  # noqa: PLC0415
    from bot.frontends.discord.running import serve  # noqa: PLC0415
    from bot.frontends.discord.token import checked  # noqa: PLC0415

    token = checked(settings.token)
    begin_log(token)
    async with open_stores(settings.database, SystemClock(), settings.retention) as stores:
        press = open_press(settings, corpus, stores.conversations)
        await serve(PressboxClient(discord_parts(settings, press.newsroom, stores)), token)


async def run_demo(settings: Settings, corpus: Sequence[Path], port: int, announce: Callable[[str], None]) -> None:
    """Shows the bot on a simulated Discord in the browser until it is told to stop; the database is a passing one.

    Raises:
        UserError: when the demo's packages are missing, or the port, the database or the corpus can't be used.
    """
    from bot.frontends.demo.extra import check_extra  # noqa: PLC0415  # as above

    check_extra()
    from bot.adapters.sqlite.stores import open_stores  # noqa: PLC0415
    from bot.frontends.demo.running import serve_demo  # noqa: PLC0415
    from bot.frontends.demo.world import PassingFacts, SimulatedClock  # noqa: PLC0415
    from bot.frontends.discord.client import PressboxClient  # noqa: PLC0415

    async with open_stores(settings.database, SimulatedClock(), settings.retention) as stores:
        press = open_press(settings, corpus, stores.conversations)
        made = discord_parts(settings, press.newsroom, stores)
        answered: set[int] = set()
        parts = replace(
            made,
            stores=replace(made.stores, facts=PassingFacts()),
            # Everybody on the simulated Discord has an American one, so a host's choice would never be heard.
            phrasebook=phrasebook(settings.language, frozenset({settings.language})),
            options=replace(made.options, message_content=True, answer_channels=lambda _: answered),
        )
        opening = () if corpus or settings.corpus else OPENING
        await serve_demo(PressboxClient(parts), answered, opening, port, announce)


def composer(settings: Settings, markup: Markup | None = None) -> Composer:
    """The composer of the settings' language."""
    return Composer(resources.templates(settings.language), markup)
