"""``pressbox ask`` and ``pressbox athlete``: one answer, for people or for programs."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

ANSWER = {
    "question", "understood_as", "kind", "certainty", "confidence", "athletes", "quotes", "nearest", "suggestions",
    "rendered",
}  # fmt: skip
QUOTE = {"text", "start", "end", "bold", "speaker", "article"}
ARTICLE = {"id", "title", "outlet", "author", "published", "url", "sha256"}
ASKED = {
    "found": "when did Lee hurt her calf?",
    "not_found": "how tall is Ann Lee?",
    "ambiguous": "where did Hart win?",
}


def published(result: Result) -> dict[str, Any]:
    """The one JSON object that was printed."""
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    answer: dict[str, Any] = json.loads(line)
    return answer


def test_an_answer_is_a_quote_with_its_source(run: Run, corpus: Path) -> None:
    """In a pipe an answer is Markdown: the quote after ">", then where it stands."""
    result = run("ask", "when did Lee hurt her calf?", "--corpus", corpus)
    assert result.stdout == (
        "> Ann Lee hurt her calf on **10 June 2025** in Oslo.\n\n"
        "— Lee hurts her calf · Track Weekly · Tom Reid · 20 June 2025 · https://track.example/lee\n"
    )
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(("kind", "question"), ASKED.items())
def test_json_has_these_keys_and_no_others(run: Run, corpus: Path, kind: str, question: str) -> None:
    """Every kind of answer has the same keys, in the same types, and status 0."""
    answer = published(run("ask", question, "--corpus", corpus, "--json"))
    assert answer.keys() == ANSWER
    assert (answer["question"], answer["kind"]) == (question, kind)
    assert 0 <= answer["confidence"] <= 1
    assert all(isinstance(text, str) for text in [answer["rendered"], *answer["athletes"], *answer["suggestions"]])
    assert bool(answer["quotes"]) == (kind == "found")


def test_json_quotes_have_these_keys_and_no_others(run: Run, corpus: Path) -> None:
    """A quote tells its place in the text, its answering words, its speaker and its article."""
    (quote,) = published(run("ask", "when did Lee hurt her calf?", "--corpus", corpus, "--json"))["quotes"]
    assert quote.keys() == QUOTE
    assert quote["article"].keys() == ARTICLE
    text = published(run("article", "calf", "--corpus", corpus, "--json"))["text"]
    assert quote["text"] == text[quote["start"] : quote["end"]] == "Ann Lee hurt her calf on 10 June 2025 in Oslo."
    assert text[slice(*quote["bold"])] == "10 June 2025"
    assert quote["speaker"] is None
    assert quote["article"] == {
        "id": "calf",
        "title": "Lee hurts her calf",
        "outlet": "Track Weekly",
        "author": "Tom Reid",
        "published": "2025-06-20",
        "url": "https://track.example/lee",
        "sha256": sha256(text.encode()).hexdigest(),
    }


def test_json_says_what_an_article_leaves_open(run: Run, corpus: Path) -> None:
    """What an article doesn't say about itself is null."""
    (quote,) = published(run("ask", "where did Zoe Hart win the mile?", "--corpus", corpus, "--json"))["quotes"]
    unknown = [key for key, value in quote["article"].items() if value is None]
    assert unknown == ["outlet", "author", "published", "url"]


def test_json_names_the_speaker(run: Run, corpus: Path) -> None:
    """Somebody's own words come with their name and with the marks they were written in."""
    (quote, *_) = published(run("ask", "what did Ann Lee say?", "--corpus", corpus, "--json"))["quotes"]
    assert (quote["text"], quote["speaker"]) == ("“I heard a pop – and that was it,” said Lee.", "Ann Lee")


def test_a_shared_name_is_asked_back_about(run: Run, corpus: Path) -> None:
    """The athletes who may be meant are the suggestions."""
    answer = published(run("ask", "where did Hart win?", "--corpus", corpus, "--json"))
    assert answer["suggestions"] == ["Max Hart", "Zoe Hart"]


def test_what_is_left_out_is_not_searched(run: Run, corpus: Path) -> None:
    """An advertisement in the file answers nothing."""
    answer = published(run("ask", "advertisement", "--corpus", corpus, "--json"))
    assert answer["kind"] == "not_found"


def test_one_file_is_a_corpus_too(run: Run, corpus: Path) -> None:
    """A corpus can be given as files, and several times."""
    files = ["--corpus", corpus / "calf.md", "--corpus", corpus / "final.md"]
    assert "searched 2 articles" in run("ask", "who invented paper?", *files).stdout
    assert "searched 1 article." in run("ask", "who invented paper?", *files[:2]).stdout


def test_the_bundled_articles_answer(run: Run) -> None:
    """Without a corpus of one's own, the project's articles answer, from any folder."""
    answer = published(run("ask", "When did Kerr hurt his calf?", "--json"))
    assert answer["athletes"] == ["Josh Kerr"]
    assert answer["quotes"]


@pytest.mark.parametrize("question", ["", "  ", "?!", "\u200b", "👟"])
def test_a_question_has_a_word(run: Run, corpus: Path, question: str) -> None:
    """A question without a single letter or digit is a wrong call, and an example is given."""
    result = run("ask", question, "--corpus", corpus)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "when did Kerr hurt his calf?" in result.stderr


def test_a_question_is_needed(run: Run) -> None:
    """A call without a question says what is missing."""
    result = run("ask")
    assert result.exit_code == 2
    assert "Missing argument 'QUESTION'" in result.stderr


def test_an_athlete_has_a_profile(run: Run, corpus: Path) -> None:
    """What there is on an athlete comes in sections, in quotes."""
    result = run("athlete", "lee", "--corpus", corpus)
    assert result.exit_code == 0
    assert result.stdout.startswith("**Ann Lee**\n")
    assert "> Ann Lee hurt her calf on 10 June 2025 in Oslo." in result.stdout
    assert "> “I heard a pop – and that was it,” said Lee." in result.stdout


def test_an_athlete_in_json_is_an_answer(run: Run, corpus: Path) -> None:
    """A profile has the keys of every answer."""
    answer = published(run("athlete", "Ann Lee", "--corpus", corpus, "--json"))
    assert answer.keys() == ANSWER
    assert (answer["kind"], answer["athletes"]) == ("found", ["Ann Lee"])
    assert all(quote.keys() == QUOTE for quote in answer["quotes"])


@pytest.mark.parametrize(("name", "kind"), [("Nobody Known", "not_found"), ("Hart", "ambiguous")])
def test_an_athlete_who_is_not_clear_is_answered(run: Run, corpus: Path, name: str, kind: str) -> None:
    """An unknown athlete and a shared name are answers, not errors."""
    answer = published(run("athlete", name, "--corpus", corpus, "--json"))
    assert (answer["kind"], answer["quotes"]) == (kind, [])


@pytest.mark.parametrize("arguments", [["athlete"], ["athlete", "!"]])
def test_an_athlete_is_needed(run: Run, arguments: list[str]) -> None:
    """A call without a name is a wrong one."""
    assert run(*arguments).exit_code == 2
