"""Fits the weights from question sets and writes them, with a table of what each is worth."""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.answering.answerer import Answerer
from bot.answering.features import feature_names
from bot.answering.weights import Weights
from bot.domain.article import Revision
from bot.domain.errors import UserError
from bot.evaluation.datasets import load
from bot.evaluation.measures import auc
from bot.evaluation.outcomes import Outcome, outcomes
from bot.frontends.console.evaluation import watched

if TYPE_CHECKING:
    from bot.evaluation.confidence_training import Judged
    from bot.evaluation.training import Sample

_SHARES = (0.3, 0.5, 0.7)
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
    confidence_only: bool = False,
) -> Weights:
    """Weights fitted on the sets of the plan, ranking first, then the confidence in what that ranking puts first.

    ``ablate`` prints what taking each feature away would cost; with ``confidence_only`` the ranking of ``start`` stays.
    """
    try:
        from bot.evaluation import confidence_training, training  # noqa: PLC0415  # scikit-learn is an extra
    except ImportError as error:
        raise UserError("fitting needs scikit-learn: pip install 'pressbox[dev]'") from error
    plan = tomllib.loads(plan_file.read_text(encoding="utf-8"))
    columns = training.Columns(feature_names())
    prior = {columns.names.index(name): float(count) for name, count in plan["prior"].items()}

    def collect(weights: Weights) -> list[training.Sample]:
        return [
            sample
            for part in plan["set"]
            for sample in training.samples(
                part["file"],
                _asked(part, folder, questions, bundled, lambda revisions: build(revisions, weights)),
                columns,
                part["ranking"],
            )
        ]

    judged = collect(start)
    if not confidence_only:
        start = replace(start, ranking=_fitted_ranking(judged, columns.names, prior, ablate=ablate))
        judged = collect(start)
    for unseen, split in (("articles", training.folds), ("sets", confidence_training.by_set)):
        _tell_confidence(unseen, confidence_training.held_out_confidence(judged, split))
    return replace(start, **confidence_training.fit_confidence(judged)._asdict())


def _fitted_ranking(
    judged: Sequence["Sample"], names: Sequence[str], prior: Mapping[int, float], *, ablate: bool
) -> dict[str, float]:
    """Ranking weights by feature, with how well they do held out."""
    from bot.evaluation import training  # noqa: PLC0415  # scikit-learn is an extra

    whole = training.held_out_ranking(judged, prior)
    _tell(whole)
    ranking = _named(names, training.fit_ranking(judged, prior))
    for feature, at in _by_feature(names).items() if ablate else ():
        reduced = training.held_out_ranking(judged, prior, at)
        click.echo(_cost(feature, [ranking.get(names[column], 0.0) for column in at], whole, reduced))
    return ranking


def write(weights: Weights, path: Path) -> None:
    """Writes the weights where the bot reads them."""
    path.write_text(json.dumps(weights.to_data(), indent=1) + "\n", encoding="utf-8")


def _tell(figures: Figures) -> None:
    for name, (top, three) in figures.items():
        click.echo(f"{name:<28} held-out quote@1 {top:.4f}  quote@3 {three:.4f}")


def _tell_confidence(unseen: str, judged: Mapping[str, Sequence["Judged"]]) -> None:
    """How well weights that have seen other articles only, or other sets only, tell right from wrong."""
    for name, questions in judged.items():
        sure = [question.confidence for question in questions]
        right, answerable = [q.right for q in questions], [q.answerable for q in questions]
        surest = sorted(questions, key=lambda question: -question.confidence)
        wrong = "  ".join(f"{share:.0%} {_wrong(surest[: round(share * len(surest))]):.3f}" for share in _SHARES)
        click.echo(
            f"{name:<28} held-out {unseen}: AUC right {auc(sure, right):.4f}  answerable {auc(sure, answerable):.4f}  "
            f"wrong among the surest {wrong}"
        )


def _wrong(questions: Sequence["Judged"]) -> float:
    return sum(not question.right for question in questions) / len(questions) if questions else 0.0


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
