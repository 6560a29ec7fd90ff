"""The command that measures speed: tables, ratios, one JSON object a size, latency against corpus size."""

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from bot.adapters.corpus_files import load_corpus
from bot.bootstrap.answering import answerer, article_paths
from bot.cli.options import any_path, corpus_option, empty_figure, json_option
from bot.domain.errors import UserError
from bot.lab.benchmark.competitors import find_competitors
from bot.lab.benchmark.run import Report, Row, measure
from bot.lab.benchmark.timing import Latency
from bot.lab.evaluation.datasets import load
from bot.settings import Settings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_QUESTIONS = 500
"""How many questions are asked at most."""


@click.command("bench")
@click.argument("files", nargs=-1, type=any_path, metavar="[FILE]...")
@click.option(
    "--passages", multiple=True, default=[20_000], type=click.IntRange(100), metavar="N", help="Corpus sizes."
)
@click.option("--peers", is_flag=True, help="Measure other search libraries on the same work, too.")
@click.option("--ask/--no-ask", "asking", default=True, help="Measure whole answers, too.")
@corpus_option
@click.option("--plot", "plot_file", type=any_path, metavar="FILE.png", help="Draw latency against corpus size.")
@json_option
def measure_speed(
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
    bundled = load_corpus(article_paths(Settings.load(), corpus)).revisions
    datasets = [load(path) for path in files or (Path("tests/questions/corpus.jsonl"),)]
    sources = [revision for dataset in datasets for revision in dataset.revisions] or bundled
    asked = dict.fromkeys(case.turns[-1].question for dataset in datasets for case in dataset.cases)
    if not asked:
        raise UserError("there is no question in these files to measure with")
    figure = empty_figure() if plot_file else None
    reports = []
    for size in sorted(passages):
        competitors, missing = find_competitors() if peers else ([], [])
        for name in missing:
            click.echo(f"{name} isn't installed and is left out: pip install 'pressbox[bench]'", err=True)
        reports.append(measure(sources, list(asked)[:_QUESTIONS], size, answerer if asking else None, competitors))
        _show(reports[-1], as_json=as_json)
    if figure and plot_file:
        _plot(reports, figure, plot_file)


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(report)))
        return
    click.echo(f"\n{report.passages:,} passages, {report.questions} questions; milliseconds and megabytes")
    console = Console(width=120)
    console.print(_libraries(report.rows))
    console.print(_figures(report.figures))


def _libraries(rows: Sequence[Row]) -> Table:
    table = Table(
        "library", *"p50 p95 p99 first cold".split(), "add 10", "build s", "memory", "disk", "top 10", "× p50"
    )
    for row in rows:
        latency = (f"{each:.3f}" for each in (row.search.p50, row.search.p95, row.search.p99))
        rest = (row.first, row.cold, row.add, row.build, row.memory, row.disk)
        overlap = "" if row.overlap is None else f"{row.overlap:.0%}"
        table.add_row(row.name, *latency, *map(_short, rest), overlap, f"{row.search.p50 / rows[0].search.p50:.1f}")
    return table


def _figures(figures: dict[str, Any]) -> Table:
    table = Table("pressbox", "")
    for name, value in figures.items():
        latency = isinstance(value, Latency)
        table.add_row(_NAMES[name], " · ".join(f"{each:.2f}" for each in astuple(value)) if latency else _short(value))
    return table


_NAMES = {
    "add": "add an article of ten passages, on disk and searchable (ms)",
    "remove": "remove an article, on disk (ms)",
    "merge": "merge small segments, in the background (ms)",
    "passages_per_second": "passages indexed per second, analysis included",
    "search": "search with the passages read: p50 · p95 · p99 (ms)",
    "ask_new": "ask, every passage new: p50 · p95 · p99 (ms)",
    "ask": "ask: p50 · p95 · p99 (ms)",
    "crowd": "a hundred at once: p50 · p95 · p99 (ms)",
    "crowd_seconds": "a hundred at once: all answered after (s)",
}


def _short(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"  # noqa: PLR2004  # three digits tell enough


def _plot(reports: Sequence[Report], figure: "Figure", path: Path) -> None:
    """Draws search p50 and p99 of each library against the number of passages."""
    axes = figure.subplots()
    for name in dict.fromkeys(row.name for report in reports for row in report.rows):
        rows = [(report.passages, row.search) for report in reports for row in report.rows if row.name == name]
        sizes = [size for size, _ in rows]
        (line,) = axes.loglog(sizes, [search.p50 for _, search in rows], marker="o", label=name)
        axes.loglog(sizes, [search.p99 for _, search in rows], linestyle=":", color=line.get_color())
    axes.set(xlabel="passages", ylabel="milliseconds a search (line: p50, dotted: p99)")
    axes.legend()
    figure.savefig(path, dpi=120)
