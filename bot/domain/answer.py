"""What the bot can answer: one of a few kinds, each with what its template needs."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.question import Question
from bot.domain.quote import Quote


class Topic(StrEnum):
    """What a group of quotes is about."""

    FACT = "fact"
    WHAT_HAPPENED = "what_happened"
    OWN_WORDS = "own_words"
    LATEST = "latest"
    RESULTS = "results"
    INJURIES = "injuries"
    SOURCE = "source"
    TIMELINE = "timeline"


class Certainty(StrEnum):
    """How sure the bot is that what it shows answers the question."""

    SURE = "sure"
    MAYBE = "maybe"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Section:
    """Quotes under one topic of a profile."""

    topic: Topic
    quotes: tuple[Quote, ...]


class FactKind(StrEnum):
    """What a fact at the head of an athlete's card tells."""

    BORN = "born"
    AGE = "age"
    EVENT = "event"
    CLUB = "club"
    COACH = "coach"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Fact:
    """Words of an article that tell something about an athlete: those marked in ``quote``, which is their sentence."""

    kind: FactKind
    quote: Quote

    @property
    def words(self) -> str:
        """The telling words, exactly as the article has them."""
        return (self.quote.bold or self.quote.span).slice(self.quote.revision.text)


@dataclass(frozen=True, slots=True)
class Found:
    """The articles answer, or may answer; ``quotes`` holds one to three, best first."""

    question: Question
    topic: Topic
    quotes: tuple[Quote, ...]
    confidence: float
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class Profile:
    """What the articles have on one athlete, in sections."""

    question: Question
    athlete: str
    sections: tuple[Section, ...]
    confidence: float
    certainty: Certainty = Certainty.SURE

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All sections' quotes, in order."""
        return tuple(quote for section in self.sections for quote in section.quotes)


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """Two articles answer differently; ``quotes`` holds one of each, best first."""

    question: Question
    quotes: tuple[Quote, ...]
    confidence: float
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class NotFound:
    """The articles don't answer.

    ``nearest`` holds the closest sentences, up to three, which are not an answer; ``searched`` is the number of
    articles; ``topics`` are those that the articles do have on the question's first athlete. ``wanted_more`` tells that
    all there is has been quoted already.
    """

    question: Question
    confidence: float
    searched: int
    nearest: tuple[Quote, ...] = ()
    topics: tuple[Topic, ...] = ()
    wanted_more: bool = False
    certainty: Certainty = Certainty.NONE

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Nothing is quoted when nothing answers."""
        return ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that several athletes share; ``candidates`` holds their full names."""

    question: Question
    name: str
    candidates: tuple[str, ...]
    confidence: float = 0.0
    certainty: Certainty = Certainty.NONE

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Nobody is quoted before it is clear who was meant."""
        return ()


class TalkTopic(StrEnum):
    """What a message is that asks nothing of the articles."""

    GREETING = "greeting"
    THANKS = "thanks"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    HELP = "help"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Talk:
    """A fitting line for a message that asks nothing of the articles."""

    question: Question
    topic: TalkTopic
    confidence: float = 0.0
    certainty: Certainty = Certainty.NONE

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Nothing was asked, so nothing is quoted."""
        return ()


KIND = {
    Found: "found",
    Profile: "found",
    Disagreeing: "disagreeing",
    NotFound: "not_found",
    Ambiguous: "ambiguous",
    Talk: "talk",
}
"""The ``kind`` each answer is published under."""

Answer = Found | Profile | Disagreeing | NotFound | Ambiguous | Talk
