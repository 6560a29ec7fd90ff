"""A folder of exported articles, one Markdown file each, named after the article's id."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.adapters.corpus_files import SkippedFile, load_corpus
from bot.domain.article import Revision
from bot.domain.errors import EmptyCorpusError, UnreadableDocumentError, UserError
from bot.ingestion.document import IngestedArticle
from bot.ingestion.exchange import export, is_exported, read_exported


def write_articles(revisions: Sequence[Revision], folder: Path, *, force: bool = False) -> None:
    """Write each article into ``folder``, which is made when there is none, and must be empty if not ``force``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not force and any(folder.iterdir()):
            raise UserError(f"{folder} isn't empty: name another folder, or overwrite its files with --force")
        for revision in revisions:
            (folder / f"{revision.article_id}.md").write_bytes(export(revision).encode("utf-8"))
    except OSError as error:
        raise UserError(f"{folder} can't be written ({error.strerror}): name another folder") from error


def read_articles(folder: Path) -> Iterator[tuple[str | None, IngestedArticle] | SkippedFile]:
    """Every article in ``folder``: exported ones exactly and with their id, others cleaned as always and without."""
    if not folder.is_dir():
        raise UserError(f"{folder} is no folder: name the one the articles were exported to")
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield from _read(path)


def _read(path: Path) -> Iterator[tuple[str | None, IngestedArticle] | SkippedFile]:
    try:
        exported = _exported_text(path)
        if exported is not None:
            yield path.stem, IngestedArticle(read_exported(path.name, path.stem, exported), exported, ())
            return
        corpus = load_corpus([path])
        yield from ((None, article) for article in corpus.articles)
    except OSError as error:
        yield SkippedFile(path, f"{path.name}: it can't be read ({error.strerror}): allow reading it")
    except (UnreadableDocumentError, EmptyCorpusError) as error:
        yield SkippedFile(path, str(error))


def _exported_text(path: Path) -> str | None:
    """The file's text if it was exported; anything else is for the corpus's reader, which knows more encodings."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if is_exported(text) else None
