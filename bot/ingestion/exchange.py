"""Articles as files that carry everything: Markdown with front matter that comes back byte for byte.

An exported file begins with the line ``pressbox: '1'`` in its front matter. What stands below is the article's text as
it is, to be read without any cleaning.
"""

from datetime import date
from typing import Any

import yaml

from bot.domain.article import Byline, Revision
from bot.domain.errors import UnreadableDocumentError

_FORMAT = "1"
_OPENING = f"---\npressbox: '{_FORMAT}'\n"
_CLOSING = "\n---\n"


class _ExactDumper(yaml.SafeDumper):
    """Escapes what doesn't print, which plain YAML would read as a line's end."""


def _represent(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if value.isprintable() else '"')


_ExactDumper.add_representer(str, _represent)


def export(revision: Revision) -> str:
    """The file of an article; its id is the file's name."""
    byline = revision.byline
    values = {
        "pressbox": _FORMAT,
        "title": byline.title,
        "outlet": byline.outlet,
        "author": byline.author,
        "date": byline.published and byline.published.isoformat(),
        "url": byline.url,
        "sources": list(byline.sources),
        "athletes": list(revision.athletes),
        "categories": list(revision.categories),
        "tags": list(revision.tags),
    }
    known = {key: value for key, value in values.items() if value is not None and value != []}
    matter = yaml.dump(known, Dumper=_ExactDumper, allow_unicode=True, sort_keys=False, width=float("inf"))
    return f"---\n{matter}---\n{revision.text}"


def is_exported(text: str) -> bool:
    """Whether `export` wrote this."""
    return text.startswith(_OPENING)


def read_exported(name: str, article_id: str, text: str) -> Revision:
    """The article that `export` wrote into the file ``name``."""
    matter, closing, body = text.removeprefix("---\n").partition(_CLOSING)
    if not closing:
        raise UnreadableDocumentError(f"{name}: the front matter never ends: end it with a line ---")
    try:
        values = yaml.load(matter, Loader=yaml.BaseLoader)  # noqa: S506  # makes nothing but text, lists and dicts
        return _revision(article_id, body, values)
    except (ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise UnreadableDocumentError(f"{name}: the front matter is broken ({error}): export it again") from error


def _revision(article_id: str, text: str, values: dict[str, Any]) -> Revision:
    published = values.get("date")
    byline = Byline(
        title=values.get("title"),
        outlet=values.get("outlet"),
        author=values.get("author"),
        published=date.fromisoformat(published) if published else None,
        url=values.get("url"),
        sources=tuple(values.get("sources", ())),
    )
    athletes, categories, tags = (tuple(values.get(key, ())) for key in ("athletes", "categories", "tags"))
    return Revision(article_id, text, byline, athletes, categories, tags)
