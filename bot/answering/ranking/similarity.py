"""How near sentences are to a question in meaning, by the cosine of their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.passage import Passage
from bot.domain.question import Question
from bot.ports.answering import SentenceEncoder


@dataclass(frozen=True, slots=True)
class Similarity:
    """Cosines of a question with a sentence, the nearer of its neighbours, its passage and its title, each -1 to 1."""

    sentence: float
    neighbour: float
    passage: float
    title: float


def similarities(encoder: SentenceEncoder, question: Question, passages: Sequence[Passage]) -> list[list[Similarity]]:
    """For each passage, how near each of its sentences is to the question, and to it in its context, half each."""
    if not passages:
        return []
    asked = encoder.encode_question(question.meant)
    if question.context:
        asked = asked + encoder.encode_question(question.in_context)
        asked = asked / np.linalg.norm(asked)
    found = []
    for vectors in encoder.encode_passages(passages):
        cosines = vectors @ asked
        title, sentences = float(cosines[0]), cosines[1:].tolist()
        whole = vectors[1:].sum(axis=0)
        passage = float(whole @ asked / (np.linalg.norm(whole) or 1.0))
        found.append(
            [Similarity(cosine, _neighbour(sentences, place), passage, title) for place, cosine in enumerate(sentences)]
        )
    return found


def _neighbour(cosines: list[float], place: int) -> float:
    return max(cosines[max(0, place - 1) : place] + cosines[place + 1 : place + 2], default=0.0)
