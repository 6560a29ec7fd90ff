"""Whatever a member can be refused has words in every language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import bot
from bot.adapters import resources
from bot.bootstrap.discord import translations
from bot.domain.errors import ChangedMeanwhileError, DatabaseAwayError, NotAllowedError, UserError
from bot.frontends.discord.interactions.error_handling import explain
from bot.frontends.discord.ui.translations import Words
from bot.settings import LANGUAGES

GENERAL = {NotAllowedError.general, ChangedMeanwhileError.general, DatabaseAwayError.general}
FALLBACK = "problem"
FEWEST = 50


def _raised() -> Iterator[tuple[str, frozenset[str]]]:
    """The code of every error that the program makes, with the names of its values."""
    for path in sorted(Path(bot.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[_, ast.Constant(value=str(code))], keywords=values) if (
                    name.endswith("Error")
                ):
                    yield code, frozenset(value.arg or "" for value in values)


def _told(language: str) -> dict[str, frozenset[str]]:
    """The codes that a language has words for, with the names of the values put in."""
    environment = Environment(autoescape=False)  # noqa: S701  # parsed, never rendered
    environment.filters |= dict.fromkeys(("plain", "strong"), str)
    tree = environment.parse(resources.templates(language)["problems.j2"])
    return {macro.name: frozenset(each.name for each in macro.args) for macro in tree.find_all(nodes.Macro)}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_problem_has_words_and_its_values(language: str) -> None:
    """No code is raised that a language has no words for, none with other values, and no words are left over."""
    told, raised = _told(language), dict(_raised())
    assert len(raised) >= FEWEST
    assert {code: told.get(code) for code in raised} == raised
    assert told.keys() == raised.keys() | GENERAL | {FALLBACK}


def test_a_problem_is_raised_with_the_same_values_everywhere() -> None:
    """One code stands for one problem."""
    assert len(dict(_raised())) == len(set(_raised()))


@pytest.fixture
def german() -> Words:
    """What a German member reads."""
    return translations("de").for_server(None)


def test_a_problem_is_told_in_the_member_s_language(german: Words) -> None:
    """Its values are put in as plain text."""
    text = explain(UserError("it has 21000 lines", "too_many_lines", lines=21_000, most=20_000), german)
    assert text.startswith("Es sind 21000 Zeilen, und ich lese bis zu 20000")
    astray = explain(UserError("no article", "no_article", typed="*x*", titles=["**y**"]), german)
    assert "Kein Artikel heißt hier **\\*x\\***" in astray
    assert "- \\*\\*y\\*\\*" in astray


def test_a_kind_of_problem_has_words_of_its_own(german: Words) -> None:
    """Whoever may not do something, or comes second, is told so even where nothing more is known."""
    assert explain(NotAllowedError("no"), german).startswith("Das darfst du hier nicht")
    assert explain(ChangedMeanwhileError("late"), german).startswith("Das hat gerade jemand anders geändert")


def test_a_problem_without_words_is_still_told(german: Words) -> None:
    """What only a host should meet is shown as it is, cut where it is too long for a message."""
    assert explain(UserError("the disk is full"), german) == "Das ging nicht: the disk is full."
    assert len(explain(UserError("x" * 9000), german)) < 2000
