"""Takes pictures of the bot from the demo, in a browser without a window; no test, and not run by pytest.

    pip install -e '.[demo]' playwright        and a Chromium, here or wherever CHROMIUM says
    python -m tests.screenshots.take FOLDER [SCENE...]

FOLDER gets pictures of each scene; the one that the README shows is `en-follow-up-wide.png`.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.screenshots.desk_scenes import DESK_SCENES
from tests.screenshots.steps import FORM, SETTLED, Step, carry_out

HERE = Path(__file__).parent
CORPORA = ("--corpus", str(HERE.parents[1] / "corpus"), "--corpus", str(HERE / "corpus"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, PHONE = 720, 390

SCENES: dict[str, tuple[Step, ...]] = {
    "answer": ("when did Josh Kerr hurt his calf?",),
    "follow-up": (
        "what did Bronze say about her leg?",
        "when did Kerr lose his world title?",
        "where did he finish?",
        "which car does he drive?",
    ),
    "disagreement": ("where did Callum Brook finish in Turku?",),
    "which": ("where does Hart work?",),
    "nothing-found": ("which car does Jakob Ingebrigtsen drive?",),
    "help": ("/help",),
    "athlete": ("/athlete <Josh Kerr>",),
    "timeline": ("/timeline <Keely Hodgkinson>",),
    "compare": ("/compare <Josh Kerr|Cole Hocker>",),
    **DESK_SCENES,
}


@contextmanager
def demo(language: str) -> Iterator[str]:
    """The demo in one language; its address."""
    command = [sys.executable, "-m", "bot", "demo", *CORPORA]
    environment = os.environ | {"PRESSBOX_LANGUAGE": language}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603  # our own program
        try:
            found = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
            assert found
            yield found[0]
        finally:
            process.terminate()


@contextmanager
def room(address: str, width: int) -> Iterator[Page]:
    """The channel for everybody in a window ``width`` pixels wide, without SimCord's own bars."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=ARGUMENTS, viewport={"width": width, "height": 2400}
        )
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name="#athletics").click()
        page.wait_for_selector("textarea")
        page.wait_for_timeout(SETTLED)
        yield page
        context.close()


def take(folder: Path, language: str, name: str, steps: tuple[Step, ...]) -> None:
    """The pictures of one scene: in a window, and as wide as a phone."""
    with demo(language) as address, room(address, WIDE) as page:
        for step in steps:
            carry_out(page, step)
        for suffix, width in (("wide", WIDE), ("phone", PHONE)):
            page.set_viewport_size({"width": width, "height": 2400})
            page.wait_for_timeout(SETTLED)
            _shoot(page, folder / f"{language}-{name}-{suffix}.png")


def _shoot(page: Page, path: Path) -> None:
    """A picture of the form that is open, or else of the conversation."""
    form = page.locator(FORM)
    (form if form.count() else page.locator("#channel-message-list")).screenshot(path=path)
    print(path)  # noqa: T201  # a tool of the command line


def main(folder: Path, *wanted: str) -> None:
    """The wanted scenes in English, or every one, and then one in German, too."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in wanted or SCENES:
        take(folder, "en", name, SCENES[name])
    if not wanted:
        take(folder, "de", "answer", SCENES["answer"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
