"""Every golden conversation under tests/discord/cases is held on the stage."""

from pathlib import Path

import pytest

from tests.discord.conversations import Case, CaseError, Held, cases_of
from tests.discord.stage import on_stage, publish

CASES = Path(__file__).parent / "cases"
FEWEST = 40


def _all_cases() -> list[Case]:
    pages = sorted(path for path in CASES.glob("*.md") if path.name != "README.md")
    return [case for path in pages for case in cases_of(path.name, path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", _all_cases(), ids=str)
async def test_conversation(case: Case, tmp_path: Path) -> None:
    """After every step the bot shows what the case expects."""
    async with on_stage(tmp_path) as stage:
        with stage.speaking(case.locale):
            for key in case.own:
                await publish(stage, key)
            held = Held(stage)
            for step in case.steps:
                await held.take(step)


def test_there_are_cases() -> None:
    """A wrong path doesn't pass for a clean run, and no two cases share a name."""
    names = [str(case) for case in _all_cases()]
    assert len(names) >= FEWEST
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "lines",
    ["Nobody does anything.", "> **Ann:** /help", "> **Ann sings:** la\n- shows: x", "> **Ann:** /help\n- shwos: x"],
)
def test_a_slip_in_a_case_is_told(lines: str) -> None:
    """A case that expects nothing, or holds an unknown step or line, is refused instead of passed over."""
    with pytest.raises(CaseError):
        list(cases_of("slip.md", f"# Slips\n\n## A slip\n\n{lines}\n"))
