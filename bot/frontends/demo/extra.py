"""The packages that only the demo needs: an extra of this one."""

from importlib import metadata
from importlib.util import find_spec

from bot.domain.errors import UserError

_MODULES = ("simcord", "aiohttp", "av", "linkify_it", "markdown_it", "PIL", "regex")
_FROM_A_CHECKOUT = ".[demo]"


def check_extra() -> None:
    """Makes sure that the demo can start."""
    missing = [name for name in _MODULES if find_spec(name) is None]
    if missing:
        packages = " ".join(f"'{name}'" for name in _requirements())
        raise UserError(
            f"the demo needs packages that are not installed ({', '.join(missing)}); get them with: "
            f"python -m pip install {packages}"
        )


def _requirements() -> list[str]:
    """What the extra asks for, as pip writes it."""
    try:
        asked = metadata.requires("pressbox") or []
    except metadata.PackageNotFoundError:
        asked = []
    parts = [requirement.partition(";") for requirement in asked]
    return [name.strip() for name, _, marker in parts if "'demo'" in marker.replace('"', "'")] or [_FROM_A_CHECKOUT]
