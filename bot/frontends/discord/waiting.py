"""The button below an answer that found nothing, for whoever wants to be told when an article does."""

from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.authority import actor_of
from bot.frontends.discord.control import AnswerControl, template
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.layout import layout
from bot.frontends.discord.scene import Interaction, Scene


class TellMe(AnswerControl, template=template("tellme")):
    """Notes that whoever presses it wants to be told."""

    action = "tellme"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The promise to tell, shown to the member alone."""
        await defer(interaction, private=True)
        wanted = interaction.client.parts.desk.wanted
        noted = await wanted.wait(await actor_of(interaction), posting.answer_id)
        text = scene.words.of("managing").say("will_tell") if noted else scene.words.say("expired")
        await interaction.edit_original_response(view=layout([text]))
