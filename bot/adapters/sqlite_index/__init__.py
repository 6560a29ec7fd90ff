"""The passage index in an SQLite file: read at a start instead of made anew, and never the only copy of anything."""

from bot.adapters.sqlite_index.file import inspect
from bot.adapters.sqlite_index.store import NAME, SqliteIndexStore, open_store

__all__ = ["NAME", "SqliteIndexStore", "inspect", "open_store"]
