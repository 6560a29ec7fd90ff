"""The fake Discord's REST side: keeps what the bot posts, judges it, and fails when told to."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.discord.payload_rules import faults as find_faults
from tests.wire import world
from tests.wire.world import Data

LOADING = 1 << 7
EPHEMERAL = 1 << 6
ACKNOWLEDGED = 40060
UNKNOWN_MESSAGE = 10008


def _json(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    # discord.py reads no JSON whose type is given with a charset, as aiohttp's own answer would be.
    told = {"Content-Type": "application/json"} | dict(headers or {})
    return web.Response(body=json.dumps(data).encode(), status=status, headers=told)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of the bot; ``path`` comes without the API's prefix."""

    method: str
    path: str
    payload: Any


@dataclass
class Trouble:
    """What goes wrong with the next ``times`` requests whose method and path match ``where``.

    With ``too_late`` the request does its work first: Discord has it, and only its answer is lost.
    ``code`` is Discord's own number for what is wrong.
    """

    where: str
    status: int
    times: int
    retry_after: float = 0.01
    too_late: bool = False
    code: int = 0

    def response(self) -> web.Response:
        """What the bot gets instead of an answer."""
        if self.status == web.HTTPTooManyRequests.status_code:
            told = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": False}
            return _json(told, status=self.status, headers={"Via": "1.1 loopback"})
        if self.code:
            return _json({"message": "refused", "code": self.code}, status=self.status)
        return web.Response(status=self.status, text="upstream connect error")


@dataclass
class Rest:
    """Discord's memory of what the bot did. ``faults`` has a line for every broken rule of every request.

    Rules are those of ``check``.
    """

    announce: Callable[[str, Data], Awaitable[None]]
    sent: list[Sent] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    messages: dict[str, Data] = field(default_factory=dict)
    commands: list[Data] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    gateway_url: str = ""
    check: Callable[[str, str, Any], Iterable[object]] = find_faults
    _nonces: dict[str, Data] = field(default_factory=dict)
    _answered: set[str] = field(default_factory=set)
    _originals: dict[str, str] = field(default_factory=dict)

    def posts(self, where: str) -> int:
        """How many requests to change something went to a path that matches ``where``."""
        return sum(each.method != "GET" and bool(re.search(where, each.path)) for each in self.sent)

    async def handle(self, request: web.Request) -> web.Response:
        """Any request to the API."""
        path = "/" + request.match_info["path"]
        raw = await request.text() if request.content_type == "application/json" else ""
        payload = json.loads(raw) if raw else None
        self.sent.append(Sent(request.method, path, payload))
        self.faults += [f"{request.method} {path}: {fault}" for fault in self.check(request.method, path, payload)]
        trouble = self._trouble(f"{request.method} {path}")
        if trouble is None:
            return await self._answer(request.method, path, payload)
        if trouble.too_late:
            await self._answer(request.method, path, payload)
        return trouble.response()

    def _trouble(self, line: str) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times and re.search(trouble.where, line):
                trouble.times -= 1
                return trouble
        return None

    async def _answer(self, method: str, path: str, payload: Any) -> web.Response:
        for verb, pattern, act in ROUTES:
            found = re.fullmatch(pattern, path)
            if verb == method and found:
                return await act(self, payload, *found.groups())
        return _json({"message": "404: Not Found", "code": 0}, status=404)

    async def identity(self, _payload: None) -> web.Response:
        """Who the token belongs to."""
        return _json(world.user(world.BOT))

    async def application(self, _payload: None) -> web.Response:
        """The bot's application."""
        return _json(world.application())

    async def gateway(self, _payload: None) -> web.Response:
        """Where the gateway is."""
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        return _json({"url": self.gateway_url, "shards": 1, "session_start_limit": limit})

    async def listed(self, _payload: None) -> web.Response:
        """The registered commands."""
        return _json(self.commands)

    async def register(self, payload: list[Data]) -> web.Response:
        """New commands in place of the old."""
        given = {
            "application_id": str(world.BOT),
            "version": "1",
            "default_member_permissions": None,
            "description": "",
        }
        self.commands = [{"id": str(world.snowflake()), "type": 1} | given | command for command in payload]
        return _json(self.commands)

    async def post(self, payload: Data, _channel: str) -> web.Response:
        """A message into the channel; one whose nonce is known already is not posted again."""
        nonce = payload.get("nonce")
        if nonce in self._nonces and payload.get("enforce_nonce"):
            return _json(self._nonces[nonce])
        posted = self._kept(payload)
        reference = payload.get("message_reference")
        if reference:
            posted |= {"type": 19, "message_reference": {key: str(value) for key, value in reference.items()}}
        if nonce:
            self._nonces[nonce] = posted | {"nonce": nonce}
        await self.announce("MESSAGE_CREATE", posted | {"nonce": nonce})
        return _json(posted)

    async def show(self, _payload: None, _channel: str, message_id: str) -> web.Response:
        """One message."""
        return self._message_or_nothing(message_id)

    async def edit(self, payload: Data, _channel: str, message_id: str) -> web.Response:
        """A message of the bot, changed."""
        if message_id in self.messages:
            self._change(message_id, payload)
        return self._message_or_nothing(message_id)

    async def answer(self, payload: Data, interaction_id: str, token: str) -> web.Response:
        """An interaction's first answer; a second one is refused."""
        if interaction_id in self._answered:
            told = {"message": "Interaction has already been acknowledged.", "code": ACKNOWLEDGED}
            return _json(told, status=400)
        self._answered.add(interaction_id)
        told = {"interaction": {"id": interaction_id, "type": 2}}
        if payload["type"] in {4, 5}:
            data = payload.get("data") or {}
            shown = data | {"flags": (data.get("flags") or 0) | (LOADING if payload["type"] == 5 else 0)}
            posted = self._kept(shown)
            self._originals[token] = posted["id"]
            told["resource"] = {"type": payload["type"], "message": posted}
        return _json(told)

    async def follow_up(self, payload: Data, _application: str, token: str) -> web.Response:
        """A further answer; after a deferral it takes the place of the promise."""
        original = self._originals.get(token)
        if original and self.messages[original]["flags"] & LOADING:
            self._change(original, payload)
            return self._message_or_nothing(original)
        return _json(self._kept(payload))

    async def edit_answer(self, payload: Data, _application: str, token: str, message_id: str) -> web.Response:
        """An answer, changed; ``@original`` is the first one."""
        message_id = self._originals.get(token, "") if message_id == "@original" else message_id
        return await self.edit(payload, "", message_id)

    async def show_answer(self, _payload: None, _application: str, token: str, message_id: str) -> web.Response:
        """An answer; ``@original`` is the first one."""
        found = self._originals.get(token, "") if message_id == "@original" else message_id
        return self._message_or_nothing(found)

    async def guild(self, _payload: None, guild_id: str) -> web.Response:
        """A server; the bot is in all of them."""
        return _json(world.guild(int(guild_id)))

    async def guild_channels(self, _payload: None, guild_id: str) -> web.Response:
        """A server's channels."""
        return _json(world.guild(int(guild_id))["channels"])

    async def guild_member(self, _payload: None, _guild_id: str, user_id: str) -> web.Response:
        """A member; everybody is in all servers."""
        return _json(world.member(int(user_id)))

    async def nothing(self, _payload: Any, *_ids: str) -> web.Response:
        """A request with nothing to say in return."""
        return web.Response(status=204)

    def _kept(self, payload: Data) -> Data:
        shown = {key: payload[key] for key in ("content", "components", "embeds", "flags") if payload.get(key)}
        posted = world.message(world.BOT, "", application_id=str(world.BOT)) | shown
        self.messages[posted["id"]] = _numbered(posted)
        return posted

    def _change(self, message_id: str, payload: Data) -> None:
        kept = self.messages[message_id]
        private = kept["flags"] & EPHEMERAL
        shown = {key: payload[key] for key in ("content", "components", "embeds") if payload.get(key) is not None}
        flags = (payload.get("flags") or kept["flags"] & ~LOADING) | private
        kept |= shown | {"flags": flags, "edited_timestamp": kept["timestamp"]}
        _numbered(kept)

    def _message_or_nothing(self, message_id: str) -> web.Response:
        if message_id not in self.messages:
            return _json({"message": "Unknown Message", "code": UNKNOWN_MESSAGE}, status=404)
        return _json(self.messages[message_id])


def _numbered(message: Data) -> Data:
    for number, component in enumerate(world.components(message), 1):
        component.setdefault("id", number)
    return message


_COMMANDS = r"/applications/\d+(?:/guilds/\d+)?/commands"
_ANSWER = r"/webhooks/(\d+)/([^/]+)/messages/(\d+|@original)"
ROUTES: tuple[tuple[str, str, Callable[..., Awaitable[web.Response]]], ...] = (
    ("GET", "/users/@me", Rest.identity),
    ("GET", "/oauth2/applications/@me", Rest.application),
    ("GET", "/applications/@me", Rest.application),
    ("GET", "/gateway/bot", Rest.gateway),
    ("GET", r"/guilds/(\d+)", Rest.guild),
    ("GET", r"/guilds/(\d+)/channels", Rest.guild_channels),
    ("GET", r"/guilds/(\d+)/members/(\d+)", Rest.guild_member),
    ("GET", _COMMANDS, Rest.listed),
    ("PUT", _COMMANDS, Rest.register),
    ("POST", r"/channels/(\d+)/messages", Rest.post),
    ("POST", r"/channels/(\d+)/typing", Rest.nothing),
    ("GET", r"/channels/(\d+)/messages/(\d+)", Rest.show),
    ("PATCH", r"/channels/(\d+)/messages/(\d+)", Rest.edit),
    ("POST", r"/interactions/(\d+)/([^/]+)/callback", Rest.answer),
    ("POST", r"/webhooks/(\d+)/([^/]+)", Rest.follow_up),
    ("PATCH", _ANSWER, Rest.edit_answer),
    ("GET", _ANSWER, Rest.show_answer),
)
