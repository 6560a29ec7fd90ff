"""The forms: what an article is to be made of, what is known about it, and why a suggestion is declined."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import ui

from bot.domain.article import Byline, Revision
from bot.domain.draft import Draft
from bot.frontends.discord import incidents
from bot.frontends.discord.adding.source import Source
from bot.frontends.discord.layout import clipped
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction

LONGEST_TEXT = 4000
"""What a field takes."""
_TITLE, _HINT = 45, 100
_LONGEST_LINE = 500
_LONGEST_NOTE = 1000
_OPEN = 60 * 60.0
"""Seconds for which a form can be sent."""
DETAILS = ("title", "outlet", "author", "date")


class Form(ui.Modal):
    """A form of fields with labels; it is carried out once, and errors are reported."""

    def __init__(self, title: str, words: Words) -> None:
        super().__init__(title=clipped(title, _TITLE), timeout=_OPEN)
        self._words = words
        self._inputs: dict[str, ui.TextInput[Any]] = {}
        self._file: ui.FileUpload[Any] | None = None

    def add_text(self, name: str, value: str, *, most: int = _LONGEST_LINE, required: bool = False) -> None:
        """A field, long where it takes more than a line; what it takes at most also cuts ``value``."""
        style = discord.TextStyle.short if most == _LONGEST_LINE else discord.TextStyle.paragraph
        field: ui.TextInput[Any] = ui.TextInput(
            custom_id=name, style=style, default=value[:most] or None, max_length=most, required=required
        )
        self._inputs[name] = field
        self._label(name, field)

    def add_file(self) -> None:
        """A field for one file."""
        self._file = ui.FileUpload(custom_id="file", required=False, min_values=0, max_values=1)
        self._label("file", self._file)

    def _label(self, name: str, component: ui.Item[Any]) -> None:
        label = clipped(self._words.say(f"{name}_label"), _TITLE)
        hint = clipped(self._words.say(f"{name}_hint"), _HINT) or None
        self.add_item(ui.Label(text=label, description=hint, component=component))

    @property
    def filled(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: field.value for name, field in self._inputs.items()}

    @property
    def file(self) -> discord.Attachment | None:
        """The file, if one was put in."""
        return next(iter(self._file.values), None) if self._file else None

    @incidents.once
    async def on_submit(self, interaction: Interaction) -> None:
        """Carries out what the form is for."""
        await self.sent(interaction)

    async def sent(self, interaction: Interaction) -> None:
        """What the form is for."""
        raise NotImplementedError


class SourceForm(Form):
    """What an article is to be made of: a link, a text or a file."""

    def __init__(self, draft: Draft, words: Words, question: str = "") -> None:
        super().__init__(words.say("source_title", purpose=draft.purpose), words)
        self._draft = draft
        if question:
            self.add_item(ui.TextDisplay(words.say("for_question", question=question)))
        self.add_text("link", draft.typed.get("link", ""))
        self.add_text("text", draft.typed.get("text", ""), most=LONGEST_TEXT)
        self.add_file()

    async def sent(self, interaction: Interaction) -> None:
        """Reads the source and shows the preview."""
        source = Source(self.filled["link"], self.filled["text"], self.file)
        await interaction.client.workbench.take_source(interaction, self._draft, source)


class DetailsForm(Form):
    """What is known about an article, and its text; a text too long for a field can be replaced by a file."""

    def __init__(self, draft: Draft, revision: Revision, words: Words) -> None:
        super().__init__(words.say("details_title"), words)
        self._draft = draft
        for name, value in {**shown_details(revision.byline), **draft.typed}.items():
            if name in DETAILS:
                self.add_text(name, value)
        if len(revision.text) <= LONGEST_TEXT:
            self.add_text("text", draft.typed.get("text", shown_text(revision.text)), most=LONGEST_TEXT)
        else:
            self.add_file()

    async def sent(self, interaction: Interaction) -> None:
        """Puts what was typed in place of what was known and shows the preview."""
        await interaction.client.workbench.take_details(interaction, self._draft, self.filled, self.file)


class NoteForm(Form):
    """Why a suggestion is declined."""

    def __init__(self, submission_id: int, words: Words) -> None:
        super().__init__(words.say("reject_title"), words)
        self._submission_id = submission_id
        self.add_text("note", "", most=_LONGEST_NOTE, required=True)

    async def sent(self, interaction: Interaction) -> None:
        """Declines it and shows the next one."""
        await interaction.client.reviewing.reject(interaction, self._submission_id, self.filled["note"])


def shown_details(byline: Byline) -> Mapping[str, str]:
    """What is known about an article as the form shows it."""
    published = byline.published.isoformat() if byline.published else ""
    known = {"title": byline.title, "outlet": byline.outlet, "author": byline.author, "date": published}
    return {name: (value or "")[:_LONGEST_LINE] for name, value in known.items()}


def shown_text(text: str) -> str:
    """A text as the form shows it: Discord drops NULs, so they are made visible, and blanks at its ends."""
    return text.strip().replace("\0", "␀")
