"""The fake Discord's gateway: numbered events in sessions that a client can resume."""

import asyncio
import importlib
import json
import zlib
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import WSMsgType, web

from tests.wire import world
from tests.wire.world import Data

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, REQUEST_MEMBERS, INVALID, HELLO, ACK = (
    0,
    1,
    2,
    3,
    6,
    7,
    8,
    9,
    10,
    11,
)


class Stream(Protocol):
    """One connection's compression; what was sent before helps with what follows."""

    def pack(self, text: bytes) -> bytes:
        """One complete frame."""
        ...


class PlainStream:
    """No compression."""

    def pack(self, text: bytes) -> bytes:
        """The text itself."""
        return text


class ZlibStream:
    """What ``compress=zlib-stream`` asks for."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj()

    def pack(self, text: bytes) -> bytes:
        """A frame that ends in zlib's sync marker."""
        return self._compressor.compress(text) + self._compressor.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """What ``compress=zstd-stream`` asks for; a client only does where one of the two modules is there."""

    def __init__(self) -> None:
        try:
            self._compressor: Any = importlib.import_module("zstandard").ZstdCompressor().compressobj()
            self._end = importlib.import_module("zstandard").COMPRESSOBJ_FLUSH_BLOCK
        except ImportError:
            self._compressor = importlib.import_module("compression.zstd").ZstdCompressor()
            self._end = self._compressor.FLUSH_BLOCK

    def pack(self, text: bytes) -> bytes:
        """A complete zstd block."""
        packed: bytes = self._compressor.compress(text) + self._compressor.flush(self._end)
        return packed


STREAMS: dict[str | None, type[Stream]] = {None: PlainStream, "zlib-stream": ZlibStream, "zstd-stream": ZstdStream}


@dataclass
class Session:
    """A client's session: all its events, and the connection it has at the moment; ``shard`` is which of how many."""

    session_id: str
    shard: tuple[int, int] = (0, 1)
    events: list[tuple[str, Data]] = field(default_factory=list)
    connection: "Connection | None" = None

    def serves(self, server_id: int) -> bool:
        """Whether Discord sends it what happens in a server."""
        return (server_id >> 22) % self.shard[1] == self.shard[0]

    async def dispatch(self, event: str, data: Data) -> None:
        """An event, sent now if there is a connection and replayed when the client resumes."""
        self.events.append((event, data))
        if self.connection:
            await self.connection.send(DISPATCH, data, len(self.events), event)


@dataclass
class Connection:
    """One open websocket."""

    socket: web.WebSocketResponse
    stream: Stream
    transport: asyncio.Transport

    def abort(self) -> None:
        """The line goes dead."""
        self.transport.abort()

    async def send(self, op: int, data: Any = None, sequence: int | None = None, event: str | None = None) -> None:
        """One gateway payload; a connection that has gone swallows it, as the real one does."""
        payload = {"op": op, "d": data, "s": sequence, "t": event}
        if not self.socket.closed:
            await self.socket.send_bytes(self.stream.pack(json.dumps(payload).encode()))


class Gateway:
    """Plays Discord's side of the websocket.

    Who identifies is turned away with the close code ``refusal``, unless it is 0.
    ``received`` keeps every payload of the client, in order, ``closings`` the code that each connection ended with.
    """

    def __init__(self, heartbeat_interval: float = 40.0) -> None:
        self.url = ""
        self.heartbeat_interval = heartbeat_interval
        self.received: list[Data] = []
        self.connections: list[Connection] = []
        self.refusal = 0
        self.server_ids = [world.GUILD]
        self.closings: list[int | None] = []
        self._sessions: dict[str, Session] = {}
        self._news = asyncio.Condition()

    @property
    def session(self) -> Session:
        """The session opened last."""
        return list(self._sessions.values())[-1]

    def count(self, op: int) -> int:
        """How many payloads of this kind the client has sent."""
        return sum(payload["op"] == op for payload in self.received)

    async def identified(self, known: int) -> None:
        """Waits until a client has identified itself, after the first ``known`` payloads."""
        async with self._news:
            await self._news.wait_for(lambda: any(each["op"] == IDENTIFY for each in self.received[known:]))

    async def until(self, op: int, times: int = 1) -> Data:
        """Waits until the client has sent the ``times``-th payload of this kind, and returns it."""
        async with self._news:
            await self._news.wait_for(lambda: self.count(op) >= times)
        return [payload for payload in self.received if payload["op"] == op][times - 1]

    async def dispatch(self, event: str, data: Data) -> None:
        """An event for the session that was opened last, of those whose shard has the server in which it happens."""
        server_id = int(data.get("guild_id") or 0)
        serving = [session for session in self._sessions.values() if session.serves(server_id)]
        await serving[-1].dispatch(event, data)

    async def caught_up(self) -> None:
        """Waits until the client has read every event so far: asked for a heartbeat, it tells the last it read."""
        number, wanted = self.count(HEARTBEAT), len(self.session.events)
        if self.session.connection:
            await self.session.connection.send(HEARTBEAT)
        async with self._news:
            await self._news.wait_for(lambda: any(beat["d"] == wanted for beat in self._beats()[number:]))

    def _beats(self) -> list[Data]:
        return [payload for payload in self.received if payload["op"] == HEARTBEAT]

    async def ask_to_reconnect(self) -> None:
        """Tells the client to come back; from now on its events wait for it."""
        connection, self.session.connection = self.session.connection, None
        if connection:
            await connection.send(RECONNECT)

    async def invalidate(self) -> None:
        """Tells the client that its session is gone for good."""
        connection = self._sessions.popitem()[1].connection
        if connection:
            await connection.send(INVALID, data=False)

    def forget(self) -> None:
        """Forgets every session, as Discord does after a while."""
        self._sessions.clear()

    def drop(self) -> None:
        """Loses all connections without a word."""
        for session in self._sessions.values():
            session.connection = None
        for connection in self.connections:
            connection.abort()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """One websocket from hello to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        assert isinstance(request.transport, asyncio.Transport)
        connection = Connection(socket, STREAMS[request.query.get("compress")](), request.transport)
        self.connections.append(connection)
        await connection.send(HELLO, {"heartbeat_interval": self.heartbeat_interval * 1000})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._take(connection, json.loads(frame.data))
        self._ended(connection)
        return socket

    def _ended(self, connection: Connection) -> None:
        self.connections.remove(connection)
        self.closings.append(connection.socket.close_code)
        for session in self._sessions.values():
            if session.connection is connection:
                session.connection = None

    async def _take(self, connection: Connection, payload: Data) -> None:
        if payload["op"] == HEARTBEAT:
            await connection.send(ACK)
        elif payload["op"] == IDENTIFY:
            shard = tuple(payload["d"].get("shard") or (0, 1))
            await (connection.socket.close(code=self.refusal) if self.refusal else self._identified(connection, shard))
        elif payload["op"] == RESUME:
            await self._resumed(connection, payload["d"])
        async with self._news:
            self.received.append(payload)
            self._news.notify_all()

    async def _identified(self, connection: Connection, shard: tuple[int, int]) -> None:
        session = Session(f"session-{world.snowflake()}", shard, connection=connection)
        self._sessions[session.session_id] = session
        server_ids = [server_id for server_id in self.server_ids if session.serves(server_id)]
        ready: Data = {"v": 10, "user": world.user(world.BOT), "session_id": session.session_id, "shard": shard}
        ready |= {"guilds": [{"id": str(server_id), "unavailable": True} for server_id in server_ids]}
        ready |= {"resume_gateway_url": self.url, "application": {"id": str(world.BOT), "flags": 0}}
        await session.dispatch("READY", ready)
        for server_id in server_ids:
            await session.dispatch("GUILD_CREATE", world.guild(server_id))

    async def _resumed(self, connection: Connection, asked: Data) -> None:
        session = self._sessions.get(asked["session_id"])
        if session is None:
            await connection.send(INVALID, data=False)
            return
        session.connection = connection
        for number, (event, data) in enumerate(session.events[asked["seq"] :], asked["seq"] + 1):
            await connection.send(DISPATCH, data, number, event)
        await session.dispatch("RESUMED", {})
