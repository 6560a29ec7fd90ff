"""Whom a member follows."""

from collections.abc import Sequence

from bot.answering.names.name_forms import is_called
from bot.domain.answer import Ambiguous, NotFound
from bot.domain.errors import UnknownAthleteError, UserError
from bot.domain.following import Follow
from bot.domain.schedule import Rhythm
from bot.following.ports import FollowStore
from bot.following.times import Times
from bot.newsroom import Newsroom
from bot.ports.clock import Clock
from bot.text.names import PARTICLES, is_full_name

MOST = 50
"""How many athletes a member can follow in one server."""
LONGEST_NAME = 70
"""Characters of the name of somebody whom no article names yet: it has to fit into a button."""
_SIGNS = frozenset("'’.-")


class Follows:
    """Begins and ends follows."""

    def __init__(self, store: FollowStore, newsroom: Newsroom, times: Times, clock: Clock) -> None:
        self._store = store
        self._newsroom = newsroom
        self._times = times
        self._clock = clock

    async def follow(
        self,
        server_id: int,
        member_id: int,
        name: str,
        channel_id: int | None = None,
        rhythm: Rhythm = Rhythm.AT_ONCE,
        *,
        unknown: bool = False,
    ) -> tuple[Follow, bool]:
        """Lets a member follow whoever is called ``name``, and whether they didn't before.

        They are told in a channel, or directly where it is ``None``. With ``unknown`` it can be the full name of
        somebody whom no article names yet.

        Raises:
            UnknownAthleteError: when that is a full name, and no article has it.
            UserError: when nobody is called so, or more than one, or the member follows too many.
        """
        try:
            athlete = await self._known(server_id, name)
        except UnknownAthleteError:
            if not unknown:
                raise
            athlete = _spelled(name)
        followed = {each.athlete for each in await self._store.of_member(member_id, server_id)}
        if len(followed - {athlete}) >= MOST:
            raise UserError(f"you can follow {MOST} athletes: end another first", "too_many_follows", most=MOST)
        now = self._clock.now()
        follow = Follow(server_id, member_id, athlete, now, channel_id, rhythm)
        schedule = await self._times.of(follow.address)
        return await self._store.add(follow, schedule.due(rhythm, now)), athlete not in followed

    async def of_member(self, member_id: int, server_id: int | None) -> Sequence[Follow]:
        """Whom a member follows, in one server or, outside of any, in all of them."""
        return await self._store.of_member(member_id, server_id)

    async def end(self, follow_id: int, member_id: int) -> Follow | None:
        """Ends a member's follow; ``None`` where it isn't one of theirs, or ended before."""
        return await self._store.end(follow_id, member_id)

    async def refused(self, member_id: int) -> Sequence[Follow]:
        """The member's follows that ended because nothing could be told there, as long as they don't know."""
        return await self._store.refused(member_id)

    async def forget_refused(self, member_id: int) -> None:
        """Deletes those: the member has been told."""
        await self._store.forget_refused(member_id)

    async def resolve(self, server_id: int | None, name: str) -> str:
        """The full name of the one athlete who is called ``name`` in the server's articles.

        Raises:
            UserError: when nobody is called so, or more than one.
        """
        if name in (await self._newsroom.server_articles(server_id)).athletes:
            return name
        answer = await self._newsroom.look_up(name, server_id=server_id)
        if isinstance(answer, Ambiguous):
            several = f"{name} may be {', '.join(answer.candidates)}: use the full name"
            raise UserError(several, "which_athlete", name=name, candidates=answer.candidates)
        if isinstance(answer, NotFound) and not answer.question.athletes:
            raise UserError(f"nobody is called {name}: choose a name that is suggested", "unknown_athlete", name=name)
        return answer.question.athletes[0]

    async def _known(self, server_id: int, name: str) -> str:
        """The same as `resolve`, but for whom a full name can't mean."""
        try:
            athlete = await self.resolve(server_id, name)
        except UserError:
            if is_full(name):
                raise _unknown(name) from None
            raise
        if not may_mean(name, athlete):
            raise _unknown(name)
        return athlete


def is_full(name: str) -> bool:
    """Whether somebody may be called so in full, whom nobody knows yet: two words or more, no initial in front."""
    words = name.split()
    is_written = all(letter.isalpha() or letter in _SIGNS for word in words for letter in word)
    return is_written and is_full_name(_spelled(name)) and len(words[0].rstrip(".")) > 1 and len(name) <= LONGEST_NAME


def may_mean(name: str, athlete: str) -> bool:
    """Whether a name may be an athlete's: a full one is nobody else's by a slip, or by a surname that they share."""
    return not is_full(name) or is_called(athlete, name)


def _spelled(name: str) -> str:
    """A name with capitals, if it was written without."""
    words = name.split()
    if name != name.lower():
        return " ".join(words)
    return " ".join(word if word in PARTICLES else word.title() for word in words)


def _unknown(name: str) -> UnknownAthleteError:
    return UnknownAthleteError(
        f"no article names {name}: choose a name that is suggested", "unknown_athlete", name=name
    )
