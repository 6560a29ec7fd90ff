"""Reads a question in the light of the conversation: whom it means when it doesn't say.

Only the athlete, the topic and the articles quoted last are carried, never the words of earlier answers: a search that
repeats them finds the same passage again. A new name drops the old one.
"""

import re
from dataclasses import dataclass, replace

from bot.answering.names.gazetteer import Resolution
from bot.answering.question.aspects import with_aspect
from bot.answering.question.subjects import Earlier, meant_by, subjects_of
from bot.domain.conversation import Conversation, Turn
from bot.domain.question import AnswerType, Question
from bot.text.analyzer import terms
from bot.text.auxiliary_verbs import AUXILIARY_VERB
from bot.text.normalize import fold

_SUBJECT = re.compile(
    r"\b(?:he|she|they|him|them|her(?=\W*$|\W* (?:in|at|on|to|and|or|for|with|from|by|then|there|out|when|after|before|"
    r"back)\b))(?!\w)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:his|her|hers|their)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|that|this|there|then|those|these)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:that|this|there|then|those|these)\b", re.IGNORECASE)
_OPENER = re.compile(
    r"^(?:(?:and|but|or|so|ok|okay|then|now|also|well)\b[\s,]*)*"
    r"(?:(?:what|how) (?:about|of)\b\s*|(?:and|but|or|so|then)\b\s*|(?<=\s)(?=\w))",
    re.IGNORECASE,
)
_CORRECTING = re.compile(
    r"^(?:(?:no+|nope|sorry|not (?:him|her|that one|them))\b[\s,]*)?"
    r"(?:i (?:mean|meant)|i'm talking about|sorry,?)\b[\s,]*",
    re.IGNORECASE,
)
_SHORT = 2
"""A message of so few terms asks nothing by itself."""
_POINTING = 3
"""One of so few does where nothing in it points at what was said."""
_REMEMBERED = 3
"""In how many of the latest questions another year, event or place may take the place of theirs."""
_WHAT_ABOUT = re.compile(r"^(?:(?:(?:and|but|or)\s)?(?:what|how) about|and|but|or)\b[\s,]*", re.IGNORECASE)
# Nothing but the question word, and words that only point at what was asked before: "why?", "when did she do that?".
_BARE = re.compile(
    r"^(?:and |but |so )?(?:why|when|where|who|how|how long|how fast|in what time|which one|what time)"
    r"(?: (?:was|is) (?:that|this|it)| (?:did|does|do) (?:that|this|it)(?: (?:be|happen))?"
    r"| (?:did|does|do) (?:he|she|they)(?: do (?:that|this|it|so))?)?(?: not| exactly| so)?\W*$",
    re.IGNORECASE,
)
_QUESTION_HEAD = re.compile(
    r"^(?:and |but |so )?(?:what|who|whom|when|where|why|how|which)(?:'s)?\b"
    r"(?: (?:long|old|fast|many|much|often|far|time|year|place|medal))?",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(rf"^\s*(?:{AUXILIARY_VERB} )?(?:he|she|his|her)\b|\b(?:him|her|he|she)\W*$", re.IGNORECASE)
"""Right behind the question word, or at the end; elsewhere a pronoun may mean somebody whom the question names."""
_BEGINS_WITH_BE = re.compile(rf"^{AUXILIARY_VERB}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message as it is to be read.

    ``asked`` is what was typed, ``text`` what it stands for; ``context_terms`` are index terms that the conversation
    adds; ``about`` the athletes that were filled in; ``nearby`` the ids of the articles quoted last; ``context`` is the
    question before, where the message leans on it without a word that could be replaced.
    """

    asked: str
    text: str
    athletes: tuple[str, ...] = ()
    context_terms: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    context: str = ""


def follow_up(
    text: str,
    resolution: Resolution,
    conversation: Conversation,
    earlier: Earlier,
    nearby: tuple[str, ...],
) -> FollowUp:
    """What ``text`` stands for after the turns of ``conversation``; ``resolution`` is whom it names itself."""
    last = conversation.last
    if last is None:
        return FollowUp(text, text, resolution.athletes)
    if resolution.athletes:
        followup = _with_new_name(text, resolution, conversation, earlier)
    else:
        followup = _without_name(text, conversation, last, earlier)
    return replace(followup, nearby=nearby)


def means_nobody(question: Question) -> bool:
    """Whether a question speaks of "he" or "she", and nothing said before tells who that is."""
    text = _QUESTION_HEAD.sub("", fold(question.meant).strip(), count=1)
    return not question.athletes and not question.names and _LEFT_OPEN.search(text) is not None


def _with_new_name(text: str, resolution: Resolution, conversation: Conversation, earlier: Earlier) -> FollowUp:
    """A message that names somebody: "and Wightman?" asks the same of another athlete, a name alone says who."""
    last = conversation.turns[-1]
    folded = fold(text).strip()
    correcting = _CORRECTING.match(folded)
    outside = _CORRECTING.sub("", _outside_mentions(fold(text), resolution).strip())
    alone = not terms(outside) and len(resolution.athletes) == 1
    if not alone:
        carried = last.question.terms if _THING.search(folded) else ()
        context = last.question.meant if _THING.search(folded) else ""
        return FollowUp(text, text, resolution.athletes, context_terms=carried, context=context)
    athlete = resolution.athletes[0]
    if _was_asked_back(athlete, earlier.resolve(last.question)) or _is_bare(folded, resolution):
        return who_is_meant(text, athlete, conversation, earlier)
    if _WHAT_ABOUT.match(folded) or correcting:
        return same_about(text, athlete, conversation, earlier)
    return FollowUp(text, text, resolution.athletes)


def same_about(text: str, athlete: str, conversation: Conversation, earlier: Earlier) -> FollowUp:
    """The question before, asked about another athlete; who that is where nothing was asked that could be."""
    last = _last_about_somebody(conversation)
    question, athletes = last.question, (athlete,)
    if question.athletes:
        same = _renamed(question, athlete, earlier)
        return FollowUp(text, same, athletes, about=athletes, context_terms=question.context_terms)
    if question.wanted is AnswerType.PERSON:
        # After "who was third?", "and Kerr?" asks for his part in the same race.
        carried = question.terms + question.context_terms
        return FollowUp(text, f"where did {athlete} finish", athletes, context_terms=carried, about=athletes)
    return FollowUp(text, athlete, athletes)


def who_is_meant(text: str, athlete: str, conversation: Conversation, earlier: Earlier) -> FollowUp:
    """The question before, where it left open which namesake it meant, or was about somebody else; else who that is."""
    last = conversation.turns[-1].question
    if _was_asked_back(athlete, earlier.resolve(last)):
        return FollowUp(text, _renamed(last, athlete, earlier), (athlete,))
    last = _last_about_somebody(conversation).question
    if last.athletes not in {(), (athlete,)} and last.wanted is not AnswerType.ABOUT:
        return same_about(text, athlete, conversation, earlier)
    return FollowUp(text, text or athlete, (athlete,))


def _last_about_somebody(conversation: Conversation) -> Turn:
    """The last turn; the one before it where only that one says whom it asked about, as in "why so bad?"."""
    last, *before = reversed(conversation.turns[-2:])
    asks_who = last.question.wanted is AnswerType.PERSON
    return before[0] if before and not (last.question.athletes or asks_who) and before[0].question.athletes else last


def _is_bare(folded: str, resolution: Resolution) -> bool:
    """Whether a message is nothing but a name."""
    return not re.search(r"[^\W_]", _outside_mentions(folded, resolution).replace("'s", ""))


def _was_asked_back(athlete: str, before: Resolution) -> bool:
    """Whether an athlete is one of those who share the name in the last question."""
    return before.ambiguous is not None and athlete in before.ambiguous[1]


def _without_name(text: str, conversation: Conversation, last: Turn, earlier: Earlier) -> FollowUp:
    """A message that names nobody: a pronoun, a bare "why?" or a definite word points back."""
    subjects = subjects_of(conversation, earlier)
    folded = fold(text).strip()
    if _BARE.match(folded):
        athletes = last.question.athletes
        return FollowUp(
            text, _asked_again(folded, last), athletes, about=athletes, context_terms=last.question.context_terms
        )
    pronoun = _SUBJECT.search(folded) or _POSSESSIVE.search(folded)
    meant = meant_by(pronoun.group().lower() if pronoun else "", subjects, earlier)
    if meant and pronoun:
        leans = _THING.search(folded) is not None
        context, carried = (last.question.meant, last.question.terms) if leans else ("", ())
        named = _named(text, meant.name)
        return FollowUp(text, named, meant.athletes, about=meant.athletes, context_terms=carried, context=context)
    opener = _OPENER.match(folded)
    rest = folded[opener.end() :] if opener else folded
    asks = bool(_QUESTION_HEAD.match(rest) or _BEGINS_WITH_BE.match(rest))
    asked = [
        turn for turn in reversed(conversation.turns[-_REMEMBERED:]) if turn.question.wanted is not AnswerType.ABOUT
    ]
    aspect = with_aspect([turn.question.meant for turn in asked], rest, named=opener is not None) if asked else None
    if aspect and not asks:
        about = asked[aspect[0]].question
        return FollowUp(text, aspect[1], about.athletes, about=about.athletes, context_terms=about.context_terms)
    if subjects and opener and not asks:
        first = subjects[0]
        return FollowUp(text, f"{first.name} {rest}", first.athletes[:1], about=first.athletes[:1])
    leans = _leans(folded)
    subject = terms(subjects[0].name) if subjects else last.question.context_terms or last.question.terms
    carried = (*subject, *(last.question.terms if leans else ()))
    context = last.question.meant if leans else ""
    return FollowUp(text, text, context_terms=tuple(dict.fromkeys(carried)), context=context)


def _leans(folded: str) -> bool:
    """Whether a message is too short to ask anything by itself, or points at what was asked before."""
    asked = len(set(terms(folded)))
    return asked <= _SHORT or (_POINTS.search(folded) is not None and asked <= _POINTING)


def name_in(text: str, athlete: str) -> str:
    """The text with an athlete named in it: instead of its first pronoun, or behind it."""
    replaced = _named(text, athlete)
    return replaced if replaced != text else f"{text} {athlete}"


def _named(text: str, who: str) -> str:
    """The text with its first pronoun replaced by whom it means."""
    replaced, count = _SUBJECT.subn(who, text, count=1)
    return replaced if count else _POSSESSIVE.sub(f"{who}'s", text, count=1)


def _renamed(question: Question, athlete: str, earlier: Earlier) -> str:
    """The earlier question, asked of another athlete."""
    text = question.meant
    for mention in earlier.resolve(question).mentions:
        if not question.athletes or set(question.athletes) & set(mention.athletes):
            named = text[mention.start : mention.end]
            possessive = "'s" if fold(named).endswith("'s") else ""
            return text[: mention.start] + athlete + possessive + text[mention.end :]
    return name_in(text, athlete)


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
