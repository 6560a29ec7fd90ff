"""What a member or moderator does in the demo's preview besides writing: pressing, choosing, filling in a form."""

from collections.abc import Callable

from playwright.sync_api import Page

SETTLED = 1500
"""Milliseconds after which an answer has been drawn."""

FORM = ".modal-dialog:visible"

Step = str | Callable[[Page], None]
"""A line to be written, a command to be used, or anything else that is done on the page."""


def viewing_as(name: str) -> Callable[[Page], None]:
    """Looks at the channel, and acts there, as somebody else."""

    def step(page: Page) -> None:
        page.locator("#viewer-picker").select_option(label=name)

    return step


def press(label: str) -> Callable[[Page], None]:
    """Presses the lowest button with that label."""

    def step(page: Page) -> None:
        page.locator("#channel-message-list").get_by_role("button", name=label, exact=True).last.click()

    return step


def choose(hint: str, option: str) -> Callable[[Page], None]:
    """Opens the lowest select with that hint and chooses the option that has ``option`` in it."""

    def step(page: Page) -> None:
        page.get_by_text(hint, exact=True).last.click()
        page.wait_for_timeout(SETTLED // 3)
        page.locator("[role=option]:visible").filter(has_text=option).last.click()

    return step


def send(label: str, value: str) -> Callable[[Page], None]:
    """Fills in the field with that label of the open form, and sends the form."""

    def step(page: Page) -> None:
        form = page.locator(FORM)
        form.get_by_label(label, exact=True).fill(value)
        form.get_by_role("button").last.click()

    return step


def say(page: Page, line: str) -> None:
    """Writes a line, or uses a command whose values are separated by `|`."""
    command, _, values = line.partition(" <") if line.startswith("/") else (line, "", "")
    box = page.locator("textarea").first
    box.fill(command)
    page.wait_for_timeout(SETTLED // 3)
    box.press("Enter")
    for value in filter(None, values.removesuffix(">").split("|")):
        page.wait_for_timeout(SETTLED // 3)
        page.keyboard.type(value)
        page.wait_for_timeout(SETTLED)
        offered = page.locator("[role=option]:visible")
        if offered.count():
            offered.first.click()
    if line.startswith("/"):
        page.wait_for_timeout(SETTLED // 3)
        page.get_by_role("button", name="Send", exact=True).last.click()


def carry_out(page: Page, step: Step) -> None:
    """Does one step, and waits until the answer has been drawn."""
    if isinstance(step, str):
        say(page, step)
    else:
        step(page)
    page.wait_for_timeout(SETTLED)
