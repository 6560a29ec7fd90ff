"""Publishes drafts, and says what became of them."""

from bot.domain.editing import Submission
from bot.domain.errors import ChangedMeanwhileError
from bot.frontends.discord.articles.confirmation import write_confirmation
from bot.frontends.discord.articles.preview import overtaken_row
from bot.frontends.discord.articles.suggestions import announce_suggestion
from bot.frontends.discord.interactions.control import Press
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.ui.layout import Accent, build_view
from bot.frontends.discord.ui.translations import ADDING


async def publish_draft(press: Press) -> None:
    """Publishes the draft below which it is pressed, or puts it into the queue, and says so in place of the preview."""
    services, words = press.context.services, press.context.words.of(ADDING)
    actor = await actor_of(press.interaction)
    await press.defer(thinking=False)
    try:
        published = await services.desk.drafts.publish(actor, press.detail)
    except ChangedMeanwhileError:
        await press.show(build_view([words.say("overtaken")], [overtaken_row(press.detail, words)]))
        return
    manuscript, submission_id = published.draft.manuscript, published.draft.submission_id
    title = manuscript.revision.byline.title if manuscript else None
    entry = published.came_to
    if isinstance(entry, Submission):
        await press.show(build_view([words.say("suggested", title=title)], accent=Accent.FOUND))
        await announce_suggestion(press.interaction.client, entry)
        return
    follow_up = press.interaction.client.follow_up
    if submission_id is not None:
        await follow_up.notifications.tell_author(await services.desk.queue.get(actor, submission_id))
    told = await write_confirmation(services, entry, title, words, published.draft.question)
    await follow_up.begin(press.interaction, entry, told, words)
    if count := await follow_up.notifications.tell_waiting(actor):
        await press.tell(words.say("told_waiting", count=count))
