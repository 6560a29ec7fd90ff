"""What all buttons and selects below a message have in common, and those that belong to an answer.

Each says in its ``custom_id`` what it is about, so that it is found and understood after a restart.
"""

from typing import Any, ClassVar, Self

import discord
from discord import ui

from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord import incidents
from bot.frontends.discord.layout import LABEL, clipped
from bot.frontends.discord.scene import Interaction, Scene

_GREY = discord.ButtonStyle.secondary


def template(action: str) -> str:
    """The pattern of an action's ``custom_id``: the action, the id of what it is about, and a detail of its own."""
    return rf"{action}:(?P<subject>[\w-]{{1,32}})(?::(?P<detail>[\w:-]*))?"


class Control(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """A button or select; ``subject`` is the id of what it is about, an answer's or a draft's."""

    action: ClassVar[str]

    def __init__(self, item: ui.Item[Any], subject: str, detail: str = "") -> None:
        super().__init__(item)
        self.subject = subject
        self.detail = detail

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: Any, /) -> Self:  # noqa: ANN401
        """The control as it was used."""
        del interaction
        return cls(item, match["subject"] or "", match["detail"] or "")

    @classmethod
    def identify(cls, subject: str, detail: str = "") -> str:
        """The ``custom_id`` of this control."""
        return ":".join(filter(None, [cls.action, subject, detail]))

    @classmethod
    def labelled(
        cls, label: str, subject: str, detail: str = "", *, style: discord.ButtonStyle = _GREY, disabled: bool = False
    ) -> Self:
        """The control as a button."""
        custom_id = cls.identify(subject, detail)
        item: ui.Button[Any] = ui.Button(
            label=clipped(label, LABEL), style=style, custom_id=custom_id, disabled=disabled
        )
        return cls(item, subject, detail)

    @property
    def chosen(self) -> str:
        """What was chosen in a select."""
        return self.item.values[0] if isinstance(self.item, ui.Select) else ""

    @incidents.once
    async def callback(self, interaction: Interaction) -> None:
        """Carries out the press, unless the member has pressed too much of late."""
        scene = Scene.of_interaction(interaction, interaction.client.parts.phrasebook)
        seconds = interaction.client.presses.wait(interaction.user.id)
        if seconds:
            await incidents.tell(interaction, scene.words.say("cooldown", seconds=seconds))
        else:
            await self.use(interaction, scene)

    async def use(self, interaction: Interaction, scene: Scene) -> None:
        """What using the control comes to, once it is clear that the member may."""
        raise NotImplementedError


class AnswerControl(Control, template=r"(?!)"):
    """A control that belongs to an answer.

    ``asker_only`` is set where pressing it changes the conversation of whoever asked.
    """

    asker_only: ClassVar[bool] = False

    async def use(self, interaction: Interaction, scene: Scene) -> None:
        """Carries out the press, if the answer is still known and the member may press it."""
        posting = await interaction.client.parts.stores.postings.get(self.subject)
        if posting is None or posting.conversation.server_id != interaction.guild_id:
            await incidents.tell(interaction, scene.words.say("expired"))
        elif self.asker_only and posting.conversation.member_id != interaction.user.id:
            await incidents.tell(interaction, scene.words.say("not_yours"))
        else:
            await self.carry_out(interaction, posting, scene)

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """What the control does."""
        raise NotImplementedError
