"""Shows a diagnosis."""

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict

import click

from bot.doctor.finding import Finding, Level

_COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}


def show(findings: Iterable[Finding], *, as_json: bool) -> None:
    """A line per finding, with what to do below it; or an object a line."""
    for finding in findings:
        if as_json:
            click.echo(json.dumps(asdict(finding)))
            continue
        mark = click.style(f"{finding.level:4}", fg=_COLOURS[finding.level])
        click.echo(f"{mark}  {finding.check}: {finding.message}")
        if finding.advice:
            click.echo(textwrap.indent(f"→ {finding.advice}", " " * 6))
