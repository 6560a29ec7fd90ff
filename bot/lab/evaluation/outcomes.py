"""Asks the questions of a set and notes what came of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from bot.answering.answerer import Answerer
from bot.answering.ranking.evidence import NOTHING, Scored
from bot.domain.answer import Ambiguous, Answer, NotFound
from bot.domain.conversation import Conversation
from bot.domain.conversation import Turn as Asked
from bot.domain.request import Request
from bot.lab.evaluation.datasets import Case, Gold

QUOTES = 3
PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and what came of it.

    ``passage_rank`` and ``quote_rank`` count from 0, ``None`` where nothing right was among those looked at;
    ``confidence`` is that of the best sentence; ``right`` tells whether the answer's first quote is a right one, or,
    for a question without an answer, whether it was declined; ``seconds`` is what the answer took.
    """

    question: str
    group: str
    gold: Gold
    first_turn: bool
    passage_rank: int | None
    quote_rank: int | None
    confidence: float
    declined: bool
    right: bool
    quoted: str
    seconds: float
    ranked: Sequence[Scored] = field(repr=False, default=())
    signals: Sequence[Mapping[str, float]] = field(repr=False, default=())


def outcomes(
    answerer: Answerer,
    cases: Iterable[Case],
    asked: Callable[[Case, int], str] | None = None,
    *,
    remember: bool = True,
    keep: bool = False,
) -> Iterator[Outcome]:
    """What came of every judged turn, in order.

    ``asked`` gives the text to ask for a turn, by default the question itself; without ``remember`` every turn is asked
    as the first of a conversation; ``keep`` keeps each question's evidence for fitting.
    """
    for case in cases:
        conversation = Conversation()
        for index, turn in enumerate(case.turns):
            text = asked(case, index) if asked else turn.question
            started = perf_counter()
            answer = answerer.answer(Request(text), conversation)
            seconds = perf_counter() - started
            if turn.judged:
                outcome = _outcome(answerer, case, index, answer, conversation, keep=keep)
                yield replace(outcome, seconds=seconds)
            if remember:
                conversation = conversation.with_turn(Asked.of(answer))


def _outcome(
    answerer: Answerer, case: Case, index: int, answer: Answer, conversation: Conversation, *, keep: bool
) -> Outcome:
    gold = case.turns[index].gold
    ranking = NOTHING if isinstance(answer, Ambiguous) else answerer.ranker.rank_in(answer.question, conversation)
    ranked = ranking.scored
    sentences = [scored.evidence.sentence for scored in ranked]
    passages = list(dict.fromkeys(scored.evidence.context.hit.passage for scored in ranked))[:PASSAGES]
    declined = isinstance(answer, NotFound)
    first = answer.quotes[0] if answer.quotes else None
    return Outcome(
        question=case.turns[index].question,
        group=case.group,
        gold=gold,
        first_turn=index == 0,
        passage_rank=_first(gold.covers(passage.revision, passage.span) for passage in passages),
        quote_rank=_first(gold.covers(sentence.revision, sentence.span) for sentence in sentences[:QUOTES]),
        confidence=answer.confidence,
        declined=declined,
        right=(first is not None and gold.meets(first)) if gold.answerable else declined,
        quoted=first.text if first else "",
        seconds=0.0,
        ranked=ranked if keep else (),
        signals=ranking.signals if keep else (),
    )


def _first(hits: Iterable[bool]) -> int | None:
    return next((rank for rank, hit in enumerate(hits) if hit), None)
