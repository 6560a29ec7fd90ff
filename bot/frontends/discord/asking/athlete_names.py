"""Suggests athletes while a name is being typed, and understands a part of a name."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from discord import app_commands
from rapidfuzz import process, utils
from rapidfuzz.distance import OSA

from bot.frontends.discord.interactions.context import Interaction
from bot.frontends.discord.logs import log_error
from bot.newsroom import Newsroom
from bot.text.normalize import fold_lower, plain_letters

MOST_CHOICES = 25
LONGEST_CHOICE = 100
_ALIKE = 60.0
"""How alike, of 100, a name has to be to what was typed."""
_TELLING = 3
"""With how many letters the beginning of a name tells whose it is."""


def find_alike(typed: str, names: Sequence[str], most: int = MOST_CHOICES) -> list[str]:
    """The names most like what was typed, best first; all in order where nothing was typed yet.

    Accents, capitals and slips don't matter, and any part of the name will do.
    """
    names = [name for name in names if len(name) <= LONGEST_CHOICE]
    if not typed.strip():
        return names[:most]
    plain = [_plain(name) for name in names]
    found = process.extract(_plain(typed)[:LONGEST_CHOICE], plain, scorer=_score, limit=most, score_cutoff=_ALIKE)
    return [names[index] for _, _, index in found]


def find_most_named(newsroom: Newsroom, server_id: int | None) -> tuple[str, ...]:
    """Everyone a server's articles know, most written about first; who isn't listed by any, as coaches, last."""
    named = Counter(name for revision in newsroom.articles(server_id=server_id) for name in revision.athletes)
    return tuple(sorted(newsroom.names(server_id=server_id), key=lambda name: -named[name]))


def find_only(typed: str, names: Sequence[str]) -> str | None:
    """The one name with words that begin as those typed; ``None`` where there is none, or more than one."""
    parts = _plain(typed).split()
    if not parts or min(map(len, parts)) < _TELLING:
        return None
    found = [name for name in names if all(any(word.startswith(part) for word in _words(name)) for part in parts)]
    return found[0] if len(found) == 1 else None


def _words(name: str) -> list[str]:
    return _plain(name).split()


def _score(typed: str, name: str, **_: object) -> float:
    """The likeness of what was typed to the beginning of the name or of any of its words, 0 to 100."""
    words = name.split()
    rests = [" ".join(words[start:]) for start in range(len(words))]
    likeness = (OSA.normalized_similarity(typed, rest[: len(typed)]) for rest in [*rests, *words])
    return 100 * max(likeness, default=0.0)


def _plain(name: str) -> str:
    return utils.default_process(plain_letters(fold_lower(name)))


async def suggest_athletes(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Athletes for an option that takes one, from what the server's articles know; none where that fails."""
    try:
        server_id = interaction.guild_id or interaction.client.shared_servers.latest(interaction.user.id)
        names = find_most_named(interaction.client.services.newsroom, server_id)
        found = await asyncio.to_thread(find_alike, typed, names)
    except Exception as error:  # noqa: BLE001  # no suggestion is better than none in time
        log_error(error, "suggesting athletes")
        return []
    return [app_commands.Choice(name=name, value=name) for name in found]
