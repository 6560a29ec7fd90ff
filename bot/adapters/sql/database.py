"""What the stores need of a database, whichever it is, and their queries for its driver."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import aiosql

Connection = Any
"""A connection of whichever driver, which goes into the functions of `Database.queries`."""

Queries = Any
"""The functions made of a file of queries, which aiosql makes when it has read it."""

Row = Any
"""A row of whichever driver, whose columns answer by name and by position."""


class Database(Protocol):
    """An open database."""

    def queries(self, name: str) -> Queries:
        """The functions made of ``queries/NAME.sql``; each takes the connection and its parameters by name."""

    def writing(self, key: str = "") -> AbstractAsyncContextManager[Connection]:
        """A connection inside a transaction that is committed at the end, or leaves nothing when anything fails.

        Transactions with the same ``key`` come one after the other, by whichever process: for those that look before
        they write.
        """

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """A connection that sees the database as it was at its first query, whatever is changed meanwhile."""

    async def compact(self) -> None:
        """Let nothing that was deleted stay in the database's files, as far as the database can do that."""

    async def renew(self, tables: Sequence[str]) -> None:
        """The same for single tables, without keeping anybody from working."""


@cache
def load_queries(name: str, driver: str | Callable[..., Any]) -> Queries:
    """The functions made of ``queries/NAME.sql`` for a driver that aiosql knows, or an adapter of its kind."""
    return aiosql.from_path(Path(__file__).parent / "queries" / f"{name}.sql", driver, attribute=None)
