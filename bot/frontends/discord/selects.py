"""The selects below an answer."""

from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.domain.answer import Topic
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.control import AnswerControl, template
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.layout import MOST_OPTIONS, OPTION, PLACEHOLDER, clipped
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.rewording import Rewording
from bot.frontends.discord.scene import Interaction, Scene
from bot.frontends.discord.shown import Shown, show

REPHRASE = "rephrase"
_ATHLETE, _TOPIC = "athlete:", "topic:"


class Choice(AnswerControl, template=r"(?!)"):
    """A select that belongs to an answer; only whoever asked may choose."""

    asker_only = True

    @classmethod
    def offering(cls, hint: str, options: Sequence[discord.SelectOption], answer_id: str, detail: str = "") -> Self:
        """The select with its options, as many as Discord takes."""
        fitting = [option for option in options if len(option.value) <= OPTION][:MOST_OPTIONS]
        custom_id = cls.identify(answer_id, detail)
        item: ui.Select[Any] = ui.Select(custom_id=custom_id, placeholder=clipped(hint, PLACEHOLDER), options=fitting)
        return cls(item, answer_id, detail)


class Which(Choice, template=template("which")):
    """Which of several namesakes the asker means; the question is asked again about them, and they are remembered."""

    action = "which"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The answer about the chosen athlete, in place of the question back."""
        await defer(interaction, thinking=False)
        reporter = interaction.client.reporter
        await show(interaction, await reporter.ask(scene, self.chosen, after=posting.turn))


class Suggested(Choice, template=template("suggested")):
    """A topic that the articles do have, where they had no answer."""

    action = "suggested"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The athlete's card at that topic, in place of the empty answer."""
        await defer(interaction, thinking=False)
        await show(interaction, await _chosen(interaction, scene, posting, self.chosen))


class Meant(Choice, template=template("meant")):
    """What the asker meant instead."""

    action = "meant"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The new answer as a message of its own, or the form to put the question in other words."""
        private = self.detail == "private"
        if self.chosen == REPHRASE:
            await interaction.response.send_modal(Rewording(posting.turn.question.text, scene.words, private=private))
            return
        await defer(interaction, private=private)
        await show(interaction, await _chosen(interaction, scene, posting, self.chosen))


async def _chosen(interaction: Interaction, scene: Scene, posting: SentAnswer, value: str) -> Shown:
    """The answer to a chosen option: the same question about another athlete, or a topic of a card."""
    reporter = interaction.client.reporter
    if value.startswith(_TOPIC):
        topic, _, athlete = value.removeprefix(_TOPIC).partition(":")
        return await reporter.profile(scene, athlete, Topic(topic))
    return await reporter.ask(scene, f"what about {value.removeprefix(_ATHLETE)}?", after=posting.turn)


def athlete_option(name: str, words: Words) -> discord.SelectOption:
    """The option to ask the same about another athlete."""
    return discord.SelectOption(label=clipped(words.say("meant_athlete", name=name), OPTION), value=f"{_ATHLETE}{name}")


def topic_option(topic: Topic, athlete: str, words: Words) -> discord.SelectOption:
    """The option to open an athlete's card at a topic."""
    label = words.say("meant_topic", topic=topic, athlete=athlete)
    return discord.SelectOption(label=clipped(label, OPTION), value=f"{_TOPIC}{topic.value}:{athlete}")


def name_option(name: str) -> discord.SelectOption:
    """The option of one namesake."""
    return discord.SelectOption(label=clipped(name, OPTION), value=name)
