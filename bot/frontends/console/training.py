"""Fits the networks and the weights, and says how well they do."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.adapters import resources
from bot.answering.ranking.weights import Weights
from bot.domain.article import Revision
from bot.domain.errors import UserError

_FIGURES = (
    "What `pressbox train` printed when the weights in use were fitted; every question judged without its article."
)

if TYPE_CHECKING:
    from bot.lab.training.fit_weights import Build


def train_models(folder: Path, further: Path, work: Path, start: Weights) -> None:
    """Fits the networks, writes them where the bot finds them, and pins their checksums in its weights.

    Raises:
        UserError: when the packages for it are missing.
    """
    try:
        from bot.lab.training.fit_models import fit_models  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError("fitting the networks needs packages of its own: pip install 'pressbox[train]'") from error
    work.mkdir(parents=True, exist_ok=True)
    models = fit_models(folder, further, resources.MODELS, work, click.echo)
    _write(replace(start, models=models), resources.WEIGHTS)


def train_weights(
    folder: Path, own: Path, bundled: Sequence[Revision], start: Weights, build: "Build", out: Path, *, ablate: bool
) -> None:
    """Fits ranker and confidence, and writes them to ``out``; ``build`` makes an answerer of articles and weights.

    Raises:
        UserError: when scikit-learn is missing.
    """
    try:
        from bot.lab.training.fit_weights import Material, fit_weights  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError("fitting needs scikit-learn: pip install 'pressbox[train]'") from error
    told: list[str] = []

    def report(line: str) -> None:
        click.echo(line)
        told.append(line)

    _write(fit_weights(Material(folder, own, bundled), start, build, report, ablate=ablate), out)
    resources.FIGURES.write_text("\n".join([_FIGURES, "", *told, ""]), encoding="utf-8")


def _write(fitted: Weights, path: Path) -> None:
    """Writes the weights where the bot reads them."""
    path.write_text(json.dumps(fitted.to_data(), indent=1) + "\n", encoding="utf-8")
    click.echo(f"written to {path}")
