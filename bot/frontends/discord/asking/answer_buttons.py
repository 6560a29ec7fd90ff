"""What the buttons and selects below an answer do."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import discord
from discord import ui

from bot.answering.article.quote_context import paragraph_of
from bot.domain.actor import Actor
from bot.domain.answer import NotFound, Topic
from bot.domain.quote import Quote
from bot.domain.request import Request, RequestIntent
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.asking.answer_rows import ATHLETE, REPHRASE, TOPIC, topic_options
from bot.frontends.discord.asking.answers import (
    Reply,
    answer_request,
    follow,
    render,
    show,
    show_asked,
    show_athlete,
    with_more,
)
from bot.frontends.discord.asking.content import ANSWER, Content, load_again
from bot.frontends.discord.asking.message_filter import LONGEST_QUESTION, has_words
from bot.frontends.discord.corrections.struck_quotes import parse_view
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.interactions.control import Handler, Press
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.error_handling import tell
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.ui.controls import option, select
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.links import source_links
from bot.frontends.discord.ui.pages import Block, build_blocks, fit_blocks, share_sources, write_words
from bot.frontends.discord.ui.translations import MANAGING, Words

_PRIVATE = "private"
_MOST_ATHLETES = 3
"""How many athletes are offered as whom somebody may have meant."""


def for_answer(carry_out: Callable[[Press, SentAnswer], Awaitable[None]], *, asker_only: bool = False) -> Handler:
    """The handler of a control below an answer, if the answer is still known and the member may use it.

    ``asker_only`` is set where it changes the conversation of whoever asked.
    """

    async def handle_press(press: Press) -> None:
        answer_id, _, detail = press.detail.partition(":")
        sent = await press.context.services.sent_answers.get(answer_id)
        if sent is None or not await _is_open(press, sent):
            await press.tell(press.context.words.say("expired"))
        elif asker_only and sent.conversation.member_id != press.interaction.user.id:
            await press.tell(press.context.words.say("not_yours"))
        else:
            context = press.context.within(sent.conversation.server_id)
            await carry_out(replace(press, detail=detail, context=context), sent)

    return handle_press


async def _is_open(press: Press, sent: SentAnswer) -> bool:
    """Whether an answer was given here; one given directly, whether the member may still read the server's articles."""
    server_id, interaction = sent.conversation.server_id, press.interaction
    if server_id is None or interaction.guild_id is not None:
        return server_id == interaction.guild_id
    is_here = sent.conversation.channel_id == interaction.channel_id
    return is_here and await interaction.client.shared_servers.may_read(interaction.user.id, server_id)


async def show_context(press: Press, sent: SentAnswer) -> None:
    """Shows whoever presses it the paragraph of each quote on the page, the quote in bold, and its sources."""
    await press.defer(private=True)
    shape, _, page = press.detail.partition(":")
    content, words = await _load(press, sent, shape), press.context.words
    quotes = content.quotes_on(int(page or 0))
    if not quotes:
        await press.show(build_view([content.head]))
        return
    blocks = await asyncio.to_thread(_paragraphs, quotes, words)
    await _list(press, words.say("context_head"), blocks)


async def show_closest(press: Press, sent: SentAnswer) -> None:
    """Shows whoever presses it the sentences nearest to a question that nothing answers, labelled as no answer."""
    await press.defer(private=True)
    newsroom, words = press.context.services.newsroom, press.context.words
    quotes = await newsroom.closest(sent.turn.question, server_id=sent.conversation.server_id)
    await _list(press, words.say("closest_head", count=len(quotes)), build_blocks(quotes, words))


async def show_more(press: Press, sent: SentAnswer) -> None:
    """Gives the asker further quotes on the same question as a message of their own, or word that there are none."""
    await press.defer(thinking=False)
    words = press.context.words
    headline = words.say("more_on", text=sent.turn.question.meant)
    request = Request(intent=RequestIntent.MORE)
    reply = await answer_request(press.context, request, after=sent.turn, headline=headline)
    # Whatever comes next is below the new message; this button would lead nowhere.
    await _drop_button(press.interaction, "more")
    if isinstance(reply.answer, NotFound):
        await press.tell(words.say("no_more"))
    else:
        await follow(press.interaction, reply, private=_is_private(press.interaction))


async def mark_wrong(press: Press, sent: SentAnswer) -> None:
    """Notes that the answer is wrong, once a member; offers whoever asked, alone, what else they could have meant."""
    await press.defer(private=True)
    await press.context.services.sent_answers.mark_wrong(sent.answer_id, press.interaction.user.id)
    words, detail = press.context.words, _PRIVATE if _is_private(press.interaction) else ""
    if sent.conversation.member_id != press.interaction.user.id:
        await press.show(build_view([words.say("wrong_noted")]))
        return
    options = await _interpretations(press.context, sent)
    choice = select("meant", words.say("meant_placeholder"), options, sent.answer_id, detail)
    await press.show(build_view([words.say("meant_head")], [[choice]]))


async def turn_page(press: Press, sent: SentAnswer) -> None:
    """Turns a page of a long message, or opens an athlete's card at another topic."""
    shape, _, page = press.detail.partition(":")
    is_asker, number = sent.conversation.member_id == press.interaction.user.id, int(page or 0)
    # In place for the asker, in a message of their own for anybody else.
    await press.defer(private=not is_asker, thinking=not is_asker)
    content = await with_more(press.context, sent, await _load(press, sent, shape))
    await press.context.services.sent_answers.add_quotes(sent.answer_id, content.references(number))
    await press.show(render(sent, content, press.context, number))


async def tell_when_answered(press: Press, sent: SentAnswer) -> None:
    """Notes that whoever presses it wants to be told when an article answers."""
    await press.defer(private=True)
    words, wanted = press.context.words, press.context.services.desk.unanswered
    is_noted = await wanted.wait(Actor(press.interaction.user.id, sent.conversation.server_id), sent.answer_id)
    await press.show(build_view([words.of(MANAGING).say("will_tell") if is_noted else words.say("expired")]))


async def choose_namesake(press: Press, sent: SentAnswer) -> None:
    """Asks the question again about the namesake the asker means, who is remembered."""
    await press.defer(thinking=False)
    request = Request(athlete=press.chosen, intent=RequestIntent.WHO_IS_MEANT)
    await show(press.interaction, await _answer_about(press, sent, request))


async def choose_topic(press: Press, sent: SentAnswer) -> None:
    """Shows a topic that the articles do have in place of the empty answer."""
    await press.defer(thinking=False)
    await show(press.interaction, await _choose(press, sent))


async def choose_meaning(press: Press, sent: SentAnswer) -> None:
    """Answers what the asker meant instead, or opens the form to put the question in other words."""
    is_private = press.detail == _PRIVATE
    if press.chosen == REPHRASE:
        form = _rephrasing(sent.turn.question.asked, press.context.words, private=is_private)
        await press.interaction.response.send_modal(form)
        return
    await press.defer(private=is_private)
    await show_asked(press.interaction, await _choose(press, sent), private=is_private)


ANSWER_BUTTONS: Mapping[str, Handler] = {
    "context": for_answer(show_context),
    "sources": for_answer(show_context),  # a button of its own below earlier answers
    "closest": for_answer(show_closest),
    "more": for_answer(show_more, asker_only=True),
    "notmeant": for_answer(mark_wrong),
    "topic": for_answer(turn_page),
    "page": for_answer(turn_page),
    "tellme": for_answer(tell_when_answered),
    "which": for_answer(choose_namesake, asker_only=True),
    "suggested": for_answer(choose_topic, asker_only=True),
    "meant": for_answer(choose_meaning, asker_only=True),
}


async def _load(press: Press, sent: SentAnswer, shape: str) -> Content:
    return await load_again(press.context.services.newsroom, sent, shape or ANSWER, press.context.words)


async def _list(press: Press, head: str, blocks: Sequence[Block]) -> None:
    """Shows as many blocks as fit below a heading, and says how many don't."""
    words = press.context.words
    shown, further = fit_blocks(blocks)
    notes = [words.say("further", count=further)] if further else []
    await press.show(build_view([head, *(block.text for block in share_sources(shown, words)), *notes]))


def _paragraphs(quotes: Sequence[Quote], words: Words) -> list[Block]:
    """The paragraph around each quote, with the sources of its article below the last one of it."""
    by_article = dict.fromkeys(quote.revision for quote in quotes)
    blocks: list[Block] = []
    for revision in by_article:
        around = [write_words(paragraph_of(quote), words) for quote in quotes if quote.revision == revision]
        *before, last = dict.fromkeys(around)
        source = words.say("source", revision=revision, **source_links(revision))
        blocks += [*map(Block, before), Block(f"{last}\n{source}")]
    return blocks


async def _drop_button(interaction: Interaction, action: str) -> None:
    """Takes a button out of the message that was pressed."""
    if interaction.message is None:
        return
    view = parse_view(interaction.message)
    for row in [each for each in view.walk_children() if isinstance(each, ui.ActionRow)]:
        for item in row.children:
            if isinstance(item, ui.Button) and (item.custom_id or "").startswith(f"{action}:"):
                row.remove_item(item)
    await interaction.edit_original_response(view=view)


def _is_private(interaction: Interaction) -> bool:
    """Whether the message below which something was pressed is shown to the member alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _choose(press: Press, sent: SentAnswer) -> Reply:
    """The answer to a chosen option: the same question about another athlete, or a topic of a card."""
    if press.chosen.startswith(TOPIC):
        topic, _, athlete = press.chosen.removeprefix(TOPIC).partition(":")
        headline = press.context.words.say("question", text=sent.turn.question.asked)
        return await show_athlete(press.context, athlete, Topic(topic) if topic else None, headline)
    return await _answer_about(
        press, sent, Request(athlete=press.chosen.removeprefix(ATHLETE), intent=RequestIntent.SAME_ABOUT)
    )


async def _answer_about(press: Press, sent: SentAnswer, request: Request) -> Reply:
    """The answer to the same question about another athlete, with what was asked above it."""
    headline = press.context.words.say("question_about", text=sent.turn.question.asked, athlete=request.athlete)
    return await answer_request(press.context, request, after=sent.turn, headline=headline)


async def _interpretations(context: Context, sent: SentAnswer) -> list[discord.SelectOption]:
    """What else a member may have meant: another athlete, another topic, or other words."""
    newsroom, words, server_id = context.services.newsroom, context.words, context.server_id
    recalled = await newsroom.recall(sent.turn, server_id=server_id)
    meant = sent.turn.question.athletes
    others = _others(newsroom.names(server_id=server_id), meant, recalled.quotes)
    options = [option(words.say("meant_athlete", name=name), f"{ATHLETE}{name}") for name in others]
    for athlete in meant[:1]:
        sections = await newsroom.sections(athlete, server_id=server_id)
        options += topic_options([section.topic for section in sections], athlete, words)
    return [*options, option(words.say("meant_rephrase"), REPHRASE)]


def _others(known: Sequence[str], meant: Sequence[str], quotes: Sequence[Quote]) -> list[str]:
    """Namesakes of the athletes meant, then whom else the quoted articles are about."""
    surnames = {name.split()[-1] for name in meant}
    namesakes = [name for name in known if name.split()[-1] in surnames]
    nearby = [name for quote in quotes for name in quote.revision.athletes if name in known]
    return [name for name in dict.fromkeys([*namesakes, *nearby]) if name not in meant][:_MOST_ATHLETES]


def _rephrasing(question: str, words: Words, *, private: bool) -> Form:
    """A form with the question as it was asked, to be changed and asked again."""

    async def ask_again(interaction: Interaction, form: Form) -> None:
        context, text = Context.of(interaction), form.filled["question"]
        if not has_words(text):
            await tell(interaction, context.words.say("wordless"))
            return
        await defer(interaction, private=private)
        headline = context.words.say("question", text=text)
        await show_asked(interaction, await answer_request(context, Request(text), headline=headline), private=private)

    form = Form(words.say("rephrase_title"), ask_again)
    label = words.say("rephrase_label")
    form.add_text("question", label, question, most=LONGEST_QUESTION, is_long=True, required=True)
    return form
