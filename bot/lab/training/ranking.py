"""Fits the ranking: which features tell a right sentence from a wrong one.

Ranking is pairwise: logistic regression on the differences between right and wrong sentences of the same question, the
wrong ones being those that rank highest so far. It is cross-validated by article: no question about an article is
judged by weights that have seen another one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.lab.training.samples import Matrix, Sample, folds

ROUNDS = 2
HARDEST = 6
"""How many wrong sentences each right one is compared with."""
EASIEST = 2
"""How many right sentences of one question are compared."""
C = 2.0

Figures = dict[str, tuple[float, float]]
"""Quote@1 and quote@3 by question set."""


def fit_ranking(fitted_on: Sequence[Sample], prior: Mapping[int, float]) -> Matrix:
    """Ranking weights, shape ``(features,)``; ``prior`` counts extra comparisons that only one column decides."""
    weights: Matrix | None = None
    comparable = [sample for sample in fitted_on if sample.weight and sample.right.any() and not sample.right.all()]
    for _ in range(ROUNDS):
        pairs = [_comparisons(sample.sentences, sample.right, weights) for sample in comparable]
        counts = [np.full(len(p), s.weight / len(p)) for p, s in zip(pairs, comparable, strict=True)]
        unit = np.eye(fitted_on[0].sentences.shape[1])
        rows = np.vstack([*pairs, *(unit[[column]] for column in prior)])
        weights = _preferences(rows, np.concatenate([*counts, np.array(list(prior.values()))]))
    assert weights is not None  # noqa: S101  # ROUNDS is positive
    return weights


def fit_reranking(fitted_on: Sequence[Sample], ranking: Matrix) -> Matrix:
    """What the ranking score and the log-odds of reading count beside each other, shape ``(2,)``."""
    rows, counts = [], []
    for sample in fitted_on:
        read = ~np.isnan(sample.log_odds)
        right = sample.right[read]
        if sample.weight and right.any() and not right.all():
            both = np.column_stack([sample.sentences @ ranking, sample.log_odds])[read]
            rows.append(_comparisons(both, right, np.ones(2)))
            counts.append(np.full(len(rows[-1]), sample.weight / len(rows[-1])))
    return _preferences(np.vstack(rows), np.concatenate(counts))


def _preferences(rows: Matrix, counts: Matrix) -> Matrix:
    # Half of the comparisons are turned round, so that both classes occur.
    sign = np.where(np.arange(len(rows)) % 2 == 0, 1.0, -1.0)
    model = LogisticRegression(C=C, fit_intercept=False, max_iter=1000)
    model.fit(rows * sign[:, None], sign, sample_weight=counts)
    return np.asarray(model.coef_[0], np.float64)


def _comparisons(sentences: Matrix, labels: Sequence[bool] | np.ndarray, weights: Matrix | None) -> Matrix:
    """Right minus wrong sentences, shape ``(pairs, features)``."""
    flags = np.asarray(labels, bool)
    right, wrong = sentences[flags], sentences[~flags]
    if weights is not None:
        right = right[np.argsort(-(right @ weights), kind="stable")]
        wrong = wrong[np.argsort(-(wrong @ weights), kind="stable")]
    differences = right[:EASIEST, None] - wrong[None, :HARDEST]
    return np.asarray(differences.reshape(-1, sentences.shape[1]))


def scores(sample: Sample, ranking: Matrix, reranking: Matrix | None = None) -> Matrix:
    """A score a sentence, higher is better, by the first stage alone or by both."""
    first: Matrix = sample.sentences @ ranking
    if reranking is None:
        return first
    both = np.column_stack([first, np.nan_to_num(sample.log_odds)]) @ reranking
    # What wasn't read comes behind what was, in its own order.
    return np.where(np.isnan(sample.log_odds), first - 1e6, both)


def held_out_figures(everything: Sequence[Sample], prior: Mapping[int, float], *, reading: bool) -> Figures:
    """Quote@1 and quote@3 a set, each question ranked by weights fitted without its article.

    With ``reading`` by both stages.
    """
    hits: defaultdict[str, list[tuple[np.bool_, np.bool_]]] = defaultdict(list)
    for fit_on, judge in folds(everything):
        ranking = fit_ranking(fit_on, prior)
        reranking = fit_reranking(fit_on, ranking) if reading else None
        for sample in judge:
            if sample.answerable:
                order = np.argsort(-scores(sample, ranking, reranking), kind="stable")
                hits[sample.dataset].append((sample.right[order[:1]].any(), sample.right[order[:3]].any()))
    return {name: (top, three) for name, of in hits.items() for top, three in [np.mean(of, axis=0).tolist()]}
