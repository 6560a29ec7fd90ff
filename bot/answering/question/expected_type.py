"""What kind of answer a question wants, by its question words and the noun they ask for."""

import re

from bot.answering.lexicon import Lexicon
from bot.domain.question import AnswerType
from bot.text.analyzer import terms
from bot.text.auxiliary_verbs import AUXILIARY_VERB
from bot.text.normalize import fold_lower

_SAYING = (
    r"(?:say|says|said|saying|think|thinks|thought|tell|told|admit|admitted|reveal|revealed|recall|explain|explained|"
    r"write|wrote|post|posted|comment|claim|promise|predict)"
)

_JUMPING_OR_THROWING = r"(?:throw|threw|thrown|jump|jumped|leap|leapt|vault|vaulted|clear|cleared|hurl|fling|putt?)"

_FIRST = r"^(?:(?!\b(?:what|which|how|why|when|where|who)\b).)*"
"""Up to the first question word: in "what did he do when he won" nobody asks when."""

# The first pattern found decides. Each reads the question in folded lower case, its question words spelled right.
_PATTERNS: tuple[tuple[re.Pattern[str], AnswerType], ...] = tuple(
    (re.compile(pattern), wanted)
    for pattern, wanted in (
        (rf"\b(?:what|anything|something)\b.*\b{_SAYING}\b(?! (?:to be|about as)\b)", AnswerType.SPEECH),
        (
            r"\bown words\b|\bquotes?\b.*\b(?:by|from|of)\b|\b(?:reaction|reacted|comments|statement)\b",
            AnswerType.SPEECH,
        ),
        (r"\bhow\b.*\b(?:feel|felt|feeling|feels|react|describe|described|sum up)\b", AnswerType.SPEECH),
        (r"\bwhat\b.*\bhappen|\bwhat (?:went|goes|is) wrong\b|\bwhat's (?:up|wrong|new) with\b", AnswerType.EVENT),
        (
            (
                r"\bhow\b.*\b(?:injured?|hurt|tear|tore|pull|strain|break) (?:him|her|his|the|it|a\b|\w+$)"
                r"|\bget (?:injured|hurt)\b"
            ),
            AnswerType.EVENT,
        ),
        (r"\bhow (?:old|young)\b|\bwhat age\b|\bwhat (?:is|was|'s) .*\bage\b", AnswerType.AGE),
        (
            r"\bhow (?:high|far)\b(?! (?:behind|ahead|from|back|short|away|off|into|up|down)\b)"
            rf".*\b{_JUMPING_OR_THROWING}\b|\bhow long (?:was|is|were)\b.*\b{_JUMPING_OR_THROWING}\b"
            r"|\bhow (?:much|heavy)\b.*\b(?:lift|snatch|jerk|squat|deadlift|bench press)\b",
            AnswerType.MARK,
        ),
        (r"\bhow long ago\b|\bhow (?:soon|early|late|recently)\b", AnswerType.DATE),
        (r"\bhow (?:long|much time|many (?:seconds|minutes|hours|days|weeks|months|years))\b", AnswerType.DURATION),
        (
            r"\bhow (?:fast|quick|quickly)\b|\bwhat time did\b.*\b(?:run|clock|finish|post|record|do|set)\b",
            AnswerType.MARK,
        ),
        (r"\b(?:what|which) (?:was|is|were|'s) .*\b(?:time|mark|pb|personal best|record)\b", AnswerType.MARK),
        (
            r"\bwhat (?:did|has) .*\b(?:run|ran|clock|clocked|swim|throw|jump)\b(?: (?:in|at|over)\b.*)?$",
            AnswerType.MARK,
        ),
        (r"\b(?:what|which) (?:place|position|rank)\b|\bhow did .* (?:finish|place|do|fare|get on)\b", AnswerType.RANK),
        (r"\bwhere did .*\b(?:finish|place|come|rank)\b(?! from)", AnswerType.RANK),
        (r"\b(?:which|what|any)\b.*\bmedals?\b|\bcolou?r medal\b", AnswerType.MEDAL),
        (r"\bhow (?:many|much|far|tall|high|big|large|heavy|deep|wide|often)\b", AnswerType.COUNT),
        (r"\bwhy\b|\bhow come\b|\bwhat (?:caused|made|led)\b|\bfor what reason\b", AnswerType.REASON),
        (rf"{_FIRST}\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade)\b", AnswerType.DATE),
        (rf"{_FIRST}\bwhere\b", AnswerType.LOCATION),
        (rf"{_FIRST}\bwho(?:m|se|'s)?\b", AnswerType.PERSON),
        (r"\bhow\b", AnswerType.MANNER),
        (rf"^(?:and |so |but )?{AUXILIARY_VERB}(?:n't)?\b", AnswerType.YES_NO),
    )
)
_ASKS = re.compile(
    r"\b(?:what|which)\b(?:'s\b| (?:is|was|were|are|kind of|type of)\b)?(?: (?:the|his|her|their|an?)\b)?"
    r"(?: names? of(?: (?:the|his|her|their|an?))?\b)?"
)
# What follows these says which one, not what kind: in "another term for schools" no school is asked for.
_BEYOND = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|can|could|should|for|in|on|that|to|by|from|with|at|after|before)\b"
)
_HEAD_WORDS = 4
_MISSPELT = {
    "wat": "what", "wht": "what", "waht": "what", "whats": "what's", "wats": "what's", "wen": "when", "whn": "when",
    "wher": "where", "wheres": "where is", "whr": "where", "hwo": "how", "hw": "how", "whos": "who is", "hu": "who",
    "y": "why", "wy": "why", "wich": "which", "whitch": "which", "hows": "how is", "whens": "when is",
}  # fmt: skip
_ASKING_ABOUT = re.compile(
    r"^(?:(?:so |and |hey |hi )?(?:tell (?:me|us)|talk|info|news|latest|anything|something|everything|know|"
    r"what (?:can you tell|do you (?:know|have))|what about|how about)\b.*"
    r"|(?:who|what)(?: is| was| are|'s)?|about|latest|news|profile)?\W*$"
)


def spelled(question: str) -> str:
    """The question in folded lower case, its question words spelled right, without punctuation around it."""
    words = fold_lower(question).strip(" ?!.\"'").split(" ")
    return " ".join(_MISSPELT.get(word, word) for word in words)


def expected_type(question: str, lexicon: Lexicon) -> AnswerType:
    """What kind of answer ``question`` wants; `AnswerType.THING` where nothing tells."""
    text = spelled(question)
    for pattern, wanted in _PATTERNS:
        if pattern.search(text):
            return wanted
    asks = _ASKS.search(text)
    # Without a question word ("kerr 1500 pb") any noun may be the one that is asked for.
    # In "what does the coach like" it is not the coach.
    nouns = " ".join(_BEYOND.split(text[asks.end() :])[0].split()[:_HEAD_WORDS]) if asks else text
    kinds = [lexicon.wanted[term] for term in terms(nouns) if term in lexicon.wanted]
    return kinds[0] if kinds else AnswerType.THING


def asks_about(rest: str) -> bool:
    """Whether a question, the names in it left out, asks for nothing in particular: "tell me about …"."""
    return bool(_ASKING_ABOUT.match(spelled(rest).strip()))
