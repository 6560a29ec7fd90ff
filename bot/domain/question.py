"""A question as the bot understood it."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerType(StrEnum):
    """What kind of answer a question wants."""

    PERSON = "person"
    DATE = "date"
    DURATION = "duration"
    MARK = "mark"
    RANK = "rank"
    MEDAL = "medal"
    LOCATION = "location"
    AGE = "age"
    COUNT = "count"
    REASON = "reason"
    MANNER = "manner"
    EVENT = "event"
    SPEECH = "speech"
    YES_NO = "yes_no"
    ABOUT = "about"
    THING = "thing"


class Intent(StrEnum):
    """What a message asks the bot to do."""

    ANSWER = "answer"
    MORE = "more"
    SOURCE = "source"
    WHO_SAID = "who_said"


@dataclass(frozen=True, slots=True)
class Question:
    """The text as asked, empty where a button asked, and what was read in it.

    ``meant`` is the text with what a follow-up leaves out filled in; the same as ``text`` where nothing was missing.
    ``terms`` are the distinct index terms that an answering sentence should share, in order, the words that only
    ask ("happened", "year") left out; ``question_words`` are those left-out words' terms; ``athletes`` are full names
    from the gazetteer; ``names`` are capitalised words of the question in folded lower case. ``speaker`` is set
    when somebody's own words are wanted. ``context_terms`` are terms that the conversation adds, and ``nearby`` the ids
    of the articles it last quoted; both only help. ``about`` names the athletes that were filled in from the
    conversation, so that an answer can say how the question was read. ``subjects`` are those of the athletes whom
    articles are about, by their front matter or a title; of others the articles may say little.
    ``context`` is the question before, where this one leans on it. ``intent`` tells whether the articles are asked, or
    the bot about its last answer.
    """

    text: str
    meant: str
    wanted: AnswerType
    terms: tuple[str, ...]
    question_words: tuple[str, ...] = ()
    athletes: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    speaker: str | None = None
    context_terms: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    context: str = ""
    intent: Intent = Intent.ANSWER

    @property
    def asked(self) -> str:
        """The text as asked, or what a button meant."""
        return self.text or self.meant

    @property
    def in_context(self) -> str:
        """What is meant, behind the question that it leans on."""
        return f"{self.context} {self.meant}".strip()
