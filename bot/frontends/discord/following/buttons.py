"""What the buttons below notifications, news and lists of follows do, and the button to follow somebody."""

from collections.abc import Mapping

import discord

from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.asking.answer_buttons import for_answer
from bot.frontends.discord.asking.answers import show, show_athlete
from bot.frontends.discord.asking.content import load_card
from bot.frontends.discord.following.messages import build_news_page
from bot.frontends.discord.following.reading import follow_athlete, list_follows, open_news
from bot.frontends.discord.interactions.context import Interaction
from bot.frontends.discord.interactions.control import Handler, Press
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.pages import fit_blocks
from bot.frontends.discord.ui.translations import FOLLOWING


async def follow_asked(press: Press, sent: SentAnswer) -> None:
    """Lets whoever presses it follow the athlete whom an answer is about; they are told directly."""
    await press.defer(private=True)
    await press.show(await follow_athlete(press.context, sent.turn.question.athletes[0]))


async def end_follow(press: Press) -> None:
    """Ends a follow, and shows the list below which that was pressed as it is then."""
    follow_id, _, page = press.detail.partition(":")
    await press.defer(thinking=False)
    ended = await press.context.services.following.follows.end(int(follow_id), press.interaction.user.id)
    if page:
        await press.show(await list_follows(press.context, press.interaction.client, int(page)))
    else:
        words = press.context.words.of(FOLLOWING)
        text = words.say("ended", athlete=ended.athlete) if ended else words.say("ended_before")
        await press.show(build_view([text]))


async def turn_list(press: Press) -> None:
    """Turns a page of whom the member follows."""
    await press.defer(thinking=False)
    await press.show(await list_follows(press.context, press.interaction.client, int(press.detail or 0)))


async def turn_news(press: Press, sent: SentAnswer) -> None:
    """Turns a page of the newest articles: in place for whoever asked, in a message of their own for others."""
    is_asker = sent.conversation.member_id == press.interaction.user.id
    await press.defer(private=not is_asker, thinking=not is_asker)
    services, athlete = press.context.services, next(iter(sent.turn.question.athletes), None)
    page = await services.following.newest.page(sent.conversation.server_id, athlete, int(press.detail or 0))
    await services.sent_answers.add_quotes(sent.answer_id, [quote.reference for quote in page.quotes])
    await press.show(build_news_page(sent, page, press.context.words))


async def show_newest(press: Press, sent: SentAnswer) -> None:
    """Shows whoever presses it the newest articles."""
    del sent
    await press.defer(private=True)
    await open_news(press.interaction, press.context, None)


async def show_card(press: Press) -> None:
    """Shows whoever presses it the card of an athlete whom a notification is about."""
    await press.defer(private=True)
    answer_id, _, place = press.detail.partition(":")
    sent = await press.context.services.sent_answers.get(answer_id)
    if sent is None or not await _may_see(press.interaction, sent):
        await press.show(build_view([press.context.words.say("expired")]))
    elif press.interaction.guild_id:
        await show(press.interaction, await show_athlete(press.context, sent.turn.question.athletes[int(place)]))
    else:
        await press.show(await _card_apart(press, sent, sent.turn.question.athletes[int(place)]))


async def _card_apart(press: Press, sent: SentAnswer, athlete: str) -> discord.ui.LayoutView:
    """The beginning of a card outside of the server whose articles it is made of, where no button could go on."""
    newsroom, words = press.context.services.newsroom, press.context.words
    content = await load_card(newsroom, athlete, None, sent.conversation.server_id, words)
    shown, further = fit_blocks(content.blocks)
    notes = [words.say("further", count=further)] if further else []
    return build_view([content.head, *(block.text for block in shown), *notes], accent=content.accent)


async def _may_see(interaction: Interaction, sent: SentAnswer) -> bool:
    """Whether a notification is about this server, or in a direct message about one that the member is still in."""
    server_id = sent.conversation.server_id or 0
    if interaction.guild_id:
        return interaction.guild_id == server_id
    server = interaction.client.get_guild(server_id)
    if server is None or sent.conversation.member_id != interaction.user.id:
        return False
    try:
        await server.fetch_member(interaction.user.id)
    except discord.NotFound:
        return False
    return True


FOLLOWING_BUTTONS: Mapping[str, Handler] = {
    "follow": for_answer(follow_asked),
    "unfollow": end_follow,
    "following": turn_list,
    "news": for_answer(turn_news),
    "newest": for_answer(show_newest),
    "card": show_card,
}
