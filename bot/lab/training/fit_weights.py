"""Fits ranker and confidence to questions about articles that the encoders haven't seen."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.answering.answerer import Answerer
from bot.answering.ranking.features import feature_names
from bot.answering.ranking.weights import Weights
from bot.domain.article import Revision
from bot.lab.evaluation.datasets import Dataset, load
from bot.lab.evaluation.measures import auc
from bot.lab.evaluation.outcomes import Outcome, outcomes
from bot.lab.training.confidence import Judged, fit_confidence, held_out_confidence
from bot.lab.training.ranking import Figures, fit_ranking, fit_reranking, held_out_figures
from bot.lab.training.samples import Columns, Matrix, Sample, sample_of
from bot.lab.training.windows import is_held_out

PLAN = Path(__file__).with_name("plan.toml")
_SHARES = (0.3, 0.5, 0.7)

Build = Callable[[Sequence[Revision], Weights], Answerer]
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Material:
    """Where the questions are: ``folder`` has the public sets, ``own`` those about the ``bundled`` articles."""

    folder: Path
    own: Path
    bundled: Sequence[Revision]


def fit_weights(material: Material, start: Weights, build: Build, report: Report) -> Weights:
    """Weights fitted stage by stage: ranking, reranking, and the confidence in what each of them puts first.

    Every figure that is reported is held out by article.
    """
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    columns = Columns(feature_names())
    prior = {columns.names.index(name): float(count) for name, count in plan["prior"].items()}
    # First everything is certain enough, so that nothing is read; then nothing is, so that everything is.
    weights = replace(start, **plan["bounds"] | {"certain": 0.0})
    samples = _collect(plan, material, build, weights, columns)
    _report_figures("first stage", held_out_figures(samples, prior, reading=False), report)
    ranking = fit_ranking(samples, prior)
    weights = replace(weights, ranking=_named(columns.names, ranking), certain=2.0)
    samples = _collect(plan, material, build, weights, columns)
    _report_figures("both stages", held_out_figures(samples, prior, reading=True), report)
    weights = replace(weights, reranking=_named(("score", "log_odds"), fit_reranking(samples, ranking)))
    samples = _collect(plan, material, build, weights, columns)
    for stage in ("first", "second"):
        judged = held_out_confidence(samples, lambda sample, stage=stage: getattr(sample, stage))  # type: ignore[misc]
        _report_confidence(stage, judged, report)
    return replace(
        weights,
        first=fit_confidence(samples, lambda sample: sample.first),
        second=fit_confidence(samples, lambda sample: sample.second),
        certain=plan["bounds"]["certain"],
    )


def _collect(
    plan: Mapping[str, Any], material: Material, build: Build, weights: Weights, columns: Columns
) -> list[Sample]:
    return [
        sample_of(part["file"], outcome, columns, part["weight"])
        for part in plan["set"]
        for outcome in _asked(part, material, lambda revisions: build(revisions, weights))
    ]


def _asked(
    part: Mapping[str, Any], material: Material, build: Callable[[Sequence[Revision]], Answerer]
) -> Iterator[Outcome]:
    own = part.get("bundled", False)
    dataset = load((material.own if own else material.folder) / part["file"])
    around = [revision for name in part.get("distractors", ()) for revision in load(material.folder / name).revisions]
    answerer = build([*dataset.revisions, *around, *(material.bundled if own else ())])
    return outcomes(answerer, dataset.cases if own else _held_out(dataset).cases, keep=True)


def _held_out(dataset: Dataset) -> Dataset:
    return replace(dataset, cases=tuple(case for case in dataset.cases if is_held_out(case.group)))


def _named(names: Iterable[str], values: Matrix) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True) if abs(value) >= 0.0005}  # noqa: PLR2004  # what rounds to nothing


def _report_figures(stage: str, figures: Figures, report: Report) -> None:
    for name, (top, three) in figures.items():
        report(f"{name:<26} held out, {stage}: quote@1 {top:.4f}  quote@3 {three:.4f}")


def _report_confidence(stage: str, judged: Mapping[str, Sequence[Judged]], report: Report) -> None:
    for name, questions in judged.items():
        sure = [question.confidence for question in questions]
        right, answerable = [q.right for q in questions], [q.answerable for q in questions]
        surest = sorted(questions, key=lambda question: -question.confidence)
        wrong = "  ".join(f"{share:.0%} {_wrong(surest[: round(share * len(surest))]):.3f}" for share in _SHARES)
        report(
            f"{name:<26} held out, {stage} stage: AUC right {auc(sure, right):.4f}  "
            f"answerable {auc(sure, answerable):.4f}  wrong among the surest {wrong}"
        )


def _wrong(questions: Sequence[Judged]) -> float:
    return sum(not question.right for question in questions) / len(questions) if questions else 0.0
