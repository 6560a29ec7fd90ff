"""A passage index on disk: opened at once after a restart, and never the only copy of anything."""

from bot.adapters.index_files.folders import held, index_folder, index_store
from bot.adapters.index_files.index_files import IndexFiles, Progress

__all__ = ["IndexFiles", "Progress", "held", "index_folder", "index_store"]
