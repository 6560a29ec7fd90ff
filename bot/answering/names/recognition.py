"""Which athletes an article names, as far as can be told before it is published."""

from collections.abc import Collection, Mapping, Sequence

from bot.answering.names.gazetteer import Gazetteer
from bot.answering.names.name_forms import forms_of
from bot.answering.names.people import People
from bot.domain.article import Revision
from bot.text.normalize import fold_lower

_READ = 100_000  # characters; nobody looks at more names


def athletes_named(revision: Revision, known: Gazetteer, people: People) -> tuple[str, ...]:
    """Full names: those its front matter lists, then those ``known`` already, then others it treats as people.

    A shared surname alone names nobody. Where somebody else has a known one's surname or first name, that name alone
    means who stands there in full: "Anna" isn't Anna Hall beside Anna Gryc.
    """
    text = revision.text[:_READ]
    new = {name for name in people.named([text]) if not _is_known(name, known)}
    taken = {word for name in new for word in fold_lower(name).split()}
    mentions = [each for each in known.mentions_in_article(text) if len(each.athletes) == 1]
    mentioned = [each.athletes[0] for each in mentions if fold_lower(text[each.start : each.end]) not in taken]
    return tuple(dict.fromkeys([*revision.athletes, *mentioned, *sorted(new)]))


def _is_known(name: str, known: Gazetteer) -> bool:
    """Whether a full name as a whole is one of the known."""
    return any((mention.start, mention.end) == (0, len(name)) for mention in known.mentions(name))


def awaited_in(revision: Revision, named: Sequence[str], awaited: Collection[str]) -> Mapping[str, str]:
    """Those of some full names that an article has, in whatever spelling, each with the name it goes by there.

    That is one of the ``named``, the full names of those that the article is known to name, or else the name itself. As
    nobody knows them yet, only all of a name means somebody.
    """
    text = revision.text[:_READ]
    by_key = {forms_of(name).key: name for name in named}
    mentions = Gazetteer(awaited, in_full=awaited).mentions_in_article(text) if awaited else ()
    in_full = {forms_of(text[mention.start : mention.end]).key for mention in mentions}
    keys = {name: forms_of(name).key for name in awaited}
    return {name: by_key.get(key, name) for name, key in keys.items() if key in by_key or key in in_full}
