"""Which buttons and selects stand below an answer."""

from collections.abc import Sequence

import discord

from bot.domain.answer import KIND, NotFound, Topic
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.asking.content import ANSWER, TOPICS, Content
from bot.frontends.discord.ui.controls import GREY, Row, button, option, select, turning
from bot.frontends.discord.ui.translations import MANAGING, Words

MOST_IN_ROW = 5
"""How many buttons Discord puts beside each other."""
REPHRASE, ATHLETE, TOPIC = "rephrase", "athlete:", "topic:"
"""What the value of an option of a select is, or begins with."""


def answer_rows(sent: SentAnswer, content: Content, page: int, words: Words) -> list[Row]:
    """The rows of controls below one page of an answer."""
    turn = turning("page", words, page, len(content.pages), sent.answer_id, content.shape)
    if content.choices:
        options = [option(name, name) for name in content.choices]
        which: Row = [select("which", words.say("which_placeholder"), options, sent.answer_id)]
        return [turn, which, _instead(sent, content, words)]
    about: Row = _about(sent, content, page, words) if content.quotes else []
    below = [[*turn, *about]] if len(turn) + len(about) <= MOST_IN_ROW else [turn, about]
    return [_topics(sent, content, words), _instead(sent, content, words), *below]


def topic_options(topics: Sequence[Topic], athlete: str, words: Words) -> list[discord.SelectOption]:
    """The options to open an athlete's card at a topic."""
    labels = [words.say("meant_topic", topic=topic, athlete=athlete) for topic in topics]
    return [option(label, f"{TOPIC}{topic.value}:{athlete}") for label, topic in zip(labels, topics, strict=True)]


def _topics(sent: SentAnswer, content: Content, words: Words) -> Row:
    """The topics that have a quote: a button each below a card, where the open one stands out, else a select.

    Where it isn't clear whose topics, the select opens cards.
    """
    found = [topic for topic in TOPICS if topic in content.topics]
    if content.shape in TOPICS:
        styles = {content.shape: discord.ButtonStyle.primary}
        return [
            button(
                "topic",
                words.say("topic", topic=topic),
                sent.answer_id,
                topic.value,
                style=styles.get(topic, GREY),
                disabled=topic == content.shape,
            )
            for topic in found
        ]
    options = topic_options(found, sent.turn.question.athletes[0], words) if found else []
    options += [option(name, f"{TOPIC}:{name}") for name in content.athletes]
    if not options:
        return []
    return [select("suggested", words.say("suggested_placeholder"), options, sent.answer_id)]


def _instead(sent: SentAnswer, content: Content, words: Words) -> Row:
    """What can be done where nothing was found."""
    row: Row = []
    if sent.kind != KIND[NotFound]:
        return []
    if content.has_closest:
        row.append(button("closest", words.say("closest"), sent.answer_id))
    if sent.conversation.server_id is not None:
        row.append(button("tellme", words.of(MANAGING).say("tell_me"), sent.answer_id))
    return row


def _about(sent: SentAnswer, content: Content, page: int, words: Words) -> Row:
    answer_id, shape = sent.answer_id, content.shape
    row: Row = [button("context", words.say("context"), answer_id, f"{shape}:{page}")]
    if content.has_more:
        row.append(button("more", words.say("more"), answer_id))
    if shape == ANSWER:
        row.append(button("notmeant", words.say("wrong"), answer_id))
    if sent.conversation.server_id is not None and len(sent.turn.question.athletes) == 1:
        row.append(button("follow", words.say("follow"), answer_id))
    return row
