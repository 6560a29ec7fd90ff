"""What articles tell about who an athlete is: when they were born, their event, club, coach, and personal bests.

A fact is the telling words of one sentence that is about the athlete and nobody else. What was so once isn't told: only
the present tense counts, and what happened last.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import takewhile

from bot.answering.article.reading import ArticleReading, Sentence
from bot.answering.article.timeline import dated
from bot.domain.answer import Fact, FactKind
from bot.domain.article import Revision
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.text.names import PARTICLES
from bot.text.normalize import fold_lower

MOST_BESTS = 2
_LONGEST = 100
"""Characters of the telling words; longer ones tell something else."""
_WORD = r"[A-Z][\w'-]*"
_FURTHER = rf"(?: (?:(?:{'|'.join(sorted(PARTICLES))}) )*{_WORD})"
_NAME = rf"{_WORD}{_FURTHER}{{0,3}}"
_FULL_NAME = rf"{_WORD}{_FURTHER}{{1,3}}"
_PRONOUN = re.compile(r"(?:He|She|His|Her)\b")
_MARK = r"\d{1,2}(?::\d\d)+(?:\.\d+)?|\d{1,3}\.\d{1,3}(?: ?(?:seconds|s|m|metres))?|\d[\d,]* points"
_BEST = r"(?:personal|lifetime|career) bests?|best (?:[\w-]+ ){0,2}time|PB"
_CLUB_WORD = r"(?:Club|Harriers|Athletics?|AC|RC|FC|SC|TC|United|City|Runners|Team)"
_NATION = (
    r"(?:Team |Great Britain|GB|England|Scotland|Wales|Ireland|Northern|United States|USA|US|Norway|Kenya|Ethiopia)"
)
_PATTERNS = {
    FactKind.BORN: (re.compile(r"\bborn\b"),),
    FactKind.AGE: (
        re.compile(r"\b(?P<words>aged \d\d)\b"),
        re.compile(r"\b(?P<words>\d\d-year-old)\b"),
        re.compile(r"\bwho is (?P<words>\d\d)\b"),
        re.compile(r"[A-Z]\w+, (?P<words>\d\d),"),
    ),
    FactKind.CLUB: (
        re.compile(
            rf"\b(?:runs|races|competes|plays|swims|rides|rows|fights) for (?:the )?(?!{_NATION})(?P<words>{_NAME})"
        ),
        re.compile(
            rf"\b(?:joined|signed for|belongs to|is a member of) (?:the )?(?P<words>(?:[A-Z]\w* )*{_CLUB_WORD})\b"
        ),
    ),
    FactKind.COACH: (
        re.compile(
            r"\b(?:is|been|now) coached (?:since \d{4} |jointly )?by "
            rf"(?:his|her|the|former| )*(?:\w+ ){{0,2}}?(?P<words>{_FULL_NAME})"
        ),
        re.compile(
            rf"\b[Hh](?:is|er) (?:new )?coach(?:es)?,?(?: is| are)? (?P<words>{_FULL_NAME}(?: and {_FULL_NAME})?)"
        ),
        re.compile(rf"^(?P<words>{_FULL_NAME}) (?:became|is) (?:his|her) (?:new )?coach\b"),
        re.compile(rf"\bto train with the coach (?P<words>{_FULL_NAME})"),
    ),
    FactKind.BEST: (
        re.compile(rf"\b(?P<words>(?:{_BEST})\b(?: of|,| is|:)? (?:{_MARK}))"),
        re.compile(rf"(?P<words>(?:{_MARK}) (?:is|was|,) (?:his|her|a) (?:{_BEST}))\b"),
    ),
}
_OVER = re.compile(
    r"\b(?:part(?:ed|ing|s)? (?:from|ways)|split|left|leav(?:es|ing)|former|fired|sacked|dismissed|died|until|"
    r"no longer)\b"
)
_DISCIPLINE = re.compile(
    r"\b(?:\d{2,3}|\d{1,2},?\d{3})m(?: (?:hurdles|steeplechase|freestyle|butterfly|backstroke|breaststroke|medley))?\b"
    r"|\b(?:steeplechase|half-marathon|marathon|mile|long jump|high jump|triple jump|pole vault|shot put|discus|"
    r"javelin|hammer|heptathlon|decathlon|single sculls|double sculls|judo|time trial|race walk)\b"
)


def find_facts(
    sentences: Sequence[Sentence], athlete: str, read: Callable[[Revision], ArticleReading]
) -> Sequence[Fact]:
    """The facts that sentences about an athlete tell, in the order of their kinds; the sentences come newest first."""
    own = [sentence for sentence in sentences if _is_subject(athlete, sentence, read(sentence.revision))]
    born = _first(FactKind.BORN, own, athlete, 1) or _first(FactKind.AGE, own, athlete, 1)
    club, coach = (_first(kind, own, athlete, 1) for kind in (FactKind.CLUB, FactKind.COACH))
    best = _first(FactKind.BEST, own, athlete, MOST_BESTS)
    sources = {fact.quote.revision for fact in (*born, *club, *coach, *best)}
    event = _event([sentence for sentence in own if sentence.people == (athlete,)], sources)
    return (*born, *event, *club, *coach, *best)


def _first(kind: FactKind, sentences: Sequence[Sentence], athlete: str, most: int) -> list[Fact]:
    """The first facts of a kind, none of them in the same words, up to where one is told to be over."""
    found: dict[str, Fact] = {}
    for sentence in takewhile(lambda each: not (_is_over(each) and any(_telling(kind, each))), sentences):
        for words in _telling(kind, sentence):
            fact = _fact(kind, sentence, words)
            if fact.words != athlete and len(fact.words) <= _LONGEST:
                found.setdefault(fact.words, fact)
    return list(found.values())[:most]


def _fact(kind: FactKind, sentence: Sentence, words: tuple[int, int]) -> Fact:
    """The fact that the words at a place in a sentence tell."""
    start = sentence.span.start
    telling = Span(start + words[0], start + words[1])
    return Fact(kind, Quote(sentence.revision, sentence.span, telling, sentence.speaker))


def _telling(kind: FactKind, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where in a sentence the words stand that tell a fact of a kind; of a birth, its date."""
    for pattern in _PATTERNS[kind]:
        match = pattern.search(sentence.folded)
        if match and kind is FactKind.BORN:
            date, start = dated(sentence), sentence.span.start
            if date and date[1].start > start + match.start():
                yield date[1].start - start, date[1].end - start
        elif match:
            yield match.span("words")


def _is_over(sentence: Sentence) -> bool:
    return _OVER.search(sentence.folded) is not None


def _event(sentences: Sequence[Sentence], sources: Collection[Revision]) -> list[Fact]:
    """The event that most of the sentences name, in the newest's words, of the articles in ``sources`` if they do."""
    named = [(sentence, match) for sentence in sentences if (match := _DISCIPLINE.search(sentence.folded))]
    usual = [event for event, _ in Counter(match.group() for _, match in named).most_common(1)]
    found = [(sentence, match) for sentence, match in named if match.group() in usual]
    found.sort(key=lambda each: each[0].revision not in sources)
    return [_fact(FactKind.EVENT, sentence, match.span()) for sentence, match in found[:1]]


def _is_subject(athlete: str, sentence: Sentence, reading: ArticleReading) -> bool:
    """Whether a sentence begins with the athlete: by name, or by a pronoun in a paragraph that named nobody else."""
    if _PRONOUN.match(sentence.folded):
        before = {name for earlier in reading.beside(sentence, -1) for name in earlier.people}
        return sentence.referred == (athlete,) and before == {athlete}
    first = fold_lower(sentence.names[0].text) if sentence.names else ""
    return sentence.people[:1] == (athlete,) and bool({*fold_lower(athlete).split()} & {*first.split()})
