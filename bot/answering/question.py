"""Reads a question: what kind of answer it wants, about whom, and which of its words an answer must share."""

import re
from collections.abc import Container, Sequence

from bot.answering.athletes import Gazetteer, Resolution
from bot.answering.followup import FollowUp
from bot.answering.lexicon import Lexicon
from bot.answering.names import names
from bot.domain.question import AnswerType, Question
from bot.retrieval.analyzer import terms
from bot.retrieval.folding import fold_lower

_BE = r"(?:is|are|was|were|'s|did|does|do|has|have|had|will|would|can|could)"
_ASK = r"(?:^|\b(?:and|but|so|in|at|on|for|to|from|by|with|of|please|know|tell me)\s)"

# The first pattern that matches decides. Each reads the folded, lower-case question.
_PATTERNS: tuple[tuple[re.Pattern[str], AnswerType], ...] = tuple(
    (re.compile(pattern), wanted)
    for pattern, wanted in (
        (r"^(?:tell (?:me|us)|talk|what (?:can you tell|do you know)|what about|how about|anything)\b.*\babout\b", AnswerType.ABOUT),
        (r"^(?:who|what) (?:is|was|are|'s) (?!the\b|his\b|her\b|their\b|a\b|an\b)[\w .'-]{3,40}\??$", AnswerType.ABOUT),
        (rf"\bwh?at\b.*\b{_BE}\b.*\b(?:say|said|think|thinks|feel|tell|told|admit|reveal|recall|explain|write|post|comment)\b", AnswerType.SPEECH),
        (r"\bin (?:his|her|their) own words\b|\bquotes?\b.*\b(?:by|from|of)\b|\b(?:reaction|comment|statement)\b", AnswerType.SPEECH),
        (r"\bhow\b.*\b(?:feel|felt|feeling|react|describe|sum up)\b", AnswerType.SPEECH),
        (r"\bwh?at\b.*\bhappen|\bwh?at went wrong\b|\bwhat's (?:up|wrong|new) with\b", AnswerType.EVENT),
        (r"\bhow (?:old|young)\b|\bwh?at age\b|\bwhat (?:is|was) .*\bage\b", AnswerType.AGE),
        (r"\bhow long ago\b|\bhow (?:soon|early|late|recently)\b", AnswerType.DATE),
        (r"\bhow (?:long|much time|many (?:seconds|minutes|hours|days|weeks|months|years))\b", AnswerType.DURATION),
        (r"\bhow (?:fast|quick|quickly)\b|\bwh?at (?:was|is|were) .*\b(?:time|mark|pb|personal best)\b|\bwh?at time did\b.*\b(?:run|clock|finish|post|record)", AnswerType.MARK),
        (r"\bwh?at (?:place|position|rank)\b|\bwhere did .*\b(?:finish|place|come|rank)\b|\bin (?:which|what) (?:place|position)\b|\bhow did .* (?:finish|place|do)\b", AnswerType.RANK),
        (r"\b(?:which|what|wat|how many|any)\b.*\bmedals?\b|\bcolou?r medal\b", AnswerType.MEDAL),
        (r"\bhow (?:many|much|far|tall|high|big|large|heavy|deep|wide|often)\b", AnswerType.COUNT),
        (r"\bwh?y\b|\bhow come\b|\bwh?at (?:caused|made|led)\b|\bfor what reason\b", AnswerType.REASON),
        (r"\bwh?en\b|\b(?:what|which|wat) (?:year|date|day|month|century|decade)\b", AnswerType.DATE),
        (r"\bwhere\b|\bwere was\b", AnswerType.LOCATION),
        (r"\bwho(?:m|se|'s)?\b", AnswerType.PERSON),
        (r"\bhow\b", AnswerType.MANNER),
        (rf"^(?:and )?{_BE}\b", AnswerType.YES_NO),
    )
)
_HEAD_NOUN = re.compile(r"\b(?:what|which|wat)(?:'s| is| was| were| are| kind of| type of)?(?: the| his| her| their| an?)?((?: [\w'-]+){1,4})")
_SPEECH_SUBJECT = re.compile(r"\b(?:did|does|do|has|have|is|was)\b\s+(?P<who>.+?)\s+(?:said|say|think|feel|tell|told|admit|reveal|recall|explain|write|post|comment|react|describe|sum)")


def expected_type(text: str, lexicon: Lexicon) -> AnswerType:
    """What kind of answer the question wants, by its question words and the noun they ask for."""
    folded = fold_lower(text).strip(" ?!.\"'")
    for pattern, wanted in _PATTERNS:
        if pattern.search(folded):
            return wanted
    head = _HEAD_NOUN.search(folded)
    if head:
        nouns = [lexicon.wanted[term] for term in terms(head.group(1)) if term in lexicon.wanted]
        if nouns:
            return nouns[0]
    return AnswerType.THING


class QuestionReader:
    """Reads questions with what the corpus and the lexicon know."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, vocabulary: Container[str]) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._vocabulary = vocabulary

    def resolve(self, text: str, known: Sequence[str] = ()) -> Resolution:
        """Whom the question means."""
        return self._gazetteer.resolve(text, self._vocabulary, known)

    def read(self, followup: FollowUp) -> Question:
        """The question as understood, once it is clear who it is about."""
        text, athletes = followup.text, followup.athletes
        wanted = AnswerType.ABOUT if self._is_bare_name(text, athletes) else expected_type(text, self._lexicon)
        found = list(dict.fromkeys(self._content_terms(text, athletes)))
        carriers = tuple(term for term in found if self._lexicon.carries(term, wanted))
        kept = tuple(term for term in found if term not in carriers)
        return Question(
            text=followup.asked,
            meant=text,
            wanted=wanted,
            # A question made of nothing but carrier words still asks for something: then they count.
            terms=kept or carriers,
            carriers=carriers if kept else (),
            athletes=athletes,
            names=frozenset(word for name in names(text) for word in fold_lower(name.text).split()),
            speaker=self._speaker(text, wanted),
            carried=tuple(term for term in followup.carried if term not in found),
            nearby=followup.nearby,
            about=followup.about,
        )

    def _is_bare_name(self, text: str, athletes: Sequence[str]) -> bool:
        rest = text
        for mention in reversed(self._gazetteer.mentions(text, self._vocabulary)):
            rest = rest[: mention.start] + rest[mention.end :]
        return len(athletes) == 1 and not terms(rest) and not any(c.isalpha() for c in rest)

    def _content_terms(self, text: str, athletes: Sequence[str]) -> list[str]:
        """The question's terms, with mistyped names as the gazetteer writes them."""
        mentions = self._gazetteer.mentions(text, self._vocabulary)
        for mention in reversed(mentions):
            if len(mention.athletes) == 1 and mention.athletes[0] in athletes:
                surname = mention.athletes[0].split()[-1]
                written = text[mention.start : mention.end]
                if surname.lower() not in fold_lower(written):
                    text = text[: mention.start] + surname + text[mention.end :]
        return terms(text)

    def _speaker(self, text: str, wanted: AnswerType) -> str | None:
        if wanted is not AnswerType.SPEECH:
            return None
        subject = _SPEECH_SUBJECT.search(fold_lower(text))
        resolved = self.resolve(subject.group("who") if subject else text)
        return resolved.athletes[0] if resolved.athletes else None
