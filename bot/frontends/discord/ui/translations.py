"""The bot's own words, in the language of whoever reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import discord

from bot.answering.composer import Composer

COMMANDS = "commands"
"""The template with the names and descriptions of the commands."""

PIECES = "discord"
"""The template that holds the front-end's short pieces."""

ADDING = "adding"
"""The template with the words of adding and reviewing articles."""

MANAGING = "managing"
"""The template with the words of looking through articles, and of settings."""

FEEDS = "feeds"
"""The template with what moderators read of feeds."""

FOLLOWING = "following"
"""The template with the words of following athletes and of news."""

PROBLEMS = "problems"
"""The template with what can't be done, why, and what to do: a piece for each code of a `UserError`."""


_COMMAND = re.compile(r"`/(?P<name>[^`:\\\n]+)`")
"""A command as the templates name it; in text of members and articles a backslash stands before each backtick."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words; ``pieces`` is the template they come from.

    ``mentions`` are the commands as members can press them, by their names in this language.
    """

    language: str
    composer: Composer
    pieces: str = PIECES
    mentions: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def of(self, pieces: str) -> "Words":
        """The same language's words from another template."""
        return replace(self, pieces=pieces)

    def say(self, piece: str, /, **values: object) -> str:
        """A short piece; ``values`` are put in as they are, so source and member text must be escaped before."""
        text = self.composer.phrase(self.pieces, piece, **values)
        return _COMMAND.sub(lambda match: self.mentions.get(match["name"], match.group()), text)

    def mention_commands(self, ids: Mapping[str, int]) -> None:
        """Lets members press the commands that texts name, given each one's id by what it is registered as."""
        self.mentions.clear()
        self.mentions.update({self._command_name(name): f"</{name}:{number}>" for name, number in ids.items()})

    def _command_name(self, name: str) -> str:
        """What a command is called in this language: "article add" may be "artikel neu"."""
        words = name.split()
        keys = ["_".join(words[: count + 1]) for count in range(len(words))]
        return " ".join(self.composer.phrase(COMMANDS, f"{key}_name") for key in keys)


class Translations:
    """Every language the bot speaks, by its two-letter code.

    Args:
        composers: a composer per language, all with the front-end's markup.
        default: the language where nobody's locale says otherwise.
    """

    def __init__(self, composers: Mapping[str, Composer], default: str) -> None:
        self._words = {language: Words(language, composer) for language, composer in composers.items()}
        self.default = self._words[default]
        self._chosen: dict[int, Words] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes, sorted."""
        return tuple(sorted(self._words))

    def spoken(self, locale: discord.Locale) -> Words | None:
        """The words of a locale's language, if the bot speaks it."""
        return self._words.get(locale.value.partition("-")[0])

    def mention_commands(self, ids: Mapping[str, int]) -> None:
        """Lets members press the commands that texts name, in every language."""
        for words in self._words.values():
            words.mention_commands(ids)

    def choose(self, server_id: int, language: str | None) -> None:
        """Speak a server's own choice there from now on; ``None`` leaves it to its locale on Discord."""
        self._chosen.pop(server_id, None)
        if language in self._words:
            self._chosen[server_id] = self._words[language]

    def for_member(
        self, member: discord.Locale, server: discord.Locale | None = None, server_id: int | None = None
    ) -> Words:
        """The member's language, else the server's, else the host's."""
        return self.spoken(member) or self.for_server(server, server_id)

    def for_server(self, server: discord.Locale | None, server_id: int | None = None) -> Words:
        """The server's choice or else its language on Discord, else the host's.

        Every server that never chose a language is American to Discord.
        """
        if server_id in self._chosen:
            return self._chosen[server_id]
        spoken = server if server is not discord.Locale.american_english else None
        return (self.spoken(spoken) if spoken else None) or self.default
