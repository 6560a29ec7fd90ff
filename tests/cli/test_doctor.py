"""`pressbox doctor` as a host sees it."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
CHECKS = {
    "python", "packages", "networks", "token", "intents", "permissions", "commands", "database", "free space",
    "index folder",
    "corpus", "index", "ranking", "languages",
}  # fmt: skip


def test_without_anything_set_up(run: Run) -> None:
    """It needs no token, and makes no file; nothing failed, so the status is 0."""
    done = run("doctor")
    assert done.exit_code == 0, done.output
    assert "warn  token: there is no DISCORD_TOKEN" in done.stdout
    assert "      → get one here: Discord Developer Portal" in done.stdout
    assert not list(Path.cwd().iterdir())


def test_as_json(run: Run) -> None:
    """`--json` prints an object per line, with every check among them."""
    found = [json.loads(line) for line in run("doctor", "--json").stdout.splitlines()]
    assert {each["check"] for each in found} == CHECKS
    assert {key for each in found for key in each} == {"check", "level", "message", "advice"}


def test_a_failed_check_is_a_failed_command(run: Run, tmp_path: Path) -> None:
    """A single failed check makes the status 1, and the others are still made."""
    done = run("doctor", "--json", env={"PRESSBOX_DATABASE": str(tmp_path / "nowhere" / "a.sqlite3")})
    assert done.exit_code == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["check"] for each in found if each["level"] == "fail"] == ["database"]
    assert {"corpus", "languages"} <= {each["check"] for each in found}


def test_settings_that_can_not_be_read(run: Run) -> None:
    """A setting that makes no sense is a failed check, too."""
    done = run("doctor", env={"PRESSBOX_LANGUAGE": "xx"})
    assert done.exit_code == 1
    assert "fail  settings: PRESSBOX_LANGUAGE is 'xx'" in done.stdout
