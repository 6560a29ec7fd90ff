"""`pressbox demo`: the real bot in the browser, on this machine only."""

import asyncio
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from click.testing import CliRunner

from bot.bootstrap.application import open_application
from bot.bootstrap.demo import demo_services
from bot.cli import main
from bot.frontends.demo.world import SimulatedClock, World, simulate
from bot.frontends.discord.client import PressboxClient
from bot.settings import Settings

PATIENCE = 30.0
"""Seconds in which a process starts, or ends, on a busy machine."""
CHECKOUT = Path(__file__).parents[2]


@asynccontextmanager
async def _demo(folder: Path, *arguments: str) -> AsyncIterator[tuple[Process, str]]:
    """The demo as a process of its own, and the address that it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRESSBOX_")}
    environment |= {"PYTHONPATH": str(CHECKOUT), "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "bot", "demo", *arguments]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )
    try:
        assert process.stdout
        line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield process, found[0]
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


class Visitor:
    """Speaks to the room's page as its own script does."""

    def __init__(self, session: aiohttp.ClientSession, room: str) -> None:
        self._session = session
        self._origin, _, capability = room.partition("/#")
        self._headers = {"X-Simcord-Capability": capability, "Origin": self._origin}
        self._sequence = 0

    async def enter(self) -> dict[str, Any]:
        """Opens the page."""
        page = await self._call("/api/pages", {})
        self._headers["X-Simcord-Context"] = page["context"]["id"]
        return page

    async def commands(self) -> list[dict[str, Any]]:
        """The commands that can be used."""
        return list((await self._get("/api/commands"))["entries"])

    async def command(self, page: dict[str, Any], name: str) -> dict[str, Any]:
        """Uses a command without options; the page as it is then."""
        entry = next(entry for entry in await self.commands() if entry["invocation"] == name)
        chosen = {"command_id": entry["commandId"], "path": entry["path"], "options": {}}
        return await self.act(page, kind="run_command", schema_fingerprint=entry["schemaFingerprint"], **chosen)

    async def act(self, page: dict[str, Any], **action: Any) -> dict[str, Any]:
        """Does something in the room; the page as it is then."""
        self._sequence += 1
        envelope = {
            "protocol_version": 3,
            "sequence": self._sequence,
            "request_id": f"r{self._sequence}",
            "generation": page["context"]["generation"],
            "bot_generation": page["botGeneration"],
            "published_revision": page["publishedRevision"],
        }
        done = await self._call("/api/action", envelope | action)
        assert done["settlement"] == "settled", done
        return await self._get("/api/state")

    async def _get(self, path: str) -> dict[str, Any]:
        async with self._session.get(f"{self._origin}{path}", headers=self._headers) as response:
            found: dict[str, Any] = await response.json()
        return found

    async def _call(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self._session.post(f"{self._origin}{path}", json=body, headers=self._headers) as response:
            assert response.status == 200, await response.text()
            answered: dict[str, Any] = await response.json()
        return answered


def _said(page: dict[str, Any]) -> str:
    """All text of the messages, the latest last."""
    found: list[str] = []

    def walk(component: dict[str, Any]) -> None:
        found.append(component.get("content", ""))
        for child in component.get("components", []):
            walk(child)

    for message in page["messages"].values():
        walk(message)
    return "\n".join(found)


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def _entered(
    session: aiohttp.ClientSession, address: str, room: str = "athletics"
) -> tuple[Visitor, dict[str, Any]]:
    async with session.post(f"{address}rooms/{room}", allow_redirects=False) as entered:
        visitor = Visitor(session, entered.headers["Location"])
    return visitor, await visitor.enter()


async def test_a_visit(tmp_path: Path) -> None:
    """The page leads into a room that shows an answer and a follow-up already; a command is answered there."""
    async with _demo(tmp_path) as (_, address), aiohttp.ClientSession() as session:
        async with session.get(address) as page:
            assert "#athletics" in await page.text()
        visitor, room = await _entered(session, address)
        assert "**17 September 2025**" in _said(room)
        assert "finished **last**" in _said(room)
        room = await visitor.command(room, "help")
        assert "What you can ask me" in _said(room)
        room = await visitor.act(room, kind="send_message", content="who coaches Hodgkinson?")
        assert "who coaches Hodgkinson?" in _said(room)
        assert "Her coaches are" in _said(room)


async def test_another_room(tmp_path: Path) -> None:
    """Every room can be entered after another; one that isn't there can't, and nor can another site's page lead in."""
    async with _demo(tmp_path) as (_, address), aiohttp.ClientSession() as session:
        for room, status in (("moderators", 303), ("talk", 303), ("thread", 303), ("direct", 303), ("cellar", 404)):
            async with session.post(f"{address}rooms/{room}", allow_redirects=False) as answered:
                assert answered.status == status
        for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
            async with session.post(f"{address}rooms/direct", headers=headers, allow_redirects=False) as answered:
                assert answered.status == 403


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals there")
async def test_it_stops_when_interrupted(tmp_path: Path) -> None:
    """Ctrl-C ends it with status 0 while a room is open; its database goes with it."""
    async with _demo(tmp_path) as (process, address), aiohttp.ClientSession() as session:
        async with session.post(f"{address}rooms/athletics") as room:
            assert room.status == 200
        assert _files(tmp_path)
        process.send_signal(signal.SIGINT)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert (process.returncode, errors.decode()) == (0, "")
    assert not _files(tmp_path)


async def test_a_database_that_is_kept(tmp_path: Path) -> None:
    """With --database the server is the same one after a restart: its settings and what was asked are there again."""
    for ask in (True, False):
        async with _demo(tmp_path, "--database", "kept.sqlite3") as (process, address):
            async with aiohttp.ClientSession() as session:
                visitor, room = await _entered(session, address, "moderators")
                if ask:
                    await visitor.command(room, "article gaps")
                    other, room = await _entered(session, address)
                    await other.act(room, kind="send_message", content="which car does Kerr drive?")
                else:
                    room = await visitor.command(room, "article gaps")
                    assert "which car does Kerr drive?" in _said(room)
                    assert (
                        len(re.findall("changed the settings", _said(await visitor.command(room, "article audit"))))
                        == 1
                    )
            process.terminate()
            await asyncio.wait_for(process.communicate(), PATIENCE)
            assert process.returncode == 0


async def test_a_menu_and_a_thread_are_shown(tmp_path: Path) -> None:
    """What the simulation has no button for has been done once: a right-click in #talk, a thread on an answer."""
    async with _demo(tmp_path) as (_, address), aiohttp.ClientSession() as session:
        _, room = await _entered(session, address, "talk")
        assert "You asked: I wonder" in _said(room)
        assert "Her coaches are" in _said(room)
        visitor, room = await _entered(session, address, "thread")
        assert "Josh Kerr" in _said(room)
        assert "finished **last**" in _said(
            await visitor.act(room, kind="send_message", content="where did he finish?")
        )


async def test_an_hour_later_nobody_is_locked_out(tmp_path: Path) -> None:
    """Whoever asked too much is let in again once time has passed on the simulated Discord, whatever it is outside."""
    settings = Settings(database=tmp_path / "demo.sqlite3")
    async with open_application(settings, clock=SimulatedClock()) as app:
        client = PressboxClient(demo_services(settings, app))
        async with simulate(client) as world:
            assert client.user
            asking = f"{client.user.mention} when did Kerr hurt his calf?"
            for _ in range(8):
                await world.member.send(world.talk, asking)
            assert "One moment, please!" in _latest(world)
            world.env.backend.advance_clock(3600)
            await world.member.send(world.talk, asking)
            assert "Kerr" in _latest(world)


def _latest(world: World) -> str:
    """The text of the bot's last message in #talk."""
    message = next(message for message in reversed(world.talk.history()) if message.author.bot)
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


def test_a_port_that_is_taken() -> None:
    """A port in use is told, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["demo", "--port", str(port)])
    assert done.exit_code == 1
    assert f"port {port} can't be used" in done.stderr


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the demo's packages it is told what to install."""
    monkeypatch.setitem(sys.modules, "simcord", None)
    for name in [name for name in sys.modules if name.startswith(("bot.frontends.demo", "bot.bootstrap.demo"))]:
        monkeypatch.delitem(sys.modules, name)
    done = CliRunner().invoke(main, ["demo"])
    assert done.exit_code == 1
    assert "pip install 'pressbox[demo]'" in done.stderr
