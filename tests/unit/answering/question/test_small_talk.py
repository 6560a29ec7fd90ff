"""Small talk is told from questions by its words, and what may be a question is one."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.lexicon import Lexicon
from bot.answering.question.small_talk import talk_topic
from bot.bootstrap.answering import answerer
from bot.domain.answer import TalkTopic
from bot.domain.article import Revision

LEXICON = Lexicon.from_data(resources.lexicon_data())
KNOWN = sorted(LEXICON.small_talk | LEXICON.beside_small_talk)
QUESTIONS = Path(__file__).parents[3] / "questions" / "corpus.jsonl"


@pytest.mark.parametrize(
    "text",
    ["thanks", "Thank you so much!", "lol ok", "good bot", "OK cool 😀", "that was good", "nice one, mate", "haha no",
     "hello there", "Danke dir!", "Tschüss", "das war echt gut", "well done"],
)  # fmt: skip
def test_small_talk(text: str) -> None:
    """Greeting, thanking, praising and agreeing ask nothing, in English and German."""
    assert talk_topic(text, LEXICON)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hi", TalkTopic.GREETING),
        ("hello there", TalkTopic.GREETING),
        ("thanks!", TalkTopic.THANKS),
        ("good bot", TalkTopic.PRAISE),
        ("help", TalkTopic.HELP),
        ("what can you do?", TalkTopic.HELP),
        ("how does this work?", TalkTopic.HELP),
        ("Was kannst du?", TalkTopic.HELP),
        ("who are you?", TalkTopic.IDENTITY),
        ("are you a bot?", TalkTopic.IDENTITY),
        ("what's your name", TalkTopic.IDENTITY),
        ("you're wrong", TalkTopic.COMPLAINT),
        ("no, that's not right", TalkTopic.COMPLAINT),
        ("bad bot", TalkTopic.COMPLAINT),
        ("thats not what i asked", TalkTopic.COMPLAINT),
    ],
)
def test_what_is_said_to_the_bot(text: str, topic: TalkTopic) -> None:
    """A greeting, thanks, praise, a complaint, a cry for help and a question about the bot are told apart."""
    assert talk_topic(text, LEXICON) is topic


@pytest.mark.parametrize(
    "text",
    ["who are the pacemakers", "what is the record for", "help Kerr", "wrong shoes", "what did you say about him",
     "", "?!", "😀", "thanks?", "was that good", "is it ok", "good race", "thanks, and Kerr", "more", "why", "you",
     "one", "Great Britain", "the best", "nice medal", "ok what about gold", "so and so", "und Wightman", "warum"],
)  # fmt: skip
def test_no_small_talk(text: str) -> None:
    """A question mark, a question's beginning, or any word that could be about something makes it a question."""
    assert not talk_topic(text, LEXICON)


@given(st.lists(st.sampled_from(KNOWN), max_size=5), st.sampled_from(["Kerr", "1500m", "medal", "who", "when", "more"]))
def test_one_telling_word_is_enough(words: list[str], telling: str) -> None:
    """Whatever else is in it, a message with a word that isn't known as small talk is a question."""
    assert not talk_topic(" ".join([*words, telling]), LEXICON)


def test_no_question_of_our_own_is_small_talk() -> None:
    """None of the questions with an answer that answers are measured with is passed over."""
    cases = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    asked = [text for case in cases if case["gold"] for text in case.get("turns", [case.get("q")])]
    assert len(asked) > 300
    assert not [text for text in asked if talk_topic(text, LEXICON)]


def test_a_name_is_no_small_talk() -> None:
    """Somebody whose name is a friendly word can be asked about by name."""
    known = answerer([Revision("nice", "Ada Nice won the mile in Leith.", athletes=("Ada Nice",))])
    assert known.reader.talk("good bot")
    assert not known.reader.talk("Nice")
