"""What somebody wants to know, as a front-end understood it from words, an option or a button."""

from dataclasses import dataclass
from enum import StrEnum


class RequestIntent(StrEnum):
    """What is wanted: an answer to a question, or something about the answer before.

    ``MORE`` wants further quotes on the same question, ``SAME_ABOUT`` asks the same about another athlete, and
    ``WHO_IS_MEANT`` says which of several namesakes the question was about.
    """

    QUESTION = "question"
    MORE = "more"
    SAME_ABOUT = "same_about"
    WHO_IS_MEANT = "who_is_meant"


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``text`` is empty where the intent says it all.

    ``athlete`` is whom a question is about, beside whom its text names, or whom an intent is about.
    """

    text: str = ""
    athlete: str | None = None
    intent: RequestIntent = RequestIntent.QUESTION
