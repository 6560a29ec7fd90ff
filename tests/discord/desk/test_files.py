"""Files of every sort: refused before they are downloaded, or stored as text and shown as text."""

from pathlib import Path
from unittest import mock

import discord
import pytest
from simcord.http.client import FakeHTTPClient

from bot.adapters.documents import MAX_BYTES
from tests.discord.desk.opened import form, opened, previewed
from tests.discord.stage import on_stage
from tests.discord.tapped import Outgoing

LONG = "".join(f"Kim Ode ran {number} laps on day {number} of the camp.\n\n" for number in range(1, 121))

_MANY = "x" + "*" * 400
STARS = f"""---
title: {_MANY}
outlet: {_MANY}
author: {_MANY}
date: 2999-01-01
url: https://x.example/{_MANY}
athletes: [{", ".join("x" + "*" * size for size in range(90, 99))}]
---
Kim Ode won {"*_" * 700}
\0 \u202e*
"""
"""A document in which everything that a preview shows is as long as it gets once it is escaped."""


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("lee.exe", b"Ann Lee won.", "I can't read lee.exe"),
        ("lee.md", b"x" * (MAX_BYTES + 1), "That has 10.0 MiB, and I read up to 10 MiB"),
        ("lee.md", b"", "There is no text in it"),
        ("lee.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "That isn't text"),
        ("lee.md", b"word\n" * 20_002, "I read up to 20000"),
    ],
    ids=["type", "size", "empty", "no text", "lines"],
)
async def test_a_file_that_can_t_be_taken(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """The member reads what is wrong with it, and the form can be opened again."""
    async with on_stage(tmp_path) as stage:
        reply = await previewed(stage, File=(name, content))
        assert told in reply.text
        assert reply.buttons == ["Open the form again", "Cancel"]


async def test_a_refused_file_is_not_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large or of another kind is told without asking Discord for it; what Discord lost is told, too."""
    asked = []

    async def lost(_client: FakeHTTPClient, url: str) -> bytes:
        asked.append(url)
        raise discord.NotFound(mock.Mock(status=404, reason="Not Found"), "gone")

    monkeypatch.setattr(FakeHTTPClient, "get_from_cdn", lost)
    async with on_stage(tmp_path) as stage:
        for name, content in (("lee.exe", b"Ann Lee won."), ("lee.md", b"x" * (MAX_BYTES + 1))):
            await previewed(stage, File=(name, content))
        assert asked == []
        reply = await previewed(stage, File=("lee.md", b"Ann Lee won in Bergen."))
        assert "Discord doesn't hand out lee.md any more: choose it again." in reply.text


async def test_ten_mebibytes_on_one_line(tmp_path: Path) -> None:
    """The largest file on a single line is read and shown in part, and the rest is said to be missing."""
    sentence = b"Kim Ode won the long race in Lima on 5 May 2025 and was glad. "
    content = (sentence * (MAX_BYTES // len(sentence) + 1))[:MAX_BYTES]
    async with on_stage(tmp_path, patience=60) as stage:
        reply = await previewed(stage, File=("ode.txt", content))
        assert "> Kim Ode won the long race" in reply.text
        assert "Page 1 of 12, the rest isn't shown here" in reply.text
        assert "more than" in reply.text


async def test_html_is_read_as_text(tmp_path: Path) -> None:
    """Of a page only the words are taken: scripts are gone, and templates are words like any other."""
    page = (
        b"<html><head><title>Ode wins</title><script>alert(1)</script></head><body><article>"
        b"<p>Kim Ode won {{ 7 * 7 }} medals in Lima on 5 May 2025, and {% raw %} was glad.</p>"
        b"<p>She flew home on the next day and slept.</p></article></body></html>"
    )
    async with on_stage(tmp_path) as stage:
        reply = await previewed(stage, File=("ode.html", page))
        assert "### Ode wins" in reply.text
        assert "won {{ 7 \\* 7 }} medals" in reply.text
        assert "alert" not in reply.text


async def test_a_guessed_charset_is_told(tmp_path: Path) -> None:
    """A file that doesn't say how it is written is read as it looks, and the moderator is asked to look, too."""
    async with on_stage(tmp_path) as stage:
        content = "Zoé Hart won the “small” final in Genève on 5 May 2025.".encode("cp1252")
        reply = await previewed(stage, File=("hart.txt", content))
        assert "> Zoé Hart won the “small” final in Genève" in reply.text
        assert "⚠️ The file doesn't say how its characters are written" in reply.text


async def test_a_text_too_long_for_a_form(tmp_path: Path) -> None:
    """Such a text is turned over page by page, and replaced by a file, everything else staying as it is."""
    async with on_stage(tmp_path) as stage:
        reply = await previewed(stage, File=("ode.md", f"---\ntitle: Camp\n---\n\n{LONG}".encode()))
        assert "Page 1 of 6" in reply.text
        turned = await reply.press(stage.mod, "Next page")
        assert turned.buttons[:2] == ["Previous page", "Next page"]
        edit = await opened(turned, stage.mod, "Edit")
        assert "File: " in edit.text
        assert "Text: " not in edit.text
        file = ("new.md", b"Kim Ode left the camp on 9 May 2025.")
        replaced = await edit.fill_in(stage.mod, Outlet="Notes", File=file)
        assert "### Camp" in replaced.text
        assert "Notes" in replaced.text
        assert "> Kim Ode left the camp" in replaced.text


async def test_stored_as_it_came(tmp_path: Path) -> None:
    """Whatever characters a file holds, what is published holds them byte for byte."""
    text = "Kim Ode\u202e won \0 medals, {{ x }} <script>, @everyone, Z\u0351\u0352algo in Lima on 5 May 2025.\r\n"
    async with on_stage(tmp_path) as stage:
        reply = await previewed(stage, File=("ode.txt", text.encode()))
        titled = await (await opened(reply, stage.mod, "Edit")).fill_in(stage.mod, Title="Odd")
        await titled.press(stage.mod, "Publish")
        (article,) = await stage.stores.ledger.live(stage.server.id)
        assert article.text == text
        assert article.byline.title == "Odd"


async def test_a_message_s_file(tmp_path: Path) -> None:
    """Add as article takes a message's file before its text, and says so where there is nothing to take."""
    async with on_stage(tmp_path) as stage:
        content = b"Kim Ode won the long race in Lima on 5 May 2025."
        message = await stage.bob.send(stage.channel, "look", attachments=[("x.png", b"x"), ("ode.md", content)])
        shown = await stage.mod.context_menu(stage.channel, "Add as article", message)
        assert "Kim Ode won the long race" in str(shown.response and shown.response.components)
        picture = await stage.bob.send(stage.channel, "", attachments=[("x.png", b"x")])
        shown = await stage.mod.context_menu(stage.channel, "Add as article", picture)
        assert "I can't read x.png" in str(shown.response and shown.response.components)


async def test_every_page_fits(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """However much of a text has to be escaped, each page is one that Discord takes."""
    async with on_stage(tmp_path) as stage:
        for text in ("*_~`|" * 700, "won\n" * 900, "won \u202e" * 600, "Kim Ode won. " + "@" * 3000):
            reply = await (await form(stage)).fill_in(stage.mod, Text=text)
            while "Next page" in reply.buttons:
                reply = await reply.press(stage.mod, "Next page")
        for _ in range(2):
            reply = await previewed(stage, File=("stars.md", STARS.encode()))
            shown = reply.text
            await reply.press(stage.mod, "Publish")
        assert shown.count("⚠️") >= 3
        assert outgoing
