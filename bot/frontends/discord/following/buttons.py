"""What the buttons below notifications, news and lists of follows do, and the button to follow somebody."""

from collections.abc import Mapping

from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.asking.answer_buttons import for_answer
from bot.frontends.discord.asking.answers import show, show_athlete
from bot.frontends.discord.following.messages import build_news_page
from bot.frontends.discord.following.own_times import ask_for_times, drop_times
from bot.frontends.discord.following.reading import Wish, follow_athlete, list_follows, open_news
from bot.frontends.discord.interactions.control import Handler, Press
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import FOLLOWING


async def follow_asked(press: Press, sent: SentAnswer) -> None:
    """Lets whoever presses it follow the athlete whom an answer is about; they are told directly."""
    await press.defer(private=True)
    await press.show(await follow_athlete(press.context, sent.turn.question.athletes[0]))


async def follow_near(press: Press) -> None:
    """Lets the member follow the one they meant, whose name is near the one they typed."""
    await press.defer(thinking=False)
    await press.show(await follow_athlete(press.context, press.chosen, Wish.parse(press.detail)))


async def follow_new(press: Press) -> None:
    """Lets the member follow somebody whom no article names yet."""
    wish, _, name = press.detail.rpartition(":")
    await press.defer(thinking=False)
    await press.show(await follow_athlete(press.context, name, Wish.parse(wish), unknown=True))


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


async def show_card(press: Press, sent: SentAnswer) -> None:
    """Shows whoever presses it the card of an athlete whom a notification is about."""
    await press.defer(private=True)
    await show(press.interaction, await show_athlete(press.context, sent.turn.question.athletes[int(press.detail)]))


FOLLOWING_BUTTONS: Mapping[str, Handler] = {
    "follow": for_answer(follow_asked),
    "follow-near": follow_near,
    "follow-new": follow_new,
    "unfollow": end_follow,
    "following": turn_list,
    "own-times": ask_for_times,
    "server-times": drop_times,
    "news": for_answer(turn_news),
    "newest": for_answer(show_newest),
    "card": for_answer(show_card),
}
