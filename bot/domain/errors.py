"""What can go wrong, split by whose fault it is.

`UserError` and its children carry a message fit to be shown as it stands, in English: what was wrong and what to do.
Those that a member can meet have a code besides, under which the templates say the same in the member's language.
Everything else is a fault in this program.
"""

from typing import ClassVar


class PressboxError(Exception):
    """Root of every error this program raises on purpose."""


class UserError(PressboxError):
    """The input was at fault; the message says what was wrong and what to do.

    ``code`` is the problem's name in the templates, empty where only a host meets it; ``values`` are told with it.
    """

    general: ClassVar[str] = ""
    """The code of all problems of a kind that have none of their own."""

    def __init__(self, message: str, code: str = "", /, **values: object) -> None:
        super().__init__(message)
        self.code = code or self.general
        self.values = values


class UnreadableDocumentError(UserError):
    """One document can't become an article; the others still can."""

    def within(self, source: str) -> "UnreadableDocumentError":
        """The same problem, with the document named in its message."""
        return UnreadableDocumentError(f"{source}: {self}", self.code, **self.values)


class EmptyCorpusError(UserError):
    """Not a single article could be read."""


class UnknownArticleError(UserError):
    """No article has the id that was asked for."""


class UnknownAthleteError(UserError):
    """No article names whoever is called so in full."""


class NotAllowedError(UserError):
    """Whoever asked may not do that."""

    general = "not_allowed"


class ChangedMeanwhileError(UserError):
    """Somebody else changed the same thing first."""

    general = "changed_meanwhile"


class FeedError(UserError):
    """A feed can't be had or read; ``retry_after`` is the site's own word on when to come back, as it wrote it."""

    retry_after: str | None = None


class LastingFeedError(FeedError):
    """A feed that will be no better tomorrow, unless somebody does something."""


class GoneFeedError(LastingFeedError):
    """A feed of which its site says that it is gone for good."""


class DatabaseError(UserError):
    """The database can't be used as it is; the message says how to mend that."""


class DatabaseAwayError(DatabaseError):
    """The database can't be reached at the moment; it may be back at any time."""

    general = "database_away"


class DamagedModelError(UserError):
    """A file that the program brought along isn't the one it was made with; it has to be installed anew."""


class RefusedError(PressboxError):
    """Nothing can be told where it should be: a member takes no direct messages, or the bot may not write there."""


class DepartedError(PressboxError):
    """The member who was to be told has left the server."""


class AbsentError(PressboxError):
    """The bot isn't in a server now; it may be again, until what is kept of the server is deleted."""


class InvalidSpanError(PressboxError):
    """A span that is negative or runs backwards."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"a span runs forward from 0 or later, not from {start} to {end}")


class StaleQuoteError(PressboxError):
    """A quote whose revision no longer has the text it was taken from; it must not be sent."""


class DamagedIndexError(PressboxError):
    """An index on disk isn't what was written, or not written for this version; it has to be built anew."""
