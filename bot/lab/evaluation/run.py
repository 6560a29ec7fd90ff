"""One evaluation: question sets against the articles they bring, a corpus, and distractors."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering.answerer import Answerer
from bot.domain.article import Revision
from bot.lab.evaluation.datasets import Case, Dataset
from bot.lab.evaluation.measures import Share, answer_measures, ranking_measures
from bot.lab.evaluation.outcomes import Outcome, outcomes

Build = Callable[[Sequence[Revision]], Answerer]
Watch = Callable[[Iterator[Outcome], int, str], Iterable[Outcome]]
"""Passes outcomes on, of which there will be so many, while showing how far it has come."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured: a table a view, and the outcomes behind the first one."""

    dataset: str
    passages_of: int
    tables: dict[str, dict[str, Share | float]]
    outcomes: Sequence[Outcome]


def evaluate(dataset: Dataset, around: Sequence[Revision], build: Build, watch: Watch) -> Report:
    """Asks every question of the set; ``around`` are the corpus and distractors beside the set's own articles."""
    revisions = [*dataset.revisions, *around]
    if dataset.conversational:
        # A conversation's articles are told apart by their titles, which would answer for the bot.
        revisions = [replace(revision, byline=replace(revision.byline, title=None)) for revision in revisions]
    answerer = build(revisions)
    turns = sum(turn.judged for case in dataset.cases for turn in case.turns)
    asked = list(watch(outcomes(answerer, dataset.cases), turns, dataset.name))
    tables = {"all questions": ranking_measures(asked) | answer_measures(asked)}
    if dataset.conversational:
        tables |= _by_turn(asked, "in conversation")
        opened = outcomes(answerer, dataset.cases, _opened)
        tables |= _by_turn(list(watch(opened, turns, f"{dataset.name}, opened")), "opened with the rewrite")
        rewritten = outcomes(answerer, dataset.cases, _rewritten, remember=False)
        tables |= _by_turn(list(watch(rewritten, turns, f"{dataset.name}, rewritten")), "human rewrite")
    return Report(dataset.name, len(revisions), tables, asked)


def _by_turn(asked: Sequence[Outcome], name: str) -> dict[str, dict[str, Share | float]]:
    return {
        f"{name}: first turns": ranking_measures([outcome for outcome in asked if outcome.first_turn]),
        f"{name}: follow-ups": ranking_measures([outcome for outcome in asked if not outcome.first_turn]),
    }


def _rewritten(case: Case, index: int) -> str:
    turn = case.turns[index]
    return turn.rewrite or turn.question


def _opened(case: Case, index: int) -> str:
    """A conversation as people hold it: it opens self-contained, and goes on as it likes."""
    return case.turns[index].question if index else _rewritten(case, index)
