"""Loads articles from files and folders; what can't be read is skipped with a reason, and the others load."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from bot.adapters.documents import ARTICLE_SUFFIXES, MAX_BYTES, Kind, kind_of, read_document
from bot.domain.article import Revision
from bot.domain.errors import EmptyCorpusError, UnreadableDocumentError, UserError
from bot.ingestion.document import IngestedArticle

Read = Callable[[str, str, bytes, Kind], IngestedArticle]
"""Makes an article: of a name for messages, the article's id, what the file holds, and how that is written."""

_NOT_IN_ID = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that gave no article, and why, with what to do about it."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles that were read, in the order of their files, and the files that were skipped."""

    articles: tuple[IngestedArticle, ...]
    skipped: tuple[SkippedFile, ...]

    @property
    def revisions(self) -> list[Revision]:
        """The articles as they are answered from."""
        return [article.revision for article in self.articles]


def load_corpus(
    paths: Sequence[Path], progress: Callable[[Path], None] | None = None, read: Read = read_document
) -> Corpus:
    """Read every article in ``paths``; ``progress`` is told each file before it is read.

    ``read`` makes the articles.

    Raises:
        UserError: when a path doesn't exist.
        EmptyCorpusError: when not one article could be read; the message lists the reasons.
    """
    found = _find_files(paths)
    articles: list[IngestedArticle] = []
    skipped = [each for each in found if isinstance(each, SkippedFile)]
    ids: set[str] = set()
    for path in found:
        if isinstance(path, SkippedFile):
            continue
        if progress:
            progress(path)
        # A file takes its id even when it is skipped, so that repairing it doesn't rename another article.
        article_id = _free_id(path, ids)
        try:
            articles.append(read(path.name, article_id, _content(path), kind_of(path.name)))
        except UnreadableDocumentError as error:
            skipped.append(SkippedFile(path, str(error)))
    if not articles:
        raise EmptyCorpusError(_explain(paths, skipped))
    return Corpus(tuple(articles), tuple(skipped))


def _free_id(path: Path, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    slug = _NOT_IN_ID.sub("-", plain).strip("-") or "article"
    article_id, number = slug, 1
    while article_id in taken:
        number += 1
        article_id = f"{slug}-{number}"
    taken.add(article_id)
    return article_id


def _explain(paths: Sequence[Path], skipped: Sequence[SkippedFile]) -> str:
    places = ", ".join(map(str, paths)) or "no path at all"
    if not skipped:
        return f"there is no article in {places}: add .md, .txt or .html files"
    reasons = "\n".join(f"  {file.reason}" for file in skipped)
    return f"not one article could be read from {places}:\n{reasons}"


def _find_files(paths: Sequence[Path]) -> list[Path | SkippedFile]:
    """The files in the order to read them, and those that can't be followed."""
    for path in paths:
        if not os.path.lexists(path):
            raise UserError(f"{path} doesn't exist: check the spelling of the path")
    seen: set[Path] = set()
    return [found for path in paths for found in _walk(path, seen)]


def _walk(path: Path, seen: set[Path]) -> Iterator[Path | SkippedFile]:
    """The files at ``path``; ``seen`` holds every real path met."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        # RuntimeError is how Python before 3.13 reports a link that leads back to itself.
        yield SkippedFile(path, f"{path.name}: this link leads nowhere or back to itself: remove it")
        return
    if real in seen:
        # Files met twice are simply read once; a link up into its own folder is worth telling.
        if path.is_symlink() and path.parent.resolve().is_relative_to(real):
            yield SkippedFile(path, f"{path.name}: this link leads back into its own folder: remove it")
        return
    seen.add(real)
    try:
        children = sorted(path.iterdir()) if path.is_dir() else None
    except OSError as error:
        yield SkippedFile(path, f"{path.name}: the folder can't be opened ({error.strerror}): allow reading it")
        return
    if children is None:
        yield path
    for child in filter(_is_wanted, children or ()):
        yield from _walk(child, seen)


def _is_wanted(child: Path) -> bool:
    if child.name.startswith(".") or child.name.lower() == "readme.md":
        return False
    # A link that leads nowhere is no folder; its name alone decides whether it was meant as an article.
    return child.suffix.lower() in ARTICLE_SUFFIXES or os.path.isdir(child)  # noqa: PTH112  # Path.is_dir raises where a folder is closed


def _content(path: Path) -> bytes:
    name = path.name
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise UnreadableDocumentError(f"{name}: this is no ordinary file: give a text file")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1024 / 1024:.1f} MiB"
            limit = f"{MAX_BYTES // 1024 // 1024} MiB"
            raise UnreadableDocumentError(f"{name}: the file has {size}, the limit is {limit}: split it")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(f"{name}: it can't be read ({error.strerror}): allow reading it") from error
