"""A stage for tests: SimCord's Discord, the real client, a real database, and a small corpus of invented athletes."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import discord
import simcord
from simcord import interactions as simulated
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.adapters.article_reader import ArticleReader
from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores
from bot.answering.answerer import Answerer
from bot.bootstrap.answering import answerer
from bot.bootstrap.application import desk_over
from bot.bootstrap.discord import discord_services
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.feeds.ports import FeedSource
from bot.frontends.discord.client import PressboxClient
from bot.frontends.discord.following.messenger import DiscordMessenger
from bot.frontends.discord.services import Options, Services
from bot.ingestion.document import ingest
from bot.library import Library
from bot.newsroom import Newsroom
from bot.settings import Settings
from tests.discord.corpus import ARTICLES, OWN

RETENTION = timedelta(days=30)
PATIENCE = 9.0
"""Seconds that the bot's own work may take on a busy machine before a test gives up on it."""
_YEAR = timedelta(days=365)
_DEFAULTS: dict[str, Any] = {"questions": 100, "look_out": _YEAR, "poll": _YEAR, "tell": _YEAR}
"""The options of a test that asks for no others."""
Opening = Callable[[Newsroom, Stores], Services]


class StageClock:
    """Tells the time of the stage."""

    def now(self) -> datetime:
        """The stage's present moment."""
        return discord.utils.utcnow()


@cache
def revisions() -> tuple[Revision, ...]:
    """The stage's articles."""
    return tuple(ingest(name, name, raw).revision for name, raw in ARTICLES.items())


@cache
def _answering(articles: tuple[Revision, ...]) -> Answerer:
    return answerer(articles)


def library(stores: Stores) -> Library:
    """Who answers from them in every server, and from its own articles besides."""
    return Library(revisions(), lambda articles, _: _answering(tuple(articles)), stores.ledger, stores.servers)


def services(
    newsroom: Newsroom,
    stores: Stores,
    reader: ArticleReader | None = None,
    source: FeedSource | None = None,
    **options: Any,
) -> Services:
    """What the program puts together for the client, with other options where a test needs them."""
    desk = desk_over(stores, newsroom.library, StageClock(), reader)
    made = discord_services(Settings(), newsroom, desk, stores, StageClock(), source)
    return replace(made, options=Options(**{**_DEFAULTS, **options}))


@dataclass
class Stage:
    """Everything a test acts with: a server with a channel, members and a moderator; another with hers."""

    env: Env
    stores: Stores
    open_services: Opening
    server: GuildHandle
    channel: ChannelHandle
    ann: MemberActor
    bob: MemberActor
    mod: MemberActor
    elsewhere: ChannelHandle
    eve: MemberActor
    language: str = "en-US"

    @property
    def bot(self) -> PressboxClient:
        """The client as it is running now."""
        assert isinstance(self.env.bot, PressboxClient)
        return self.env.bot

    @property
    def mention(self) -> str:
        """What mentions the bot."""
        assert self.bot.user
        return self.bot.user.mention

    async def restart(self) -> None:
        """Ends the client and starts a new one over the same database."""
        newsroom = Newsroom(library(self.stores), self.stores.conversations)
        await self.env.restart_bot(PressboxClient(self.open_services(newsroom, self.stores)))

    def heard(self, channel: ChannelHandle, viewer: MemberActor | UserHandle | None = None) -> list["Reply"]:
        """What the bot has said in a channel so far, the earliest first."""
        history = channel.history(viewer=viewer) if viewer else channel.history()
        return [Reply(message) for message in history if message.author == self.bot.user]

    async def say(self, who: MemberActor, text: str, **options: Any) -> "Reply | None":
        """A message in the channel; what the bot says to it, if anything."""
        return await self._after(self.channel, who.send(self.channel, text, **options))

    async def say_directly(self, who: MemberActor, text: str) -> "Reply | None":
        """A direct message to the bot; what it says to it, if anything."""
        return await self._after(who.user.dm_channel, who.send_dm(text))

    async def _after(self, channel: ChannelHandle, sending: Any) -> "Reply | None":
        before = len(self.heard(channel))
        await sending
        said = self.heard(channel)[before:]
        assert len(said) <= 1, [reply.text for reply in said]
        return said[0] if said else None

    async def wait(self, seconds: float = 180.0) -> None:
        """Lets time pass, and followers be told of what is due by then; by default enough for what is at once."""
        await self.env.advance_time(seconds)
        await self.bot.services.following.runner.run(DiscordMessenger(self.bot))
        await self.bot.follow_up.wait()

    @contextmanager
    def speaking(self, locale: str) -> Iterator[None]:
        """Members whose Discord is in another language than English."""
        make = simulated.base_payload

        def localised(*args: Any, **kwargs: Any) -> Any:
            record, payload = make(*args, **kwargs)
            return record, payload | {"locale": locale}

        with mock.patch.object(simulated, "base_payload", localised):
            yield


class Reply:
    """A message of the bot, as a member sees it."""

    def __init__(self, message: ResponseMessage | discord.Message) -> None:
        self.message = message

    @property
    def _components(self) -> list[dict[str, Any]]:
        raw: list[Any] = [c if isinstance(c, dict) else c.to_dict() for c in self.message.components]
        return [*_walk(raw)]

    @classmethod
    def to(cls, result: InteractionResult) -> "Reply":
        """What an interaction was answered with."""
        if result.modal is not None:
            return Form(result)
        answered = result.followups[-1] if result.followups else result.response
        assert answered is not None, result
        return cls(answered)

    @property
    def text(self) -> str:
        """All its text."""
        return "\n".join(component["content"] for component in self._components if component["type"] == 10)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons that can be pressed."""
        found = [component for component in self._components if component["type"] == 2]
        return [button["label"] for button in found if not button.get("disabled")]

    @property
    def options(self) -> dict[str, str]:
        """What can be chosen: values by label."""
        selects = [component for component in self._components if component["type"] == 3]
        return {option["label"]: option["value"] for select in selects for option in select["options"]}

    @property
    def private(self) -> bool:
        """Whether it is shown to one member alone."""
        return self.message.flags.ephemeral

    async def press(self, who: MemberActor | UserHandle, label: str) -> "Reply":
        """Presses a button, the first with this label; what is shown then."""
        custom_id = next(each["custom_id"] for each in self._components if each.get("label") == label)
        return self._now(await who.click(self.message, custom_id=custom_id))

    async def choose(self, who: MemberActor | UserHandle, label: str) -> "Reply":
        """Chooses an option; what is shown then."""
        selects = [each for each in self._components if each["type"] == 3]
        chosen = next(each for each in selects if any(option["label"] == label for option in each["options"]))
        custom_id = chosen["custom_id"]
        return self._now(await who.select(self.message, [self.options[label]], custom_id=custom_id))

    def _now(self, result: InteractionResult) -> "Reply":
        return Reply.to(result)


class Form(Reply):
    """A form that a member was shown."""

    def __init__(self, result: InteractionResult) -> None:
        assert result.modal is not None
        self._result = result
        self._modal: dict[str, Any] = result.modal

    @property
    def _components(self) -> list[dict[str, Any]]:
        return [*_walk(self._modal["components"])]

    @property
    def text(self) -> str:
        """Its title, its text, and each label with what stands in its field."""
        fields = [each for each in self._components if each["type"] == 18]
        labels = [f"{each['label']}: {each['component'].get('value') or ''}" for each in fields]
        return "\n".join([self._modal["title"], super().text, *labels])

    @property
    def private(self) -> bool:
        """Nobody else sees a form."""
        return True

    async def fill_in(self, who: MemberActor | UserHandle, **values: Any) -> "Reply":
        """Sends the form with values by their labels; a label is given up to its first word that no other has.

        Texts that aren't given stay as they stand in the form.
        """
        fields = {each["label"]: each["component"] for each in self._components if each["type"] == 18}
        standing = {field["custom_id"]: field.get("value") or "" for field in fields.values() if field["type"] == 4}
        names = {key: next(label for label in fields if label.startswith(key)) for key in values}
        filled = {fields[names[key]]["custom_id"]: value for key, value in values.items()}
        return Reply.to(await who.submit_modal(self._result, standing | filled))


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or [])
        yield from _walk([component["accessory"]] if component.get("accessory") else [])


async def publish(stage: Stage, key: str) -> None:
    """Makes an article of `OWN` the server's own, by the host's hand."""
    host = Actor(None, stage.server.id, may_moderate=True)
    await stage.bot.services.desk.articles.publish(host, ingest(key, key, OWN[key]), "from the archive")


async def slash(who: MemberActor, channel: ChannelHandle, command: str, /, **options: Any) -> Reply:
    """Uses a command; what it is answered with."""
    return Reply.to(await who.slash(channel, command, **options))


def _managing(server: GuildHandle) -> RoleHandle:
    return server.create_role("managing", permissions=discord.Permissions(manage_guild=True))


@asynccontextmanager
async def on_stage(
    path: Path | str, open_services: Opening = services, newsroom: type[Newsroom] = Newsroom, patience: float = PATIENCE
) -> AsyncIterator[Stage]:
    """The stage, with its database in the folder ``path`` or at that address of PostgreSQL.

    ``open_services`` and ``newsroom`` put others' in place.
    """
    database = path / "stage.sqlite3" if isinstance(path, Path) else path
    async with open_stores(database, StageClock(), RETENTION) as stores:
        opened = open_services(newsroom(library(stores), stores.conversations), stores)
        async with simcord.run(PressboxClient(opened), settle_timeout=patience) as env:
            server, other = env.create_guild("Track Club"), env.create_guild("Elsewhere")
            yield Stage(
                env,
                stores,
                open_services,
                server,
                server.create_text_channel("athletics"),
                server.add_member(env.create_user("ann")),
                server.add_member(env.create_user("bob")),
                server.add_member(env.create_user("mod"), roles=[_managing(server)]),
                other.create_text_channel("lobby"),
                other.add_member(env.create_user("eve"), roles=[_managing(other)]),
            )
