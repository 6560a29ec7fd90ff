"""Short ways to followers, to new articles, and to what was told of them."""

from typing import Any

from simcord.actors import MemberActor

from bot.domain.actor import Actor
from bot.ingestion.document import ingest
from tests.discord.corpus import MANUSCRIPTS
from tests.discord.stage import Reply, Stage, slash
from tests.discord.tapped import Outgoing


async def follow(stage: Stage, who: MemberActor, athlete: str = "Ann Lee", **options: Any) -> Reply:
    """Word that a member follows an athlete."""
    return await slash(who, stage.channel, "follow", athlete=athlete, **options)


async def add(stage: Stage, key: str = "bergen") -> None:
    """Makes a manuscript an article of the server, by the host's hand."""
    host = Actor(None, stage.server.id, may_moderate=True)
    await stage.bot.services.desk.articles.publish(host, ingest(key, key, MANUSCRIPTS[key]))


def directly(stage: Stage, who: MemberActor) -> list[Reply]:
    """The bot's direct messages to a member."""
    return stage.heard(who.user.dm_channel, who.user)


def posted(outgoing: list[Outgoing]) -> list[Any]:
    """Every message that the bot put into a channel, or tried to."""
    return [sent.payload for sent in outgoing if sent.method == "POST" and sent.path.endswith("/messages")]
