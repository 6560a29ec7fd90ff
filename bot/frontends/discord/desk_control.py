"""What the buttons and selects of the source desk have in common: who presses them is looked at anew each time."""

from bot.domain.actor import Actor
from bot.frontends.discord.authority import actor_of
from bot.frontends.discord.control import Control
from bot.frontends.discord.scene import Interaction, Scene


class DeskControl(Control, template=r"(?!)"):
    """A control that stands below a draft or a suggestion, whose id is its ``subject``."""

    async def use(self, interaction: Interaction, scene: Scene) -> None:
        """Carries out the press; whether the actor may do it is for `act` and the desk to check."""
        del scene
        await self.act(interaction, await actor_of(interaction))

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """What the control does.

        Raises:
            UserError: when the actor may not do it, or it can't be done; it is told to them.
        """
        raise NotImplementedError
