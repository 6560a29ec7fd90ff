"""The command that fits the networks and the weights, and says how well they do."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from bot.adapters import resources
from bot.adapters.corpus_files import load_corpus
from bot.adapters.onnx.bundled import pair_reader
from bot.answering.answerer import Answerer
from bot.answering.ranking.weights import Weights
from bot.bootstrap.answering import answerer, article_paths, weights
from bot.cli.options import any_path
from bot.domain.article import Revision
from bot.domain.errors import UserError
from bot.lab.training.caching_reader import CachingReader
from bot.settings import Settings

_FIGURES = (
    "What `pressbox train` printed when the weights in use were fitted; every question judged without its article."
)


@click.command("train")
@click.argument("folder", type=any_path)
@click.option("--further", type=any_path, help="Folder of what only the networks learn from; needed to fit them.")
@click.option("--work", type=any_path, default=Path(".training"), help="Folder for checkpoints, to go on from.")
@click.option("--keep-models", is_flag=True, help="Keep the networks; fit ranker and confidence only.")
@click.option("--questions", default="tests/questions", type=any_path, help="Folder of the bundled corpus's questions.")
@click.option("--out", type=any_path, default=resources.WEIGHTS, help="Where the weights go; by default the bot's own.")
def train(  # an option each
    folder: Path, further: Path | None, work: Path, questions: Path, out: Path, *, keep_models: bool
) -> None:
    """Fit the networks, the ranker and the confidence on the question sets in FOLDER; an hour or two on two cores."""
    if not keep_models:
        if further is None:
            raise click.UsageError("the networks need --further, too; --keep-models fits ranker and confidence alone")
        _train_models(folder, further, work)
    _train_weights(folder, questions, out)


def _train_models(folder: Path, further: Path, work: Path) -> None:
    """Fits the networks, writes them where the bot finds them, and pins their checksums in its weights."""
    try:
        from bot.lab.training.fit_models import fit_models  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError("fitting the networks needs packages of its own: pip install 'pressbox[train]'") from error
    work.mkdir(parents=True, exist_ok=True)
    models = fit_models(folder, further, resources.MODELS, work, click.echo)
    _write(replace(weights(), models=models), resources.WEIGHTS)


def _train_weights(folder: Path, own: Path, out: Path) -> None:
    """Fits ranker and confidence, and writes them to ``out`` and what was told of them beside the networks."""
    try:
        from bot.lab.training.fit_weights import Material, fit_weights  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError("fitting needs scikit-learn: pip install 'pressbox[train]'") from error
    told: list[str] = []
    reader = CachingReader(pair_reader())

    def build(revisions: Sequence[Revision], fitted: Weights) -> Answerer:
        return answerer(revisions, fitted=fitted, reader=reader)

    def report(line: str) -> None:
        click.echo(line)
        told.append(line)

    material = Material(folder, own, load_corpus(article_paths(Settings())).revisions)
    _write(fit_weights(material, weights(), build, report), out)
    resources.FIGURES.write_text("\n".join([_FIGURES, "", *told, ""]), encoding="utf-8")


def _write(fitted: Weights, path: Path) -> None:
    path.write_text(json.dumps(fitted.to_data(), indent=1) + "\n", encoding="utf-8")
    click.echo(f"written to {path}")
