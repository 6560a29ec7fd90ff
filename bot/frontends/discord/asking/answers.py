"""Answers on Discord: asks the newsroom, keeps what it answered, and builds the message."""

import asyncio
import logging
import secrets
import time
from dataclasses import dataclass, replace

import discord

from bot.domain.answer import KIND, Answer, Found, NotFound, Profile, Topic
from bot.domain.conversation import Turn
from bot.domain.question import AnswerType, Question
from bot.domain.request import Request
from bot.domain.sent_answer import SentAnswer, kind_of
from bot.frontends.discord.asking.answer_rows import answer_rows
from bot.frontends.discord.asking.athlete_names import find_alike, find_most_named, find_only
from bot.frontends.discord.asking.content import (
    ANSWER,
    Content,
    build_answer,
    build_unknown,
    load_card,
    load_comparison,
)
from bot.frontends.discord.asking.message_filter import LONGEST_QUESTION, cut_question
from bot.frontends.discord.corrections.struck_quotes import mark_quotes
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.metrics import ANSWER_SECONDS, ANSWERS
from bot.frontends.discord.ui.layout import build_view

_log = logging.getLogger(__name__)
_MOST_NEAR = 5
"""How many athletes are offered whose names are near one that nobody has."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message ready to be sent, the answer it shows, as what it is kept, and its heading."""

    view: discord.ui.LayoutView
    answer: Answer
    sent: SentAnswer
    text: str


async def show(interaction: Interaction, reply: Reply) -> None:
    """Puts an answer in place of an interaction's deferred response, and notes which message it became."""
    message = await interaction.edit_original_response(view=reply.view)
    # What one member alone sees can be edited for some minutes only, and never through its channel.
    if not message.flags.ephemeral:
        await interaction.client.follow_up.note_sent(reply.sent, message.id)


async def show_asked(interaction: Interaction, reply: Reply, *, private: bool) -> None:
    """Shows what was asked for; that there is nothing is shown to whoever asked alone.

    ``private`` tells whether the deferred response is theirs alone already.
    """
    if private or interaction.guild_id is None or reply.sent.kind != KIND[NotFound]:
        await show(interaction, reply)
        return
    # The first message after a promise is as public as the promise, so it takes a second one.
    await interaction.edit_original_response(view=build_view([reply.text]))
    await follow(interaction, reply, private=True)
    await interaction.delete_original_response()


async def follow(interaction: Interaction, reply: Reply, *, private: bool) -> None:
    """Sends an answer as a further message, and notes which one it became."""
    message = await interaction.followup.send(view=reply.view, ephemeral=private, wait=True)
    if not private:
        await interaction.client.follow_up.note_sent(reply.sent, message.id)


async def answer_request(
    context: Context, request: Request, *, after: Turn | None = None, headline: str | None = None, note: str = ""
) -> Reply:
    """The answer to a request; ``headline`` tells what was asked where the reader wouldn't see it otherwise.

    ``note`` stands above it.
    """
    text, is_cut = cut_question(request.text)
    begun = time.monotonic()
    answer = await context.services.newsroom.ask(context.key, replace(request, text=text), after=after)
    _note_answer(context, answer, text, time.monotonic() - begun)
    notes = [note] if note else []
    notes += [headline] if headline and not isinstance(answer, NotFound) else []
    notes += [context.words.say("cut", most=LONGEST_QUESTION)] if is_cut else []
    return await _reply(context, answer, notes)


async def show_athlete(context: Context, name: str, topic: Topic | None = None, headline: str | None = None) -> Reply:
    """The card of an athlete by any name, open at ``topic`` or at the first that has something."""
    answer = await _look_up(context, name)
    await context.services.newsroom.remember(context.key, Turn.of(answer))
    return await _reply_on_name(context, answer, name, topic, headline)


async def compare_athletes(context: Context, names: tuple[str, str]) -> Reply:
    """Two athletes side by side; where one name is unclear or unknown, what there is to say about that."""
    newsroom, words = context.services.newsroom, context.words
    answers = [await _look_up(context, name) for name in names]
    for answer, name in zip(answers, names, strict=True):
        if not isinstance(answer, Profile):
            return await _reply_on_name(context, answer, name)
    first, second = (answer.question.athletes[0] for answer in answers)
    if first == second:
        return await _reply(context, answers[0], [words.say("same_twice", athlete=first)])
    content = await load_comparison(newsroom, (first, second), context.server_id, words)
    text = words.say("comparison_name", athletes=(first, second))
    question = Question(text, text, AnswerType.ABOUT, (), athletes=(first, second))
    turn = Turn(question, tuple(quote.reference for quote in content.quotes))
    await newsroom.remember(context.key, turn)
    return await _keep(context, answers[0], content, turn, "found")


async def with_more(context: Context, sent: SentAnswer, content: Content) -> Content:
    """The same, knowing whether there are further quotes on what was asked."""
    if content.shape != ANSWER or not content.quotes:
        return content
    return replace(content, has_more=await context.services.newsroom.has_more(sent.conversation, sent.turn))


def render(sent: SentAnswer, content: Content, context: Context, page: int = 0) -> discord.ui.LayoutView:
    """One page of an answer with its buttons."""
    every = content.pages
    page = max(0, min(page, len(every) - 1))
    head = filter(None, [content.head_on(page)])
    foot = [context.words.say("page", number=page + 1, of=len(every))] if len(every) > 1 else []
    rows = answer_rows(sent, content, page, context.words)
    return build_view([*head, *mark_quotes(content.shown_on(page, context.words)), *foot], rows, content.accent)


def _note_answer(context: Context, answer: Answer, text: str, seconds: float) -> None:
    """Counts and logs that a question was answered; what was asked only where the host wants it."""
    certainty = answer.certainty if isinstance(answer, Found) else ""
    ANSWERS.labels(kind_of(answer), certainty).inc()
    ANSWER_SECONDS.observe(seconds)
    entry: dict[str, object] = {"kind": kind_of(answer), "server": context.server_id, "seconds": round(seconds, 3)}
    _log.info("answered", extra=entry | ({"question": text} if context.services.options.log_messages else {}))


async def _look_up(context: Context, name: str) -> Answer:
    """Who is called so; where nobody is, the one athlete with a part of whose name that is the beginning."""
    newsroom, name = context.services.newsroom, cut_question(name)[0]
    answer = await newsroom.look_up(name, server_id=context.server_id)
    meant = find_only(name, newsroom.names(server_id=context.server_id))
    if isinstance(answer, NotFound) and not answer.question.athletes and meant:
        return await newsroom.look_up(meant, server_id=context.server_id)
    return answer


async def _reply_on_name(
    context: Context, answer: Answer, name: str, topic: Topic | None = None, headline: str | None = None
) -> Reply:
    """What there is on a name; where nobody is known by it, those whose names are near."""
    if not isinstance(answer, NotFound) or answer.question.athletes:
        return await _reply(context, answer, [headline] if headline else [], topic)
    names = context.services.newsroom.names(server_id=context.server_id)
    near = await asyncio.to_thread(find_alike, name, names, _MOST_NEAR)
    content = build_unknown(name, near, context.words)
    return await _keep(context, answer, content, Turn.of(answer), KIND[NotFound])


async def _reply(context: Context, answer: Answer, notes: list[str], topic: Topic | None = None) -> Reply:
    if isinstance(answer, Profile):
        newsroom = context.services.newsroom
        content = await load_card(newsroom, answer.athlete, topic, context.server_id, context.words)
    else:
        content = build_answer(answer, context.words)
        if isinstance(answer, NotFound) and not content.topics and not answer.wanted_more:
            known = find_most_named(context.services.newsroom, context.server_id)
            content = replace(content, athletes=known[:_MOST_NEAR])
    content = replace(content, head="\n".join(filter(None, [*notes, content.head])))
    turn = Turn.of(answer)
    shown = dict.fromkeys([*turn.quoted, *content.references(0)])
    return await _keep(context, answer, content, replace(turn, quoted=tuple(shown)), kind_of(answer))


async def _keep(context: Context, answer: Answer, content: Content, turn: Turn, kind: str) -> Reply:
    sent = SentAnswer(secrets.token_urlsafe(9), context.key, context.services.clock.now(), kind, turn)
    await context.services.sent_answers.add(sent)
    content = await with_more(context, sent, content)
    return Reply(render(sent, content, context), answer, sent, content.head)
