"""What a message shows: an answer, an athlete's card opened at a topic, or two athletes side by side.

An exhibit can be made again at any time from the posting it was kept as, so that its buttons work after a restart.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import discord

from bot.domain.answer import (
    KIND,
    Ambiguous,
    Answer,
    Certainty,
    Disagreeing,
    Found,
    NotFound,
    Profile,
    Section,
    Talk,
    Topic,
)
from bot.domain.quote import Quote, QuoteReference
from bot.domain.sent_answer import MAYBE, SentAnswer
from bot.frontends.discord.layout import Accent
from bot.frontends.discord.pages import Block, blocks_of, pages, quoted
from bot.frontends.discord.phrasebook import Words
from bot.newsroom import Newsroom

ANSWER = "answer"
COMPARISON = "compare"
TOPICS = (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS, Topic.TIMELINE)
"""The topics of an athlete's card, in the order of its buttons."""
MOST_QUOTES = 60
"""How many quotes a topic of a card shows, over all its pages."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A message before it is cut into pages.

    ``shape`` is `ANSWER`, `COMPARISON` or the topic at which a card is open; ``topics`` are those of the card that have
    something; ``choices`` are whom or what a member may choose instead; ``has_closest`` tells whether there are
    sentences near what nothing answers.
    """

    shape: str
    head: str
    blocks: tuple[Block, ...] = ()
    accent: discord.Colour = field(default=Accent.FOUND)
    topics: frozenset[Topic] = frozenset()
    choices: tuple[str, ...] = ()
    has_closest: bool = False

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote shown, in order."""
        return tuple(quote for block in self.blocks for quote in block.quotes)

    def references(self, page: int) -> tuple[QuoteReference, ...]:
        """What is quoted on one page; nothing on a page that isn't there."""
        blocks = self.pages[page] if 0 <= page < len(self.pages) else []
        return tuple(quote.reference for block in blocks for quote in block.quotes)

    @property
    def pages(self) -> list[list[Block]]:
        """The blocks, page by page; a single page for a message that is all heading."""
        return pages(self.blocks)


def of_answer(answer: Answer, words: Words) -> Exhibit:
    """An answer to a question; a profile becomes a card by `of_card` instead."""
    match answer:
        case Found() | Profile():
            sure = answer.certainty is Certainty.SURE
            accent = Accent.FOUND if sure else Accent.NOTICE
            return _quoting(words.say("found_head", answer=answer), answer.quotes, words, accent)
        case Disagreeing():
            return _quoting(words.say("disagreeing_head", answer=answer), answer.quotes, words, Accent.DISAGREEING)
        case NotFound():
            return Exhibit(
                ANSWER,
                words.say("nothing_head", answer=answer),
                accent=Accent.NOTHING,
                topics=frozenset(answer.topics),
                has_closest=bool(answer.nearest),
            )
        case Ambiguous():
            head = words.say("which_head", name=answer.name)
            return Exhibit(ANSWER, head, accent=Accent.NOTICE, choices=answer.candidates)
        case Talk():
            return Exhibit(ANSWER, words.say("talk", answer=answer), accent=Accent.NOTICE)


def of_nobody(name: str, near: Sequence[str], words: Words) -> Exhibit:
    """Word that nobody is known by a name, with those whose names are near it to choose from."""
    head = words.say("nobody_head", name=name, near=bool(near))
    return Exhibit(ANSWER, head, accent=Accent.NOTHING, choices=tuple(near))


def of_card(athlete: str, sections: Sequence[Section], topic: Topic, words: Words) -> Exhibit:
    """An athlete's card, open at ``topic``."""
    found = {section.topic: section.quotes for section in sections if section.quotes}
    quotes = found.get(topic, ())[:MOST_QUOTES]
    head = words.say("card_head", athlete=athlete, topic=topic, count=len(quotes))
    return Exhibit(topic, head, blocks_of(quotes, words), topics=frozenset(found))


def of_comparison(
    athletes: tuple[str, str], sections: tuple[Sequence[Section], Sequence[Section]], words: Words
) -> Exhibit:
    """Two athletes, topic by topic; both are named at each topic, with what each has there."""
    here, there = ({section.topic: section.quotes for section in found} for found in sections)
    blocks: list[Block] = []
    for topic in TOPICS[:-1]:
        if topic in here or topic in there:
            pair = (here.get(topic, ())[:1], there.get(topic, ())[:1])
            heading = words.say("topic_heading", topic=topic)
            blocks += [
                _side(athlete, found, words, top)
                for athlete, found, top in zip(athletes, pair, (heading, ""), strict=True)
            ]
    return Exhibit(COMPARISON, words.say("comparison_head", athletes=athletes), tuple(blocks))


def _side(athlete: str, quotes: tuple[Quote, ...], words: Words, heading: str) -> Block:
    shown = [quoted(quote, words) for quote in quotes] or [words.say("side_empty")]
    return Block("\n".join(filter(None, [heading, words.say("side", athlete=athlete), *shown])), quotes)


def _quoting(head: str, quotes: Sequence[Quote], words: Words, accent: discord.Colour) -> Exhibit:
    return Exhibit(ANSWER, head, blocks_of(quotes, words), accent)


class Exhibitor:
    """Makes exhibits from the newsroom."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    async def card(self, athlete: str, topic: Topic | None, server_id: int | None, words: Words) -> Exhibit:
        """An athlete's card; without a topic, open at the first that has something."""
        sections = await self._newsroom.sections(athlete, server_id=server_id)
        dated = await self._newsroom.timeline(athlete, server_id=server_id)
        found = [section for section in (*sections, dated) if section.quotes]
        first = next((section.topic for section in found), Topic.LATEST)
        return await asyncio.to_thread(of_card, athlete, found, topic or first, words)

    async def comparison(self, athletes: tuple[str, str], server_id: int | None, words: Words) -> Exhibit:
        """Two athletes by full name, side by side."""
        here, there = [await self._newsroom.sections(name, server_id=server_id) for name in athletes]
        return await asyncio.to_thread(of_comparison, athletes, (here, there), words)

    async def again(self, posting: SentAnswer, shape: str, words: Words) -> Exhibit:
        """What a posting shows in a shape, as the articles stand now."""
        server_id, athletes = posting.conversation.server_id, posting.turn.question.athletes
        if shape == COMPARISON:
            return await self.comparison((athletes[0], athletes[1]), server_id, words)
        if shape != ANSWER:
            return await self.card(athletes[0], Topic(shape), server_id, words)
        return await self._answer_again(posting, words)

    async def _answer_again(self, posting: SentAnswer, words: Words) -> Exhibit:
        recalled = await self._newsroom.recall(posting.turn, server_id=posting.conversation.server_id)
        question = posting.turn.question
        certainty = Certainty.MAYBE if posting.kind == MAYBE else Certainty.SURE
        answer: Answer = Found(question, Topic.FACT, recalled.quotes, 1.0, certainty)
        if posting.kind == KIND[Disagreeing]:
            answer = Disagreeing(question, recalled.quotes, 1.0)
        exhibit = of_answer(answer, words)
        if not recalled.stale:
            return exhibit
        return Exhibit(ANSWER, words.say("stale", count=recalled.stale), exhibit.blocks, exhibit.accent)
