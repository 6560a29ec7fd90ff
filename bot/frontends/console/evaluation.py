"""Shows evaluations: progress, tables with 95% intervals, the errors one reads to improve, a risk–coverage plot."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from bot.domain.errors import UserError
from bot.lab.evaluation.measures import Share, risk_coverage
from bot.lab.evaluation.outcomes import Outcome
from bot.lab.evaluation.run import Report


def watched(outcomes: Iterator[Outcome], total: int, name: str) -> Iterable[Outcome]:
    """The outcomes, behind a progress bar on a terminal."""
    with click.progressbar(outcomes, length=total, label=name, file=sys.stderr) as bar:
        yield from bar


def show(report: Report, *, as_json: bool, errors: int) -> None:
    """Prints one report; as JSON it is one object on one line."""
    if as_json:
        tables = {view: {name: _plain(value) for name, value in table.items()} for view, table in report.tables.items()}
        click.echo(json.dumps({"dataset": report.dataset, "articles": report.passages_of, "measures": tables}))
        return
    click.echo(f"\n{report.dataset}: {len(report.outcomes)} questions, {report.passages_of} articles")
    for view, table in report.tables.items():
        click.echo(f"  {view}")
        for name, value in table.items():
            click.echo(f"    {name:<48} {_written(value)}")
    for outcome in _failures(report.outcomes)[:errors]:
        _explain(outcome)


def plot(reports: Sequence[Report], threshold: float, path: Path) -> None:
    """Draws the risk–coverage curves into a PNG file, the operating point marked.

    Raises:
        UserError: when matplotlib isn't installed.
    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError("--plot needs matplotlib: pip install 'pressbox[plot]'") from error
    figure = Figure(figsize=(7, 4.5), layout="constrained")
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


def _plain(value: Share | float) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, Share):
        return {"value": value.value, "low": value.low, "high": value.high, "hits": value.hits, "total": value.total}
    return value


def _written(value: Share | float) -> str:
    if isinstance(value, Share):
        return f"{value.value:.3f}  [{value.low:.3f}, {value.high:.3f}]  {value.hits} of {value.total}"
    return f"{value:.3f}"


def _failures(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if not outcome.right]


def _explain(outcome: Outcome) -> None:
    wanted = (
        ", ".join(outcome.gold.strings) or f"{len(outcome.gold.places)} places" if outcome.gold.answerable else None
    )
    click.echo(f"\n  asked:  {outcome.question}")
    click.echo(f"  quoted: {outcome.quoted or '(declined)'}  (confidence {outcome.confidence:.2f})")
    click.echo(f"  wanted: {wanted or '(to be declined)'}")
