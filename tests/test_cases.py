"""Golden conversations: every case under tests/cases is held with the real newsroom, turn by turn.

tests/cases/README.md tells how a case is written.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.adapters.memory import MemoryConversations
from bot.answering.composer import Composer
from bot.bootstrap.answering import answerer, composer
from bot.domain.answer import KIND, Answer, NotFound
from bot.domain.conversation import ConversationKey
from bot.domain.quote import Quote
from bot.domain.request import Request
from bot.ingestion.document import IngestedArticle, ingest
from bot.library import Library
from bot.newsroom import Newsroom
from bot.settings import Settings

CASES = Path(__file__).parent / "cases"
ASKED = "> **You:** "
ARTICLES = "Articles"
_FENCE = re.compile(r"```article id=(?P<id>[a-z0-9-]+)\n(?P<raw>.*?)^```$\n?", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## (?P<heading>.+)$", re.MULTILINE)
_EXPECTATION = re.compile(r"- (?P<key>[a-z ]+): (?P<value>.+)")


class CaseError(Exception):
    """A case is not written as tests/cases/README.md tells."""


@dataclass(frozen=True)
class Told:
    """An answer as a reader sees it."""

    answer: Answer
    rendered: str
    suggestions: list[str]

    @property
    def first(self) -> Quote:
        """The first quote; its absence fails the case."""
        assert self.answer.quotes, f"nothing was quoted:\n{self.rendered}"
        return self.answer.quotes[0]

    @property
    def further(self) -> tuple[Quote, ...]:
        """The quotes after the first."""
        return self.answer.quotes[1:]


Check = Callable[[Told, str], bool]


def _speaker(told: Told, value: str) -> bool:
    return told.first.speaker == (None if value == "nobody" else value)


def _bold(told: Told, value: str) -> bool:
    bold = told.first.bold
    return (bold.slice(told.first.revision.text) if bold else "nothing") == value


CHECKS: dict[str, Check] = {
    "kind": lambda told, value: KIND[type(told.answer)] == value,
    "certainty": lambda told, value: told.answer.certainty == value,
    "nearest": lambda told, value: isinstance(told.answer, NotFound) and value in told.answer.nearest[0].text,
    "quotes": lambda told, value: value in told.first.text,
    "also quotes": lambda told, value: any(value in quote.text for quote in told.further),
    "number of quotes": lambda told, value: len(told.answer.quotes) == int(value),
    "article": lambda told, value: told.first.revision.article_id == value,
    "speaker": _speaker,
    "bold": _bold,
    "athletes": lambda told, value: ", ".join(told.answer.question.athletes) == value,
    "suggests": lambda told, value: value in told.suggestions,
    "says": lambda told, value: value in told.rendered,
    "never": lambda told, value: value not in told.rendered,
}


@dataclass(frozen=True)
class Expectation:
    """One line below a question."""

    key: str
    value: str


@dataclass(frozen=True)
class Turn:
    """What is asked, and what is expected of the answer."""

    asked: str
    expected: tuple[Expectation, ...]


@dataclass(frozen=True)
class Case:
    """One conversation of a file."""

    file: str
    heading: str
    turns: tuple[Turn, ...]

    def __str__(self) -> str:
        return f"{self.file}: {self.heading}"


def articles_of(page: str) -> list[IngestedArticle]:
    """The articles that stand between fences on a page, read as a corpus file is read."""
    return [ingest(match["id"], match["id"], match["raw"]) for match in _FENCE.finditer(page)]


def cases_of(file: str, page: str) -> Iterator[Case]:
    """The conversations of a page, in order."""
    rest = _FENCE.sub("", page)
    sections = [*_SECTION.finditer(rest)]
    ends = [section.start() for section in sections[1:]] + [len(rest)]
    for section, end in zip(sections, ends, strict=True):
        if section["heading"] != ARTICLES:
            turns = tuple(_turns(rest[section.end() : end].splitlines()))
            if not turns:
                raise CaseError(f"{file}: nothing is asked under {section['heading']!r}")
            yield Case(file, section["heading"], turns)


def _turns(lines: list[str]) -> Iterator[Turn]:
    asked: str | None = None
    expected: list[Expectation] = []
    for line in [*lines, ASKED]:
        if line.startswith(ASKED):
            if asked is not None:
                yield _turn(asked, expected)
            asked, expected = line.removeprefix(ASKED), []
        elif line.startswith("- "):
            expected.append(_expectation(line))


def _turn(asked: str, expected: list[Expectation]) -> Turn:
    if not any(expectation.key == "kind" for expectation in expected):
        raise CaseError(f"{asked!r} lacks the line '- kind: …'")
    return Turn(asked, tuple(expected))


def _expectation(line: str) -> Expectation:
    match = _EXPECTATION.fullmatch(line)
    if match is None or match["key"] not in CHECKS:
        raise CaseError(f"{line!r} is none of: {', '.join(CHECKS)}")
    value = match["value"]
    return Expectation(match["key"], value[1:-1] if value[0] == value[-1] == '"' else value)


@cache
def _newsroom_of(file: str) -> tuple[Callable[[], Newsroom], dict[str, IngestedArticle], Composer]:
    articles = articles_of((CASES / file).read_text(encoding="utf-8"))
    revisions = [article.revision for article in articles]
    library = Library(revisions, answerer)
    by_id = {article.revision.article_id: article for article in articles}
    return lambda: Newsroom(library, MemoryConversations()), by_id, composer(Settings())


def _all_cases() -> list[Case]:
    pages = sorted(path for path in CASES.glob("*.md") if path.name != "README.md")
    return [case for path in pages for case in cases_of(path.name, path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", _all_cases(), ids=str)
def test_conversation(case: Case) -> None:
    """Every answer of the conversation is what the case expects, and every quote is in its article as written."""
    opened, articles, words = _newsroom_of(case.file)
    newsroom = opened()
    for turn in case.turns:
        answer = asyncio.run(newsroom.ask(ConversationKey(1, 1), Request(turn.asked)))
        told = Told(answer, words.compose(answer), words.suggestions(answer))
        for quote in answer.quotes:
            assert quote.text in articles[quote.revision.article_id].raw
        for expectation in turn.expected:
            met = CHECKS[expectation.key](told, expectation.value)
            assert met, f"{turn.asked!r}\nexpected {expectation.key}: {expectation.value}\nand got:\n{told.rendered}"


def test_there_are_cases() -> None:
    """A wrong path doesn't pass for a clean run, and no two cases share a name."""
    names = [str(case) for case in _all_cases()]
    assert len(names) >= 25
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "lines",
    [
        "Nobody asks anything here.",
        "> **You:** did Lee win?",
        '> **You:** did Lee win?\n- quotes: "Lee won"',
        "> **You:** did Lee win?\n- kind: found\n- qoutes: nothing",
        "> **You:** did Lee win?\n- kind: found\n- she won",
    ],
)
def test_a_slip_in_a_case_is_told(lines: str) -> None:
    """A case that asks nothing, lacks a kind, or holds an unknown line is refused instead of passed over."""
    with pytest.raises(CaseError):
        list(cases_of("slip.md", f"# Slips\n\n## A slip\n\n{lines}\n"))


@pytest.mark.parametrize("key", CHECKS)
def test_every_expectation_can_fail(key: str) -> None:
    """No kind of expectation is met by every answer."""
    raw = "---\ntitle: Win\nathletes: [Ann Lee]\n---\n\nAnn Lee won the mile in Oslo. Ann Lee won the 800m in Rome.\n"
    revision = ingest("win", "win", raw).revision
    newsroom, words = Newsroom(Library([revision], answerer), MemoryConversations()), composer(Settings())
    answer = asyncio.run(newsroom.ask(ConversationKey(1, 1), Request("Where did Lee win the mile?")))
    told = Told(answer, words.compose(answer), words.suggestions(answer))
    wrong = {"number of quotes": "9", "never": "mile"}.get(key, "Bob")
    assert not CHECKS[key](told, wrong)
