"""Who says the words between quote marks, as read from an article."""

import pytest

from bot.answering.article.reading import ArticleReading
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer
from bot.domain.article import Revision

GAZETTEER = Gazetteer(["Ann Lee", "Bob Kerr", "Nic van der Berg"])
WORDS = NameWords(frozenset({"radio"}), frozenset({"coach"}), frozenset({"jamaican"}))


def _speakers(*paragraphs: str) -> list[str | None]:
    """The speaker of each sentence in which anybody speaks."""
    reading = ArticleReading(Revision("a", "\n\n".join(paragraphs)), GAZETTEER, WORDS)
    return [sentence.speaker for sentence in reading.sentences if sentence.spoken]


@pytest.mark.parametrize(
    "text",
    [
        "“I was so tired by then,” said Ann Lee.",
        '"I was so tired by then," said Ann Lee.',
        "“I was so tired by then,” Lee said.",
        "“I was so tired by then”, Lee wrote on a card.",
        "Lee recalled, “I was so tired by then.”",
        "Lee said: “I was so tired by then.”",
        "Lee later admitted that she was “so tired by then”.",
        "According to Ann Lee, “it was a great day”.",
        "“It was a great day,” said Radio One commentator and former champion Ann Lee.",
        "“It was a great day for us,” Lee told Bob Kerr.",
        "Lee told Kerr: “It was a great day for us.”",
        "“Did I tire at all?” Lee asked.",
        "‘I didn’t tire at all,’ said Ann Lee.",
        "« I was so tired by then », said Ann Lee.",
        "„I was so tired by then“, said Ann Lee.",
        "Ann Lee: “I was so tired by then.”",
        "“It was a great day,” said Kerr's coach Ann Lee.",
        "'I was so tired by then,' Ann Lee told them.",
        "»I was so tired by then«, said Ann Lee.",
        "„I was so tired by then”, said Ann Lee.",
        "Ann Lee – “I was so tired by then.”",
        "Ann Lee, the winner: “I was so tired by then.”",
        "“I was so tired by then,” Lee, the coach of Kerr, told them.",
        "Lee, who had beaten Kerr, said: “I was so tired by then.”",
        "“I was so tired by then,” according to Ann Lee.",
        "“I was so tired by then.” — Ann Lee",
        "“I was so tired by then,” Lee confessed.",
    ],
)
def test_whoever_says_it_is_named(text: str) -> None:
    """The speaker is whoever the words beside the speech say it is, by full name."""
    assert _speakers(text) == ["Ann Lee"]


def test_somebody_outside_the_gazetteer_can_speak() -> None:
    """A full name that is no athlete's is a speaker too, as written."""
    assert _speakers("“I was so tired by then,” said Cy Young.") == ["Cy Young"]


@pytest.mark.parametrize("who", ["Jamaican Cy Young", "coach Cy Young", "Coach Cy Young"])
def test_a_title_is_no_part_of_the_speaker(who: str) -> None:
    """A nationality or an office in front of a full name is left out."""
    assert _speakers(f"“I was so tired by then,” said {who}.") == ["Cy Young"]


def test_a_nationality_and_a_surname_are_nobody_for_certain() -> None:
    """Somebody unknown who goes by nationality and surname has no full name to be given."""
    assert _speakers("“I was so tired by then,” said Jamaican Young.") == [None]


def test_particles_belong_to_the_speaker() -> None:
    """A surname with particles is read whole."""
    assert _speakers("“I was so tired by then,” said Nic van der Berg.") == ["Nic van der Berg"]


@pytest.mark.parametrize("pronoun", ["he", "she"])
def test_a_pronoun_is_the_athlete_named_last(pronoun: str) -> None:
    """He or she who speaks is the athlete whom the article named last, if it named nobody else there."""
    text = f"“I was so tired by then,” {pronoun} said."
    assert _speakers("Lee met Kerr.", "Kerr won in New York.", text) == ["Bob Kerr"]
    assert _speakers("Lee won. “Kerr was not there at all,” she added.", text) == ["Ann Lee"] * 2


@pytest.mark.parametrize(
    "before", ["Lee congratulated Kerr.", "Lee is coached by Lars Moe.", "Kerr won. Lee beat Kerr."]
)
def test_a_pronoun_that_could_be_two_is_nobody(before: str) -> None:
    """Where the sentence before names two people, athletes or not, nobody knows which of them speaks."""
    assert _speakers(f"{before} “I was so tired by then,” she said.") == [None]


def test_a_description_is_the_athlete_named_last() -> None:
    """The champion or the runner who speaks is the athlete the article named last."""
    assert _speakers("Lee won.", "“I was so tired by then,” said the champion.") == ["Ann Lee"]


def test_speech_continues_in_its_paragraph() -> None:
    """Speech with no words beside it continues the speech before it."""
    assert _speakers("Lee won.", '"I was so tired," she told Radio One. "Then I woke up again."') == ["Ann Lee"] * 2


def test_speech_may_come_before_its_attribution() -> None:
    """Speech that opens a paragraph belongs to whoever the paragraph then says speaks."""
    assert _speakers("“I was so tired.” Lee added: “But I ran on.”") == ["Ann Lee"] * 2


def test_an_opening_quote_mark_continues_the_paragraph_before() -> None:
    """A paragraph that opens with a quote mark continues the speaker of the paragraph before."""
    assert (
        _speakers("“I was so tired by then,” said Lee. “I slept for a day.", "“Then I ran again.”") == ["Ann Lee"] * 3
    )


def test_speakers_take_turns() -> None:
    """Each stretch of speech belongs to the words beside it, not to those of the stretch before."""
    paragraph = "“I never quit,” said Lee. “I once did,” Kerr added, “and it was hard for me.”"
    assert _speakers(paragraph) == ["Ann Lee", "Bob Kerr"]


def test_speech_that_was_introduced_keeps_its_speaker() -> None:
    """Words that lead up to speech count before those of the next sentence."""
    assert _speakers("Lee said: “I ran really well today.” Kerr said he agreed.") == ["Ann Lee"]


def test_speech_that_is_opened_anew_goes_on() -> None:
    """A mark in front of each sentence and none behind is one person's speech."""
    text = '"I was tired," said Lee. "I nearly fell. "I never gave up. "It was a great day."'
    assert _speakers(text) == ["Ann Lee"] * 4


@pytest.mark.parametrize("who", ["the world indoor champion", "the American", "the 27-year-old", "the team captain"])
def test_a_description_is_whoever_was_named_last(who: str) -> None:
    """A speaker who is only described is the one person that the sentence before names."""
    assert _speakers("Kerr won in Oslo.", f"“I was so tired by then,” said {who}.") == ["Bob Kerr"]
    assert _speakers("Kerr beat Lee in Oslo.", f"“I was so tired by then,” said {who}.") == [None]


@pytest.mark.parametrize(
    "text",
    [
        "“I was so tired by then,” said Lee. Her agent insisted that she would be back. “She will run again soon.”",
        "“I was so tired by then.” Lee left the stadium. “She will run again soon.”",
    ],
)
def test_a_report_in_between_ends_the_speech(text: str) -> None:
    """Speech behind a sentence of the reporter's isn't given to whoever spoke before it."""
    assert _speakers(text)[-1] is None


@pytest.mark.parametrize(
    ("before", "pronoun"),
    [
        ("Kerr fell in front of his mother.", "she"),
        ("Kerr fell, but he got up.", "she"),
        ("Lee ran well for her coach.", "he"),
        ("Lee met a friend.", "she"),
    ],
)
def test_he_and_she_are_not_whoever_does_not_fit(before: str, pronoun: str) -> None:
    """Where the sentence before has somebody without a name, or another pronoun for who it names, nobody speaks."""
    assert _speakers(before, f"“I was so tired by then,” {pronoun} said.") == [None]
