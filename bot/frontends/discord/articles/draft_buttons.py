"""What the buttons and the select below a draft do; only whoever made it may use them, while they may publish it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.domain.draft import Draft
from bot.frontends.discord.articles.drafts import open_form, show_dropped, show_preview
from bot.frontends.discord.articles.publishing import publish_draft
from bot.frontends.discord.interactions.control import Handler, Press
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.ui.layout import Accent, layout
from bot.frontends.discord.ui.translations import ADDING


def for_draft(carry_out: Callable[[Press, Draft], Awaitable[None]]) -> Handler:
    """The handler of a control that is carried out on the draft as it is kept."""

    async def handle_press(press: Press) -> None:
        draft_id, _, detail = press.detail.partition(":")
        draft = await press.context.services.desk.drafts.get(draft_id, await actor_of(press.interaction))
        await carry_out(replace(press, detail=detail), draft)

    return handle_press


async def publish(press: Press) -> None:
    """Publishes the draft, or puts it into the queue."""
    actor = await actor_of(press.interaction)
    await press.defer(thinking=False)
    await publish_draft(press, actor, press.detail)


async def edit(press: Press, draft: Draft) -> None:
    """Opens the form that was sent last, or the one to correct what was read, filled in."""
    await open_form(press.interaction, draft)


async def turn_preview(press: Press, draft: Draft) -> None:
    """Shows a page of the preview in place of what was shown."""
    await press.defer(thinking=False)
    await show_preview(press.interaction, draft, int(press.detail or 0))


async def turn_dropped(press: Press, draft: Draft) -> None:
    """Shows the lines that were left out in place of the preview."""
    await press.defer(thinking=False)
    await show_dropped(press.interaction, draft, int(press.detail or 0))


async def put_back(press: Press, draft: Draft) -> None:
    """Puts a line that was left out back, and shows those that still are."""
    await press.defer(thinking=False)
    draft = await press.context.services.desk.drafts.put_back(draft, int(press.chosen))
    await show_dropped(press.interaction, draft)


async def put_over(press: Press) -> None:
    """Shows the preview again, to be published over the version that somebody else has published meanwhile."""
    actor = await actor_of(press.interaction)
    await press.defer(thinking=False)
    draft = await press.context.services.desk.drafts.rebase(actor, press.detail)
    note = press.context.words.of(ADDING).say("now_over", number=draft.based_on)
    await show_preview(press.interaction, draft, notes=[note])


async def cancel(press: Press, draft: Draft) -> None:
    """Throws the draft away."""
    await press.defer(thinking=False)
    await press.context.services.desk.drafts.cancel(draft)
    told = press.context.words.of(ADDING).say("cancelled", purpose=draft.purpose)
    await press.show(layout([told], accent=Accent.NOTHING))


DRAFT_BUTTONS: Mapping[str, Handler] = {
    "publish": publish,
    "edit": for_draft(edit),
    "preview": for_draft(turn_preview),
    "dropped": for_draft(turn_dropped),
    "putback": for_draft(put_back),
    "putover": put_over,
    "cancel": for_draft(cancel),
}
