"""Remembers which ids came lately."""

_MOST = 10_000


class RecentIds:
    """The last ids that came, up to ten thousand."""

    def __init__(self) -> None:
        self._ids: dict[int, None] = {}

    def add(self, number: int) -> bool:
        """Takes note of an id; whether it is new."""
        if number in self._ids:
            return False
        self._ids[number] = None
        if len(self._ids) > _MOST:
            self._ids.pop(next(iter(self._ids)))
        return True
