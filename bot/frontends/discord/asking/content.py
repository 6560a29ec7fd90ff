"""What a message shows: an answer, an athlete's card opened at a topic, or two athletes side by side.

It can be made again at any time from the answer that was kept, so that the buttons below it work after a restart.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
from bot.frontends.discord.ui.layout import Accent
from bot.frontends.discord.ui.pages import Block, build_blocks, split_pages, write_quote
from bot.frontends.discord.ui.translations import Words
from bot.newsroom import Newsroom

ANSWER = "answer"
COMPARISON = "compare"
TOPICS = (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS, Topic.TIMELINE)
"""The topics of an athlete's card, in the order of its buttons."""
MOST_QUOTES = 60
"""How many quotes a topic of a card shows, over all its pages."""


@dataclass(frozen=True, slots=True)
class Content:
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

    @property
    def pages(self) -> list[list[Block]]:
        """The blocks, page by page; a single page for a message that is all heading."""
        return split_pages(self.blocks)

    def quotes_on(self, page: int) -> list[Quote]:
        """What is quoted on one page; nothing on a page that isn't there."""
        blocks = self.pages[page] if 0 <= page < len(self.pages) else []
        return [quote for block in blocks for quote in block.quotes]

    def references(self, page: int) -> tuple[QuoteReference, ...]:
        """The same as it is kept."""
        return tuple(quote.reference for quote in self.quotes_on(page))


def build_answer(answer: Answer, words: Words) -> Content:
    """An answer to a question; a profile becomes a card by `build_card` instead."""
    match answer:
        case Found() | Profile():
            accent = Accent.FOUND if answer.certainty is Certainty.SURE else Accent.NOTICE
            return Content(ANSWER, words.say("found_head", answer=answer), build_blocks(answer.quotes, words), accent)
        case Disagreeing():
            head = words.say("disagreeing_head", answer=answer)
            return Content(ANSWER, head, build_blocks(answer.quotes, words), Accent.DISAGREEING)
        case NotFound():
            nothing = Content(ANSWER, words.say("nothing_head", answer=answer), accent=Accent.NOTHING)
            return replace(nothing, topics=frozenset(answer.topics), has_closest=bool(answer.nearest))
        case Ambiguous():
            head = words.say("which_head", name=answer.name)
            return Content(ANSWER, head, accent=Accent.NOTICE, choices=answer.candidates)
        case Talk():
            return Content(ANSWER, words.say("talk", answer=answer), accent=Accent.NOTICE)


def build_unknown(name: str, near: Sequence[str], words: Words) -> Content:
    """Word that nobody is known by a name, with those whose names are near it to choose from."""
    head = words.say("nobody_head", name=name, near=bool(near))
    return Content(ANSWER, head, accent=Accent.NOTHING, choices=tuple(near))


def build_card(athlete: str, sections: Sequence[Section], topic: Topic, words: Words) -> Content:
    """An athlete's card, open at ``topic``."""
    found = {section.topic: section.quotes for section in sections if section.quotes}
    quotes = found.get(topic, ())[:MOST_QUOTES]
    head = words.say("card_head", athlete=athlete, topic=topic, count=len(quotes))
    return Content(topic, head, build_blocks(quotes, words), topics=frozenset(found))


def build_comparison(athletes: tuple[str, str], sections: Sequence[Sequence[Section]], words: Words) -> Content:
    """Two athletes, topic by topic; both are named at each topic, with what each has there."""
    sides = [{section.topic: section.quotes[:1] for section in found} for found in sections]
    blocks: list[Block] = []
    for topic in TOPICS[:-1]:
        if any(topic in side for side in sides):
            heads = (words.say("topic_heading", topic=topic), "")
            pairs = zip(athletes, sides, heads, strict=True)
            blocks += [_side(athlete, side.get(topic, ()), words, head) for athlete, side, head in pairs]
    return Content(COMPARISON, words.say("comparison_head", athletes=athletes), tuple(blocks))


def _side(athlete: str, quotes: tuple[Quote, ...], words: Words, heading: str) -> Block:
    shown = [write_quote(quote, words) for quote in quotes] or [words.say("side_empty")]
    return Block("\n".join(filter(None, [heading, words.say("side", athlete=athlete), *shown])), quotes)


async def load_card(
    newsroom: Newsroom, athlete: str, topic: Topic | None, server_id: int | None, words: Words
) -> Content:
    """An athlete's card; without a topic, open at the first that has something."""
    sections = await newsroom.sections(athlete, server_id=server_id)
    dated = await newsroom.timeline(athlete, server_id=server_id)
    found = [section for section in (*sections, dated) if section.quotes]
    first = next((section.topic for section in found), Topic.LATEST)
    return await asyncio.to_thread(build_card, athlete, found, topic or first, words)


async def load_comparison(
    newsroom: Newsroom, athletes: tuple[str, str], server_id: int | None, words: Words
) -> Content:
    """Two athletes by full name, side by side."""
    sections = [await newsroom.sections(name, server_id=server_id) for name in athletes]
    return await asyncio.to_thread(build_comparison, athletes, sections, words)


async def load_again(newsroom: Newsroom, sent: SentAnswer, shape: str, words: Words) -> Content:
    """What a sent answer shows in a shape, as the articles stand now."""
    server_id, athletes = sent.conversation.server_id, sent.turn.question.athletes
    if shape == COMPARISON:
        return await load_comparison(newsroom, (athletes[0], athletes[1]), server_id, words)
    if shape != ANSWER:
        return await load_card(newsroom, athletes[0], Topic(shape), server_id, words)
    recalled = await newsroom.recall(sent.turn, server_id=server_id)
    certainty = Certainty.MAYBE if sent.kind == MAYBE else Certainty.SURE
    answer: Answer = Found(sent.turn.question, Topic.FACT, recalled.quotes, 1.0, certainty)
    if sent.kind == KIND[Disagreeing]:
        answer = Disagreeing(sent.turn.question, recalled.quotes, 1.0)
    content = build_answer(answer, words)
    return replace(content, head=words.say("stale", count=recalled.stale)) if recalled.stale else content
