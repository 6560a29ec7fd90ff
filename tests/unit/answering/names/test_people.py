"""Who is taken for a person: whoever the texts treat as one."""

import pytest

from bot.adapters import resources
from bot.answering.lexicon import NameWords
from bot.answering.names.people import People

WORDS = NameWords(
    frozenset({"great", "britain", "london", "world", "championships"}),
    frozenset({"kenyan", "sir", "coach", "injured"}),
)
PEOPLE = People(resources.name_model(), WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "“I ran well,” Ann Lee said.",
        "“I ran well,” said Ann Lee.",
        "Ann Lee told reporters about it.",
        "Olympic champion Ann Lee ran.",
        "She beat her rival Ann Lee.",
        "Nobody saw teammate Ann Lee.",
        "Ann Lee fell, but he got up. Then Lee ran on.",
        "Ann Lee rose because she could. Lee ran on.",
    ],
)
def test_a_person_speaks_has_a_role_or_is_he_or_she(text: str) -> None:
    """Somebody who says something, has a role, or stands alone by surname with "he" or "she" near is a person."""
    assert set(PEOPLE.named([text])) == {"Ann Lee"}


@pytest.mark.parametrize(
    "text",
    [
        "Heavy rain fell. Then Heavy Rain fell.",
        "They met at Old Trafford.",
        "Great Britain said no.",
        "London Lee said no.",
        "BBC Sport said no.",
        "The World Championships began.",
        "Lee said no.",
        "ann lee said no.",
    ],
)
def test_a_capitalised_run_alone_is_nobody(text: str) -> None:
    """A run of words that nothing treats as a person, an organisation, a place and a bare surname are nobody."""
    assert PEOPLE.named([text]) == {}


def test_words_written_small_elsewhere_are_no_names() -> None:
    """A word that the texts also write in lower case is no part of a name, in whichever text it stands."""
    assert PEOPLE.named(["Despite Lee said it.", "He ran despite it."]) == {}


def test_names_are_given_folded() -> None:
    """Accents and curly apostrophes of a name are brought to their plain forms."""
    assert set(PEOPLE.named(["Zoé O’Brien said no."])) == {"Zoe O'Brien"}


def test_people_of_all_texts_are_found() -> None:
    """Each text adds its people, once."""
    texts = ["Ann Lee said no.", "Bob Kerr said yes.", "Ann Lee said yes."]
    assert set(PEOPLE.named(texts)) == {"Ann Lee", "Bob Kerr"}


def test_no_texts_name_nobody() -> None:
    """Without texts there are no people."""
    assert PEOPLE.named([]) == {}


def test_a_namesake_in_passing_is_left_out() -> None:
    """Somebody named once beside a namesake who is named all the time is nobody's first thought."""
    texts = ["Ann Lee said no."] * 11 + ["Bob Lee said yes."]
    assert set(PEOPLE.named(texts)) == {"Ann Lee"}
