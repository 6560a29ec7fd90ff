"""Finds the article that a text is a copy of, exactly or nearly, by MinHash over runs of three words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.article import Revision
from bot.ingestion.same_link import link_key
from bot.ingestion.wording import plain

if TYPE_CHECKING:
    from datasketch import MinHash

NEAR = 0.25
"""The share of common runs of words from which a text counts as a copy.

Measured on the bundled articles: copies with every tenth word changed share 0.5, those cut to half 0.43 or more; two
different articles, the same athlete or race included, at most 0.06.
"""

_RUN = 3  # words
_READ = 20_000  # words; a copy shows in them, and a text of megabytes would take seconds
_CHARACTERS = 10 * _READ
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The article a text resembles, and the share of runs of three words they have in common, 1.0 for all."""

    article_id: str
    share: float


class Fingerprint:
    """What is compared of a text; made once for each revision, in some milliseconds."""

    def __init__(self, text: str) -> None:
        self._words = _WORD.findall(plain(text[:_CHARACTERS]))[:_READ]

    @cached_property
    def runs(self) -> frozenset[str]:
        """The text's runs of three words, or all its words where it has fewer."""
        last = max(len(self._words) - _RUN, 0)
        return frozenset(" ".join(self._words[i : i + _RUN]) for i in range(last + 1) if self._words)

    @cached_property
    def sketch(self) -> "MinHash":
        """The MinHash of the runs."""
        # Imported here because it takes half a second to load, for the sake of moderators alone.
        from datasketch import MinHash  # noqa: PLC0415

        sketch = MinHash()
        sketch.update_batch(run.encode("utf-8", "surrogatepass") for run in self.runs)
        return sketch

    def share(self, other: "Fingerprint") -> float:
        """The estimated share of runs in common, of all runs of either (Jaccard)."""
        return self.sketch.jaccard(other.sketch) if self.runs and other.runs else 0.0


class KnownArticles:
    """The articles that exist, to compare a new one with; keep it, and tell it of changes."""

    def __init__(self, revisions: Iterable[Revision] = ()) -> None:
        self._revisions: dict[str, Revision] = {}
        self._fingerprints: dict[str, Fingerprint] = {}
        for revision in revisions:
            self.put(revision)

    def put(self, revision: Revision) -> None:
        """Take in an article, or its next revision."""
        self._revisions[revision.article_id] = revision
        self._fingerprints[revision.article_id] = Fingerprint(revision.text)

    def remove(self, article_id: str) -> None:
        """Forget an article; one that isn't known is no error."""
        self._revisions.pop(article_id, None)
        self._fingerprints.pop(article_id, None)

    def with_link(self, revision: Revision) -> str | None:
        """The id of another article with the same link."""
        key = link_key(revision.byline.url or "")
        others = (other for other in self._others(revision) if other.byline.url)
        return next((o.article_id for o in others if key and link_key(o.byline.url or "") == key), None)

    def with_text(self, revision: Revision) -> str | None:
        """The id of another article with exactly the same text."""
        return next((o.article_id for o in self._others(revision) if o.sha256 == revision.sha256), None)

    def resembling(self, revision: Revision) -> Resemblance | None:
        """The other article whose text is nearest, if it is near enough to be a copy."""
        mine = Fingerprint(revision.text)
        shares = ((mine.share(self._fingerprints[o.article_id]), o.article_id) for o in self._others(revision))
        share, article_id = max(shares, default=(0.0, ""))
        return Resemblance(article_id, share) if share >= NEAR else None

    def _others(self, revision: Revision) -> Iterable[Revision]:
        return (known for known in self._revisions.values() if known.article_id != revision.article_id)
