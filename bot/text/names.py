"""Capitalised runs of words, and what stands beside them that tells people from places.

Nothing here decides who is a person; it reads what each text has to say about it, so that it can be counted.
"""

import re
from collections.abc import Collection, Container, Iterator
from typing import NamedTuple

from bot.text.normalize import UNREAD, fold
from bot.text.speech_verbs import SPEECH_VERBS
from bot.text.stopwords import STOPWORDS

PARTICLES = frozenset(
    "van von de der den da di la le bin el al dos das do du del della ter ten af av zu ben ibn y e".split()
)  # words read best as words
"""Words inside a name that may be written small: van der Berg."""

GENERATIONS = frozenset("jr jnr junior sr snr senior ii iii iv filho neto".split())  # words read best as words
"""What tells one of two people of a name from the other."""
PERSON, PLACE, THING, OFFICIAL = "person", "place", "thing", "official"
"""What words beside a run speak for: a person, a place, something else, or somebody whose work isn't to compete."""
_BESIDE = "\t"
"""Stands between a run and what was found beside it."""

_WORD = rf"(?:[dl]')?[A-ZÆŒÞ][\w{UNREAD}]*(?:['&-][A-Za-z][\w{UNREAD}]*)*"
_INITIALS = r"(?:[A-Z]\.[ ]?){1,3}(?=[A-Z][a-z])"
_RUN = re.compile(
    rf"(?:{_INITIALS})?{_WORD}(?:[ ](?:(?:{'|'.join(sorted(PARTICLES))})[ ])*(?:{_WORD}|[A-Z]\.(?=[ ][A-Z])))*"
)
_POSSESSIVE = re.compile(r"'s?[ ]")
_VERBS = "|".join(SPEECH_VERBS)
_ROLE = (
    r"athlete|runner|champion|medall?ist|winner|rival|pal|friend|player|striker|captain|defender|midfielder|goalkeeper|"
    r"holder|compatriot|teammate|team-mate|scot|briton|norwegian|american|kenyan|swimmer|sprinter|rider|hurdler|jumper|"
    r"brother|sister|beat|beating|behind|against|with|and|by"
)
_OFFICE = (
    r"coach|manager|trainer|president|director|doctor|physio|physiotherapist|commentator|announcer|journalist|agent|"
    r"referee|official|chairman|chairwoman|chief|secretary|spokesman|spokeswoman|minister|father|mother|wife|husband|"
    r"dad|mum|mom|son|daughter|author|owner|boss"
)
_KIND = (
    r"newspaper|paper|magazine|broadcaster|website|agency|company|brand|sponsor|"
    r"town|village|suburb|mountain|climb|pass|bridge|stadium|venue|resort|region"
)
_BEFORE = {
    PERSON: re.compile(rf"(?:\b(?:{_ROLE})s?,? |\b(?:{_VERBS}) )$", re.IGNORECASE),
    OFFICIAL: re.compile(rf"\b(?:(?:{_OFFICE})s?,?|(?:coached|trained|managed)(?: \w+){{0,2}} by) $", re.IGNORECASE),
    PLACE: re.compile(r"\b(?:in|at|on|near|comes? from) $", re.IGNORECASE),
    THING: re.compile(rf"\b(?:the|an?|this|its|his|their|our|my|{_KIND}) $", re.IGNORECASE),
}
_AFTER = {
    PERSON: re.compile(
        rf"\.?(?:,? (?:who|aged)\b|, \d\d\b| \(\d\d\)|, (?:his|her) "
        rf"| (?:{_VERBS}|won|ran|finished|beat|clocked|took|has|had|is|was)\b)"
    ),
    OFFICIAL: re.compile(
        rf", (?:(?:a|an|the|his|her|their|who is|whose?|[A-Z][\w'-]*'s?|\w+) ){{0,3}}(?:{_OFFICE})\b"
        r"| (?:is|was|became) (?:a|an|the|his|her|their) (?:\w+ )?(?:coach|trainer|manager|announcer|commentator)\b"
    ),
    PLACE: re.compile(r"(?!)"),
    THING: re.compile(r"(?!)"),
}
_NEAR = 30
"""Characters beside a run that are looked at."""
_LOWER_CASE = re.compile(r"\b[a-z]+\b")
_PERSON_LENGTH = range(2, 5)
_SHORTEST_SURNAME = 2


class Name(NamedTuple):
    """A capitalised run: its words without possessive, and the half-open character range it was read from."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        """The run's words."""
        return self.text.split()


def names(text: str, offset: int = 0) -> Iterator[Name]:
    """The capitalised runs of a text that begins at ``offset``, in order, function words at their head left out.

    A possessive ends a run: "Norway's Ann Lee" is Norway, and Ann Lee.
    """
    for match in _RUN.finditer(fold(text)):
        start = match.start()
        for end, following in [*((m.start(), m.end()) for m in _POSSESSIVE.finditer(match.group())), (None, 0)]:
            stop = match.end() if end is None else match.start() + end
            name = _without_function_words(match.string[start:stop], offset + start)
            if name:
                yield name
            start = match.start() + following


def _without_function_words(run: str, start: int) -> Name | None:
    while run:
        head, _, rest = run.partition(" ")
        if head.lower() not in STOPWORDS or _is_first_name(head, rest):
            break
        start += len(run) - len(rest) if rest else len(run)
        run = rest
    bare = run.removesuffix("'s").removesuffix("'")
    return Name(bare, start, start + len(bare)) if bare else None


def _is_first_name(head: str, rest: str) -> bool:
    return head == "Will" and bool(rest) and " " not in rest


def lower_case_words(folded: str) -> list[str]:
    """The words that a folded text writes in lower case, repetitions kept."""
    return _LOWER_CASE.findall(folded)


def name_uses(folded: str) -> Iterator[str]:
    """Each capitalised run of a folded text, and again with whatever words beside it speak for.

    `beside` puts the two together.
    """
    for name in names(folded):
        yield name.text
        ahead = folded[max(0, name.start - _NEAR) : name.start]
        after = folded[name.end : name.end + _NEAR]
        for what, pattern in _BEFORE.items():
            if pattern.search(ahead) or _AFTER[what].match(after):
                yield beside(name.text, what)


def beside(run: str, what: str) -> str:
    """What a run that shows beside something is counted as, by `name_uses`; the run itself for ``""``."""
    return f"{run}{_BESIDE}{what}" if what else run


def is_run(use: str) -> bool:
    """Whether a use is a run itself, not again with something beside it."""
    return _BESIDE not in use


def is_place(run: str, uses: Container[str]) -> bool:
    """Whether a run stands anywhere where places do, by `name_uses`."""
    return beside(run, PLACE) in uses


def is_full_name(name: str, not_people: Collection[str] = frozenset()) -> bool:
    """Whether a run of words has the shape of a person's full name, and none of its words is in ``not_people``."""
    words = [word for word in name.split() if word not in PARTICLES]
    return (
        len(words) in _PERSON_LENGTH
        and len(words[-1]) >= _SHORTEST_SURNAME
        and not any(
            word.lower() in not_people
            or (word.isupper() and len(word) > _SHORTEST_SURNAME and word.lower() not in GENERATIONS)
            or any(c.isdigit() for c in word)
            for word in words
        )
    )
