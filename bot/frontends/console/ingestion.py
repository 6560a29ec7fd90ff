"""Reports what became of files that were read."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.adapters.corpus_files import Corpus, load_corpus
from bot.ingestion.document import IngestedArticle


def report_ingestion(paths: Sequence[Path], *, explain: bool) -> None:
    """Reads the articles in ``paths`` behind a progress bar, then prints a line each.

    Raises:
        UserError: when a path doesn't exist or no article can be read.
    """
    corpus = _load(paths)
    for article in corpus.articles:
        click.echo(_summary(article))
        for line in article.dropped if explain else ():
            click.echo(f"  dropped line {line.number} ({line.reason}): {line.text.strip()}")
    for skipped in corpus.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)
    click.echo(f"{_counted(len(corpus.articles), 'article')} read, {_counted(len(corpus.skipped), 'file')} skipped")


def _load(paths: Sequence[Path]) -> Corpus:
    if not sys.stderr.isatty():
        return load_corpus(paths)
    from rich.progress import Progress  # noqa: PLC0415  # loads only where somebody is looking

    with Progress(transient=True) as progress:
        task = progress.add_task("reading", total=None)
        return load_corpus(paths, lambda path: progress.update(task, advance=1, description=path.name))


def _summary(article: IngestedArticle) -> str:
    revision = article.revision
    title = revision.byline.title or "untitled"
    guess = f", read as {article.guessed_charset}, which is a guess" if article.guessed_charset else ""
    kept = f"{len(revision.text)} characters kept, {len(article.dropped)} lines dropped"
    return f"{revision.article_id}: {title} ({kept}{guess}{_date_note(article)})"


def _date_note(article: IngestedArticle) -> str:
    written, published = article.written_date, article.revision.byline.published
    if written and published is None:
        return f", its date can't be read ({written[:40]})"
    return f", {written} read as {published}, which is a guess" if article.guessed_date else ""


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
