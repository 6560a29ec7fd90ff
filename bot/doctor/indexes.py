"""The folder of the indexes beside the database."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.adapters.index_files.inspection import inspect
from bot.doctor.finding import Finding, ok, warn

_ADVICE = "delete it, whether the bot runs or not: the next start makes it anew"


def indexes(folder: Path) -> Iterator[Finding]:
    """How large the folder is, which needn't exist yet, and whether what it holds is sound."""
    if not folder.exists():
        yield ok("index folder", f"{folder} is made when the bot starts")
        return
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        advice = "allow writing it, or move it away; without it each start reads all articles again"
        yield warn("index folder", f"{folder} can't be used", advice)
        return
    try:
        found = inspect(folder)
    except OSError as error:
        yield warn("index folder", f"{folder} can't be read ({error.strerror})", _ADVICE)
        return
    size = f"{folder} holds {found.count} indexes, {found.size / 1e6:.1f} MB"
    if found.damaged is None:
        yield ok("index folder", f"{size}, in use by a running bot")
    elif found.damaged:
        yield warn("index folder", f"{size}; damaged: {', '.join(found.damaged)}", _ADVICE)
    else:
        yield ok("index folder", f"{size}, sound")
