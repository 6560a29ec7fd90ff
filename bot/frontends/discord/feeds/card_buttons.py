"""What the buttons below cards do; what was decided stands in place of the card, for all moderators to see."""

from collections.abc import Mapping, Sequence

from bot.domain.actor import Actor
from bot.domain.editing import Status, Submission
from bot.domain.errors import UserError
from bot.frontends.discord.articles.queue import show_queue
from bot.frontends.discord.interactions.control import Handler, Press, for_moderator
from bot.frontends.discord.ui.layout import Accent, build_view
from bot.frontends.discord.ui.translations import FEEDS


async def approve(press: Press, actor: Actor) -> None:
    """Publishes one article."""
    await _decide(press, actor, await _one(press, actor), approved=True)


async def reject(press: Press, actor: Actor) -> None:
    """Declines one article."""
    await _decide(press, actor, await _one(press, actor), approved=False)


async def approve_all(press: Press, actor: Actor) -> None:
    """Publishes all of a card's articles that still wait."""
    await _decide(press, actor, await _all(press, actor), approved=True)


async def reject_all(press: Press, actor: Actor) -> None:
    """Declines all of a card's articles that still wait."""
    await _decide(press, actor, await _all(press, actor), approved=False)


async def edit(press: Press, actor: Actor) -> None:
    """Opens the queue at an article, for the moderator alone: there it can be read in full and edited."""
    await press.defer(private=True)
    await show_queue(press.interaction, actor, int(press.detail))


CARD_BUTTONS: Mapping[str, Handler] = {
    "feed-approve": for_moderator(approve),
    "feed-reject": for_moderator(reject),
    "feed-all": for_moderator(approve_all),
    "feed-none": for_moderator(reject_all),
    "feed-edit": for_moderator(edit),
}


async def _one(press: Press, actor: Actor) -> list[Submission]:
    await press.defer(thinking=False)
    found = await press.context.services.desk.queue.get(actor, int(press.detail))
    return [found] if found.status is Status.PENDING else []


async def _all(press: Press, actor: Actor) -> list[Submission]:
    await press.defer(thinking=False)
    notices = press.context.services.feeds.notices
    card = await notices.card(actor.moderated_server(), int(press.detail))
    return await notices.pending(card) if card else []


async def _decide(press: Press, actor: Actor, pending: Sequence[Submission], *, approved: bool) -> None:
    """Decides on what waits; another moderator's decision on one of them comes first."""
    queue, follow_up = press.context.services.desk.queue, press.interaction.client.follow_up
    settings = await press.context.services.servers.settings(actor.moderated_server())
    titles, revised = [], False
    for submission in pending:
        number = submission.submission_id
        try:
            entry = await (queue.approve(actor, number) if approved else queue.reject(actor, number, ""))
        except UserError:
            continue
        if press.interaction.channel_id != settings.log_channel:  # there, what stands in place of the card tells of it
            follow_up.note(entry)
        titles.append(submission.manuscript.revision.byline.title)
        revised = revised or submission.revises is not None
    words = press.context.services.server_words(press.interaction.guild, actor.server_id).of(FEEDS)
    told = words.say("decided", titles=titles, approved=approved, by=actor.member_id)
    await press.show(build_view([told], accent=Accent.FOUND if approved else Accent.NOTHING))
    if approved and titles:
        await follow_up.notifications.tell_waiting(actor)
    if revised:
        follow_up.resume(actor.moderated_server())
