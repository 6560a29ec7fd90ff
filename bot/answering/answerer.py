"""Answers one question: read it, rank the evidence, decide, build."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from bot.answering.builders import BUILDERS, direct_fact, together, what_may_be
from bot.answering.closest import closest
from bot.answering.decision.ranker import Ranker
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.names.people import People
from bot.answering.names.recognition import athletes_named, awaited_in
from bot.answering.question.conversation_reader import ConversationReader
from bot.answering.question.followup import means_nobody
from bot.answering.question.query_rewriting import QueryRewriter
from bot.answering.question.reader import QuestionReader, asks_for_any_speech, asks_for_latest
from bot.answering.ranking.evidence import NOTHING, EvidenceFinder, Ranking
from bot.answering.ranking.reranking import Reranker
from bot.answering.ranking.weights import Weights
from bot.answering.recall import QuoteRecall
from bot.answering.topics import Topics
from bot.domain.answer import Ambiguous, Answer, Certainty, Found, NotFound, Profile, Talk, Topic
from bot.domain.article import Revision
from bot.domain.conversation import Conversation
from bot.domain.question import AnswerType, Intent, Question
from bot.domain.quote import Quote, QuoteReference
from bot.domain.request import Request
from bot.ports.answering import PairReader, Retriever, SentenceEncoder

TOPIC_QUESTIONS = {Topic.RESULTS: "What did {athlete} win?", Topic.INJURIES: "What injury did {athlete} have?"}
"""What is suggested for topics whose question is answered from evidence, like any other."""


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
        self._gazetteer = gazetteer
        self._people = people
        self._searched = len(revisions)
        self.athletes = gazetteer.athletes
        self.retriever = retriever
        self.finder = EvidenceFinder(retriever, gazetteer, lexicon, weights, encoder)
        self.ranker = Ranker(self.finder, Reranker(reader, weights), weights)
        self.topics = Topics(self.finder, lexicon)
        self.quotes = QuoteRecall({revision.article_id: revision for revision in revisions}, self.finder)
        rewriter = QueryRewriter(gazetteer, lexicon, retriever, english)
        questions = QuestionReader(lexicon, gazetteer, rewriter, self.finder.share_article)
        self.reader = ConversationReader(
            questions, gazetteer, lexicon, self.finder.found, self.quotes.athletes_answered, self.finder.pronoun_of
        )

    def answer(
        self,
        request: Request,
        conversation: Conversation = Conversation(),  # noqa: B008  # frozen
    ) -> Answer:
        """The answer to a request as the next turn of ``conversation``."""
        asked = self.reader.read(request, conversation)
        if isinstance(asked, Talk):
            return asked
        parts = [self._answer_one(part, Conversation()) for part in self.reader.read_parts(asked, conversation)]
        if isinstance(asked, Ambiguous):
            return together(asked.question, [part for part in parts if part.quotes], Certainty.MAYBE) or asked
        both = together(asked, parts) if all(isinstance(part, Found) for part in parts) else None
        return both or self._answer_one(asked, conversation)

    def profile_of(self, name: str) -> Answer:
        """What the articles have on whoever is called ``name``, without a conversation."""
        question = self.reader.read_name(name)
        if isinstance(question, Ambiguous):
            return question
        return self._profile(question) if question.athletes else self._not_found(question)

    def named_in(self, revision: Revision) -> tuple[str, ...]:
        """Full names of those an article names that isn't among the articles yet."""
        return athletes_named(revision, self._gazetteer, self._people)

    def awaited_in(self, revision: Revision, named: Sequence[str], wanted: Sequence[str]) -> Mapping[str, str]:
        """Those of some full names that no article had and this one has; see `recognition.awaited_in`."""
        return awaited_in(revision, named, sorted(set(wanted).difference(self.athletes)))

    def telling(self, revision: Revision, athlete: str | None) -> Quote | None:
        """The sentence of an article that tells most about an athlete, or else its first; the article may be any."""
        quote = self.topics.telling(revision, athlete) if athlete else None
        return quote or next((Quote(revision, each.span) for each in self.finder.read(revision).sentences), None)

    def closest(self, question: Question) -> tuple[Quote, ...]:
        """The sentences that come closest to answering a question that nothing answers."""
        return closest(question, self.ranker.rank(question))

    def recall(self, reference: QuoteReference) -> Quote:
        """A quote given earlier; see `QuoteRecall.recall`."""
        return self.quotes.recall(reference)

    def _answer_one(self, question: Question, conversation: Conversation) -> Answer:
        """The answer to a question that is a single one."""
        if question.intent in {Intent.SOURCE, Intent.WHO_SAID}:
            return self._show_source(question, conversation)
        if means_nobody(question):
            return self._not_found(question)
        more = question.intent is Intent.MORE
        if more and not any(turn.quoted for turn in conversation.turns if turn.question.meant == question.meant):
            # There is no more of nothing.
            question, more = replace(question, intent=Intent.ANSWER), False
        if question.wanted is AnswerType.ABOUT and question.athletes:
            return self._news_or_profile(question, conversation.quoted if more else ())
        if asks_for_any_speech(question):
            fresh = self.topics.said(question.athletes[0], conversation.quoted)
            said = fresh or (() if more else self.topics.said(question.athletes[0]))
            if said:
                return Found(question, Topic.OWN_WORDS, said, confidence=1.0)
        return self._from_evidence(question, conversation)

    def _from_evidence(self, question: Question, conversation: Conversation) -> Answer:
        ranking = self.ranker.rank_in(question, conversation)
        certainty = self.ranker.decide(question, ranking, conversation)
        if certainty is Certainty.NONE:
            return self._not_found(question, ranking)
        build = BUILDERS.get(question.wanted, direct_fact) if certainty is Certainty.SURE else what_may_be
        return build(question, ranking.scored, ranking.confidence)

    def _news_or_profile(self, question: Question, leave_out: Sequence[QuoteReference]) -> Answer:
        newest = self.topics.newest(question.athletes[0], leave_out) if asks_for_latest(question) else ()
        if newest:
            return Found(question, Topic.WHAT_HAPPENED, newest, confidence=1.0)
        return self._profile(question, leave_out)

    def _profile(self, question: Question, leave_out: Sequence[QuoteReference] = ()) -> Answer:
        athlete = question.athletes[0]
        sections = self.topics.sections(athlete, leave_out)
        return Profile(question, athlete, sections, confidence=1.0) if sections else self._not_found(question)

    def _not_found(self, question: Question, ranking: Ranking = NOTHING) -> NotFound:
        if question.intent is Intent.MORE:
            return NotFound(question, ranking.confidence, self._searched, wanted_more=True)
        at_hand = self.topics.at_hand(question.athletes[0]) if question.athletes else ()
        topics = tuple(topic for topic in at_hand if self._leads_to(topic, question.athletes[0]))
        return NotFound(question, ranking.confidence, self._searched, closest(question, ranking), topics)

    def _leads_to(self, topic: Topic, athlete: str) -> bool:
        """Whether the question that is suggested for a topic is answered; of some it is sure as they have a quote."""
        if topic not in TOPIC_QUESTIONS:
            return True
        question = self.reader.read(Request(TOPIC_QUESTIONS[topic].format(athlete=athlete)), Conversation())
        if not isinstance(question, Question):
            return False
        return self.ranker.decide(question, self.ranker.rank(question), Conversation()) is not Certainty.NONE

    def _show_source(self, question: Question, conversation: Conversation) -> Answer:
        """Shows again what was quoted last, for "source?" and "who said that?"."""
        quotes = self.quotes.last_quotes(conversation)
        if question.intent is Intent.WHO_SAID:
            quotes = tuple(quote for quote in quotes if quote.speaker)
        return Found(question, Topic.SOURCE, quotes, confidence=1.0) if quotes else self._not_found(question)
