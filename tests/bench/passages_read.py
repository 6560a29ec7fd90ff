"""Quality against milliseconds: how many passages are looked at, and how many are read together with the question.

Not a test, and not collected: run ``python -m tests.bench.passages_read FILE [--distractors FILE]...``, FILE being a
question set as `pressbox eval` takes it. Only questions about articles that the networks haven't seen are asked. Prints
a table in Markdown: quote@1, quote@3 and the median of an answer, its passages' vectors being kept.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from unittest.mock import patch

from bot.answering.ranking import evidence, reranking
from bot.bootstrap.answering import answerer, weights
from bot.domain.article import Revision
from bot.lab.evaluation.datasets import Case, load
from bot.lab.evaluation.measures import share
from bot.lab.evaluation.outcomes import Outcome, outcomes
from bot.lab.training.windows import is_held_out

LOOKED_AT = (5, 10, 20, 40)
READ = (0, 2, 4, 8)
USUAL = 20


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--distractors", type=Path, action="append", default=[])
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only")
    given = parser.parse_args()
    dataset = load(given.file)
    cases = [case for case in dataset.cases if is_held_out(case.group)][:: given.every]
    revisions = [*dataset.revisions, *(revision for file in given.distractors for revision in load(file).revisions)]
    print("| passages looked at | read with the question | quote@1 | quote@3 | ms |\n|---|---|---|---|---|")  # noqa: T201
    for looked_at, read in [*((number, 0) for number in LOOKED_AT), *((USUAL, number) for number in READ[1:])]:
        found = list(_asked(revisions, cases, looked_at, read))
        print(f"| {looked_at} | {read} | {_at(found, 1):.3f} | {_at(found, 3):.3f} | {_milliseconds(found):.0f} |")  # noqa: T201


def _asked(revisions: Sequence[Revision], cases: Sequence[Case], looked_at: int, read: int) -> Iterator[Outcome]:
    # Nothing is certain enough not to be read, or everything is.
    fitted = replace(weights(), certain=2.0 if read else 0.0)
    with patch.object(evidence, "PASSAGES", looked_at), patch.object(reranking, "READ", read):
        asking = answerer(revisions, fitted=fitted)
        for _ in outcomes(asking, cases):
            pass  # from now on the passages' vectors are kept
        yield from outcomes(asking, cases)


def _at(found: Sequence[Outcome], most: int) -> float:
    asked = [outcome for outcome in found if outcome.gold.answerable]
    return share(outcome.quote_rank is not None and outcome.quote_rank < most for outcome in asked).value


def _milliseconds(found: Sequence[Outcome]) -> float:
    return 1000 * median(outcome.seconds for outcome in found)


if __name__ == "__main__":
    main()
