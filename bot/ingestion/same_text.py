"""Finds the article that a new one is a copy of: by its link, by its text, or nearly so by runs of three words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from courlan import normalize_url

from bot.domain.article import Revision
from bot.ingestion.wording import plain

NEAR = 0.25
"""The share of common runs of words from which a text counts as a copy.

Measured on the bundled articles: copies with every tenth word changed share 0.5, those cut to half 0.43 or more; two
different articles, the same athlete or race included, at most 0.06.
"""

_RUN = 3  # words
_READ = 20_000  # words; a copy shows in them, and a text of megabytes would take seconds
_CHARACTERS = 10 * _READ
_WORD = re.compile(r"\w+")
# What sites and newsletters add to a link to see where a reader comes from, besides what courlan knows.
_TRACKING = frozenset({"ito", "ocid", "cmp", "smid", "sr_share", "xtor", "taid", "spm"})
_TRACKING_PREFIXES = ("ns_", "at_", "mc_", "gaa_")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The article a text resembles, and the share of runs of three words they have in common, 1.0 for all."""

    article_id: str
    share: float


class KnownArticles:
    """The articles that exist, to compare a new one with; keep it, and tell it of changes."""

    def __init__(self, revisions: Iterable[Revision] = ()) -> None:
        self._revisions: dict[str, Revision] = {}
        self._links: dict[str, str | None] = {}
        self._runs: dict[str, frozenset[int]] = {}
        for revision in revisions:
            self.put(revision)

    def put(self, revision: Revision) -> None:
        """Take in an article, or its next revision."""
        self.remove(revision.article_id)
        self._revisions[revision.article_id] = revision
        self._links[revision.article_id] = link_key(revision.byline.url or "")

    def remove(self, article_id: str) -> None:
        """Forget an article; one that isn't known is no error."""
        self._revisions.pop(article_id, None)
        self._links.pop(article_id, None)
        self._runs.pop(article_id, None)

    def with_link(self, revision: Revision) -> str | None:
        """The id of another article with the same link."""
        key = link_key(revision.byline.url or "")
        same = (article_id for article_id, other in self._links.items() if other == key)
        return next((each for each in same if key and each != revision.article_id), None)

    def with_text(self, revision: Revision) -> str | None:
        """The id of another article with exactly the same text."""
        return next((o.article_id for o in self._others(revision) if o.sha256 == revision.sha256), None)

    def resembling(self, revision: Revision) -> Resemblance | None:
        """The other article whose text is nearest, if it is near enough to be a copy."""
        runs = runs_of(revision.text)
        shares = ((share(runs, self._runs_of(other)), other.article_id) for other in self._others(revision))
        most, article_id = max(shares, default=(0.0, ""))
        return Resemblance(article_id, most) if most >= NEAR else None

    def _runs_of(self, revision: Revision) -> frozenset[int]:
        if revision.article_id not in self._runs:
            self._runs[revision.article_id] = runs_of(revision.text)
        return self._runs[revision.article_id]

    def _others(self, revision: Revision) -> Iterable[Revision]:
        return (known for known in self._revisions.values() if known.article_id != revision.article_id)


def runs_of(text: str) -> frozenset[int]:
    """A text's runs of three words, or all its words where it has fewer; each as its hash, which takes less memory."""
    words = _WORD.findall(plain(text[:_CHARACTERS]))[:_READ]
    last = max(len(words) - _RUN, 0)
    return frozenset(hash(" ".join(words[i : i + _RUN])) for i in range(last + 1) if words)


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of runs in common, of all runs of either (Jaccard); 0 of none."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def link_key(link: str) -> str | None:
    """What links to one page have in common; ``None`` when it is no link.

    Scheme, port, ``www.``, fragment, tracking parameters, their order, and a slash at the end make no difference.
    """
    try:
        parts = urlsplit(normalize_url(link.strip(), strict=False))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    told = sorted(part for part in parts.query.split("&") if part and not _is_tracking(part))
    return f"{host.removeprefix('www.')}{parts.path.rstrip('/')}{'?' if told else ''}{'&'.join(told)}"


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
