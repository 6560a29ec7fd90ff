"""The articles that files were parsed into before, by their content: what hasn't changed needn't be cleaned again."""

import logging
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from bot import ingestion
from bot.adapters import documents, html_page
from bot.adapters.corpus_files import Corpus, load_corpus
from bot.adapters.documents import Kind, read_document
from bot.adapters.sql.records import record, record_text
from bot.domain import article
from bot.ingestion.document import IngestedArticle

_log = logging.getLogger(__name__)
NAME = "documents.sqlite3"
PROGRESS = 500
"""After how many files the log says how far reading has come."""
_NEEDED_BY_HTML = ("lxml", "trafilatura")


class ParsedDocuments:
    """Reads documents as `read_document` does, from a table where it has read the same before."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._used: set[bytes] = set()
        self._parsed = 0
        self._code = _hash_code()

    def read(self, source: str, article_id: str, content: bytes, kind: Kind) -> IngestedArticle:
        """As `read_document`."""
        key = blake2b(content, digest_size=16, key=self._code, person=kind.name.encode()).digest() + article_id.encode()
        self._used.add(key)
        kept = self._connection.execute("SELECT content FROM document WHERE key = ?", (key,)).fetchone()
        if kept:
            return record(IngestedArticle, zlib.decompress(kept[0]).decode())
        parsed = read_document(source, article_id, content, kind)
        self._parsed += 1
        if self._parsed % PROGRESS == 0:
            _log.info("reading articles", extra={"done": self._parsed})
        packed = zlib.compress(record_text(parsed).encode())
        self._connection.execute("INSERT INTO document VALUES (?, ?)", (key, packed))
        return parsed

    def delete_unused(self) -> None:
        """Deletes what was not asked for this time."""
        known = {key for (key,) in self._connection.execute("SELECT key FROM document")}
        unused = [(key,) for key in known - self._used]
        self._connection.executemany("DELETE FROM document WHERE key = ?", unused)


def load_corpus_once(paths: Sequence[Path], folder: Path) -> Corpus:
    """As `load_corpus`; what hasn't changed since is taken from ``folder``, and what has is kept there."""
    loaded = None
    try:
        with closing(sqlite3.connect(folder / NAME)) as connection, connection:
            connection.execute("CREATE TABLE IF NOT EXISTS document (key BLOB PRIMARY KEY, content BLOB) WITHOUT ROWID")
            parsed = ParsedDocuments(connection)
            loaded = load_corpus(paths, read=parsed.read)
            parsed.delete_unused()
    except (sqlite3.Error, zlib.error, ValueError) as error:
        _log.warning(
            "what was read of the articles can't be kept: the next start reads them again",
            extra={"file": str(folder / NAME), "reason": str(error)},
        )
        (folder / NAME).unlink(missing_ok=True)
    return loaded or load_corpus(paths)


def _hash_code() -> bytes:
    """A hash of the code that reads documents: another one makes another article of the same file."""
    files = sorted(Path(str(ingestion.__file__)).parent.glob("*.py"))
    files += [Path(str(module.__file__)) for module in (documents, html_page, article)]
    versions = [version(name).encode() for name in _NEEDED_BY_HTML]
    return blake2b(b"".join([*(path.read_bytes() for path in files), *versions]), digest_size=16).digest()
