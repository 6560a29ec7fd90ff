"""What else a member may have meant: another athlete, another topic, or other words."""

from collections.abc import Sequence

import discord

from bot.domain.quote import Quote
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.layout import OPTION, clipped, layout
from bot.frontends.discord.scene import Scene
from bot.frontends.discord.selects import REPHRASE, Meant, athlete_option, topic_option
from bot.newsroom import Newsroom

_MOST_ATHLETES = 14


async def interpretations(newsroom: Newsroom, posting: SentAnswer, scene: Scene, detail: str) -> discord.ui.LayoutView:
    """The select of interpretations; ``detail`` says where the new answer is to be shown."""
    recalled = await newsroom.recall(posting.turn, server_id=scene.server_id)
    meant = posting.turn.question.athletes
    others = _others(newsroom.names(server_id=scene.server_id), meant, recalled.quotes)
    options = [athlete_option(name, scene.words) for name in others]
    for athlete in meant[:1]:
        sections = await newsroom.sections(athlete, server_id=scene.server_id)
        options += [topic_option(section.topic, athlete, scene.words) for section in sections]
    options.append(discord.SelectOption(label=clipped(scene.words.say("meant_rephrase"), OPTION), value=REPHRASE))
    select = Meant.offering(scene.words.say("meant_placeholder"), options, posting.answer_id, detail)
    return layout([scene.words.say("meant_head")], [[select]])


def _others(known: Sequence[str], meant: Sequence[str], quotes: Sequence[Quote]) -> list[str]:
    """Namesakes of the athletes meant, then whom else the quoted articles are about."""
    surnames = {name.split()[-1] for name in meant}
    namesakes = [name for name in known if name.split()[-1] in surnames]
    nearby = [name for quote in quotes for name in quote.revision.athletes if name in known]
    return [name for name in dict.fromkeys([*namesakes, *nearby]) if name not in meant][:_MOST_ATHLETES]
