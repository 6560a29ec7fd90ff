"""What every button and select below a message has in common.

Each carries the id of its answer, so that it is found and understood after a restart.
"""

from typing import Any, ClassVar, Self

import discord
from discord import ui

from bot.domain.posting import Posting
from bot.frontends.discord import incidents
from bot.frontends.discord.scene import Interaction, Scene


def template(action: str) -> str:
    """The pattern of an action's ``custom_id``: the action, the answer's id, and a detail of the action's own."""
    return rf"{action}:(?P<answer>[\w-]{{1,32}})(?::(?P<detail>[\w:-]*))?"


class Control(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """A button or select that belongs to an answer.

    ``asker_only`` is set where pressing it changes the conversation of whoever asked.
    """

    action: ClassVar[str]
    asker_only: ClassVar[bool] = False

    def __init__(self, item: ui.Item[Any], answer_id: str, detail: str = "") -> None:
        super().__init__(item)
        self.answer_id = answer_id
        self.detail = detail

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: Any, /) -> Self:  # noqa: ANN401
        """The control as it was pressed."""
        del interaction
        return cls(item, match["answer"], match["detail"] or "")

    @classmethod
    def identify(cls, answer_id: str, detail: str = "") -> str:
        """The ``custom_id`` of this control below an answer."""
        return ":".join(filter(None, [cls.action, answer_id, detail]))

    @property
    def chosen(self) -> str:
        """What was chosen in a select."""
        return self.item.values[0] if isinstance(self.item, ui.Select) else ""

    @incidents.once
    async def callback(self, interaction: Interaction) -> None:
        """Carries out the press, if the answer is still known and the member may press it."""
        parts = interaction.client.parts
        scene = Scene.of_interaction(interaction, parts.phrasebook)
        posting = await parts.stores.postings.get(self.answer_id)
        seconds = interaction.client.presses.wait(interaction.user.id)
        if seconds:
            await incidents.tell(interaction, scene.words.say("cooldown", seconds=seconds))
        elif posting is None or posting.conversation.server_id != interaction.guild_id:
            await incidents.tell(interaction, scene.words.say("expired"))
        elif self.asker_only and posting.conversation.member_id != interaction.user.id:
            await incidents.tell(interaction, scene.words.say("not_yours"))
        else:
            await self.carry_out(interaction, posting, scene)

    async def carry_out(self, interaction: Interaction, posting: Posting, scene: Scene) -> None:
        """What the control does."""
        raise NotImplementedError
