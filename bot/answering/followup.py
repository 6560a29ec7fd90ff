"""Reads a question in the light of the conversation: whom it means when it doesn't say.

Only the athlete, the topic and the articles quoted last are carried, never the words of earlier answers: a search that
repeats them finds the same passage again. A new name drops the old one.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.answering.athletes import Resolution
from bot.domain.conversation import Conversation, Turn
from bot.domain.question import Question
from bot.retrieval.analyzer import terms
from bot.retrieval.folding import fold

_SUBJECT = re.compile(r"\b(?:he|she|they|him|them)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:his|her|hers|their)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|that|this|there|then|those|these)\b", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:and|what about|how about|and what about|and how about|but|or)\b[\s,]*", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:and |but |so )?(?:why|when|where|how|who|how long|how fast|how old|in what time|which one|what time)"
    r"(?: (?:was|is|did|does|do) (?:that|this|it|he|she|they|so|be|happen)\b.*)?(?: not| exactly| so)?\W*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^(?:(?:tell me |show me |say )?(?:some )?more|go on|continue|anything else|what else)\b[^a-z]*$", re.IGNORECASE)
_SOURCE = re.compile(
    r"^(?:(?:what'?s|what is|show me|give me|who is) )?(?:your |the |a )?(?:sources?|link|links|reference|citation)\W*$"
    r"|^where (?:does|did) (?:that|this|it) come from\W*$|^says who\W*$|^where did you (?:get|read|find) (?:that|this|it)\W*$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(r"^(?:and |so )?who (?:said|says|told|wrote) (?:that|this|it|so)\b.*$|^whose words\b.*$", re.IGNORECASE)
_QUESTION_HEAD = re.compile(
    r"^(?:and |but |so )?(?:what|who|whom|when|where|why|how|which)(?:'s)?\b"
    r"(?: (?:long|old|fast|many|much|often|far|time|year|place|medal))?",
    re.IGNORECASE,
)


class Intent(Enum):
    """What a message asks the bot to do."""

    ANSWER = auto()
    MORE = auto()
    SOURCE = auto()
    WHO_SAID = auto()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message as it is to be read.

    ``asked`` is what was typed, ``text`` what it stands for; ``carried`` are index terms that the conversation adds;
    ``about`` the athletes that were filled in; ``nearby`` the ids of the articles quoted last.
    """

    asked: str
    text: str
    athletes: tuple[str, ...] = ()
    intent: Intent = Intent.ANSWER
    carried: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()


def intent_of(text: str, conversation: Conversation) -> Intent:
    """Whether a message asks something new, or something of the answer before it."""
    if conversation.last is None:
        return Intent.ANSWER
    stripped = fold(text).strip()
    for pattern, intent in ((_MORE, Intent.MORE), (_SOURCE, Intent.SOURCE), (_WHO_SAID, Intent.WHO_SAID)):
        if pattern.match(stripped):
            return intent
    return Intent.ANSWER


def follow_up(text: str, resolution: Resolution, conversation: Conversation) -> FollowUp:
    """What ``text`` stands for after the turns of ``conversation``; ``resolution`` is whom it names itself."""
    last = conversation.last
    if last is None:
        return FollowUp(text, text, resolution.athletes)
    nearby = tuple(dict.fromkeys(reference.article_id for reference in last.quoted))
    followup = _with_new_name(text, resolution, last) if resolution.athletes else _without_name(text, last)
    return FollowUp(
        text, followup.text, followup.athletes, Intent.ANSWER, followup.carried, followup.about, nearby
    )


def _with_new_name(text: str, resolution: Resolution, last: Turn) -> FollowUp:
    """A message that names somebody: "and Wightman?" asks the same of another athlete."""
    folded = fold(text).strip()
    rest = _outside_mentions(folded, resolution)
    if _WHAT_ABOUT.match(folded) and not terms(rest) and len(resolution.athletes) == 1:
        if last.question.athletes:
            same = _renamed(last.question, resolution.athletes[0])
            return FollowUp(text, same, resolution.athletes, about=resolution.athletes)
        return FollowUp(text, resolution.athletes[0], resolution.athletes)
    carried = last.question.terms if _THING.search(folded) else ()
    return FollowUp(text, text, resolution.athletes, carried=carried)


def _without_name(text: str, last: Turn) -> FollowUp:
    """A message that names nobody: a pronoun, a bare "why?" or a definite word points back."""
    athletes = last.question.athletes
    folded = fold(text).strip()
    if _BARE.match(folded):
        return FollowUp(text, _asked_again(folded, last), athletes, about=athletes)
    if not athletes:
        return FollowUp(text, text, carried=last.question.terms)
    if _SUBJECT.search(folded) or _POSSESSIVE.search(folded):
        return FollowUp(text, _named(text, athletes), athletes, about=athletes)
    what_about = _WHAT_ABOUT.match(folded)
    if what_about:
        return FollowUp(text, f"{athletes[0]} {folded[what_about.end() :]}", athletes, about=athletes)
    carried = tuple(term for athlete in athletes for term in terms(athlete))
    return FollowUp(text, text, carried=carried)


def _named(text: str, athletes: tuple[str, ...]) -> str:
    """The text with its first pronoun replaced by whom it means."""
    who = " and ".join(athletes)
    replaced, count = _SUBJECT.subn(who, text, count=1)
    return replaced if count else _POSSESSIVE.sub(f"{who}'s", text, count=1)


def _renamed(question: Question, athlete: str) -> str:
    """The earlier question, asked of another athlete."""
    text = question.meant
    for name in question.athletes:
        for part in (name, name.split()[-1]):
            pattern = re.compile(rf"\b{re.escape(part)}\b", re.IGNORECASE)
            if pattern.search(fold(text)):
                return pattern.sub(athlete, fold(text), count=1)
    replaced = _named(text, (athlete,))
    return replaced if replaced != text else f"{text} {athlete}"


def _asked_again(bare: str, last: Turn) -> str:
    """A bare question word, put in front of what was asked before."""
    head = _QUESTION_HEAD.match(bare)
    word = head.group() if head else bare
    rest = _QUESTION_HEAD.sub("", fold(last.question.meant), count=1).strip()
    return f"{word.strip(' ?')} {rest}"


def _outside_mentions(text: str, resolution: Resolution) -> str:
    for mention in reversed(resolution.mentions):
        text = text[: mention.start] + text[mention.end :]
    return text
