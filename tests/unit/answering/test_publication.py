"""Every front-end publishes an answer in one shape."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.answering.composer import Composer
from bot.answering.publication import describe, publish
from bot.domain.answer import Answer, Found
from bot.domain.article import Revision

Ask = Callable[..., Answer]
QUESTIONS = ["When did Marl win the 800m?", "What did Voss say?", "Marl", "hedgehogs?", "When did Quill win?", ""]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_has_the_same_keys(ask: Ask, composer: Composer, question: str) -> None:
    """Whatever the kind of answer, the keys are the same and the whole can be written as JSON."""
    published = publish(ask(question), composer)
    keys = [
        "question",
        "understood_as",
        "kind",
        "certainty",
        "confidence",
        "athletes",
        "quotes",
        "nearest",
        "suggestions",
        "rendered",
    ]
    assert list(published) == keys
    assert json.loads(json.dumps(published)) == published
    assert published["question"] == question


@pytest.mark.parametrize(
    ("question", "kind"),
    list(zip(QUESTIONS, ["found", "found", "found", "not_found", "ambiguous", "talk"], strict=True)),
)
def test_the_kind_is_told(ask: Ask, composer: Composer, question: str, kind: str) -> None:
    """An answer is published under its kind; only those that found something have quotes."""
    published = publish(ask(question), composer)
    assert published["kind"] == kind
    assert bool(published["quotes"]) == (kind == "found")
    assert (published["certainty"] == "none") == (kind != "found")


@pytest.mark.parametrize("question", QUESTIONS)
def test_offsets_are_the_article_s(ask: Ask, composer: Composer, articles: list[Revision], question: str) -> None:
    """A quote is the stored article's text between its offsets, and its marked words lie inside."""
    texts = {revision.article_id: revision for revision in articles}
    for quote in publish(ask(question), composer)["quotes"]:
        revision = texts[quote["article"]["id"]]
        assert revision.text[quote["start"] : quote["end"]] == quote["text"]
        assert revision.sha256 == quote["article"]["sha256"]
        if quote["bold"]:
            assert quote["start"] <= quote["bold"][0] < quote["bold"][1] <= quote["end"]


def test_what_comes_closest_is_no_quote(ask: Ask, composer: Composer) -> None:
    """Where nothing answers, the closest sentences are published beside the quotes, of which there are none."""
    published = publish(ask("Is Marl married?"), composer)
    assert published["quotes"] == []
    assert 0 < len(published["nearest"]) <= 3
    assert all(quote["bold"] is None for quote in published["nearest"])
    assert publish(ask("When did Marl win the 800m?"), composer)["nearest"] == []


def test_confidence_is_rounded(ask: Ask, composer: Composer) -> None:
    """Confidence is published with four places."""
    answer = ask("When did Marl win the 800m?")
    assert isinstance(answer, Found)
    assert publish(replace(answer, confidence=0.123456), composer)["confidence"] == 0.1235


def test_what_an_article_does_not_say_is_none() -> None:
    """An article is described by its byline; what is missing is none, and never made up."""
    described = describe(Revision("a", "It rained."))
    assert described.pop("sha256") == Revision("b", "It rained.").sha256
    assert described == dict.fromkeys(["id", "title", "outlet", "author", "published", "url"], None) | {"id": "a"}


def test_dates_are_written_year_first(articles: list[Revision]) -> None:
    """The date of publication is in the international form."""
    assert describe(articles[0])["published"] == "2024-05-04"
