"""The buttons below an answer."""

import asyncio
from collections.abc import Sequence

from bot.answering.article.quote_context import paragraph_of
from bot.domain.answer import NotFound, Topic
from bot.domain.quote import Quote
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.control import AnswerControl, template
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.exhibits import Exhibit
from bot.frontends.discord.interpretations import interpretations
from bot.frontends.discord.layout import layout
from bot.frontends.discord.links import web_page
from bot.frontends.discord.pages import Block, fitting, quoted
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction, Scene
from bot.frontends.discord.shown import show
from bot.newsroom import MORE


class Context(AnswerControl, template=template("context")):
    """Shows whoever presses it the paragraphs around the quotes."""

    action = "context"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The paragraph of each quote on the page, the quote in bold."""
        await defer(interaction, private=True)
        shape, page = _place(self.detail)
        exhibit = await _again(interaction, posting, shape, scene)
        quotes = [quote for block in exhibit.pages[page] for quote in block.quotes] if page < len(exhibit.pages) else []
        around = await asyncio.to_thread(_paragraphs, quotes, scene.words)
        await _list(interaction, scene, scene.words.say("context_head"), around or [exhibit.head])


class Sources(AnswerControl, template=template("sources")):
    """Shows whoever presses it the articles that were quoted."""

    action = "sources"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The articles, each once, with their links."""
        await defer(interaction, private=True)
        exhibit = await _again(interaction, posting, self.detail, scene)
        revisions = dict.fromkeys(quote.revision for quote in exhibit.quotes)
        texts = [
            scene.words.say(
                "source",
                revision=revision,
                pages=[*filter(None, map(web_page, revision.byline.sources))],
                href=web_page(revision.byline.url),
            )
            for revision in revisions
        ]
        head = scene.words.say("sources_head", count=len(revisions))
        await _list(interaction, scene, head, texts)


class Closest(AnswerControl, template=template("closest")):
    """Shows whoever presses it the sentences nearest to a question that nothing answers."""

    action = "closest"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The sentences as the articles have them now, labelled as no answer."""
        await defer(interaction, private=True)
        newsroom, server_id = interaction.client.parts.newsroom, posting.conversation.server_id
        quotes = await newsroom.closest(posting.turn.question, server_id=server_id)
        head = scene.words.say("closest_head", count=len(quotes))
        await _list(interaction, scene, head, [quoted(quote, scene.words) for quote in quotes])


class More(AnswerControl, template=template("more")):
    """Gives the asker further quotes on the same question, as a message of their own."""

    action = "more"
    asker_only = True

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """What was not quoted yet, or word that there is no more."""
        await defer(interaction, private=is_private(interaction))
        shown = await interaction.client.reporter.ask(scene, MORE, after=posting.turn)
        if isinstance(shown.answer, NotFound):
            await interaction.edit_original_response(view=layout([scene.words.say("no_more")]))
        else:
            await show(interaction, shown)


class NotMeant(AnswerControl, template=template("notmeant")):
    """Notes that the answer is not what the asker meant, and offers what else it could be."""

    action = "notmeant"
    asker_only = True

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The other interpretations, shown to the asker alone."""
        await defer(interaction, private=True)
        parts = interaction.client.parts
        await parts.stores.postings.mark_wrong(posting.answer_id, interaction.user.id)
        detail = "private" if is_private(interaction) else ""
        view = await interpretations(parts.newsroom, posting, scene, detail)
        await interaction.edit_original_response(view=view)


class OpenTopic(AnswerControl, template=template("topic")):
    """Opens an athlete's card at another topic."""

    action = "topic"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The same message at the topic for the asker, a message of their own for anybody else."""
        await turn_to(interaction, posting, scene, Topic(self.detail).value, 0)


class TurnPage(AnswerControl, template=template("page")):
    """Turns a page of a long message."""

    action = "page"

    async def carry_out(self, interaction: Interaction, posting: SentAnswer, scene: Scene) -> None:
        """The same message at the page for the asker, a message of their own for anybody else."""
        await turn_to(interaction, posting, scene, *_place(self.detail))


async def turn_to(interaction: Interaction, posting: SentAnswer, scene: Scene, shape: str, page: int) -> None:
    """Shows one page of what a posting stands for: in place for the asker, apart for anybody else."""
    if posting.conversation.member_id == interaction.user.id:
        await defer(interaction, thinking=False)
    else:
        await defer(interaction, private=True)
    exhibit = await _again(interaction, posting, shape, scene)
    view = interaction.client.reporter.view(posting, exhibit, scene, page)
    await interaction.client.parts.stores.postings.shows(posting.answer_id, exhibit.references(page))
    await interaction.edit_original_response(view=view)


def is_private(interaction: Interaction) -> bool:
    """Whether the message below which something was pressed is shown to the member alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _place(detail: str) -> tuple[str, int]:
    """The shape and the page that a control's detail names."""
    shape, _, page = detail.partition(":")
    return shape, int(page or 0)


def _paragraphs(quotes: Sequence[Quote], words: Words) -> list[str]:
    return list(dict.fromkeys(quoted(paragraph_of(quote), words) for quote in quotes))


async def _list(interaction: Interaction, scene: Scene, head: str, texts: list[str]) -> None:
    """Shows as many texts as fit below a heading, and says how many don't."""
    shown, further = fitting([Block(text) for text in texts])
    notes = [scene.words.say("further", count=further)] if further else []
    await interaction.edit_original_response(view=layout([head, *(block.text for block in shown), *notes]))


async def _again(interaction: Interaction, posting: SentAnswer, shape: str, scene: Scene) -> Exhibit:
    return await interaction.client.reporter.exhibitor.again(posting, shape or "answer", scene.words)
