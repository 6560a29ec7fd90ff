"""Commands that run the bot, or check whether it can run."""

import asyncio
import json
import sys
import textwrap
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.cli.options import any_path, corpus_option, json_option
from bot.doctor.finding import Level
from bot.domain.errors import UserError
from bot.settings import Settings

_COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}


@click.command()
@corpus_option
def run(corpus: tuple[Path, ...]) -> None:
    """Run the bot on Discord until it is interrupted."""
    from bot.bootstrap.discord import run_on_discord  # noqa: PLC0415  # Discord's library takes as long as all else

    asyncio.run(run_on_discord(Settings.load(), corpus))


@click.command()
@corpus_option
@click.option("--database", type=any_path, metavar="FILE", help="Keep what is said, in FILE.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port of the page; by default any free one.")
def demo(corpus: tuple[Path, ...], database: Path | None, port: int) -> None:
    """Try the bot in the browser: no token, no network, on this machine only."""
    try:
        from bot.bootstrap.demo import run_demo  # noqa: PLC0415  # an extra, and as above
    except ImportError as error:
        raise UserError("the demo needs packages of its own: pip install 'pressbox[demo]', or '.[demo]'") from error

    def announce(address: str) -> None:
        click.echo(f"The demo is at {address} (Ctrl-C ends it)")

    with TemporaryDirectory(prefix="pressbox-demo-") as folder:
        settings = replace(Settings.load(), database=database or Path(folder) / "demo.sqlite3")
        asyncio.run(run_demo(settings, corpus, port, announce))


@click.command()
@corpus_option
@json_option
def doctor(corpus: tuple[Path, ...], *, as_json: bool) -> None:
    """Check whether the bot can run as it is set up, and say what to do."""
    from bot.doctor.diagnosis import diagnose  # noqa: PLC0415  # as above

    findings = asyncio.run(diagnose(corpus))
    for finding in findings:
        if as_json:
            click.echo(json.dumps(asdict(finding)))
            continue
        click.echo(
            f"{click.style(f'{finding.level:4}', fg=_COLOURS[finding.level])}  {finding.check}: {finding.message}"
        )
        if finding.advice:
            click.echo(textwrap.indent(f"→ {finding.advice}", " " * 6))
    sys.exit(any(finding.level == Level.FAIL for finding in findings))


@click.command()
def invite() -> None:
    """Print the link with which a server invites the bot."""
    from bot.frontends.discord.application import (  # noqa: PLC0415  # as above
        build_invitation,
        check_token,
        read_application_id,
    )

    click.echo(build_invitation(read_application_id(check_token(Settings.load().token)) or 0))
