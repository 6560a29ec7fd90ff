"""The networks that choose the sentences."""

from collections.abc import Callable, Iterator

from bot.doctor.finding import Finding, fail, ok
from bot.domain.errors import UserError

_ADVICE = "install Pressbox anew in this environment: python -m pip install --force-reinstall ."


def networks(load: Callable[[], object]) -> Iterator[Finding]:
    """Whether the networks are there, whole, and can be run on this machine; ``load`` loads them."""
    try:
        load()
    except (UserError, OSError, ImportError) as error:
        yield fail("networks", str(error), _ADVICE)
    else:
        yield ok("networks", "whole, and run on this machine")
