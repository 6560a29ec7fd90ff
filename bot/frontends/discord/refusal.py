"""What the desk on Discord declines, in words of every language."""

from bot.domain.errors import UserError

PIECES = "adding"
"""The template with the words of adding and reviewing articles."""


class RefusalError(UserError):
    """Something a member wants can't be done; ``piece`` of `PIECES` says why and what to do."""

    def __init__(self, piece: str, **values: object) -> None:
        super().__init__(piece)
        self.piece = piece
        self.values = values
