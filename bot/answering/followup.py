"""Reads a question in the light of the conversation: whom it means when it doesn't say.

Only the athlete, the topic and the articles quoted last are carried, never the words of earlier answers: a search that
repeats them finds the same passage again. A new name drops the old one.
"""

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from bot.answering.athletes import Resolution
from bot.domain.conversation import Conversation, Turn
from bot.domain.question import Question
from bot.retrieval.analyzer import terms, word_term
from bot.retrieval.folding import fold

_SUBJECT = re.compile(r"\b(?:he|she|they|him|them)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:his|her|hers|their)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|that|this|there|then|those|these)\b", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:(?:(?:and|but|or)\s)?(?:what|how) about|and|but|or)\b[\s,]*", re.IGNORECASE)
# Nothing but the question word, and words that only point at what was asked before: "why?", "when did she do that?".
_BARE = re.compile(
    r"^(?:and |but |so )?(?:why|when|where|who|how|how long|how fast|in what time|which one|what time)"
    r"(?: (?:was|is) (?:that|this|it)| (?:did|does|do) (?:that|this|it)(?: (?:be|happen))?"
    r"| (?:did|does|do) (?:he|she|they)(?: do (?:that|this|it|so))?)?(?: not| exactly| so)?\W*$",
    re.IGNORECASE,
)
_HOW_OLD = re.compile(r"^(?:and |but |so )?how old\W*$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:(?:tell me |show me |say )?(?:some )?more|go on|continue|anything else|what else)(?: please)?[^a-z]*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^(?:(?:what'?s|what is|show me|give me|who is) )?(?:your |the |a )?"
    r"(?:sources?|link|links|reference|citation)(?: please)?\W*$"
    r"|^where (?:does|did) (?:that|this|it) come from\W*$|^says who\W*$"
    r"|^where did you (?:get|read|find) (?:that|this|it)\W*$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    r"^(?:and |so )?who (?:said|says|told|wrote) (?:that|this|it|so)(?: exactly)?\W*$"
    r"|^whose words (?:is|are|was|were) (?:that|this|it|these|those|they)\W*$",
    re.IGNORECASE,
)
_QUESTION_HEAD = re.compile(
    r"^(?:and |but |so )?(?:what|who|whom|when|where|why|how|which)(?:'s)?\b"
    r"(?: (?:long|old|fast|many|much|often|far|time|year|place|medal))?",
    re.IGNORECASE,
)
_BE = r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)"
_BEGINS_WITH_BE = re.compile(rf"^{_BE}\b", re.IGNORECASE)
_PRONOUN_LAST = re.compile(r"\b(?:him|her|he|she)\W*$", re.IGNORECASE)
_PRONOUN_FIRST = re.compile(rf"\s*(?:{_BE} )?(?:he|she|his|her)\b", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the last turn gives a follow-up.

    ``resolution`` is whom its question names; ``answered`` the athlete that its answer names, if it is one only.
    """

    resolution: Resolution = field(default_factory=Resolution)
    answered: tuple[str, ...] = ()


def intent_of(text: str, conversation: Conversation) -> Intent:
    """Whether a message asks something new, or something of the answer before it."""
    if conversation.last is None:
        return Intent.ANSWER
    stripped = fold(text).strip()
    for pattern, intent in ((_MORE, Intent.MORE), (_SOURCE, Intent.SOURCE), (_WHO_SAID, Intent.WHO_SAID)):
        if pattern.match(stripped):
            return intent
    return Intent.ANSWER


def follow_up(
    text: str,
    resolution: Resolution,
    conversation: Conversation,
    earlier: Earlier = Earlier(),
    nearby: tuple[str, ...] = (),
) -> FollowUp:
    """What ``text`` stands for after the turns of ``conversation``; ``resolution`` is whom it names itself."""
    last = conversation.last
    if last is None:
        return FollowUp(text, text, resolution.athletes)
    named = bool(resolution.athletes)
    followup = _with_new_name(text, resolution, last, earlier) if named else _without_name(text, last, earlier)
    return replace(followup, nearby=nearby)


def means_nobody(question: Question, conversation: Conversation) -> bool:
    """Whether a question begins with "he" or "she", or ends with "her", and nothing said before tells who that is."""
    if question.athletes or (conversation.last and conversation.last.question.names):
        return False
    text = fold(question.meant).strip()
    head = _QUESTION_HEAD.match(text)
    first = _PRONOUN_FIRST.match(text, head.end() if head else 0)
    return bool(first or (_PRONOUN_LAST.search(text) and not question.names))


def _with_new_name(text: str, resolution: Resolution, last: Turn, earlier: Earlier) -> FollowUp:
    """A message that names somebody: "and Wightman?" asks the same of another athlete, a name alone says who."""
    folded = fold(text).strip()
    alone = not terms(_outside_mentions(fold(text), resolution)) and len(resolution.athletes) == 1
    if alone and _was_asked_back(resolution.athletes[0], earlier):
        return FollowUp(text, _renamed(last.question, resolution.athletes[0], earlier), resolution.athletes)
    if alone and _WHAT_ABOUT.match(folded):
        if last.question.athletes:
            same = _renamed(last.question, resolution.athletes[0], earlier)
            return FollowUp(text, same, resolution.athletes, about=resolution.athletes)
        return FollowUp(text, resolution.athletes[0], resolution.athletes)
    carried = last.question.terms if _THING.search(folded) else ()
    return FollowUp(text, text, resolution.athletes, carried=carried)


def _was_asked_back(athlete: str, earlier: Earlier) -> bool:
    """Whether an athlete is one of those who share the name in the last question."""
    return earlier.resolution.ambiguous is not None and athlete in earlier.resolution.ambiguous[1]


def _without_name(text: str, last: Turn, earlier: Earlier) -> FollowUp:
    """A message that names nobody: a pronoun, a bare "why?" or a definite word points back."""
    athletes = last.question.athletes
    folded = fold(text).strip()
    if _BARE.match(folded):
        return FollowUp(text, _asked_again(folded, last), athletes, about=athletes)
    meant = athletes or earlier.answered
    if meant and _HOW_OLD.match(folded):
        return FollowUp(text, f"how old is {' and '.join(meant)}", meant, about=meant)
    if meant and (_SUBJECT.search(folded) or _POSSESSIVE.search(folded)):
        return FollowUp(text, _named(text, meant), meant, about=meant)
    if not athletes:
        return FollowUp(text, text, carried=_subject(last.question))
    what_about = _WHAT_ABOUT.match(folded)
    rest = folded[what_about.end() :] if what_about else ""
    # "And who won?" is a question of its own.
    if rest and not (_QUESTION_HEAD.match(rest) or _BEGINS_WITH_BE.match(rest)):
        return FollowUp(text, f"{athletes[0]} {rest}", athletes, about=athletes)
    carried = tuple(term for athlete in athletes for term in terms(athlete))
    return FollowUp(text, text, carried=carried)


def _subject(question: Question) -> tuple[str, ...]:
    """What a question without athletes is about: its names, or else what it carried itself, or else all its terms."""
    named = tuple(term for name in sorted(question.names) if (term := word_term(name)) in question.terms)
    return named or question.carried or question.terms


def _named(text: str, athletes: tuple[str, ...]) -> str:
    """The text with its first pronoun replaced by whom it means."""
    who = " and ".join(athletes)
    replaced, count = _SUBJECT.subn(who, text, count=1)
    return replaced if count else _POSSESSIVE.sub(f"{who}'s", text, count=1)


def _renamed(question: Question, athlete: str, earlier: Earlier) -> str:
    """The earlier question, asked of another athlete."""
    text = question.meant
    for mention in earlier.resolution.mentions:
        if not question.athletes or set(question.athletes) & set(mention.athletes):
            named = text[mention.start : mention.end]
            possessive = "'s" if fold(named).endswith("'s") else ""
            return text[: mention.start] + athlete + possessive + text[mention.end :]
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
