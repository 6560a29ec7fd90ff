"""Which athletes an article names, as far as can be told before it is published."""

from bot.answering.names.gazetteer import Gazetteer
from bot.answering.names.people import People
from bot.domain.article import Revision

_READ = 100_000  # characters; nobody looks at more names


def athletes_named(revision: Revision, known: Gazetteer, people: People) -> tuple[str, ...]:
    """Full names: those its front matter lists, then those ``known`` already, then others it treats as people.

    A shared surname alone names nobody.
    """
    text = revision.text[:_READ]
    mentioned = [mention.athletes[0] for mention in known.mentions_in_article(text) if len(mention.athletes) == 1]
    new = sorted(name for name in people.named([text]) if not known.mentions(name))
    return tuple(dict.fromkeys([*revision.athletes, *mentioned, *new]))
