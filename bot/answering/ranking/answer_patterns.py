"""Patterns of the words that answer a question of each kind, and how surely they do."""

import re

from bot.answering.ranking.numbers import DAY, MONTH, MONTH_WORD
from bot.domain.question import AnswerType

STRONG = 1.0
WEAK = 0.5

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
PATTERNS = {
    wanted: tuple((re.compile(pattern, re.IGNORECASE), strength) for pattern, strength in patterns)
    for wanted, patterns in _PATTERNS.items()
}
"""The patterns of each kind with their strengths; a group marks the answer where a pattern needs words around it."""
