"""`pressbox run` and `pressbox invite` explain what is missing, and never show the token."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab"  # noqa: S105  # nobody's


@pytest.mark.parametrize("command", ["run", "invite"])
def test_without_a_token_the_way_to_one_is_shown(run: Run, command: str) -> None:
    """One plain message says where a token comes from, and nothing is left behind."""
    result = run(command, env={"DISCORD_TOKEN": ""})
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: there is no DISCORD_TOKEN; get one here:")
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("command", ["run", "invite"])
def test_a_malformed_token_is_not_repeated(run: Run, command: str) -> None:
    """A token of another shape is refused without showing it."""
    result = run(command, env={"DISCORD_TOKEN": "my-secret"})
    assert result.exit_code == 1
    assert "has not the shape of a bot's token" in result.stderr
    assert "my-secret" not in result.output


def test_the_invitation_is_one_line(run: Run) -> None:
    """The link is printed alone, ready to be opened."""
    result = run("invite", env={"DISCORD_TOKEN": TOKEN})
    assert result.stdout.startswith("https://discord.com/oauth2/authorize?client_id=123456789012345678&")
    assert result.stdout.count("\n") == 1


def test_the_terminal_speaks_german(run: Run, corpus: Path) -> None:
    """PRESSBOX_LANGUAGE sets the bot's own words; the articles' stay as they are."""
    env = {"PRESSBOX_LANGUAGE": "de", "PRESSBOX_CORPUS": str(corpus)}
    found = run("ask", "When did Lee hurt her calf?", env=env).stdout
    assert "> Ann Lee hurt her calf on **10 June 2025** in Oslo." in found
    assert "Tom Reid · 20. Juni 2025" in found
    assert "Dazu habe ich nichts." in run("ask", "hedgehogs?", env=env).stdout
    assert "Wen meinst du mit Hart?" in run("ask", "Where does Hart train?", env=env).stdout
