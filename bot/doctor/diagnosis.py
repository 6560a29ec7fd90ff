"""Everything that is checked, in order."""

from collections.abc import Sequence
from pathlib import Path

from bot.adapters import resources
from bot.adapters.corpus_files import load_corpus
from bot.adapters.onnx.bundled import load_networks
from bot.bootstrap.answering import answerer
from bot.bootstrap.discord import translations
from bot.doctor.content import articles, languages
from bot.doctor.discord import discord
from bot.doctor.finding import Finding, fail
from bot.doctor.indexes import indexes
from bot.doctor.machine import machine, networks
from bot.doctor.storage import storage
from bot.domain.errors import UserError
from bot.frontends.discord.features import compute_fingerprint
from bot.settings import LANGUAGES, Settings


async def diagnose(corpus: Sequence[Path] = ()) -> list[Finding]:
    """Everything that can be seen from here; ``corpus`` goes before the settings' own."""
    try:
        settings = Settings.load()
    except UserError as error:
        return [*machine(), fail("settings", str(error), "mend that in the environment or in .env, and ask again")]
    present = await compute_fingerprint(translations(settings.language))
    found = await storage(settings.database)
    folders = corpus or settings.corpus or (resources.folder("corpus"),)
    return [
        *machine(),
        *networks(load_networks),
        *discord(settings, found.facts, present),
        *found.findings,
        *indexes(settings.index),
        *articles(lambda: load_corpus(folders), answerer),
        *languages(LANGUAGES, resources.templates),
    ]
