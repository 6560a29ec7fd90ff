"""The buttons and the select below a draft."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.domain.draft import Draft, Purpose
from bot.frontends.discord.control import template
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.desk_control import DeskControl
from bot.frontends.discord.layout import OPTION, clipped
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction
from bot.ingestion.cleaning import DroppedLine

Row = list[ui.Item[Any]]


class DraftControl(DeskControl, template=r"(?!)"):
    """A control below a draft; only whoever made the draft may use it, and only while they may publish it."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Carries out the press on the draft as it is kept."""
        await self.work(interaction, await interaction.client.workbench.draft(self.subject, actor))

    async def work(self, interaction: Interaction, draft: Draft) -> None:
        """What the control does with the draft."""
        raise NotImplementedError


class Publish(DraftControl, template=template("publish")):
    """Publishes the draft, or puts it into the queue."""

    action = "publish"

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """The confirmation in place of the preview."""
        await defer(interaction, thinking=False)
        await interaction.client.publisher.publish(interaction, actor, self.subject)


class Edit(DraftControl, template=template("edit")):
    """Opens the form that was sent last, or the one to correct what was read, filled in."""

    action = "edit"

    async def work(self, interaction: Interaction, draft: Draft) -> None:
        """The form."""
        await interaction.response.send_modal(interaction.client.workbench.form(interaction, draft))


class ShowPreview(DraftControl, template=template("preview")):
    """Shows a page of the preview."""

    action = "preview"

    async def work(self, interaction: Interaction, draft: Draft) -> None:
        """The preview in place of what was shown."""
        await defer(interaction, thinking=False)
        await interaction.client.workbench.show(interaction, draft, int(self.detail or 0))


class ShowDropped(DraftControl, template=template("dropped")):
    """Shows the lines that were left out."""

    action = "dropped"

    async def work(self, interaction: Interaction, draft: Draft) -> None:
        """The lines in place of the preview."""
        await defer(interaction, thinking=False)
        await interaction.client.workbench.show_dropped(interaction, draft, int(self.detail or 0))


class PutBack(DraftControl, template=template("putback")):
    """Puts a line that was left out back."""

    action = "putback"

    async def work(self, interaction: Interaction, draft: Draft) -> None:
        """The lines that are still left out, in place of those before."""
        await defer(interaction, thinking=False)
        await interaction.client.workbench.put_back(interaction, draft, int(self.chosen))


class PutOver(DraftControl, template=template("putover")):
    """Bases an edit on the version that answers now, after somebody else changed the article."""

    action = "putover"

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """The preview again, to be published over the other's version."""
        await defer(interaction, thinking=False)
        await interaction.client.workbench.put_over(interaction, actor, self.subject)


class Cancel(DraftControl, template=template("cancel")):
    """Throws the draft away."""

    action = "cancel"

    async def work(self, interaction: Interaction, draft: Draft) -> None:
        """Word that nothing was published."""
        await defer(interaction, thinking=False)
        await interaction.client.workbench.cancel(interaction, draft)


DRAFT_CONTROLS = (Publish, Edit, ShowPreview, ShowDropped, PutBack, PutOver, Cancel)


def draft_rows(draft: Draft, page: int, pages: int, has_dropped: bool, words: Words) -> list[Row]:  # noqa: FBT001  # as shown
    """The rows of controls below a preview."""
    name = {Purpose.SUGGEST: "suggest", Purpose.REVIEW: "approve"}.get(draft.purpose, "publish")
    acting: Row = [
        Publish.labelled(words.say(name), draft.draft_id, style=discord.ButtonStyle.success),
        Edit.labelled(words.say("edit"), draft.draft_id),
    ]
    if has_dropped:
        acting.append(ShowDropped.labelled(words.say("show_dropped"), draft.draft_id))
    return [_turning(ShowPreview, draft, page, pages, words), [*acting, _cancel(draft, words)]]


def dropped_rows(draft: Draft, lines: Sequence[DroppedLine], page: int, pages: int, words: Words) -> list[Row]:
    """The rows of controls below the lines that were left out."""
    back = ShowPreview.labelled(words.say("back"), draft.draft_id)
    return [_putting_back(draft, lines, words), _turning(ShowDropped, draft, page, pages, words), [back]]


def again_row(draft: Draft, words: Words) -> Row:
    """The controls below word that a form couldn't be used."""
    again = Edit.labelled(words.say("open_again"), draft.draft_id, style=discord.ButtonStyle.primary)
    return [again, _cancel(draft, words)]


def overtaken_row(draft: Draft, words: Words) -> Row:
    """The controls below word that somebody else changed the article first."""
    over = PutOver.labelled(words.say("put_over"), draft.draft_id)
    return [over, Edit.labelled(words.say("edit"), draft.draft_id), _cancel(draft, words)]


def _cancel(draft: Draft, words: Words) -> Cancel:
    return Cancel.labelled(words.say("cancel"), draft.draft_id)


def _putting_back(draft: Draft, lines: Sequence[DroppedLine], words: Words) -> Row:
    if not lines:
        return []
    options = [
        discord.SelectOption(label=clipped(f"{line.number}: {line.text.strip()}", OPTION), value=str(line.number))
        for line in lines
    ]
    hint = words.say("put_back_hint")
    item: ui.Select[Any] = ui.Select(custom_id=PutBack.identify(draft.draft_id), placeholder=hint, options=options)
    return [PutBack(item, draft.draft_id)]


def _turning(turn: type[DraftControl], draft: Draft, page: int, pages: int, words: Words) -> Row:
    row: Row = []
    if page > 0:
        row.append(turn.labelled(words.say("previous"), draft.draft_id, str(page - 1)))
    if page < pages - 1:
        row.append(turn.labelled(words.say("next"), draft.draft_id, str(page + 1)))
    return row
