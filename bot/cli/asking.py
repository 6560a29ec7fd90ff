"""Commands that answer from the articles, and show them."""

import asyncio
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path

import click

from bot.adapters.corpus_files import Corpus, load_corpus
from bot.answering.publication import describe
from bot.bootstrap.answering import article_paths, composer, open_newsroom
from bot.cli.options import any_path, corpus_option, json_option
from bot.frontends.console.chat import converse, respond
from bot.frontends.console.show import Output
from bot.ingestion.document import IngestedArticle
from bot.newsroom import Newsroom
from bot.settings import Settings


def _command(function: Callable[..., None]) -> click.Command:
    """A command that is given a newsroom over the articles and the output to write to."""

    @click.command()
    @corpus_option
    @json_option
    @wraps(function)
    def run(corpus: tuple[Path, ...], *, as_json: bool, **given: str) -> None:
        settings = Settings.load()
        found = load_corpus(article_paths(settings, corpus))
        _show_skipped(found)
        function(open_newsroom(found.revisions), Output(partial(composer, settings), as_json=as_json), **given)

    return run


def _show_skipped(corpus: Corpus) -> None:
    for skipped in corpus.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)


def _check_words(_: click.Context, __: click.Parameter, text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise click.UsageError("there is no word in that question; ask, for example: when did Kerr hurt his calf?")
    return text


@_command
@click.argument("question", callback=_check_words)
def ask(newsroom: Newsroom, output: Output, question: str) -> None:
    """Answer one QUESTION with quotes."""
    asyncio.run(respond(newsroom, output, question))


@_command
def chat(newsroom: Newsroom, output: Output) -> None:
    """Hold a conversation; piped input is read line by line, one answer each."""
    converse(newsroom, output)


@_command
@click.argument("name", callback=_check_words)
def athlete(newsroom: Newsroom, output: Output, name: str) -> None:
    """Show what the articles have on the athlete called NAME."""
    output.answer(asyncio.run(newsroom.look_up(name)))


@_command
def athletes(newsroom: Newsroom, output: Output) -> None:
    """List everyone the articles know."""
    output.listing(["name"], ([name] for name in newsroom.names()))


@_command
def articles(newsroom: Newsroom, output: Output) -> None:
    """List the articles."""
    columns = ["id", "published", "outlet", "title"]
    described = map(describe, newsroom.articles())
    output.listing(columns, ([row[column] or "not given" for column in columns] for row in described))


@_command
@click.argument("article_id", metavar="ID")
def article(newsroom: Newsroom, output: Output, article_id: str) -> None:
    """Show the stored text of the article ID."""
    output.article(newsroom.library.bundled.article(article_id))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=any_path, metavar="PATH...")
@click.option("--explain", is_flag=True, help="Show every line that cleaning left out, and why.")
def ingest(paths: tuple[Path, ...], *, explain: bool) -> None:
    """Read the articles in PATH... and report what became of them."""
    corpus = _load_with_progress(paths)
    for read in corpus.articles:
        click.echo(_summarize(read))
        for line in read.dropped if explain else ():
            click.echo(f"  dropped line {line.number} ({line.reason}): {line.text.strip()}")
    _show_skipped(corpus)
    click.echo(f"{_count(len(corpus.articles), 'article')} read, {_count(len(corpus.skipped), 'file')} skipped")


def _load_with_progress(paths: tuple[Path, ...]) -> Corpus:
    if not sys.stderr.isatty():
        return load_corpus(paths)
    from rich.progress import Progress  # noqa: PLC0415  # loads only where somebody is looking

    with Progress(transient=True) as progress:
        task = progress.add_task("reading", total=None)
        return load_corpus(paths, lambda path: progress.update(task, advance=1, description=path.name))


def _summarize(read: IngestedArticle) -> str:
    revision = read.revision
    title = revision.byline.title or "untitled"
    kept = f"{len(revision.text)} characters kept, {len(read.dropped)} lines dropped"
    guess = f", read as {read.guessed_charset}, which is a guess" if read.guessed_charset else ""
    written, published = read.written_date, revision.byline.published
    if written and published is None:
        day = f", its date can't be read ({written[:40]})"
    else:
        day = f", {written} read as {published}, which is a guess" if read.guessed_date else ""
    return f"{revision.article_id}: {title} ({kept}{guess}{day})"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
