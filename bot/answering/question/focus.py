"""Which articles a conversation is about: those that answer all of its questions best, not the last one only.

One question alone may lead astray, the more so when it leaves out what it is about. Every turn therefore votes: for the
articles it quoted, and for those that its question finds, the later ones more strongly. A wrong turn is outvoted.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.domain.conversation import Conversation
from bot.domain.passage import Hit
from bot.domain.question import Question

ARTICLES = 3
"""How many articles a conversation may be about."""
TURNS = 8
"""How many turns have a vote."""
FADE = 0.9
"""What each further turn back leaves of a vote."""
QUOTED = 1.0
"""How much quoting an article adds to what finding it counts."""


def focus(conversation: Conversation, search: Callable[[Question], Sequence[Hit]]) -> tuple[str, ...]:
    """Ids of the articles that the conversation is most likely about, likeliest first.

    What was declined has no vote, unless everything was.
    """
    votes: dict[str, float] = defaultdict(float)
    strength = 1.0
    answered = [turn for turn in conversation.turns[-TURNS:] if turn.quoted] or conversation.turns[-TURNS:]
    for turn in reversed(answered):
        found: dict[str, float] = {}
        hits = search(turn.question)
        for hit in hits:
            found.setdefault(hit.passage.revision.article_id, hit.score / hits[0].score)
        for article_id, share in found.items():
            votes[article_id] += strength * share
        for article_id in {reference.article_id for reference in turn.quoted}:
            votes[article_id] += strength * QUOTED
        strength *= FADE
    return tuple(article_id for article_id, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:ARTICLES])
