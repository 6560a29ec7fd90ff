"""What can go wrong, split by whose fault it is.

`UserError` and its children carry a message fit to be shown as it stands: what was wrong and what to do.
Everything else is a fault in this program.
"""


class PressboxError(Exception):
    """Root of every error this program raises on purpose."""


class UserError(PressboxError):
    """The input was at fault; the message says what was wrong and what to do."""


class UnreadableDocumentError(UserError):
    """One document can't become an article; the others still can."""


class EmptyCorpusError(UserError):
    """Not a single article could be read."""


class UnknownArticleError(UserError):
    """No article has the id that was asked for."""


class NotAllowedError(UserError):
    """Whoever asked may not do that."""


class ChangedMeanwhileError(UserError):
    """Somebody else changed the same thing first."""


class DatabaseError(UserError):
    """The database can't be used as it is; the message says how to mend that."""


class InvalidSpanError(PressboxError):
    """A span that is negative or runs backwards."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"a span runs forward from 0 or later, not from {start} to {end}")


class StaleQuoteError(PressboxError):
    """A quote whose revision no longer has the text it was taken from; it must not be sent."""


class DamagedIndexError(PressboxError):
    """An index on disk isn't what was written, or not written for this version; it has to be built anew."""
