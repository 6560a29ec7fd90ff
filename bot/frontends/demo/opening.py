"""How the demo's server is when somebody enters it: what it has chosen, said, and follows, and its feed."""

from bot.domain.feed import FeedMode, Filters
from bot.domain.server import ServerSettings
from bot.frontends.demo.wire import ADDRESS, Wire
from bot.frontends.demo.world import World
from bot.frontends.discord.services import Services

TALK = ("when did Kerr lose his world title?", "where did he finish?")
"""What has been asked already where every question is answered, about the bundled articles."""
GREETING = "hello"
OVERHEARD = "I wonder: who coaches Keely Hodgkinson?"
ONWARD = "and when did Kerr hurt his calf?"
"""What was said in a direct message, what was asked about from a message's menu, and what in a thread on an answer."""
FOLLOWED = ("Femke Bol", "Emma Raducanu")
"""Whom Mia follows where every question is answered."""


async def subscribe(world: World, services: Services) -> None:
    """Adds the demo's feed, and lets Mia follow some that it will tell of."""
    feeds, moderator = services.feeds.desk, world.moderator
    feed, _ = await feeds.add(moderator, ADDRESS, FeedMode.REVIEW, None, Filters())
    await feeds.start(moderator, feed.feed_id, None)
    for athlete in FOLLOWED:
        await services.following.follows.follow(
            moderator.own_server(), world.member.id, athlete, channel_id=world.everybody.id
        )


async def open_server(world: World, services: Services, wire: Wire | None) -> World:
    """The world as it is to be entered; without the wire there are other articles than the bundled ones.

    What an earlier run has kept, and its visitors may have changed, stays as it is.
    """
    if not (await services.servers.settings(world.moderator.own_server())).answer_channels:
        choices = ServerSettings(answer_channels=frozenset({world.everybody.id}), log_channel=world.back_room.id)
        await services.desk.changes.change_settings(world.moderator, choices)
        if wire:
            await subscribe(world, services)
    if wire is None:
        return world
    # While rounds are gone nobody can do anything; the first takes longest.
    await world.env.advance_time(services.options.poll.total_seconds())
    return await world.begin(TALK, GREETING, OVERHEARD, ONWARD)
