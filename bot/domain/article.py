"""Articles as they stand at one moment: the words, and who answers for them."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Byline:
    """What a reader needs to trace a quote; ``None`` means the article honestly doesn't say."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DroppedLine:
    """A line that was left out: its number in the source counted from 1, its text without end, and why."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable version of an article.

    ``text`` is what quotes are sliced from; ``sha256`` is the hash of its UTF-8 bytes, so that a quote can
    prove that it still matches.
    """

    article_id: str
    text: str
    byline: Byline = Byline()
    athletes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    number: int = 1
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        # surrogatepass: a lone surrogate can come out of JSON, and hashing must not be what trips over it.
        digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)
