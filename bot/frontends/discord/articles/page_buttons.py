"""The moderators' buttons and selects below lists, articles, histories, the log and the gaps."""

from collections.abc import Mapping

from bot.domain.actor import Actor
from bot.domain.draft import Purpose
from bot.frontends.discord.articles.changes import ask_to_remove, ask_to_restore, ask_to_undo
from bot.frontends.discord.articles.drafts import begin
from bot.frontends.discord.articles.pages import APART, Reader, build_page
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.interactions.control import Handler, Press, for_moderator
from bot.frontends.discord.ui.translations import MANAGING


async def turn_to_page(press: Press, actor: Actor) -> None:
    """Opens a page of what moderators look through, as it is by now, in place or as a message of its own."""
    where, view, page, detail = press.detail.split(":", 3)
    await press.defer(private=True, thinking=where == APART)
    await open_page(press.interaction, actor, view, detail, int(page))


async def compare_versions(press: Press, actor: Actor) -> None:
    """Shows what changed from one version to the next, as a message of its own."""
    await press.defer(private=True)
    number = int(press.chosen)
    await open_page(press.interaction, actor, "difference", f"{number - 1}:{number}:{press.detail}")


async def remove_article(press: Press, actor: Actor) -> None:
    """Asks why an article is to be removed, and removes it then."""
    await ask_to_remove(press.interaction, actor, press.detail)


async def restore_article(press: Press, actor: Actor) -> None:
    """Asks why an article is to be restored, and restores it then."""
    await ask_to_restore(press.interaction, actor, press.detail)


async def undo_change(press: Press, actor: Actor) -> None:
    """Asks why a change is to be taken back, and takes it back then."""
    del actor
    await ask_to_undo(press.interaction, int(press.detail))


async def add_for_gap(press: Press, actor: Actor) -> None:
    """Opens the form to add an article that answers what members asked in vain, with the question."""
    sent = await press.context.services.stores.sent_answers.get(press.detail)
    if sent is None or sent.conversation.server_id != actor.moderated_server():
        await press.tell(press.context.words.say("expired"))
    else:
        await begin(press.interaction, Purpose.ADD, sent.turn.question.meant)


async def open_page(interaction: Interaction, actor: Actor, view: str, detail: str, page: int = 0) -> None:
    """Puts a page in place of the deferred response."""
    reader = Reader(interaction.client.services.desk, actor, words_of(interaction, MANAGING))
    await interaction.edit_original_response(view=await build_page(reader, view, detail, page))


PAGE_BUTTONS: Mapping[str, Handler] = {
    "moderate-open": for_moderator(turn_to_page),
    "moderate-compare": for_moderator(compare_versions),
    "moderate-remove": for_moderator(remove_article),
    "moderate-restore": for_moderator(restore_article),
    "moderate-undo": for_moderator(undo_change),
    "moderate-gap": for_moderator(add_for_gap),
}
