"""Question sets are read as they are published."""

import json
from pathlib import Path

import pytest

from bot.bootstrap.answering import answerer
from bot.domain.errors import UserError
from bot.domain.span import Span
from bot.lab.evaluation.datasets import Gold, load
from bot.lab.evaluation.run import evaluate

TEXT = "Ann Lee won the mile in Oslo. She ran 4:15.02."
OSLO = {"text": "Oslo", "answer_start": 24}
SQUAD = {
    "data": [
        {
            "title": "Ann_Lee",
            "paragraphs": [
                {
                    "context": TEXT,
                    "qas": [
                        {
                            "id": "1",
                            "question": "Where did Lee win?",
                            "answers": [{"text": "Oslo", "answer_start": 24}],
                        },
                        {"id": "2", "question": "Who coached Lee?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ]
}
CONVERSATIONS = {
    "articles": [{"title": "Ann Lee", "section": "Mile", "text": TEXT}],
    "dialogs": [
        {
            "turns": [
                {"question": "Where did Lee win?", "rewrite": "Where did Ann Lee win?", "article": 0,
                 "gold": [{"article": 0, "start": 0, "end": 29}]},
                {"question": "how fast?", "rewrite": "How fast was Ann Lee?", "article": 0,
                 "gold": [{"article": 0, "start": 30, "end": 46}]},
            ]
        }
    ],
}  # fmt: skip


def written(folder: Path, name: str, data: object) -> Path:
    """A file of JSON."""
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_a_squad_paragraph_is_an_article(tmp_path: Path) -> None:
    """Each paragraph becomes an article under its title, and answers are spans of it."""
    dataset = load(written(tmp_path, "set.json", SQUAD))
    (revision,) = dataset.revisions
    first, second = dataset.cases
    assert (revision.text, revision.byline.title) == (TEXT, "Ann Lee")
    assert first.turns[0].gold.covers(revision, Span(0, 29))
    assert not second.turns[0].gold.answerable


def test_a_conversation_keeps_its_rewrites(tmp_path: Path) -> None:
    """A conversation's turns come in order, each with the self-contained form a person wrote."""
    dataset = load(written(tmp_path, "talk.json", CONVERSATIONS))
    assert [turn.rewrite for turn in dataset.cases[0].turns] == ["Where did Ann Lee win?", "How fast was Ann Lee?"]
    assert dataset.conversational


def test_only_the_last_turn_of_a_plain_case_is_judged(tmp_path: Path) -> None:
    """In a file of plain cases the earlier turns only set the scene."""
    lines = (
        '{"id": "a", "turns": ["Tell me about Lee", "where?"], "gold": ["Oslo"]}\n{"id": "b", "q": "?", "gold": null}'
    )
    first, second = load(written(tmp_path, "own.jsonl", lines)).cases
    assert [turn.judged for turn in first.turns] == [False, True]
    assert not second.turns[0].gold.answerable


@pytest.mark.parametrize("content", ["{", "[]", '{"data": [{"title": 1}]}'])
def test_another_format_is_explained(tmp_path: Path, content: str) -> None:
    """A file of no known format is named, with the formats that are known."""
    with pytest.raises(UserError, match=r"odd\.json is no question set.*SQuAD"):
        load(written(tmp_path, "odd.json", content))


def test_a_gold_string_counts_wherever_it_stands() -> None:
    """A plain case's gold is met by any quote that holds one of its strings, in whatever case."""
    from bot.domain.article import Revision  # noqa: PLC0415

    assert Gold(strings=("OSLO",)).covers(Revision("a", TEXT), Span(0, 29))


def test_conversations_are_measured_beside_other_readings(tmp_path: Path) -> None:
    """A conversation set is measured in conversation, and beside it as a person rewrote its questions."""
    dataset = load(written(tmp_path, "talk.json", CONVERSATIONS))
    report = evaluate(dataset, (), answerer, lambda outcomes, _total, _name: outcomes)
    assert {"in conversation: follow-ups", "human rewrite: follow-ups"} <= set(report.tables)
    assert len(report.outcomes) == 2
