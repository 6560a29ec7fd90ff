"""Which controls stand below which message."""

from typing import Any

import discord
from discord import ui

from bot.domain.answer import KIND, NotFound
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.adding.controls import DRAFT_CONTROLS
from bot.frontends.discord.adding.reviewing import QUEUE_CONTROLS
from bot.frontends.discord.buttons import Closest, Context, More, NotMeant, OpenTopic, Sources, TurnPage
from bot.frontends.discord.control import Control
from bot.frontends.discord.exhibits import ANSWER, TOPICS, Exhibit
from bot.frontends.discord.managing_controls import MANAGING
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.selects import Meant, Suggested, Which, name_option, topic_option
from bot.frontends.discord.settings_controls import SETTINGS
from bot.frontends.discord.waiting import TellMe

CONTROLS: tuple[type[Control], ...] = (
    Context, Sources, Closest, More, NotMeant, OpenTopic, TurnPage, Which, Suggested, Meant, TellMe, *MANAGING,
    *SETTINGS, *DRAFT_CONTROLS, *QUEUE_CONTROLS,
)  # fmt: skip
"""Every control, for the client to know them after a restart."""

Row = list[ui.Item[Any]]
MOST_IN_ROW = 5
"""How many buttons Discord puts beside each other."""


def controls(posting: SentAnswer, exhibit: Exhibit, page: int, words: Words) -> list[Row]:
    """The rows of controls below one page of an exhibit."""
    turning = _turning(posting, exhibit, page, words)
    rows: list[Row] = []
    if exhibit.choices:
        rows += [turning, [_which(posting, exhibit, words)]]
    elif exhibit.shape in TOPICS:
        rows.append(_topics(posting, exhibit, words))
    elif exhibit.topics:
        rows.append([_suggested(posting, exhibit, words)])
    if posting.kind == KIND[NotFound]:
        rows.append(_instead(posting, exhibit, words))
    if exhibit.choices:
        return rows
    about = _about(posting, exhibit, page, words) if exhibit.quotes else []
    return [*rows, *([[*turning, *about]] if len(turning) + len(about) <= MOST_IN_ROW else [turning, about])]


def _instead(posting: SentAnswer, exhibit: Exhibit, words: Words) -> Row:
    """What can be done where nothing was found."""
    row: Row = []
    if exhibit.has_closest:
        row.append(Closest.labelled(words.say("closest"), posting.answer_id))
    if posting.conversation.server_id is not None:
        row.append(TellMe.labelled(words.of("managing").say("tell_me"), posting.answer_id))
    return row


def _about(posting: SentAnswer, exhibit: Exhibit, page: int, words: Words) -> Row:
    answer_id, shape = posting.answer_id, exhibit.shape
    row: Row = [
        Context.labelled(words.say("context"), answer_id, f"{shape}:{page}"),
        Sources.labelled(words.say("sources"), answer_id, shape),
    ]
    if shape == ANSWER:
        row.insert(1, More.labelled(words.say("more"), answer_id))
        row.append(NotMeant.labelled(words.say("not_meant"), answer_id))
    return row


def _topics(posting: SentAnswer, exhibit: Exhibit, words: Words) -> Row:
    """A button per topic that has a quote; the open one stands out."""
    return [
        OpenTopic.labelled(
            words.say("topic", topic=topic),
            posting.answer_id,
            topic.value,
            style=discord.ButtonStyle.primary if topic == exhibit.shape else discord.ButtonStyle.secondary,
            disabled=topic == exhibit.shape,
        )
        for topic in TOPICS
        if topic in exhibit.topics
    ]


def _turning(posting: SentAnswer, exhibit: Exhibit, page: int, words: Words) -> Row:
    last = len(exhibit.pages) - 1
    row: Row = []
    if page > 0:
        row.append(TurnPage.labelled(words.say("previous"), posting.answer_id, f"{exhibit.shape}:{page - 1}"))
    if page < last:
        row.append(TurnPage.labelled(words.say("next"), posting.answer_id, f"{exhibit.shape}:{page + 1}"))
    return row


def _which(posting: SentAnswer, exhibit: Exhibit, words: Words) -> Which:
    options = [name_option(name) for name in exhibit.choices]
    return Which.offering(words.say("which_placeholder"), options, posting.answer_id)


def _suggested(posting: SentAnswer, exhibit: Exhibit, words: Words) -> Suggested:
    athlete = posting.turn.question.athletes[0]
    options = [topic_option(topic, athlete, words) for topic in TOPICS if topic in exhibit.topics]
    return Suggested.offering(words.say("suggested_placeholder"), options, posting.answer_id)
