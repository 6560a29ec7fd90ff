"""Where in a sentence an answer of the wanted type could stand.

One finder per type, over the folded sentence; what it finds is strong (a calendar date, a full name) or weak (a stage
of a race, a lone capitalised word).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.answering.article.reading import Sentence
from bot.answering.lexicon import Lexicon
from bot.answering.ranking.answer_patterns import PATTERNS, STRONG, WEAK
from bot.answering.ranking.earlier_events import former_records, is_before, is_bettered, is_birth
from bot.answering.ranking.matching import same_stem
from bot.answering.ranking.numbers import (
    MONTH,
    counted_terms,
    is_counted,
    is_distance_or_time,
    is_margin,
    is_measured,
    is_money,
    is_split,
    measure_of,
    names_time_or_place,
)
from bot.domain.question import AnswerType, Question
from bot.domain.span import Span
from bot.text.analyzer import Token, terms
from bot.text.normalize import fold_lower
from bot.text.speech_verbs import SPEECH_VERBS
from bot.text.stopwords import STOPWORDS

EARLIER = 0.25
"""Strength of words that tell of something before what was asked, or of a part of it."""
REPORTED = 0.75
"""Strength of reported speech, beside direct speech."""
UNTYPED = frozenset({AnswerType.THING, AnswerType.YES_NO, AnswerType.ABOUT, AnswerType.MANNER})
"""Kinds of question whose answers no pattern finds for sure."""
_PARTLY = 0.3
_DEEDS = frozenset(terms("throw jump leap vault clear run swim ride lift go get set make record mark time best"))
_SAYS = re.compile(rf"\b(?:{'|'.join(SPEECH_VERBS)})\b", re.IGNORECASE)

_TACTICS = re.compile(
    r"\b(?:surge[ds]?|kick(?:ed|ing)?|sprint(?:ed|ing)?|attack(?:ed|ing)?|burst|overt[ao]\w+|pass(?:ed|ing)|"
    r"pull(?:ed|ing) (?:away|clear)|from behind|off the front|in the lead|(?:home|back) straight|outran|outkicked|"
    r"mov(?:ed|ing) (?:past|up|into)|fell|tripped|boxed in|faded)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|outside|inside|across|around|of|into|through)\s(?:the\s)?(?:city of\s)?$", re.IGNORECASE
)
_COUNTS_ONLY = re.compile(r"\bhow many (?!met|kilom|miles)", re.IGNORECASE)
_MEASURES = re.compile(r"\bhow (?:far|high|tall|deep|wide|long)\b", re.IGNORECASE)
_ASKS_FOR_MONEY = re.compile(r"\bhow much\b.*\b(?:earn|paid|pay|cost|money|prize|worth|salary|fine)", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_MONTH_OR_DAY = re.compile(rf"(?:{MONTH}|\w+day)", re.IGNORECASE)


class Candidate(NamedTuple):
    """Words that could be the answer: where they stand in the article, and how surely they are of the type."""

    span: Span
    strength: float


def candidates(question: Question, sentence: Sentence, lexicon: Lexicon) -> list[Candidate]:
    """Words of the wanted type in the sentence that the question doesn't already hold, in order."""
    finder = _FINDERS.get(question.wanted, _by_pattern)
    asked = frozenset(question.terms) | frozenset(question.question_words)
    found = list(finder(question, sentence, lexicon))
    tokens = sentence.tokens if found else []
    # What the question says itself is no answer to it.
    return [candidate for candidate in found if not _repeats(candidate.span, tokens, asked)]


def _repeats(span: Span, tokens: Sequence[Token], asked: frozenset[str]) -> bool:
    found = [token.term for token in tokens if token.start < span.end and span.start < token.end]
    return bool(found) and all(term in asked or any(same_stem(term, other) for other in asked) for term in found)


def _by_pattern(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    del lexicon
    taken: list[Span] = []
    for pattern, strength in PATTERNS.get(question.wanted, ()):
        for match in pattern.finditer(sentence.folded):
            # A group marks the answer itself, where the pattern needs words around it.
            group = match.lastindex or 0
            span = Span(sentence.span.start + match.start(group), sentence.span.start + match.end(group))
            if len(span) and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield Candidate(span, strength)


def _count(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """Numbers that count or measure; strong for "how many" where what is asked for follows, "how far" where a unit."""
    folded, origin, asked = sentence.folded, sentence.span.start, question.meant
    nouns, many, money = counted_terms(asked), _COUNTS_ONLY.search(asked), _ASKS_FOR_MONEY.search(asked)
    for found in _by_pattern(question, sentence, lexicon):
        at, end = found.span.start - origin, found.span.end - origin
        other = names_time_or_place(folded, at, end) or ((many or money) and is_distance_or_time(folded, at, end))
        if other or (money and is_measured(folded, at, end)):
            continue
        vague = (nouns and not is_counted(folded, end, nouns)) or (
            _MEASURES.search(asked) and not is_measured(folded, at, end)
        )
        vague = vague or (money and not is_money(folded, at, end))
        yield found._replace(strength=min(found.strength, WEAK if vague else STRONG))


def _mark(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """Times, lengths or weights, as the question wants, but none made earlier; weak where made on the way."""
    folded, origin, asked = sentence.folded, sentence.span.start, question.meant
    measure, former = measure_of(asked), list(former_records(folded, asked))
    told = _asked_beside_the_deed(question).intersection(sentence.terms)
    for found in _by_pattern(question, sentence, lexicon):
        at, end = found.span.start - origin, found.span.end - origin
        fits = not is_margin(folded, at, end) and (measure is None or measure.gives(folded[at:end]))
        earlier = any(start <= at < until for start, until in former) or is_bettered(folded, at)
        if fits and not earlier and (told or not is_before(folded, at, asked)):
            strength = EARLIER if is_split(folded, at, asked) else found.strength
            yield found._replace(strength=min(found.strength, strength))


def _asked_beside_the_deed(question: Question) -> frozenset[str]:
    """The question's terms beside the athlete's names and what was done."""
    of_names = {term for athlete in question.athletes for term in terms(athlete)}
    return frozenset(question.terms).difference(of_names, _DEEDS)


def _date(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """Dates; weak where they are those of a birth, or of a record that fell."""
    folded, origin, asked = sentence.folded, sentence.span.start, question.meant
    former = list(former_records(folded, asked))
    for found in _by_pattern(question, sentence, lexicon):
        at = found.span.start - origin
        earlier = any(start <= at < until for start, until in former) or is_birth(folded, at, asked)
        yield found._replace(strength=min(found.strength, EARLIER)) if earlier else found


def _person(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    asked = question.names.union(fold_lower(question.meant).replace("'s", "").split())
    either = _EITHER.search(question.meant)
    for name in sentence.names:
        words = [word.lower() for word in name.words]
        named = frozenset(sentence.named_in(Span(name.start, name.end)))
        # "Who beat Lee?" is not answered by Lee's full name; "who won, Lee or Kerr?" may be.
        meant = named and named <= frozenset(question.athletes) and not either
        if meant or all(word in asked for word in words):
            continue
        strong = len(words) in {2, 3} and not any(word in lexicon.not_people for word in words)
        if strong or _names_athlete(words[-1], sentence):
            yield Candidate(Span(name.start, name.end), STRONG)
        elif words[-1] not in lexicon.not_people:
            yield Candidate(Span(name.start, name.end), WEAK)


def _names_athlete(word: str, sentence: Sentence) -> bool:
    """Whether a word is part of the full name of an athlete that the sentence names."""
    return any(word in fold_lower(athlete).split() for athlete in sentence.people)


def _location(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    del lexicon
    for name in sentence.names:
        words = fold_lower(name.text).split()
        if all(word in question.names for word in words) or _MONTH_OR_DAY.fullmatch(name.text):
            continue
        if _names_athlete(words[-1], sentence):
            continue
        before = sentence.folded[: name.start - sentence.span.start]
        yield Candidate(Span(name.start, name.end), STRONG if _PLACE_BEFORE.search(before) else WEAK / 2)


def _manner(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """How a race was won or lost; for any other "how", the words that introduce a means."""
    if lexicon.results.intersection(question.terms):
        for match in _TACTICS.finditer(sentence.folded):
            yield Candidate(Span(sentence.span.start + match.start(), sentence.span.start + match.end()), STRONG)
    else:
        yield from _by_pattern(question, sentence, lexicon)


def _event(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    del question
    for token in sentence.tokens:
        if token.term in lexicon.event:
            yield Candidate(Span(token.start, token.end), STRONG)


def _speech(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """Direct speech of whoever is asked about, or what the article reports of it."""
    del lexicon
    if sentence.spoken > _PARTLY and (question.speaker is None or sentence.speaker == question.speaker):
        yield Candidate(sentence.span, STRONG)
    elif (question.speaker is None or question.speaker in sentence.about) and _SAYS.search(sentence.folded):
        yield Candidate(sentence.span, REPORTED)


def _thing(question: Question, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """Anything new with a name or in quote marks."""
    del lexicon
    for name in sentence.names:
        words = fold_lower(name.text).split()
        if not all(word in question.names or word in STOPWORDS for word in words):
            yield Candidate(Span(name.start, name.end), WEAK)


_FINDERS: dict[AnswerType, Callable[[Question, Sentence, Lexicon], Iterator[Candidate]]] = {
    AnswerType.COUNT: _count,
    AnswerType.MARK: _mark,
    AnswerType.DATE: _date,
    AnswerType.PERSON: _person,
    AnswerType.LOCATION: _location,
    AnswerType.EVENT: _event,
    AnswerType.MANNER: _manner,
    AnswerType.SPEECH: _speech,
    AnswerType.THING: _thing,
}
