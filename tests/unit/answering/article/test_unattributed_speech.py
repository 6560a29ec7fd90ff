"""Where the article names no speaker, none is guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.article.speakers import Speech, Speeches
from bot.domain.span import Span


def _resolve(who: str, _position: int) -> str | None:
    return {"Lee": "Ann Lee", "Ann Lee": "Ann Lee", "Kerr": "Bob Kerr"}.get(who)


def _speeches(*paragraphs: str) -> list[tuple[str, str | None]]:
    text = "\n".join(paragraphs)
    starts = [sum(len(paragraph) + 1 for paragraph in paragraphs[:index]) for index in range(len(paragraphs))]
    spans = [Span(start, start + len(paragraph)) for start, paragraph in zip(starts, paragraphs, strict=True)]
    return [(speech.span.slice(text), speech.speaker) for speech in _read(text, spans)]


def _read(text: str, paragraphs: list[Span]) -> list[Speech]:
    speeches = Speeches(text, paragraphs, _resolve)
    return [speech for paragraph in paragraphs for speech in speeches.within(paragraph)]


@pytest.mark.parametrize(
    "text",
    [
        "The sign read “Welcome to the stadium”.",
        "Lee watched. “I was so tired by then.”",
        "“I was so tired by then,” said a fan.",
        "“I was so tired by then,” a fan said.",
        "“She was so tired by then,” said Lee’s coach.",
        "“She was so tired by then,” said a friend of Lee.",
        "A friend of Lee said: “She was so tired by then.”",
        "Lee’s coach said: “She was so tired by then.”",
        "Lee said she slept. “She was so tired by then,” said a fan.",
    ],
)
def test_speech_of_nobody_known_is_nobody_s(text: str) -> None:
    """Speech without attribution, or of somebody unknown beside the athlete, has no speaker."""
    assert [speaker for _, speaker in _speeches(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "“I was so tired by then,” said Lee. “She was so great today,” said a fan.",
        "“I was so tired by then,” said Lee. A fan said: “She was so great today.”",
        "Lee said: “I was so tired by then.” Fans said: “She was so great today.”",
    ],
)
def test_somebody_unknown_ends_the_speech_before(text: str) -> None:
    """Speech that the article gives to somebody unknown doesn't continue the speaker before."""
    assert [speaker for _, speaker in _speeches(text)] == ["Ann Lee", None]


def test_somebody_unknown_does_not_take_a_later_speaker() -> None:
    """Speech of somebody unknown at the head of a paragraph isn't the later speaker's."""
    found = _speeches("“She was so great today,” said a fan. “I was so tired by then,” said Lee.")
    assert [speaker for _, speaker in found] == [None, "Ann Lee"]


def test_a_paragraph_between_ends_the_speech() -> None:
    """Speech doesn't continue over a paragraph in which nobody speaks."""
    found = _speeches("“I was so tired by then,” said Lee.", "It rained.", "“The next day was better.”")
    assert [speaker for _, speaker in found] == ["Ann Lee", None]


def test_only_an_opening_quote_mark_continues_a_paragraph() -> None:
    """Speech further inside the next paragraph doesn't continue the one before."""
    found = _speeches("“I was so tired by then,” said Lee.", "A banner: “Welcome to the stadium”.")
    assert [speaker for _, speaker in found] == ["Ann Lee", None]


@pytest.mark.parametrize(
    "text", ["Lee said the “fast” race was on.", '"Fast" was the word, said Lee.', "No marks at all."]
)
def test_scare_quotes_are_no_speech(text: str) -> None:
    """Fewer than twelve characters between quote marks, marks included, are no speech."""
    assert _speeches(text) == []


def test_twelve_characters_are_speech() -> None:
    """Twelve characters between quote marks, marks included, are speech."""
    assert _speeches("“1234567890” said Lee.") == [("“1234567890”", "Ann Lee")]


def test_an_open_quote_mark_runs_to_the_end_of_its_paragraph() -> None:
    """Speech whose closing mark comes paragraphs later runs to the end of its own."""
    assert _speeches("Lee said: “I was so tired by then.", "“I slept for days.”") == [
        ("“I was so tired by then.", "Ann Lee"),
        ("“I slept for days.”", "Ann Lee"),
    ]


@settings(deadline=None)
@given(text=st.text(st.sampled_from(list("“”\" .,:'aLee\u00a0said\n")), max_size=120))
def test_speech_lies_in_its_paragraph_and_in_order(text: str) -> None:
    """Whatever the marks, speech lies inside the text, begins with a mark, and never overlaps."""
    end = 0
    for speech in _read(text, [Span(0, len(text))]):
        assert end <= speech.span.start < speech.span.end <= len(text)
        assert text[speech.span.start] in '"“'
        end = speech.span.end
