"""The commands. A module is loaded only when one of its commands is asked for: some take a second, or packages."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from bot.domain.errors import UnknownArticleError, UserError

_MODULES = {
    "asking": ("ask", "chat", "athlete", "athletes", "articles", "article", "ingest"),
    "running": ("run", "demo", "doctor", "invite"),
    "storage": ("export", "import", "backup", "restore", "migrate"),
    "evaluation": ("eval",),
    "benchmark": ("bench",),
    "training": ("train",),
}
"""Which module of this package has which commands."""


class Commands(click.Group):
    """Finds commands by name, and shows this project's own errors as one plain message.

    The status is 2 for a wrong call, 1 for an unusable corpus.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        """Every command's name."""
        return sorted(name for names in _MODULES.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        """The command of this name."""
        module = next((module for module, names in _MODULES.items() if cmd_name in names), None)
        commands = vars(import_module(f"bot.cli.{module}")).values() if module else ()
        return next((each for each in commands if isinstance(each, click.Command) and each.name == cmd_name), None)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except UnknownArticleError as error:
            raise click.UsageError(str(error)) from error
        except UserError as error:
            raise click.ClickException(str(error)) from error


def _version() -> str:
    try:
        return version("pressbox")
    except PackageNotFoundError:
        return "(not installed; run from a checkout)"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="pressbox")
def main() -> None:
    """Answers questions about athletes in the sources' own words."""
