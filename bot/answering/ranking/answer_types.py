"""Where in a sentence an answer of the wanted type could stand.

One finder per type, each a pattern over the folded sentence; what it finds is strong (a calendar date, a full
name) or weak (a stage of a race, a lone capitalised word).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.answering.article.reading import Sentence
from bot.answering.lexicon import Lexicon
from bot.answering.ranking.earlier_events import former_records, is_before, is_bettered, is_birth
from bot.answering.ranking.matching import same_stem
from bot.answering.ranking.numbers import (
    DAY,
    MONTH,
    MONTH_WORD,
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

STRONG = 1.0
WEAK = 0.5
EARLIER = 0.25
"""Strength of words that tell of something before what was asked, or of a part of it."""
REPORTED = 0.75
"""Strength of reported speech, beside direct speech."""
UNTYPED = frozenset({AnswerType.THING, AnswerType.YES_NO, AnswerType.ABOUT, AnswerType.MANNER})
"""Kinds of question whose answers no pattern finds for sure."""
_PARTLY = 0.3
_DEEDS = frozenset(terms("throw jump leap vault clear run swim ride lift go get set make record mark time best"))
_SAYS = re.compile(rf"\b(?:{'|'.join(SPEECH_VERBS)})\b", re.IGNORECASE)

_NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half|several)"
)
_TENS = r"(?:twen|thir|for|fif|six|seven|eigh|nine)"
_ORDINAL_WORD = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{_TENS}ty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    rf"tenth|eleventh|twelfth|{_TENS}teenth|fourteenth|{_TENS}tieth|last)"
)
_NUMBER = rf"(?:\d(?:[\d,]*\d)?(?:\.\d+)?|\b{_NUMBER_WORD}(?:[ -]{_NUMBER_WORD})*\b)"
_UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)|seasons?|laps?)"
)
_MARK_UNIT = r"(?:seconds?|secs?|s|metres?|meters?|m)"
_SCALE = r"(?:percent|per cent|million|billion|thousand|hundred|(?:ten|hundred|thousand)ths? of a (?:second|metre))"
_STAGE = (
    r"(?:final|semi-?finals?|heats?|race|championships?|games|lap|circuit|bend|straight|round|season|training|warm-up|"
    r"winter|spring|summer|autumn|olympics)"
)

_PATTERNS: dict[AnswerType, tuple[tuple[str, float], ...]] = {
    AnswerType.DATE: (
        (DAY, STRONG),
        (rf"\b{MONTH} (?:of )?(?:1\d|20)\d\d\b", STRONG),
        (r"\b(?:1[0-9]|20)\d\ds?\b(?:[-/]\d{2,4}\b)?|\b\d{1,4} (?:bc|ad|bce|ce)\b|\bad \d+\b", STRONG),
        (r"\b\d{1,2}(?:st|nd|rd|th) century\b", STRONG),
        (
            rf"\bwith (?:about |around |roughly )?{_NUMBER} ?(?:m|metres|meters|laps?) (?:to go|left|remaining)\b",
            STRONG,
        ),
        (rf"\b(?:last|final|opening|first|closing) (?:{_NUMBER} ?(?:m|metres|meters)\b(?: or so)?|lap|bend)", STRONG),
        (rf"\b(?:in|since|until|by) ((?:early |late |mid-)?{MONTH_WORD})", STRONG),
        (rf"\b{_NUMBER} {_UNIT} ago\b|\byesterday\b|\blast (?:night|week|month|year)\b", STRONG),
        (rf"\b{_NUMBER} {_UNIT} (?:later|before|earlier|after)\b", WEAK),
        (r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", WEAK),
        (
            r"\b(?:in|during|at|before|after|on|over|of) (?:the|his|her|their|last|this|that)"
            rf"(?: \w+){{0,3}} {_STAGE}\b",
            WEAK,
        ),
        (rf"\b{MONTH}", WEAK),
        (r"\b(?:mid-race|when|while|as|after|before|until|during|since) ", 0.25),
    ),
    AnswerType.DURATION: (
        (rf"(?:\b\d+ ?(?:-|to) ?)?{_NUMBER}[ -]{_UNIT}\b", STRONG),
        (r"\b\d{1,2}(?::\d\d)+(?:\.\d+)?\b", WEAK),
        (r"\bsince (?:he|she|they) (?:was|were) [\w-]+", STRONG),
        (r"\b(?:for|since|until|from) (?:1[0-9]|20)\d\d\b", WEAK),
    ),
    AnswerType.MARK: (
        (r"\b\d{1,2}(?::\d\d)+(?:\.\d+)?\b", STRONG),
        (
            rf"(?:\b\d ?(?:hours?|hrs?|h),? (?:and )?)?{_NUMBER} ?(?:minutes?|mins?|m),? ?(?:and )?"
            r"\d{1,2}(?:\.\d+)? ?(?:seconds?|secs?|s)\b",
            STRONG,
        ),
        (rf"\b\d{{1,3}}\.\d\d?(?: |-)?{_MARK_UNIT}\b|\b\d{{1,3}}\.\d\d\b", STRONG),
        (r"\b\d{1,3}(?:\.\d+)? ?(?:km/h|kph|mph|kg|kilos|kilogram(?:me)?s|lbs|pounds)\b", STRONG),
        (r"\b\d{1,2} (?:metres|meters)\b|\b\d{1,3} ?(?:cm|centimet(?:re|er)s)\b|\b\d{1,3} (?:feet|ft)\b", STRONG),
        (r"\b\d{1,3}\.\d\b", WEAK),
    ),
    AnswerType.RANK: (
        (rf"\b({_ORDINAL_WORD}) (?:place|position)\b", STRONG),
        (rf"\b(?:finish\w*|placed?|came|ranked|was|were|home|{_ORDINAL_WORD} and) (?:in )?({_ORDINAL_WORD})\b", STRONG),
        (rf"(?:\b(?:and|then|but|before)|,) ({_ORDINAL_WORD})(?= (?:in|at|over|on)\b)", STRONG),
        (rf"\b{_ORDINAL_WORD}\b(?! century)", WEAK / 2),
        (r"\b(?:won|gold|silver|bronze|winner|runner-up|victory)\b", WEAK),
    ),
    AnswerType.MEDAL: (
        (r"\b(?:gold|silver|bronze)\b(?: medal(?:s|list)?)?", STRONG),
        (r"\bmedal(?:s|list)?\b|\bpodium\b", WEAK),
    ),
    AnswerType.AGE: (
        (r"\b(\d{1,3})[- ]years?[- ]old\b", STRONG),
        (r"\baged? (?:of )?(\d{1,3})\b", STRONG),
        # "Ann Lee, 27, won" and "Ann Lee (27) won".
        (r"\b[a-z]+(?:, (\d\d)(?=,)| \((\d\d)\))", STRONG),
        (r"\b(?:was|is|turned|turns|at) (\d{1,2})\b(?![-:.,]\d)", WEAK),
        (r"\bborn\b[^.;]*\b(?:1[0-9]|20)\d\d\b", STRONG),
    ),
    AnswerType.COUNT: (
        (rf"(?:[$£€] ?)?{_NUMBER}(?: ?(?:%|{_SCALE}\b))?", STRONG),
        (r"\b(?:one|once|twice|single|none|both|dozen|pair)\b", WEAK),
    ),
    AnswerType.REASON: (
        (
            r"\b(?:because(?: of)?|due to|owing to|thanks to|caused by|as a result of|in order to|so that|"
            r"(?:the|his|her|their) reason (?:was|is|being)(?: that)?) ([^.;:!?]*[^.;:!?\s])",
            STRONG,
        ),
        (
            r"\b(?:as a result|therefore|the reason|blamed|forced|since|after|so|as|for|from|to [a-z]+|led to|"
            r"leading to|having|which)\b",
            WEAK,
        ),
    ),
    AnswerType.MANNER: ((r"\bby [a-z]+ing\b|\bbefore [a-z]+ing\b|\bthrough\b|\busing\b|\bvia\b", WEAK),),
    AnswerType.YES_NO: (),
}
_COMPILED = {
    wanted: tuple((re.compile(pattern, re.IGNORECASE), strength) for pattern, strength in patterns)
    for wanted, patterns in _PATTERNS.items()
}
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
    for pattern, strength in _COMPILED.get(question.wanted, ()):
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
