"""Reads a question: what kind of answer it wants, about whom, and which of its words an answer must share."""

import re
from collections.abc import Callable, Sequence

from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer, Resolution
from bot.answering.names.name_forms import generation_of
from bot.answering.question.expected_type import asks_about, expected_type, spelled
from bot.answering.question.followup import FollowUp
from bot.answering.question.query_rewriting import QueryRewriter
from bot.domain.question import AnswerType, Question
from bot.text.analyzer import terms
from bot.text.names import names
from bot.text.normalize import fold_lower

_SPEECH_SUBJECT = re.compile(
    r"\b(?:did|does|do|has|have|is|was)\b\s+(?P<who>.+?)\s+"
    r"(?:said|say|think|feel|tell|told|admit|reveal|recall|explain|write|post|comment|react|describe|sum)"
)
_LATEST = re.compile(r"\b(?:latest|newest|news|recent|recently|lately|new with|up to)\b")
_ABOUT_TERMS = frozenset(terms("about everything profile athlete can you talk"))


def asks_for_any_speech(question: Question) -> bool:
    """Whether one athlete's own words are wanted, about nothing in particular: "what did Lee say?"."""
    whose = question.athletes == (question.speaker,)
    return question.wanted is AnswerType.SPEECH and whose and set(question.terms) <= set(terms(question.athletes[0]))


def asks_for_latest(question: Question) -> bool:
    """Whether the news of somebody is asked for, by its date: "latest on Lee", "what has Lee done recently"."""
    return _LATEST.search(fold_lower(question.meant)) is not None


class QuestionReader:
    """Reads questions with what the corpus and the lexicon know.

    Args:
        lexicon: what words ask for.
        gazetteer: who is known.
        rewriter: puts questions in the articles' spelling.
        share_article: whether any article has something on both of two athletes.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        rewriter: QueryRewriter,
        share_article: Callable[[str, str], bool],
    ) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._rewriter = rewriter
        self._share_article = share_article

    def resolve(self, text: str, known: Sequence[str] = ()) -> Resolution:
        """Whom the question means; ``known`` are athletes who are clear already.

        A shared name means whoever alone of its bearers shares an article with those the question names for certain, or
        else with those known.
        """
        resolution = self._gazetteer.resolve(text, self._rewriter, known)
        if resolution.ambiguous is None:
            return resolution
        certain = resolution.athletes or known
        bearers = resolution.ambiguous[1]
        beside = {bearer for bearer in bearers if any(self._share_article(bearer, athlete) for athlete in certain)}
        return self.resolve(text, (*known, *beside)) if len(beside) == 1 and not beside <= {*known} else resolution

    def read(self, followup: FollowUp) -> Question:
        """The question as understood, once it is clear who it is about."""
        text, athletes = followup.text, followup.athletes
        plain = self._rewriter.rewrite(text, athletes)
        wanted = AnswerType.ABOUT if self._asks_profile(text, athletes) else expected_type(plain, self._lexicon)
        # "Jr." tells one Cole from another, and nothing of what is asked.
        generations = {word for athlete in athletes for word in generation_of(athlete)}
        found = [term for term in dict.fromkeys(terms(spelled(plain))) if term not in generations]
        carriers = tuple(term for term in found if self._lexicon.carries(term, wanted))
        kept = tuple(term for term in found if term not in carriers)
        return Question(
            text=followup.asked,
            meant=text,
            wanted=wanted,
            # A question made of nothing but carrier words still asks for something: then they count.
            terms=kept or carriers,
            question_words=carriers if kept else (),
            athletes=athletes,
            names=frozenset(word for name in names(text) for word in fold_lower(name.text).split()),
            speaker=self._speaker(text, athletes) if wanted is AnswerType.SPEECH else None,
            context_terms=tuple(term for term in followup.context_terms if term not in found),
            nearby=followup.nearby,
            about=followup.about,
            context=followup.context,
            subjects=self._gazetteer.subjects(athletes),
        )

    def _asks_profile(self, text: str, athletes: Sequence[str]) -> bool:
        """Whether the question is a name and nothing that asks for something in particular."""
        rest = text
        for mention in reversed(self._gazetteer.mentions(text, self._rewriter)):
            rest = rest[: mention.start] + rest[mention.end :]
        # "Tell me about her foot" asks for something: only words that never do may stand beside the name.
        particular = [term for term in terms(spelled(rest)) if not self._lexicon.carries(term, AnswerType.ABOUT)]
        return len(athletes) == 1 and asks_about(rest) and not set(particular) - _ABOUT_TERMS

    def _speaker(self, text: str, athletes: Sequence[str]) -> str | None:
        """Whose words are wanted: who stands before the verb of saying, or else the one athlete of the question."""
        subject = _SPEECH_SUBJECT.search(fold_lower(text))
        said_by = self.resolve(subject.group("who"), athletes).athletes if subject else ()
        return next(iter(said_by or athletes), None)
