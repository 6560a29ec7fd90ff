"""What the buttons below a new feed and the list of feeds do."""

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.frontends.discord.feeds.feed_pages import EVERYTHING, NEW_ONLY, build_list, start_row
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.interactions.control import Handler, Press, for_moderator
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import FEEDS


async def start(press: Press, actor: Actor) -> None:
    """Lets a new feed be read, from as far back as was chosen."""
    await press.defer(thinking=False)
    number, _, back = press.detail.partition(":")
    services, words = press.context.services, press.context.words.of(FEEDS)
    days = 0 if back == NEW_ONLY else int(back) if back != EVERYTHING else None
    since = None if days is None else services.clock.now() - timedelta(days=days)
    started = await services.feeds.desk.start(actor, int(number), since)
    note_change(press.interaction, started)
    await press.show(build_view([words.say("started", feed=started.feed)]))


async def drop(press: Press, actor: Actor) -> None:
    """Forgets a feed that was only looked at."""
    await press.defer(thinking=False)
    desk = press.context.services.feeds.desk
    feed = await desk.get(actor, int(press.detail))
    note_change(press.interaction, await desk.remove(actor, feed.feed_id))
    await press.show(build_view([press.context.words.of(FEEDS).say("removed", feed=feed)]))


async def ask_how_far(press: Press, actor: Actor) -> None:
    """Asks again how far back to take a feed that was never started."""
    await press.defer(thinking=False)
    feed = await press.context.services.feeds.desk.get(actor, int(press.detail))
    words = press.context.words.of(FEEDS)
    await press.show(build_view([words.say("line", feed=feed, problem="", at=None)], [start_row(feed, words)]))


async def pause(press: Press, actor: Actor) -> None:
    """Lets a feed rest, and shows the list."""
    await press.defer(thinking=False)
    note_change(press.interaction, await press.context.services.feeds.desk.pause(actor, int(press.detail)))
    await show_list(press.interaction, actor)


async def resume(press: Press, actor: Actor) -> None:
    """Lets a feed be read again, and shows the list."""
    await press.defer(thinking=False)
    note_change(press.interaction, await press.context.services.feeds.desk.resume(actor, int(press.detail)))
    await show_list(press.interaction, actor)


async def turn_list(press: Press, actor: Actor) -> None:
    """Shows another page of the list."""
    await press.defer(thinking=False)
    await show_list(press.interaction, actor, int(press.detail))


async def show_list(interaction: Interaction, actor: Actor, page: int = 0) -> None:
    """Puts a page of the list in place of the deferred response."""
    feeds = await interaction.client.services.feeds.desk.every(actor)
    await interaction.edit_original_response(view=build_list(feeds, page, words_of(interaction, FEEDS)))


def note_change(interaction: Interaction, change: AuditEntry | None) -> None:
    """Lets the log channel hear of a change, where there is one."""
    if change:
        interaction.client.follow_up.note(change)


FEED_BUTTONS: Mapping[str, Handler] = {
    "feed-start": for_moderator(start),
    "feed-drop": for_moderator(drop),
    "feed-begin": for_moderator(ask_how_far),
    "feed-pause": for_moderator(pause),
    "feed-resume": for_moderator(resume),
    "feed-list": for_moderator(turn_list),
}
