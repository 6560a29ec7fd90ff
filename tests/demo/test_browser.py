"""The demo as a visitor walks through it, in a browser without a window, in a wide window and on a phone.

It needs playwright and a Chromium: the system's, or the one that CHROMIUM names. With PRESSBOX_SCREENSHOTS the folder
that it names gets a picture of every station.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = os.environ.get("PRESSBOX_SCREENSHOTS")
CHECKOUT = Path(__file__).parents[2]
SIZES = {"wide": (1280, 900), "phone": (375, 812)}
ARTICLE = "Brook wins in Lahti\n\nCallum Brook won the 1500m in Lahti on 1 July 2025."
PATIENCE = 30_000
"""Milliseconds in which a page, or an answer, comes on a busy machine."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo's first page is."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRESSBOX_")}
    environment["PYTHONPATH"] = os.pathsep.join([str(CHECKOUT), environment.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "bot", "demo"]
    folder = tmp_path_factory.mktemp("demo")
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603  # our own program
    with running as process:
        try:
            found = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
            assert found
            yield found[0]
        finally:
            process.terminate()


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """A page of a browser as wide as a window, and as a phone."""
    width, height = SIZES[request.param]
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with playwright.sync_playwright() as running:
        context = running.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=CHROMIUM,
            args=arguments,
            viewport={"width": width, "height": height},
        )
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE)
        opened.size = request.param
        yield opened
        context.close()


def _picture(page: Any, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.size}.png")


def _fits(page: Any) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def _enter(page: Any, address: str, room: str) -> None:
    page.goto(address)
    _door(page, room).click()
    # Before it has measured its window, the page throws away what is typed.
    page.get_by_text("Viewport updated").wait_for()


def _door(page: Any, room: str) -> Any:
    """The button that leads into a room."""
    return page.get_by_role("button", name=re.compile(f"^{room}"))


def _say(page: Any, line: str) -> None:
    box = page.locator("textarea").first
    box.fill(line)
    box.press("Enter")


def _hears(page: Any, text: str) -> None:
    """Waits until the conversation shows a text."""
    page.locator("#channel-message-list").get_by_text(text).last.wait_for()


def test_the_first_page(page: Any, address: str) -> None:
    """It names every room with a tip, and fits the window."""
    page.goto(address)
    _picture(page, "lobby")
    for room in ("#athletics", "#talk", "A thread", "#moderators", "Direct message"):
        assert _door(page, room).is_visible()
    assert _fits(page)


def test_a_conversation_and_back(page: Any, address: str) -> None:
    """A question, a follow-up and a button are answered; the browser's Back leads to the rooms."""
    _enter(page, address, "#athletics")
    _hears(page, "The other rooms")
    _say(page, "who coaches Hodgkinson?")
    _hears(page, "Her coaches are")
    _picture(page, "conversation")
    page.locator("#channel-message-list").get_by_role("button", name="Context & sources").last.click()
    _hears(page, "Where it stands")
    _picture(page, "sources")
    assert _fits(page)
    page.go_back()
    _door(page, "#moderators").wait_for()


@pytest.mark.parametrize("room", ["#talk", "A thread", "#moderators", "Direct message"])
def test_each_room(page: Any, address: str, room: str) -> None:
    """It opens, can be written in, and fits the window."""
    _enter(page, address, room)
    _say(page, "who coaches Hodgkinson?")
    _hears(page, "who coaches Hodgkinson?")
    _picture(page, re.sub(r"\W+", "", room))
    assert _fits(page)


def test_a_moderator_adds_an_article(page: Any, address: str) -> None:
    """In the moderators' room an article is added by a form, and is in the list then."""
    _enter(page, address, "#moderators")
    _use(page, "/article add")
    form = page.locator(".modal-dialog:visible")
    form.get_by_label("Text", exact=True).fill(ARTICLE)
    _picture(page, "form")
    form.get_by_role("button").last.click()
    _hears(page, "nothing is published yet")
    _picture(page, "preview")
    page.locator("#channel-message-list").get_by_role("button", name="Publish", exact=True).last.click()
    _hears(page, "is live: I quote it from now on")
    _use(page, "/article list")
    _hears(page, "came with me")
    _picture(page, "list")
    assert _fits(page)


def test_an_article_arrives(page: Any, address: str) -> None:
    """What the demo's feed brings shows by itself, takes nothing from what is being typed, and can be decided on."""
    _enter(page, address, "#moderators")
    page.locator("textarea").first.fill("half a line")
    card = page.locator("#channel-message-list").get_by_role("button", name="Approve", exact=True).last
    card.wait_for(timeout=3 * PATIENCE)
    _picture(page, "card")
    assert page.locator("textarea").first.input_value() == "half a line"
    card.click()
    _hears(page, "approved")
    assert _fits(page)


def _use(page: Any, command: str) -> None:
    """Uses a command without options."""
    _say(page, command)
    page.get_by_role("button", name="Send", exact=True).last.click()
