"""Question sets, read from files: SQuAD v2.0 JSON, conversations, and plain cases, one JSON object a line.

Every paragraph of a SQuAD file and every section of a conversation file becomes an article. Plain cases bring no
articles; they are asked of a corpus that is given beside them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.article import Byline, Revision
from bot.domain.errors import UserError
from bot.domain.quote import Quote
from bot.domain.span import Span


@dataclass(frozen=True, slots=True)
class Gold:
    """What a right answer is: a quote that overlaps one of ``places``, or that holds one of ``strings``.

    With neither, the question has no answer in the articles and must be declined.
    """

    places: tuple[tuple[str, Span], ...] = ()
    strings: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the articles answer at all."""
        return bool(self.places or self.strings)

    def meets(self, quote: Quote) -> bool:
        """Whether a quote answers."""
        return self.covers(quote.revision, quote.span)

    def covers(self, revision: Revision, span: Span) -> bool:
        """Whether a stretch of an article holds an answer."""
        if any(article == revision.article_id and span.overlaps(place) for article, place in self.places):
            return True
        text = span.slice(revision.text).lower()
        return any(string.lower() in text for string in self.strings)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its self-contained form where a person wrote one, and its answer."""

    question: str
    gold: Gold
    rewrite: str | None = None
    judged: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation, often of a single turn; ``group`` is the article it is about, for cross-validation."""

    id: str
    group: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Cases and the articles that came with them."""

    name: str
    cases: tuple[Case, ...]
    revisions: tuple[Revision, ...] = ()

    @property
    def conversational(self) -> bool:
        """Whether turns come with rewrites to compare with."""
        return any(turn.rewrite is not None for case in self.cases for turn in case.turns)


def load(path: Path) -> Dataset:
    """The question set in ``path``.

    Raises:
        UserError: when the file can't be read or has none of the known formats.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            cases = tuple(_plain_case(json.loads(line)) for line in text.splitlines() if line.strip())
            return Dataset(path.stem, cases)
        data = json.loads(text)
        if "dialogs" in data:
            return _conversations(path.stem, data)
        return _squad(path.stem, data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        known = "SQuAD v2.0 JSON, conversation JSON, or one case a line in a .jsonl file"
        raise UserError(f"{path} is no question set ({error!r}); known formats: {known}") from error


def _plain_case(data: dict[str, Any]) -> Case:
    asked = data["turns"] if "turns" in data else [data["q"]]
    gold = Gold(strings=tuple(data["gold"] or ()))
    # Only the last turn is judged; the ones before it set the scene.
    turns = [Turn(question, gold, judged=index == len(asked) - 1) for index, question in enumerate(asked)]
    return Case(str(data["id"]), data.get("article", str(data["id"])), tuple(turns))


def _squad(name: str, data: dict[str, Any]) -> Dataset:
    revisions: list[Revision] = []
    cases: list[Case] = []
    for article in data["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            article_id = f"{name}-{len(revisions):05}"
            revisions.append(Revision(article_id, paragraph["context"], Byline(title=title)))
            cases += _squad_cases(paragraph["qas"], article_id, title)
    return Dataset(name, tuple(cases), tuple(revisions))


def _squad_cases(questions: list[dict[str, Any]], article_id: str, title: str) -> Iterator[Case]:
    for question in questions:
        answers = () if question.get("is_impossible") else question["answers"]
        spans = (Span(a["answer_start"], a["answer_start"] + len(a["text"])) for a in answers)
        gold = Gold(tuple((article_id, span) for span in dict.fromkeys(spans)))
        yield Case(str(question["id"]), title, (Turn(question["question"], gold),))


def _conversations(name: str, data: dict[str, Any]) -> Dataset:
    ids = [f"{name}-{index:05}" for index in range(len(data["articles"]))]
    revisions = tuple(
        Revision(article_id, article["text"], Byline(title=f"{article['title']}: {article['section']}"))
        for article_id, article in zip(ids, data["articles"], strict=True)
    )
    cases = []
    for index, dialog in enumerate(data["dialogs"]):
        turns = tuple(
            Turn(
                turn["question"],
                Gold(tuple((ids[gold["article"]], Span(gold["start"], gold["end"])) for gold in turn["gold"])),
                turn["rewrite"],
            )
            for turn in dialog["turns"]
        )
        cases.append(Case(str(index), data["articles"][dialog["turns"][0]["article"]]["title"], turns))
    return Dataset(name, tuple(cases), revisions)
