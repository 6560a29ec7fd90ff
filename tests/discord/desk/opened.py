"""Short ways to where a test of the desk begins."""

from typing import Any

from simcord.actors import MemberActor

from tests.discord.corpus import MANUSCRIPTS
from tests.discord.stage import Form, Reply, Stage, slash

BERGEN = MANUSCRIPTS["bergen"]


async def form(stage: Stage, command: str = "article add", who: MemberActor | None = None, **options: Any) -> Form:
    """The form that a command opens."""
    opened = await slash(who or stage.mod, stage.channel, command, **options)
    assert isinstance(opened, Form), opened.text
    return opened


async def previewed(stage: Stage, **fields: Any) -> Reply:
    """The preview of what Mod gives; of the text from Bergen where nothing else is said."""
    return await (await form(stage)).fill_in(stage.mod, **(fields or {"Text": BERGEN}))


async def suggested(stage: Stage, who: MemberActor, text: str = BERGEN) -> Reply:
    """Word that a suggestion is in the queue."""
    reply = await (await form(stage, "suggest", who)).fill_in(who, Text=text)
    return await reply.press(who, "Suggest")


async def opened(reply: Reply, who: MemberActor, label: str) -> Form:
    """The form that a button opens."""
    shown = await reply.press(who, label)
    assert isinstance(shown, Form), shown.text
    return shown


async def titles(stage: Stage) -> list[str | None]:
    """The titles of the server's own articles that answer."""
    return [revision.byline.title for revision in await stage.stores.ledger.live(stage.server.id)]
