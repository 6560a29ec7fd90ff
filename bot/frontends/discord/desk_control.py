"""What the buttons and selects of the source desk have in common: who presses them is looked at anew each time."""

from bot.domain.actor import Actor
from bot.domain.posting import Posting
from bot.frontends.discord import incidents
from bot.frontends.discord.authority import actor_of
from bot.frontends.discord.buttons import Button
from bot.frontends.discord.scene import Interaction, Scene


class DeskControl(Button, template=r"(?!)"):
    """A control that stands below a draft or a suggestion in place of an answer."""

    @property
    def subject(self) -> str:
        """The id of the draft or suggestion."""
        return self.answer_id

    @incidents.once
    async def callback(self, interaction: Interaction) -> None:
        """Carries out the press; whether the actor may do it is for `act` and the desk to check."""
        parts = interaction.client.parts
        scene = Scene.of_interaction(interaction, parts.phrasebook)
        seconds = interaction.client.presses.wait(interaction.user.id)
        if seconds:
            await incidents.tell(interaction, scene.words.say("cooldown", seconds=seconds))
        else:
            await self.act(interaction, await actor_of(interaction))

    async def carry_out(self, interaction: Interaction, posting: Posting, scene: Scene) -> None:
        """Nothing: there is no answer above."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """What the control does.

        Raises:
            UserError: when the actor may not do it, or it can't be done; it is told to them.
        """
        raise NotImplementedError
