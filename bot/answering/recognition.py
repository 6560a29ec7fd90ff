"""Which athletes an article names, as far as can be told before it is published."""

from bot.answering.athletes import Gazetteer
from bot.answering.people import people
from bot.domain.article import Revision

_READ = 100_000  # characters; nobody looks at more names


def athletes_named(revision: Revision, known: Gazetteer, not_people: frozenset[str]) -> tuple[str, ...]:
    """Full names: those its front matter lists, then those ``known`` already, then others it treats as people.

    A shared surname alone names nobody.
    """
    text = revision.text[:_READ]
    mentioned = [mention.athletes[0] for mention in known.mentions(text) if len(mention.athletes) == 1]
    return tuple(dict.fromkeys([*revision.athletes, *mentioned, *sorted(people([text], not_people))]))
