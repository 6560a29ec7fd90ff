"""What to show whoever wants to see how near the articles come, where they don't answer."""

from bot.answering.ranking.evidence import Ranking, Scored
from bot.domain.question import Question
from bot.domain.quote import Quote

MOST = 3
_WORTH_A_LOOK = 0.5
"""The share of a question's terms that a passage must hold to be worth a look, where no athlete is asked about."""


def closest(question: Question, ranking: Ranking) -> tuple[Quote, ...]:
    """The best sentences that are about whom or what was asked, best first; none of them answers."""
    near = (scored for scored in ranking.scored if _is_near(question, scored))
    return tuple(Quote(scored.quote.revision, scored.quote.span, None, scored.quote.speaker) for scored in near)[:MOST]


def _is_near(question: Question, scored: Scored) -> bool:
    sentence = scored.evidence.sentence
    if question.athletes:
        return bool(set(question.athletes) & {*sentence.about, *sentence.revision.athletes})
    return scored.evidence.passage_coverage >= _WORTH_A_LOOK
