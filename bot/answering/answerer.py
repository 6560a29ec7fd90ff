"""Answers one question: read it, find evidence, decide, build."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from bot.answering.builders import BUILDERS, direct_fact, what_may_be
from bot.answering.closest import closest
from bot.answering.decision.confidence import signals
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer, Resolution
from bot.answering.names.people import People
from bot.answering.names.recognition import athletes_named
from bot.answering.question.focus import focus
from bot.answering.question.followup import Earlier, FollowUp, Intent, follow_up, intent_of, means_nobody
from bot.answering.question.openers import in_english
from bot.answering.question.parts import both_parts, compared
from bot.answering.question.reader import QuestionReader, asks_for_any_speech, asks_for_latest
from bot.answering.question.small_talk import talk_topic
from bot.answering.question.wording import Wording
from bot.answering.ranking.evidence import NOTHING, EvidenceFinder, Ranking
from bot.answering.ranking.reranking import Reranker
from bot.answering.ranking.weights import ELSEWHERE, Weights
from bot.answering.topics import Topics
from bot.domain.answer import Ambiguous, Answer, Certainty, Found, NotFound, Profile, Talk, TalkTopic, Topic
from bot.domain.article import Revision
from bot.domain.conversation import Conversation
from bot.domain.errors import StaleQuoteError
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote, QuoteReference
from bot.ports import PairReader, Retriever, SentenceEncoder

_MOST_BEARERS = 3
"""For how many of those who share a name an answer is looked for where nobody says who is meant."""
_CONVINCING = 1.0
"""The log-odds, read in context, from which on a follow-up's best sentence is shown as what may answer.

Of 13 follow-ups that were declined in our sixty conversations although reading said so much, 11 had an answer among the
first three sentences, and one had none.
"""
_FRESH = 0.4
"""The confidence from which on what wasn't quoted yet is quoted before what was, however sure that is."""


class Answerer:
    """Turns a question and the conversation before it into an answer. Holds no state of its own."""

    def __init__(  # called once, where the parts meet
        self,
        revisions: Sequence[Revision],
        retriever: Retriever,
        gazetteer: Gazetteer,
        people: People,
        lexicon: Lexicon,
        weights: Weights,
        encoder: SentenceEncoder,
        reader: PairReader,
        english: Container[str] = frozenset(),
    ) -> None:
        self._revisions: Mapping[str, Revision] = {revision.article_id: revision for revision in revisions}
        self._weights = weights
        self.athletes = gazetteer.athletes
        self._gazetteer = gazetteer
        self._people = people
        self._lexicon = lexicon
        self.retriever = retriever
        self.finder = EvidenceFinder(retriever, gazetteer, lexicon, weights, encoder)
        self._reranker = Reranker(reader, weights)
        self._reader = QuestionReader(lexicon, gazetteer, Wording(gazetteer, lexicon, retriever, english))
        self.topics = Topics(self.finder, lexicon)

    def answer(self, text: str, conversation: Conversation = Conversation()) -> Answer:  # noqa: B008  # frozen
        """The answer to ``text`` as the next turn of ``conversation``."""
        read = in_english(text.strip(), conversation, self._lexicon)
        answer = self._answer(read, conversation)
        return replace(answer, question=replace(answer.question, text=text.strip()))

    def talk(self, text: str) -> Talk | None:
        """A line for a message that asks nothing of the articles and names nobody, such as "thanks" and "help"."""
        topic = talk_topic(text, self._lexicon) if has_words(text) else TalkTopic.GREETING
        if topic is None or self._gazetteer.mentions(text):
            return None
        return Talk(self._reader.read(FollowUp(text, text)), topic)

    def _answer(self, text: str, conversation: Conversation) -> Answer:
        talk = self.talk(text)
        if talk:
            return talk
        intent = intent_of(text, conversation)
        if intent in {Intent.SOURCE, Intent.WHO_SAID}:
            return self._about_last_answer(text, intent, conversation)
        question = self.understand(text, conversation)
        if isinstance(question, Ambiguous):
            return self._asked_before(question, conversation) or question
        whole = self._answer_to(question, conversation, intent)
        if intent is Intent.MORE and isinstance(whole, NotFound):
            return replace(whole, nearest=(), topics=(), wanted_more=True)
        return self._in_parts(question, both_parts(text), conversation) or whole

    def _asked_before(self, ambiguous: Ambiguous, conversation: Conversation) -> Found | None:
        """What each of those who share a name is quoted for, where it was asked already who is meant, and in vain."""
        last = conversation.last
        before = self._reader.resolve(last.question.meant).ambiguous if last and not last.quoted else None
        if last is None or before is None or before[1] != ambiguous.candidates:
            return None
        texts = [f"{last.question.meant} ({candidate})" for candidate in ambiguous.candidates[:_MOST_BEARERS]]
        answers = [self._answer(text, Conversation()) for text in texts]
        quotes = {answer.quotes[0].reference: answer.quotes[0] for answer in answers if answer.quotes}
        if not quotes:
            return None
        return Found(ambiguous.question, Topic.FACT, tuple(quotes.values()), _FRESH, Certainty.MAYBE)

    def _in_parts(self, question: Question, texts: Sequence[str], conversation: Conversation) -> Found | None:
        """One answer of the first quotes of several questions, where each is answered; otherwise none."""
        answers = [self._answer(text, conversation) for text in texts]
        found = [answer for answer in answers if isinstance(answer, Found)]
        if not texts or len(found) < len(answers):
            return None
        quotes = {answer.quotes[0].reference: answer.quotes[0] for answer in found}
        confidence = min(answer.confidence for answer in found)
        maybe = any(answer.certainty is Certainty.MAYBE for answer in found)
        certainty = Certainty.MAYBE if maybe else Certainty.SURE
        return Found(question, Topic.FACT, tuple(quotes.values()), confidence, certainty)

    def _answer_to(self, question: Question, conversation: Conversation, intent: Intent) -> Answer:
        if means_nobody(question, conversation):
            return self._not_found(question)
        side_by_side = self._in_parts(question, compared(question), Conversation())
        if side_by_side:
            return side_by_side
        if question.wanted is AnswerType.ABOUT and question.athletes:
            shown = conversation.quoted if intent is Intent.MORE else ()
            newest = self.topics.newest(question.athletes[0], shown) if asks_for_latest(question) else ()
            if newest:
                return Found(question, Topic.WHAT_HAPPENED, newest, confidence=1.0)
            return self._profile(question, shown)
        said = self._said(question, conversation.quoted, intent) if asks_for_any_speech(question) else ()
        if said:
            return Found(question, Topic.OWN_WORDS, said, confidence=1.0)
        return self._from_evidence(question, conversation)

    def _said(self, question: Question, quoted: Sequence[QuoteReference], intent: Intent) -> tuple[Quote, ...]:
        """Speech of whoever is asked about that wasn't quoted yet, else any of it, unless more is wanted."""
        fresh = self.topics.said(question.athletes[0], quoted)
        return fresh or (() if intent is Intent.MORE else self.topics.said(question.athletes[0]))

    def named_in(self, revision: Revision) -> tuple[str, ...]:
        """Full names of those an article names that isn't among the articles yet."""
        return athletes_named(revision, self._gazetteer, self._people)

    def understand(self, text: str, conversation: Conversation) -> Question | Ambiguous:
        """The question as read in its conversation; `Ambiguous` when a shared name stays unclear."""
        last = conversation.last
        if last and intent_of(text, conversation) is Intent.MORE:
            return replace(last.question, text=text)
        resolution = self._reader.resolve(text, _known(conversation))
        if resolution.ambiguous:
            return self._ambiguous(text, resolution)
        nearby = focus(conversation, self.finder.found)
        return self._reader.read(follow_up(text, resolution, conversation, self._earlier(conversation), nearby))

    def rank(self, question: Question, conversation: Conversation) -> Ranking:
        """The evidence for a question, best first.

        What the conversation has quoted is left out, unless the same is asked again or nothing else answers; and where
        nothing answers in the conversation, the question may by itself.
        """
        if intent_of(question.text, conversation) is Intent.MORE:
            return self._ranked(question, conversation.quoted)
        if not conversation.quoted or any(turn.question.meant == question.meant for turn in conversation.turns):
            return self._ranked(question)
        fresh = self._ranked(question, conversation.quoted)
        if self._is_enough(question, fresh, _FRESH):
            return fresh
        rankings = [fresh, self._ranked(question)]
        if question.athletes and question.nearby:
            # What was quoted may have set the mind on the wrong articles: the question could be asked anew.
            rankings.append(self._ranked(replace(question, nearby=())))
        bounds = (self._weights.sure, self._weights.threshold)
        enough = (each for bound in bounds for each in rankings if self._is_enough(question, each, bound))
        return next(enough, fresh)

    def _ranked(self, question: Question, leave_out: Sequence[QuoteReference] = ()) -> Ranking:
        """Ranked by what is known of each; unless that is certain, the best passages are read with the question."""
        scored = self.finder.rank(question, leave_out)
        seen = signals(question, scored)
        sure = self._weights.confidence(seen)
        if sure >= self._weights.certain or not scored:
            return Ranking(tuple(scored), sure, (seen,))
        read = self._reranker.rerank(question, scored)
        told = signals(question, read)
        return Ranking(tuple(read), self._weights.confidence(told, read=True), (seen, told))

    def profile_of(self, name: str) -> Answer:
        """What the articles have on whoever is called ``name``, without a conversation."""
        resolution = self._reader.resolve(name)
        if resolution.ambiguous:
            return self._ambiguous(name, resolution)
        question = self._reader.read(FollowUp(name, name, resolution.athletes))
        return self._profile(question) if question.athletes else self._not_found(question)

    def _profile(self, question: Question, leave_out: Sequence[QuoteReference] = ()) -> Answer:
        athlete = question.athletes[0]
        sections = self.topics.sections(athlete, leave_out)
        if not sections:
            return self._not_found(question)
        return Profile(question, athlete, sections, confidence=1.0)

    def _from_evidence(self, question: Question, conversation: Conversation) -> Answer:
        ranking = self.rank(question, conversation)
        leans = intent_of(question.text, conversation) is not Intent.MORE and _reads_well(question, ranking)
        if not (leans or self._is_enough(question, ranking, self._weights.threshold)):
            return self._not_found(question, ranking)
        sure = ranking.confidence >= self._weights.sure
        build = BUILDERS.get(question.wanted, direct_fact) if sure else what_may_be
        return build(question, ranking.scored, ranking.confidence)

    def _is_enough(self, question: Question, ranking: Ranking, bound: float) -> bool:
        """Whether the evidence is good enough to be quoted, or to be sure of, by its ``bound``."""
        # What somebody said is answered by nothing but speech, direct or reported.
        silent = question.speaker is not None and not any(scored.evidence.answer for scored in ranking.scored)
        return bool(ranking.scored) and not silent and ranking.confidence >= bound

    def _not_found(self, question: Question, ranking: Ranking = NOTHING) -> NotFound:
        topics = self.topics.at_hand(question.athletes[0]) if question.athletes else ()
        nearest = closest(question, ranking)
        return NotFound(question, ranking.confidence, len(self._revisions), nearest, topics)

    def closest(self, question: Question) -> tuple[Quote, ...]:
        """The sentences that come closest to answering a question that nothing answers."""
        return closest(question, self._ranked(question))

    def _ambiguous(self, text: str, resolution: Resolution) -> Ambiguous:
        name, candidates = resolution.ambiguous or ("", ())
        question = self._reader.read(FollowUp(text, text, resolution.athletes))
        return Ambiguous(question, name, candidates)

    def _about_last_answer(self, text: str, intent: Intent, conversation: Conversation) -> Answer:
        """Shows again what was quoted last, for "source?" and "who said that?"."""
        last = conversation.last
        quotes = [self._recalled(quote) for quote in self._last_quotes(conversation)]
        if intent is Intent.WHO_SAID:
            quotes = [quote for quote in quotes if quote.speaker]
        question = replace(last.question, text=text) if last else self._reader.read(FollowUp(text, text))
        if not quotes:
            return self._not_found(question)
        return Found(question, Topic.SOURCE, tuple(quotes), confidence=1.0)

    def _last_quotes(self, conversation: Conversation) -> list[Quote]:
        references = next((turn.quoted for turn in reversed(conversation.turns) if turn.quoted), ())
        return [
            Quote.recall(reference, self._revisions[reference.article_id])
            for reference in references
            if reference.article_id in self._revisions
            and self._revisions[reference.article_id].sha256 == reference.sha256
        ]

    def _earlier(self, conversation: Conversation) -> Earlier:
        """What the last turn gives a follow-up."""
        last = conversation.last
        if last is None:
            return Earlier()
        read = [self.finder.read(quote.revision).sentence(quote.span) for quote in self._last_quotes(conversation)[:1]]
        answered = read[0].people if read and last.quoted and len(read[0].people) == 1 else ()
        resolution = self._reader.resolve(last.question.meant, last.question.athletes)
        return Earlier(resolution, answered, self.finder.pronoun_of)

    def recall(self, reference: QuoteReference) -> Quote:
        """A quote given earlier, with its speaker.

        Raises:
            StaleQuoteError: when the article has changed since, or is gone.
        """
        revision = self._revisions.get(reference.article_id)
        if revision is None:
            raise StaleQuoteError(f"{reference.article_id} is gone since it was quoted")
        return self._recalled(Quote.recall(reference, revision))

    def _recalled(self, quote: Quote) -> Quote:
        return replace(quote, speaker=self.finder.read(quote.revision).sentence(quote.span).speaker)


def _reads_well(question: Question, ranking: Ranking) -> bool:
    """Whether reading a follow-up in its context speaks for the best sentence: its own words say too little to tell."""
    leans = bool(question.context) or question.meant != question.text
    if not (leans and ranking.scored and ranking.signals):
        return False
    best = ranking.scored[0]
    told = best.evidence.match.graded > 0 or len(question.terms) == 1
    convincing = best.log_odds is not None and best.log_odds >= _CONVINCING
    return told and convincing and not ranking.signals[-1].get(ELSEWHERE)


def has_words(text: str) -> bool:
    """Whether a message says anything at all; "?!" and an emoji alone ask nothing."""
    return any(character.isalnum() for character in text)


def _known(conversation: Conversation) -> tuple[str, ...]:
    """Athletes of the conversation, who settle a shared name; the latest turn that has any decides."""
    return next((turn.question.athletes for turn in reversed(conversation.turns) if turn.question.athletes), ())
