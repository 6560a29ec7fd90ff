"""What several commands have in common: options, and pictures."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.domain.errors import UserError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

any_path = click.Path(path_type=Path)
corpus_option = click.option(
    "--corpus",
    multiple=True,
    type=any_path,
    metavar="DIR",
    help="Folder or file of articles, instead of the bundled ones. Can be given several times.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per answer.")


def empty_figure() -> "Figure":
    """An empty picture to draw curves into."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UserError("--plot needs matplotlib: pip install 'pressbox[plot]'") from error
    return Figure(figsize=(7, 4.5), layout="constrained")
