"""How far the best sentence stands out from the others that were looked at.

The scores themselves mean little from one corpus to the next; how much better the best is than the rest means the same
in all of them.
"""

from collections.abc import Sequence
from math import exp, fsum, sqrt

_FEWEST = 20
"""With fewer sentences than this to stand out from, the missing ones are thought to score ``_BACKGROUND`` at most."""
_BACKGROUND = 5.0
"""The ranking score of a sentence that has hardly anything to do with a question: about that of the twentieth."""
_RIVALS, _RIVAL = 8, 10.0
"""Where there are fewer sentences than so many, the missing ones are thought to score as such a one may elsewhere."""


def z_score(scores: Sequence[float]) -> float:
    """The first score's distance from the average, in standard deviations of the scores; ``scores`` are best first.

    One unit is added to the deviation, so that scores which hardly differ don't make a lead of nothing.
    """
    missing = [min(_BACKGROUND, *scores)] * (_FEWEST - len(scores))
    everything = [*scores, *missing]
    mean = fsum(everything) / len(everything)
    variance = fsum((score - mean) ** 2 for score in everything) / len(everything)
    return (scores[0] - mean) / (1 + sqrt(variance))


def softmax_of_best(scores: Sequence[float]) -> float:
    """The probability of the first sentence where all are judged by the odds that their scores stand for (softmax).

    In a few sentences the best is easily the best of all; it has to be better than what would stand in more.
    """
    everything = [*scores, *([_RIVAL] * (_RIVALS - len(scores)))]
    return 1 / sum(exp(min(score - scores[0], 50.0)) for score in everything)
