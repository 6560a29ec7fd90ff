"""The commands. Each reads its arguments, calls the newsroom, and shows what comes back."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from bot import keeping
from bot.adapters import resources
from bot.adapters.onnx.bundled import pair_reader
from bot.answering.answerer import Answerer
from bot.answering.publication import describe
from bot.answering.ranking.weights import Weights
from bot.bootstrap import Press, answerer, composer, open_press, weights
from bot.domain.article import Revision
from bot.domain.errors import UnknownArticleError, UserError
from bot.frontends.console.chat import converse, respond
from bot.frontends.console.ingestion import report_ingestion
from bot.frontends.console.show import Output
from bot.settings import Settings

_corpus = click.option(
    "--corpus",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder or file of articles, instead of the bundled ones. Can be given several times.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per answer.")


class Explained(click.Group):
    """Shows this project's own errors as one plain message: status 2 for a wrong call, 1 for an unusable corpus."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except UnknownArticleError as error:
            raise click.UsageError(str(error)) from error
        except UserError as error:
            raise click.ClickException(str(error)) from error


def _version() -> str:
    try:
        return version("pressbox")
    except PackageNotFoundError:
        return "(not installed; run from a checkout)"


@click.group(cls=Explained, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="pressbox")
def main() -> None:
    """Answers questions about athletes in the sources' own words."""


for command in keeping.COMMANDS:
    main.add_command(command)


def _open(corpus: tuple[Path, ...], *, as_json: bool) -> tuple[Press, Output]:
    settings = Settings.load()
    press = open_press(settings, corpus)
    for skipped in press.corpus.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)
    return press, Output(partial(composer, settings), as_json=as_json)


@main.command()
@click.argument("question")
@_corpus
@_json
def ask(question: str, corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """Answer one QUESTION with quotes."""
    _worded(question)
    press, output = _open(corpus, as_json=as_json)
    asyncio.run(respond(press.newsroom, output, question))


@main.command()
@_corpus
@_json
def chat(corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """Hold a conversation; piped input is read line by line, one answer each."""
    press, output = _open(corpus, as_json=as_json)
    converse(press.newsroom, output)


@main.command()
@click.argument("name")
@_corpus
@_json
def athlete(name: str, corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """Show what the articles have on the athlete called NAME."""
    _worded(name)
    press, output = _open(corpus, as_json=as_json)
    output.answer(press.newsroom.profile(name))


@main.command()
@_corpus
@_json
def athletes(corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """List everyone the articles know."""
    press, output = _open(corpus, as_json=as_json)
    output.listing(["name"], ([name] for name in press.newsroom.athletes))


@main.command()
@_corpus
@_json
def articles(corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """List the articles."""
    press, output = _open(corpus, as_json=as_json)
    columns = ["id", "published", "outlet", "title"]
    described = (describe(revision) for revision in press.newsroom.revisions)
    output.listing(columns, ([row[column] or "not given" for column in columns] for row in described))


@main.command()
@click.argument("article_id", metavar="ID")
@_corpus
@_json
def article(article_id: str, corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """Show the stored text of the article ID."""
    press, output = _open(corpus, as_json=as_json)
    output.article(press.newsroom.article(article_id))


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--explain", is_flag=True, help="Show every line that cleaning left out, and why.")
def ingest(paths: tuple[Path, ...], *, explain: bool) -> None:
    """Read the articles in PATH... and report what became of them."""
    report_ingestion(paths, explain=explain)


@main.command("run")
@_corpus
def run_bot(corpus: tuple[Path, ...]) -> None:
    """Run the bot on Discord until it is interrupted."""
    from bot.bootstrap import run_on_discord  # noqa: PLC0415  # only this command needs it

    asyncio.run(run_on_discord(Settings.load(), corpus))


@main.command()
@_corpus
@click.option("--database", type=click.Path(path_type=Path), metavar="FILE", help="Keep what is said, in FILE.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port of the page; by default any free one.")
def demo(corpus: tuple[Path, ...], database: Path | None, port: int) -> None:
    """Try the bot in the browser: no token, no network, on this machine only."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415  # only this command needs it

    from bot.bootstrap import run_demo  # noqa: PLC0415

    with TemporaryDirectory(prefix="pressbox-demo-") as folder:
        settings = replace(Settings.load(), database=database or Path(folder) / "demo.sqlite3")
        asyncio.run(run_demo(settings, corpus, port, _announce))


def _announce(address: str) -> None:
    click.echo(f"The demo is at {address} (Ctrl-C ends it)")


@main.command()
@_corpus
@_json
def doctor(corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """Check whether the bot can run as it is set up, and say what to do."""
    from bot.doctor.examination import examine  # noqa: PLC0415  # only this command needs it
    from bot.doctor.report import show  # noqa: PLC0415

    findings = asyncio.run(examine(corpus))
    show(findings, as_json=as_json)
    sys.exit(any(finding.level == "fail" for finding in findings))


@main.command()
def invite() -> None:
    """Print the link with which a server invites the bot."""
    from bot.frontends.discord.application import (  # noqa: PLC0415  # only this command needs Discord
        build_invitation,
        check_token,
        read_application_id,
    )

    click.echo(build_invitation(read_application_id(check_token(Settings.load().token)) or 0))


_paths = click.Path(path_type=Path)


@main.command("eval")
@click.argument("files", nargs=-1, required=True, type=_paths, metavar="FILE...")
@click.option("--distractors", multiple=True, type=_paths, metavar="FILE", help="Set whose articles are searched too.")
@_corpus
@click.option("--errors", default=0, metavar="N", help="Show N failures: asked, quoted, wanted.")
@click.option("--plot", "plot_file", type=_paths, metavar="FILE.png", help="Draw share wrong against share answered.")
@_json
def evaluate(
    files: tuple[Path, ...],
    distractors: tuple[Path, ...],
    corpus: tuple[Path, ...],
    errors: int,
    plot_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Measure how well the question sets in FILE... are answered."""
    from bot.frontends.console import evaluation  # noqa: PLC0415
    from bot.lab.evaluation.datasets import load  # noqa: PLC0415  # only this command needs it
    from bot.lab.evaluation.run import evaluate as measure  # noqa: PLC0415

    around = [revision for path in distractors for revision in load(path).revisions]
    datasets = [load(path) for path in files]
    if corpus or not all(dataset.revisions for dataset in datasets):
        around += open_press(Settings.load(), corpus).newsroom.revisions
    reports = [measure(dataset, around, answerer, evaluation.watched) for dataset in datasets]
    for report in reports:
        evaluation.show(report, as_json=as_json, errors=errors)
    if plot_file:
        evaluation.plot(reports, weights().threshold, plot_file)


@main.command()
@click.argument("files", nargs=-1, type=_paths, metavar="[FILE]...")
@click.option(
    "--passages", multiple=True, default=[20_000], type=click.IntRange(100), metavar="N", help="Corpus sizes."
)
@click.option("--peers", is_flag=True, help="Measure other search libraries on the same work, too.")
@click.option("--ask/--no-ask", "asking", default=True, help="Measure whole answers, too.")
@_corpus
@click.option("--plot", "plot_file", type=_paths, metavar="FILE.png", help="Draw latency against corpus size.")
@_json
def bench(
    files: tuple[Path, ...],
    passages: tuple[int, ...],
    corpus: tuple[Path, ...],
    plot_file: Path | None,
    *,
    peers: bool,
    asking: bool,
    as_json: bool,
) -> None:
    """Measure speed on generated corpora, with the questions (and articles) of the sets in FILE..."""
    from bot.frontends.console import bench as console  # noqa: PLC0415  # only this command needs it

    bundled = open_press(Settings.load(), corpus).newsroom.revisions
    console.run(
        files or (Path("tests/questions/corpus.jsonl"),),
        bundled,
        passages,
        answerer if asking else None,
        peers=peers,
        plot_file=plot_file,
        as_json=as_json,
    )


@main.command()
@click.argument("folder", type=_paths)
@click.option("--further", type=_paths, help="Folder of what only the networks learn from; needed to fit them.")
@click.option("--work", type=_paths, default=Path(".training"), help="Folder for checkpoints, to go on from.")
@click.option("--keep-models", is_flag=True, help="Keep the networks; fit ranker and confidence only.")
@click.option("--questions", default="tests/questions", type=_paths, help="Folder of the bundled corpus's questions.")
@click.option("--ablate", is_flag=True, help="Show what taking each feature away would cost.")
@click.option("--out", type=_paths, default=resources.WEIGHTS, help="Where the weights go; by default the bot's own.")
def train(  # an option each
    folder: Path, further: Path | None, work: Path, questions: Path, out: Path, *, keep_models: bool, ablate: bool
) -> None:
    """Fit the networks, the ranker and the confidence on the question sets in FOLDER; an hour or two on two cores."""
    from bot.frontends.console import training  # noqa: PLC0415  # only this command needs it
    from bot.lab.training.caching_reader import CachingReader  # noqa: PLC0415  # as above

    if not keep_models:
        if further is None:
            raise click.UsageError("the networks need --further, too; --keep-models fits ranker and confidence alone")
        training.train_models(folder, further, work, weights())
    reader = CachingReader(pair_reader())

    def build(revisions: Sequence[Revision], fitted: Weights) -> Answerer:
        return answerer(revisions, fitted=fitted, reader=reader)

    bundled = open_press(Settings()).newsroom.revisions
    training.train_weights(folder, questions, bundled, weights(), build, out, ablate=ablate)


def _worded(text: str) -> None:
    if not any(character.isalnum() for character in text):
        raise click.UsageError("there is no word in that question; ask, for example: when did Kerr hurt his calf?")
