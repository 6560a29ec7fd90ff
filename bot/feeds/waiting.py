"""What waits in servers' queues, kept at hand: every entry is compared with all of it."""

from dataclasses import replace

from bot.domain.article import Revision
from bot.ports.editing import SubmissionStore


class Waiting:
    """The articles of suggestions nobody has decided on; each is read from the store once."""

    def __init__(self, submissions: SubmissionStore) -> None:
        self._submissions = submissions
        self._known: dict[int, dict[int, Revision]] = {}

    async def revisions(self, server_id: int, but: int | None = None) -> list[Revision]:
        """A server's, each under an id of its own; without that of the suggestion ``but``."""
        numbers = await self._submissions.pending_ids(server_id)
        earlier = self._known.get(server_id, {})
        known = {number: earlier.get(number) or await self._read(server_id, number) for number in numbers}
        self._known[server_id] = {number: revision for number, revision in known.items() if revision}
        return [revision for number, revision in self._known[server_id].items() if number != but]

    def forget(self, server_id: int, number: int) -> None:
        """Notes that a suggestion has other words by now."""
        self._known.get(server_id, {}).pop(number, None)

    async def _read(self, server_id: int, number: int) -> Revision | None:
        found = await self._submissions.get(server_id, number)
        return replace(found.manuscript.revision, article_id=f"suggestion {number}") if found else None
