"""``pressbox chat``: a conversation over standard input, one answer a line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]


def answers(result: Result) -> list[dict[str, Any]]:
    """The JSON objects that were printed, one a line."""
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_has_its_answer(run: Run, corpus: Path) -> None:
    """Questions are answered in order, one JSON object a line, found or not; empty lines are passed over."""
    typed = "when did Lee hurt her calf?\n\n   \nwho invented paper?\n"
    given = answers(run("chat", "--json", "--corpus", corpus, typed=typed))
    assert [answer["kind"] for answer in given] == ["found", "not_found"]
    assert [answer["question"] for answer in given] == ["when did Lee hurt her calf?", "who invented paper?"]


def test_a_follow_up_knows_who_was_meant(run: Run, corpus: Path) -> None:
    """A pronoun means the athlete of the question before, and the answer says so."""
    typed = "when did Lee hurt her calf?\nwho coaches her?\n"
    _, second = answers(run("chat", "--json", "--corpus", corpus, typed=typed))
    assert second["athletes"] == ["Ann Lee"]
    assert second["quotes"][0]["text"] == "Lee is coached by Gareth Pugh."
    assert second["rendered"].startswith("About Ann Lee:")


def test_a_source_can_be_asked_for(run: Run, corpus: Path) -> None:
    """Asking for the source shows the last quote again."""
    first, second = answers(run("chat", "--json", "--corpus", corpus, typed="who coaches Ann Lee?\nsource?\n"))
    places = [[(quote["start"], quote["end"]) for quote in answer["quotes"]] for answer in (first, second)]
    assert places[0] == places[1] != []


def test_ask_remembers_nothing(run: Run, corpus: Path) -> None:
    """Each ``ask`` is a conversation of its own."""
    run("ask", "when did Lee hurt her calf?", "--corpus", corpus)
    result = run("ask", "who coaches her?", "--corpus", corpus, "--json")
    assert json.loads(result.stdout)["athletes"] == []


def test_plain_answers_come_without_a_prompt(run: Run, corpus: Path) -> None:
    """In a pipe there is no prompt between the answers, and a last line needs no end."""
    result = run("chat", "--corpus", corpus, typed="who coaches Ann Lee?")
    assert result.exit_code == 0
    assert result.stdout.startswith("> Lee is coached by **Gareth Pugh**.\n")


def test_no_question_is_no_error(run: Run, corpus: Path) -> None:
    """An input that ends at once ends the conversation."""
    result = run("chat", "--json", "--corpus", corpus)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_small_talk_is_no_question(run: Run, corpus: Path) -> None:
    """Thanks get a friendly line and nothing is quoted; what was talked about before is not forgotten over it."""
    typed = "when did Lee hurt her calf?\nthanks, good bot!\nwho coaches her?\n"
    _, thanked, after = answers(run("chat", "--json", "--corpus", corpus, typed=typed))
    assert (thanked["kind"], thanked["quotes"]) == ("talk", [])
    assert after["athletes"] == ["Ann Lee"]
    plain = run("chat", "--corpus", corpus, typed="lol ok\n")
    assert plain.stdout == "Thank you! Ask me about an athlete whenever you like.\n\n"


def test_a_single_question_that_asks_nothing_gets_the_same_line(run: Run, corpus: Path) -> None:
    """`ask` meets small talk as `chat` does."""
    thanked = run("ask", "thanks!", "--corpus", corpus)
    assert thanked.stdout == "Glad to help. Ask me about an athlete whenever you like.\n"


def test_a_word_ends_the_conversation(run: Run, corpus: Path) -> None:
    """After "exit" nothing is answered any more."""
    given = answers(
        run("chat", "--json", "--corpus", corpus, typed="who coaches Ann Lee?\nExit\nwho coaches Ann Lee?\n")
    )
    assert len(given) == 1


def test_answers_are_told_apart(run: Run, corpus: Path) -> None:
    """For people an empty line stands below each answer."""
    result = run("chat", "--corpus", corpus, typed="who invented paper?\nwho invented glass?\n")
    first, second, rest = result.stdout.split("\n\n")
    assert first.startswith("I have nothing on that.")
    assert second.startswith("I have nothing on that.")
    assert rest == ""
