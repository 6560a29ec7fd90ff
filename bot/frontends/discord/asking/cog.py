"""Questions: /ask, "Ask about this" on a message, /help; and athletes: /athlete, /timeline and /compare."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.answer import Topic
from bot.domain.request import Request
from bot.frontends.discord.asking.answers import answer_request, compare_athletes, show_asked, show_athlete
from bot.frontends.discord.asking.athlete_names import find_only, suggest_athletes
from bot.frontends.discord.asking.message_filter import has_words, text_of
from bot.frontends.discord.interactions.context import Bot, Context, Interaction
from bot.frontends.discord.interactions.defer import defer, deferred
from bot.frontends.discord.interactions.error_handling import tell
from bot.frontends.discord.interactions.shared_servers import server_select
from bot.frontends.discord.ui.layout import build_view

_EXAMPLES = (Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS, Topic.LATEST)
"""The topics of the example questions."""


class AskingCog(commands.Cog):
    """Answers what is asked through a command."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(name="Ask about this", callback=self.ask_about_this)

    async def cog_load(self) -> None:
        """Adds the entry to the messages' menu."""
        self.bot.tree.add_command(self._menu)

    @app_commands.command()
    @app_commands.autocomplete(athlete=suggest_athletes)
    async def ask(self, interaction: Interaction, question: str, athlete: str = "", private: bool = False) -> None:  # noqa: FBT001, FBT002  # Discord passes options so
        """Answers a question."""
        await self._answer(interaction, Request(question, athlete or None), private=private)

    async def ask_about_this(self, interaction: Interaction, message: discord.Message) -> None:
        """Answers a message as if it were a question."""
        await self._answer(interaction, Request(text_of(message)), private=False)

    @app_commands.command()
    @app_commands.autocomplete(name=suggest_athletes)
    async def athlete(self, interaction: Interaction, name: str) -> None:
        """Shows an athlete's card."""
        await self._show_card(interaction, name, None)

    @app_commands.command()
    @app_commands.autocomplete(athlete=suggest_athletes)
    async def timeline(self, interaction: Interaction, athlete: str) -> None:
        """Shows an athlete's card, open at the timeline."""
        await self._show_card(interaction, athlete, Topic.TIMELINE)

    @app_commands.command()
    @app_commands.autocomplete(a=suggest_athletes, b=suggest_athletes)
    async def compare(self, interaction: Interaction, a: str, b: str) -> None:
        """Shows two athletes side by side."""
        async with deferred(interaction) as context:
            if context:
                await show_asked(interaction, await compare_athletes(context, (a, b)), private=False)

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """Tells what can be asked, with examples that the present articles answer."""
        await defer(interaction, private=True)
        context, servers = await self._with_servers(interaction)
        names = context.services.newsroom.names(server_id=context.server_id)
        text = context.words.say("help", examples=await find_examples(context), athletes=len(names))
        choice = [server_select(servers, context.words, context.server_id)] if len(servers) > 1 else []
        await interaction.edit_original_response(view=build_view([text], [choice]))

    async def _with_servers(self, interaction: Interaction) -> tuple[Context, Sequence[discord.Guild]]:
        """The context, and in a direct message the servers among which the member can choose."""
        context, shared = Context.of(interaction), self.bot.shared_servers
        if context.server_id is not None:
            return context, ()
        scope = await shared.find_scope(interaction.user.id)
        return context.within(scope.server_id), await shared.find(interaction.user.id)

    async def _answer(self, interaction: Interaction, request: Request, *, private: bool) -> None:
        if not has_words(request.text) and not request.athlete:
            await tell(interaction, Context.of(interaction).words.say("wordless"))
            return
        async with deferred(interaction, private=private, request=request) as context:
            if context:
                known = context.services.newsroom.names(server_id=context.server_id) if request.athlete else ()
                meant = replace(request, athlete=find_only(request.athlete or "", known) or request.athlete)
                headline = context.words.say("question", text=request.text)
                await show_asked(interaction, await answer_request(context, meant, headline=headline), private=private)

    async def _show_card(self, interaction: Interaction, name: str, topic: Topic | None) -> None:
        async with deferred(interaction) as context:
            if context:
                await show_asked(interaction, await show_athlete(context, name, topic), private=False)


async def find_examples(context: Context) -> list[str]:
    """A question per topic, each about another of the athletes whom most articles name, as far as they have it."""
    newsroom, server_id = context.services.newsroom, context.server_id
    named = Counter(name for revision in newsroom.articles(server_id=server_id) for name in revision.athletes)
    found: list[str] = []
    topics = list(_EXAMPLES)
    for athlete, _ in named.most_common(len(_EXAMPLES) * 2):
        sections = await newsroom.sections(athlete, server_id=server_id)
        topic = next((topic for topic in topics if any(section.topic is topic for section in sections)), None)
        example = context.words.composer.example(topic, athlete) if topic else ""
        if topic and await newsroom.is_answered(example, server_id=server_id):
            topics.remove(topic)
            found.append(example)
    return found
