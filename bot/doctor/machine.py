"""What the bot runs on: Python, its packages, and the networks."""

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from bot.doctor.finding import Finding, fail, ok, warn
from bot.domain.errors import UserError

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
