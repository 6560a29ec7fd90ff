"""What the bot runs on: Python and its packages, the networks, the database and its disk."""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from bot.adapters.sqlite.inspection import Inspected, inspect, is_writable
from bot.adapters.sqlite.migrations import scripts
from bot.doctor.finding import Finding, fail, ok, warn
from bot.domain.errors import UserError

LITTLE, PLENTY = 50_000_000, 500_000_000
"""Bytes of free space below which the bot may stop at any moment, and below which that is worth knowing."""
_ANOTHER = "name another file in PRESSBOX_DATABASE"
_UPDATE = "install Pressbox anew in this environment: python -m pip install ."
_REINSTALL = "install Pressbox anew in this environment: python -m pip install --force-reinstall ."


def python(version: str, wanted: str | None) -> Finding:
    """Whether this is a Python that Pressbox runs on; ``wanted`` is a version specifier, if one is known."""
    if wanted and version not in SpecifierSet(wanted):
        return fail("python", f"Python {version}, and Pressbox needs {wanted}", "start it with a newer Python")
    return ok("python", f"Python {version}")


def packages(requirements: Sequence[str], installed: Callable[[str], str] = metadata.version) -> Iterator[Finding]:
    """Whether every required package is there in a version that fits; a line for each that isn't, else one for all.

    ``installed`` gives a package's version, or raises `PackageNotFoundError`.
    """
    found: list[str] = []
    for needed in map(Requirement, requirements):
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            version = installed(needed.name)
        except metadata.PackageNotFoundError:
            yield fail("packages", f"{needed.name} is not installed", _UPDATE)
            continue
        found.append(f"{needed.name} {version}")
        if not needed.specifier.contains(version, prereleases=True):
            yield fail("packages", f"{needed.name} {version}, and {needed} is needed", _UPDATE)
    yield ok("packages", ", ".join(found)) if found else warn("packages", "none are known", _UPDATE)


def machine() -> Iterator[Finding]:
    """This Python and its packages."""
    try:
        about = metadata.metadata("pressbox")
        required = metadata.requires("pressbox") or []
    except metadata.PackageNotFoundError:
        yield python(sys.version.split()[0], None)
        yield warn("packages", "Pressbox runs without being installed, so its needs are not known", _UPDATE)
        return
    yield python(sys.version.split()[0], about["Requires-Python"])
    yield from packages(required)


def networks(load: Callable[[], object]) -> Iterator[Finding]:
    """Whether the networks are there, whole, and can be run on this machine; ``load`` loads them."""
    try:
        load()
    except (UserError, OSError, ImportError) as error:
        yield fail("networks", str(error), _REINSTALL)
    else:
        yield ok("networks", "whole, and run on this machine")


def storage(path: Path) -> Iterator[Finding]:
    """The database at ``path``, which needn't exist yet, and the space left beside it."""
    if not path.absolute().parent.is_dir():
        yield fail("database", f"there is no folder {path.absolute().parent}", f"make it, or {_ANOTHER}")
        return
    yield _database(path)
    yield space(shutil.disk_usage(path.absolute().parent).free)


def space(free: int) -> Finding:
    """Whether ``free`` bytes are enough."""
    message = f"{free / 1e9:.1f} GB free"
    if free < LITTLE:
        return fail("free space", message, "make room on the disk that holds the database")
    if free < PLENTY:
        return warn("free space", message, "make room on the disk that holds the database soon")
    return ok("free space", message)


def facts(path: Path) -> dict[str, str]:
    """The facts kept in the database; none where it can't be read."""
    try:
        return inspect(path).facts if path.is_file() else {}
    except sqlite3.Error:
        return {}


def _database(path: Path) -> Finding:
    if not is_writable(path):
        return fail("database", f"{path} can't be written", f"allow writing it and its folder, or {_ANOTHER}")
    if not path.exists():
        return ok("database", f"{path} is made when the bot starts")
    try:
        return _state(path, inspect(path))
    except sqlite3.Error as error:
        return fail("database", f"{path} can't be read ({error})", f"restore a backup, or {_ANOTHER}")


def _state(path: Path, found: Inspected) -> Finding:
    known = len(scripts())
    if found.faults:
        return fail("database", f"{path} is damaged: {'; '.join(found.faults)}", "restore a backup")
    if not found.ours and found.version:
        return fail("database", f"{path} is another program's", _ANOTHER)
    if found.version > known:
        message = f"{path} was written by a newer Pressbox (version {found.version}, this one knows {known})"
        return fail("database", message, "update Pressbox, or restore a backup made before the update")
    if found.version < known:
        return ok("database", f"{path} is brought from version {found.version} to {known} when the bot starts")
    return ok("database", f"{path} is whole and up to date (version {known})")
