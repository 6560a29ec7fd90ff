"""The command that measures answers: progress, tables with 95% intervals, failures to read, a risk-coverage plot."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from bot.adapters.corpus_files import load_corpus
from bot.bootstrap.answering import answerer, article_paths, weights
from bot.cli.options import any_path, corpus_option, empty_figure, json_option
from bot.lab.evaluation.datasets import load
from bot.lab.evaluation.measures import Share, risk_coverage
from bot.lab.evaluation.outcomes import Outcome
from bot.lab.evaluation.run import Report, evaluate
from bot.settings import Settings


@click.command("eval")
@click.argument("files", nargs=-1, required=True, type=any_path, metavar="FILE...")
@click.option(
    "--distractors", multiple=True, type=any_path, metavar="FILE", help="Set whose articles are searched too."
)
@corpus_option
@click.option("--errors", default=0, metavar="N", help="Show N failures: asked, quoted, wanted.")
@click.option("--plot", "plot_file", type=any_path, metavar="FILE.png", help="Draw share wrong against share answered.")
@json_option
def measure_answers(
    files: tuple[Path, ...],
    distractors: tuple[Path, ...],
    corpus: tuple[Path, ...],
    errors: int,
    plot_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Measure how well the question sets in FILE... are answered."""
    around = [revision for path in distractors for revision in load(path).revisions]
    datasets = [load(path) for path in files]
    if corpus or not all(dataset.revisions for dataset in datasets):
        around += load_corpus(article_paths(Settings.load(), corpus)).revisions
    reports = [evaluate(dataset, around, answerer, _show_progress) for dataset in datasets]
    for report in reports:
        _show(report, as_json=as_json, errors=errors)
    if plot_file:
        _plot(reports, weights().threshold, plot_file)


def _show_progress(outcomes: Iterator[Outcome], total: int, name: str) -> Iterable[Outcome]:
    with click.progressbar(outcomes, length=total, label=name, file=sys.stderr) as bar:
        yield from bar


def _show(report: Report, *, as_json: bool, errors: int) -> None:
    if as_json:
        tables = {view: {name: _plain(value) for name, value in table.items()} for view, table in report.tables.items()}
        click.echo(json.dumps({"dataset": report.dataset, "articles": report.passages_of, "measures": tables}))
        return
    click.echo(f"\n{report.dataset}: {len(report.outcomes)} questions, {report.passages_of} articles")
    for view, table in report.tables.items():
        click.echo(f"  {view}")
        for name, value in table.items():
            click.echo(f"    {name:<48} {_write(value)}")
    for outcome in [outcome for outcome in report.outcomes if not outcome.right][:errors]:
        _explain(outcome)


def _plain(value: Share | float) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, Share):
        return {"value": value.value, "low": value.low, "high": value.high, "hits": value.hits, "total": value.total}
    return value


def _write(value: Share | float) -> str:
    if isinstance(value, Share):
        return f"{value.value:.3f}  [{value.low:.3f}, {value.high:.3f}]  {value.hits} of {value.total}"
    return f"{value:.3f}"


def _explain(outcome: Outcome) -> None:
    gold = outcome.gold
    wanted = (", ".join(gold.strings) or f"{len(gold.places)} places") if gold.answerable else "(to be declined)"
    click.echo(f"\n  asked:  {outcome.question}")
    click.echo(f"  quoted: {outcome.quoted or '(declined)'}  (confidence {outcome.confidence:.2f})")
    click.echo(f"  wanted: {wanted}")


def _plot(reports: Sequence[Report], threshold: float, path: Path) -> None:
    """Draws the risk-coverage curves into a PNG file, the operating point marked."""
    figure = empty_figure()
    axes = figure.subplots()
    for report in reports:
        points = risk_coverage(report.outcomes)
        (line,) = axes.plot([p[0] for p in points], [p[1] for p in points], label=report.dataset)
        reached = [point for point in points if point[2] >= threshold]
        if reached:
            axes.plot(*reached[-1][:2], "o", color=line.get_color())
    axes.set(xlabel="share of questions answered", ylabel="share wrong among them", xlim=(0, 1), ylim=(0, 1))
    axes.legend(title=f"dots: confidence {threshold:.2f}")
    figure.savefig(path, dpi=120)
