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
    Fact,
    FactKind,
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
from bot.frontends.discord.ui.pages import (
    Block,
    build_blocks,
    share_sources,
    split_pages,
    write_quote,
    write_source,
)
from bot.frontends.discord.ui.translations import Words
from bot.newsroom import Newsroom
from bot.text.analyzer import terms

ANSWER = "answer"
COMPARISON = "compare"
TOPICS = (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS, Topic.TIMELINE)
"""The topics of an athlete's card, in the order of its buttons."""
MOST_QUOTES = 60
"""How many quotes a topic of a card shows, over all its pages."""
_NUMBERS = "¹²³⁴⁵⁶⁷⁸⁹ⁿ"
_FACTS = 1400
"""Characters that facts and their sources take at most."""
_COMPARED = 6
"""Of how many quotes of each side those most alike are chosen."""


@dataclass(frozen=True, slots=True)
class Content:
    """A message before it is cut into pages.

    ``shape`` is `ANSWER`, `COMPARISON` or the topic at which a card is open; ``facts`` stand above the first page;
    ``topics`` are those of the card that have something; ``choices`` are whom or what a member may choose instead, and
    ``athletes`` whose cards they may open; ``has_closest`` tells whether there are sentences near what nothing answers,
    ``has_more`` whether there are further quotes on what was asked.
    """

    shape: str
    head: str
    blocks: tuple[Block, ...] = ()
    accent: discord.Colour = field(default=Accent.FOUND)
    facts: tuple[Block, ...] = ()
    topics: frozenset[Topic] = frozenset()
    choices: tuple[str, ...] = ()
    athletes: tuple[str, ...] = ()
    has_closest: bool = False
    has_more: bool = False

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote shown, in order."""
        return tuple(quote for block in self.blocks for quote in block.quotes)

    @property
    def pages(self) -> list[list[Block]]:
        """The blocks, page by page; a single page for a message that is all heading."""
        return split_pages(self.blocks, sum(len(fact.text) for fact in self.facts))

    def head_on(self, page: int) -> str:
        """What stands at the head of a page: cards and comparisons say on each whom they are about."""
        return self.head if page == 0 or self.shape != ANSWER else ""

    def shown_on(self, page: int, words: Words) -> list[Block]:
        """The blocks of a page as they are shown, sources said once; the facts stand above those of the first."""
        return [*(self.facts if page == 0 else ()), *share_sources(self.pages[page], words)]

    def quotes_on(self, page: int) -> list[Quote]:
        """What is quoted on one page; nothing on a page that isn't there."""
        blocks = self.pages[page] if 0 <= page < len(self.pages) else []
        return [quote for block in blocks for quote in block.quotes]

    def references(self, page: int) -> tuple[QuoteReference, ...]:
        """The same and that of the facts as it is kept."""
        facts = [quote for fact in self.facts for quote in fact.quotes] if page == 0 else []
        return tuple(quote.reference for quote in [*self.quotes_on(page), *facts])


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


def build_card(athlete: str, sections: Sequence[Section], facts: Sequence[Fact], topic: Topic, words: Words) -> Content:
    """An athlete's card, open at ``topic``; quotes of one article stand together, but in a timeline."""
    found = {section.topic: section.quotes for section in sections if section.quotes}
    quotes = found.get(topic, ())[:MOST_QUOTES]
    heading = words.say("topic_heading", topic=topic)
    shown = build_blocks(quotes if topic is Topic.TIMELINE else _by_article(quotes), words)
    head = words.say("card_head", athlete=athlete, count=len(quotes))
    blocks = tuple(block._replace(heading=heading) for block in shown)
    return Content(topic, head, blocks, facts=_build_facts([("", facts)], words), topics=frozenset(found))


def build_comparison(
    athletes: tuple[str, str], sections: Sequence[Sequence[Section]], facts: Sequence[Sequence[Fact]], words: Words
) -> Content:
    """Two athletes side by side: facts of a kind, then topic by topic what is most alike, both named at each."""
    sides = [{section.topic: section.quotes for section in found} for found in sections]
    blocks: list[Block] = []
    for topic in TOPICS[:-1]:
        if any(topic in side for side in sides):
            heading = words.say("topic_heading", topic=topic)
            pair = _most_alike(*(side.get(topic, ()) for side in sides))
            blocks += [_side(athlete, quotes, words, heading) for athlete, quotes in zip(athletes, pair, strict=True)]
    beside = _build_facts([*zip(athletes, facts, strict=True)], words)
    return Content(COMPARISON, words.say("comparison_head", athletes=athletes), tuple(blocks), facts=beside)


def _most_alike(ours: Sequence[Quote], theirs: Sequence[Quote]) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """Of each side the quote that has most in common with one of the other's; the first ones where none has more."""
    near = [(one, other) for one in ours[:_COMPARED] for other in theirs[:_COMPARED]]
    if not near:
        return tuple(ours[:1]), tuple(theirs[:1])
    one, other = max(near, key=lambda pair: len({*terms(pair[0].text)} & {*terms(pair[1].text)}))
    return (one,), (other,)


def _by_article(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes with those of one article together, in the order of their first ones."""
    first = {quote.revision: place for place, quote in reversed([*enumerate(quotes)])}
    return sorted(quotes, key=lambda quote: first[quote.revision])


def _build_facts(facts: Sequence[tuple[str, Sequence[Fact]]], words: Words) -> tuple[Block, ...]:
    """A line per fact of one or more athletes, those of a kind together, and their sources; as many as fit.

    An athlete's name is empty where it needn't be said.
    """
    every = [(athlete, fact) for athlete, found in facts for fact in found]
    every.sort(key=lambda told: [*FactKind].index(told[1].kind))
    blocks = _with_sources(every, words)
    while sum(len(block.text) for block in blocks) > _FACTS:
        every.pop()
        blocks = _with_sources(every, words)
    return tuple(blocks)


def _with_sources(facts: Sequence[tuple[str, Fact]], words: Words) -> list[Block]:
    """A block per fact and one with their sources, which are numbered where there is more than one."""
    revisions = list(dict.fromkeys(fact.quote.revision for _, fact in facts))
    signs = dict(zip(revisions, _NUMBERS if len(revisions) > 1 else [""], strict=False))
    told = [
        Block(
            words.say("fact", kind=fact.kind, told=fact.words, athlete=athlete, sign=signs[fact.quote.revision]),
            (fact.quote,),
        )
        for athlete, fact in facts
    ]
    sources = [
        write_source([fact.quote for _, fact in facts if fact.quote.revision == revision], words, sign)
        for revision, sign in signs.items()
    ]
    return [*told, Block("\n".join(sources))] if told else []


def _side(athlete: str, quotes: tuple[Quote, ...], words: Words, heading: str) -> Block:
    shown = [write_quote(quote, words) for quote in quotes] or [words.say("side_empty")]
    return Block("\n".join([words.say("side", athlete=athlete), *shown]), quotes, heading)


async def load_card(
    newsroom: Newsroom, athlete: str, topic: Topic | None, server_id: int | None, words: Words
) -> Content:
    """An athlete's card; without a topic, open at the first that has something."""
    sections = await newsroom.sections(athlete, server_id=server_id)
    dated = await newsroom.timeline(athlete, server_id=server_id)
    found = [section for section in (*sections, dated) if section.quotes]
    first = next((section.topic for section in found), Topic.LATEST)
    facts = await newsroom.facts(athlete, server_id=server_id)
    return await asyncio.to_thread(build_card, athlete, found, facts, topic or first, words)


async def load_comparison(
    newsroom: Newsroom, athletes: tuple[str, str], server_id: int | None, words: Words
) -> Content:
    """Two athletes by full name, side by side."""
    sections = [await newsroom.sections(name, server_id=server_id) for name in athletes]
    facts = [await newsroom.facts(name, server_id=server_id) for name in athletes]
    return await asyncio.to_thread(build_comparison, athletes, sections, facts, words)


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
