"""Fits the weights from question sets and writes them, with a table of what each is worth."""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bot.answering.answerer import Answerer
from bot.answering.confidence import answer_feature_names
from bot.answering.features import feature_names
from bot.answering.weights import Weights
from bot.domain.article import Revision
from bot.domain.errors import UserError
from bot.evaluation.datasets import load
from bot.evaluation.measures import auc
from bot.evaluation.outcomes import Outcome, outcomes
from bot.frontends.console.evaluation import watched

Figures = dict[str, tuple[float, float]]
"""Quote@1 and quote@3 by question set."""
Build = Callable[[Sequence[Revision], Weights], Answerer]


def train(
    plan_file: Path,
    folder: Path,
    questions: Path,
    bundled: Sequence[Revision],
    start: Weights,
    build: Build,
    *,
    ablate: bool = False,
) -> Weights:
    """Weights fitted on the sets of the plan, ranking first, then the confidence in what that ranking puts first.

    ``ablate`` prints what taking each feature away would cost.
    """
    try:
        from bot.evaluation import training  # noqa: PLC0415  # scikit-learn is an extra
    except ImportError as error:
        raise UserError("fitting needs scikit-learn: pip install 'pressbox[dev]'") from error
    plan = tomllib.loads(plan_file.read_text(encoding="utf-8"))
    columns, answers = training.Columns(feature_names()), training.Columns(answer_feature_names())
    prior = {columns.names.index(name): float(count) for name, count in plan["prior"].items()}

    def collect(weights: Weights) -> list[training.Sample]:
        return [
            sample
            for part in plan["set"]
            for sample in training.samples(
                part["file"],
                _asked(part, folder, questions, bundled, lambda revisions: build(revisions, weights)),
                columns,
                answers,
                (part["ranking"], part["confidence"]),
            )
        ]

    first = collect(start)
    whole = training.held_out_ranking(first, prior)
    _tell(whole)
    ranking = _named(columns.names, training.fit_ranking(first, prior))
    for feature, at in _by_feature(columns.names).items() if ablate else ():
        reduced = training.held_out_ranking(first, prior, at)
        click.echo(_cost(feature, [ranking.get(columns.names[column], 0.0) for column in at], whole, reduced))
    second = collect(Weights(ranking, start.confidence, start.intercept, start.threshold))
    _tell_confidence(training.held_out_confidence(second))
    confidence, intercept = training.fit_confidence(second)
    return Weights(ranking, _named(answers.names, confidence), round(intercept, 3), start.threshold)


def write(weights: Weights, path: Path) -> None:
    """Writes the weights where the bot reads them."""
    data = {
        "ranking": weights.ranking,
        "confidence": {"intercept": weights.intercept, "weights": weights.confidence},
        "threshold": weights.threshold,
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _tell(figures: Figures) -> None:
    for name, (top, three) in figures.items():
        click.echo(f"{name:<28} held-out quote@1 {top:.4f}  quote@3 {three:.4f}")


def _tell_confidence(judged: Mapping[str, tuple[list[float], list[bool], list[bool]]]) -> None:
    for name, (scores, right, answerable) in judged.items():
        click.echo(f"{name:<28} held-out AUC right {auc(scores, right):.4f}  answerable {auc(scores, answerable):.4f}")


def _cost(feature: str, weights: Sequence[float], whole: Figures, reduced: Figures) -> str:
    """What taking a feature away costs, set by set, beside its average weight."""
    weight = sum(map(abs, weights)) / len(weights)
    lost = "  ".join(f"{whole[name][0] - top:+.4f}" for name, (top, _) in reduced.items())
    return f"without {feature:<26} weight {weight:7.3f}  quote@1 lost {lost}"


def _by_feature(names: Sequence[str]) -> dict[str, list[int]]:
    """Columns by feature, those of one feature for different kinds of question together."""
    found: dict[str, list[int]] = {}
    for column, name in enumerate(names):
        found.setdefault(name.partition(":")[0], []).append(column)
    return found


def _asked(
    part: dict[str, Any],
    folder: Path,
    questions: Path,
    bundled: Sequence[Revision],
    build: Callable[[Sequence[Revision]], Answerer],
) -> list[Outcome]:
    dataset = load((questions if part.get("bundled") else folder) / part["file"])
    dataset = replace(dataset, cases=dataset.cases[:: part.get("every", 1)])
    around = [revision for name in part.get("distractors", ()) for revision in load(folder / name).revisions]
    revisions = [*dataset.revisions, *around, *(bundled if part.get("bundled") else ())]
    turns = sum(turn.judged for case in dataset.cases for turn in case.turns)
    return list(watched(outcomes(build(revisions), dataset.cases, keep=True), turns, part["file"]))


def _named(names: Sequence[str], values: Any) -> dict[str, float]:  # noqa: ANN401  # an array
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True) if abs(value) >= 0.0005}  # noqa: PLR2004  # what rounds to nothing
