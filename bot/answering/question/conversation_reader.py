"""Reads a message as the next turn of a conversation: what it asks for, about whom, and what it leans on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer, Resolution
from bot.answering.question.focus import focus
from bot.answering.question.followup import FollowUp, follow_up, name_in, same_about, who_is_meant
from bot.answering.question.intent import intent_of
from bot.answering.question.parts import both_parts, compared
from bot.answering.question.reader import QuestionReader
from bot.answering.question.small_talk import talk_topic
from bot.answering.question.subjects import Earlier
from bot.answering.question.translated_openers import in_english
from bot.domain.answer import Ambiguous, Talk, TalkTopic
from bot.domain.conversation import Conversation
from bot.domain.passage import Hit
from bot.domain.question import Intent, Question
from bot.domain.request import Request, RequestIntent

_MOST_BEARERS = 3
"""For how many of those who share a name an answer is looked for where nobody says who is meant."""


class ConversationReader:
    """Reads messages with the turns before them.

    Args:
        reader: reads a question that stands by itself.
        gazetteer: who is known.
        lexicon: the words of small talk and of openings in other languages.
        search: the passages that share a question's terms, best first.
        answered: full names of those whom the last answer's sentence names, if it is one athlete only.
        pronoun_of: whether the articles call somebody "he" or "she", where they tell.
    """

    def __init__(
        self,
        reader: QuestionReader,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        search: Callable[[Question], Sequence[Hit]],
        answered: Callable[[Conversation], tuple[str, ...]],
        pronoun_of: Callable[[str], str | None],
    ) -> None:
        self._reader = reader
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._search = search
        self._answered = answered
        self._pronoun_of = pronoun_of

    def talk(self, text: str) -> Talk | None:
        """A line for a message that asks nothing of the articles and names nobody, such as "thanks" and "help"."""
        topic = talk_topic(text, self._lexicon) if has_words(text) else TalkTopic.GREETING
        if topic is None or self._gazetteer.mentions(text):
            return None
        return Talk(self._reader.read(FollowUp(text, text)), topic)

    def read(self, request: Request, conversation: Conversation) -> Question | Ambiguous | Talk:
        """The question as understood; `Ambiguous` when a shared name stays unclear, `Talk` where nothing is asked."""
        text, athlete = request.text.strip(), request.athlete
        if request.intent is RequestIntent.MORE:
            return self._ask_of_answer(text, Intent.MORE, conversation)
        if request.intent is RequestIntent.QUESTION or not athlete:
            return self.talk(text) or self._read_text(text, athlete, conversation)
        if not conversation.last:
            return self._reader.read(FollowUp(text, athlete, (athlete,)))
        meant_by_intent = same_about if request.intent is RequestIntent.SAME_ABOUT else who_is_meant
        followup = meant_by_intent(text, athlete, conversation, self._earlier(conversation))
        return self._reader.read(replace(followup, nearby=focus(conversation, self._search)))

    def read_parts(self, asked: Question | Ambiguous, conversation: Conversation) -> tuple[Question, ...]:
        """The questions that one consists of, each to be answered by itself; none where it is a single one.

        Where it was asked back in vain whom a name means: the question before, for each of its first few bearers.
        """
        if isinstance(asked, Question):
            texts = (both_parts(asked.meant) or compared(asked)) if asked.intent is Intent.ANSWER else ()
            requests = [Request(text) for text in texts]
        elif self._was_asked_back(asked, conversation):
            before = conversation.turns[-1].question.meant
            requests = [Request(before, athlete) for athlete in asked.candidates[:_MOST_BEARERS]]
        else:
            return ()
        parts = [self.read(request, Conversation()) for request in requests]
        questions = tuple(part for part in parts if isinstance(part, Question))
        return questions if len(questions) == len(parts) else ()

    def read_name(self, name: str) -> Question | Ambiguous:
        """What is asked by a name alone, without a conversation."""
        resolution = self._reader.resolve(name)
        if resolution.ambiguous:
            return self._ask_back(name, resolution)
        return self._reader.read(FollowUp(name, name, resolution.athletes))

    def _read_text(self, text: str, athlete: str | None, conversation: Conversation) -> Question | Ambiguous:
        """A typed message; it is about ``athlete``, too, by any name, who settles a name shared with others."""
        told = self._reader.resolve(athlete).athletes if athlete else ()
        if athlete and not (told and set(told) <= set(self._reader.resolve(text, told).athletes)):
            text = name_in(text, athlete)
        asked = in_english(text, conversation, self._lexicon)
        intent = intent_of(asked, conversation)
        if intent is not Intent.ANSWER:
            return self._ask_of_answer(text, intent, conversation)
        # A shared name means whom the conversation is about already.
        resolution = self._reader.resolve(asked, told or _athletes_of(conversation))
        if resolution.ambiguous:
            return self._ask_back(text, resolution)
        nearby = focus(conversation, self._search)
        question = self._reader.read(follow_up(asked, resolution, conversation, self._earlier(conversation), nearby))
        return replace(question, text=text)

    def _ask_of_answer(self, text: str, intent: Intent, conversation: Conversation) -> Question:
        """What is asked of the answer before, such as more; of nothing where there is none."""
        last = conversation.last
        return replace(last.question if last else self._reader.read(FollowUp(text, text)), text=text, intent=intent)

    def _was_asked_back(self, ambiguous: Ambiguous, conversation: Conversation) -> bool:
        """Whether it was asked just before, and in vain, who is meant by the same name."""
        last = conversation.last
        if last is None or last.quoted:
            return False
        before = self._reader.resolve(last.question.meant).ambiguous
        return before is not None and before[1] == ambiguous.candidates

    def _ask_back(self, text: str, resolution: Resolution) -> Ambiguous:
        name, candidates = resolution.ambiguous or ("", ())
        return Ambiguous(self._reader.read(FollowUp(text, text, resolution.athletes)), name, candidates)

    def _earlier(self, conversation: Conversation) -> Earlier:
        def resolve(question: Question) -> Resolution:
            return self._reader.resolve(question.meant, question.athletes)

        return Earlier(resolve, self._answered(conversation), self._pronoun_of)


def has_words(text: str) -> bool:
    """Whether a message says anything at all; "?!" and an emoji alone ask nothing."""
    return any(character.isalnum() for character in text)


def _athletes_of(conversation: Conversation) -> tuple[str, ...]:
    """Athletes of the conversation, who settle a shared name; the latest turn that has any decides."""
    return next((turn.question.athletes for turn in reversed(conversation.turns) if turn.question.athletes), ())
