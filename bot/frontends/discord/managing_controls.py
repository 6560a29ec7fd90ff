"""The moderators' buttons and selects below lists, articles, histories, the log and the gaps."""

from bot.domain.actor import Actor
from bot.domain.draft import Purpose
from bot.frontends.discord import incidents, ledger_pages
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.moderator_control import APART, ModeratorControl, pattern
from bot.frontends.discord.removals import ask_for_removal, ask_for_restoration, ask_for_undoing
from bot.frontends.discord.scene import Interaction, Scene


class Open(ModeratorControl, template=pattern("open")):
    """Opens a page of what moderators look through, in place or as a message of its own."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The page, as it is by now."""
        where, view, page, detail = self.detail.split(":", 3)
        await defer(interaction, private=True, thinking=where == APART)
        await open_page(interaction, actor, scene, view, detail, int(page))


class Compare(ModeratorControl, template=pattern("compare")):
    """Shows what changed from one version to the next."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The difference, as a message of its own."""
        await defer(interaction, private=True)
        number = int(self.chosen)
        await open_page(interaction, actor, scene, "difference", f"{number - 1}:{number}:{self.detail}")


class Remove(ModeratorControl, template=pattern("remove")):
    """Asks why an article is to be removed, and removes it then."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The form."""
        await ask_for_removal(interaction, actor, scene.words, self.detail)


class Restore(ModeratorControl, template=pattern("restore")):
    """Asks why an article is to be restored, and restores it then."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The form."""
        await ask_for_restoration(interaction, actor, scene.words, self.detail)


class Undo(ModeratorControl, template=pattern("undo")):
    """Asks why a change is to be taken back, and takes it back then."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The form."""
        del actor
        await ask_for_undoing(interaction, scene.words, int(self.detail))


class AddForGap(ModeratorControl, template=pattern("gap")):
    """Opens the form to add an article that answers what members asked in vain."""

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """The form, with the question."""
        posting = await interaction.client.parts.stores.postings.get(self.detail)
        if posting is None or posting.conversation.server_id != actor.moderated_server():
            await incidents.tell(interaction, scene.words.say("expired"))
        else:
            await interaction.client.workbench.begin(interaction, Purpose.ADD, posting.turn.question.meant)


async def open_page(
    interaction: Interaction, actor: Actor, scene: Scene, view: str, detail: str, page: int = 0
) -> None:
    """Puts a page in place of the deferred response."""
    reader = ledger_pages.Reader(interaction.client.parts.desk, actor, scene.words.of("managing"))
    await interaction.edit_original_response(view=await ledger_pages.page_of(reader, view, detail, page))


MANAGING = (Open, Compare, Remove, Restore, Undo, AddForGap)
