"""Several files or links at once: each becomes a draft, and one list shows what came of them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.desk.drafts import article_of
from bot.desk.intake import Source
from bot.desk.screening import Screened
from bot.domain.actor import Actor
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import Submission
from bot.domain.errors import UserError
from bot.frontends.discord.articles.suggestions import announce_suggestion
from bot.frontends.discord.interactions.context import Context, Interaction, words_of
from bot.frontends.discord.interactions.control import Press
from bot.frontends.discord.interactions.error_handling import explain
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.ui.controls import button
from bot.frontends.discord.ui.layout import build_view, place_beside
from bot.frontends.discord.ui.translations import ADDING, Words

MOST_AT_ONCE = 10
"""As many files as a form takes."""
LOOK = "look"
"""The action of the button that opens one draft of the list."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source: a draft and what was found in it, or a problem."""

    name: str
    draft: Draft | None = None
    screened: Screened | None = None
    problem: str = ""


async def take_sources(
    interaction: Interaction, actor: Actor, purpose: Purpose, sources: Sequence[Source], question: str = ""
) -> None:
    """Reads sources one after the other, and puts the list of what came of them in place of the deferred response."""
    words = words_of(interaction, ADDING)
    outcomes: list[Outcome] = []
    for number, source in enumerate(sources, 1):
        reading = build_view([words.say("reading_several", number=number, of=len(sources), name=source.name)])
        await interaction.edit_original_response(view=reading)
        outcomes.append(await _read(interaction, actor, purpose, source, question))
    await interaction.edit_original_response(view=_list(outcomes, purpose, words))


async def publish_all(press: Press) -> None:
    """Publishes every draft of the list, or puts it into the queue, and lists what became of each."""
    await press.defer(thinking=False)
    actor, words = await actor_of(press.interaction), press.context.words.of(ADDING)
    texts = [await _publish(press, actor, draft_id, words) for draft_id in _listed(press.interaction)]
    await press.show(build_view([words.say("published_several"), *texts]))
    if actor.may_moderate:
        await press.interaction.client.follow_up.notifications.tell_waiting(actor)


async def _read(interaction: Interaction, actor: Actor, purpose: Purpose, source: Source, question: str) -> Outcome:
    desk = interaction.client.services.desk
    try:
        draft = await desk.drafts.begin(actor, purpose, question)
        draft = await desk.drafts.take_source(actor, draft, source)
        article = await asyncio.to_thread(article_of, draft)
        return Outcome(source.name, draft, await desk.screening.screen(draft.server_id, article))
    except UserError as error:
        return Outcome(source.name, problem=explain(error, Context.of(interaction).words))


def _list(outcomes: Sequence[Outcome], purpose: Purpose, words: Words) -> ui.LayoutView:
    read = [each for each in outcomes if each.draft]
    head = words.say("several_head", count=len(read), failed=len(outcomes) - len(read))
    row = [button("publishall", words.say("publish_all", purpose=purpose), style=discord.ButtonStyle.success)]
    return build_view([head, *(_line(each, words) for each in outcomes)], [row] if read else [])


def _line(outcome: Outcome, words: Words) -> str | ui.Item[ui.LayoutView]:
    if outcome.draft is None or outcome.screened is None:
        return words.say("unread_source", name=outcome.name, problem=outcome.problem)
    byline, findings = outcome.screened.article.revision.byline, outcome.screened.findings
    text = words.say("read_source", name=outcome.name, title=byline.title, warnings=len(findings))
    return place_beside(text, button(LOOK, words.say("look"), outcome.draft.draft_id))


def _listed(interaction: Interaction) -> list[str]:
    """The drafts of the list, which stand in its own buttons."""
    view = ui.LayoutView.from_message(interaction.message, timeout=None) if interaction.message else None
    ids = [getattr(item, "custom_id", None) or "" for item in view.walk_children()] if view else []
    return [each.removeprefix(f"{LOOK}:") for each in ids if each.startswith(f"{LOOK}:")]


async def _publish(press: Press, actor: Actor, draft_id: str, words: Words) -> str:
    """What became of one draft."""
    services, client = press.context.services, press.interaction.client
    try:
        published = await services.desk.drafts.publish(actor, draft_id)
    except UserError as error:
        return words.say("unpublished", problem=explain(error, words))
    manuscript = published.draft.manuscript
    title = manuscript.revision.byline.title if manuscript else None
    if isinstance(published.came_to, Submission):
        await announce_suggestion(client, published.came_to)
    else:
        client.follow_up.note(published.came_to)
    return words.say("published_one", title=title, waits=isinstance(published.came_to, Submission))
