"""Who is taken for a person: whoever the texts treat as one."""

import pytest

from bot.adapters import resources
from bot.answering.lexicon import NameWords
from bot.answering.names.people import People

WORDS = NameWords(
    frozenset({"great", "britain", "london", "world", "championships"}),
    frozenset({"sir", "coach", "injured", "danish"}),
    frozenset({"kenyan", "australian"}),
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


@pytest.mark.parametrize(
    "text",
    [
        "The Halifax Courier reported it. Keely Hodgkinson said no.",
        "She won the Keely Klassic. The Keely Klassic was her meeting.",
        "The newspaper Todo Alicante wrote that she fell.",
        "She attacked on the Col du Glandon, who knows why.",
        "He won on the Pont Alexandre III.",
        "His Omega Pharma team said no.",
    ],
)
def test_nothing_behind_an_article_or_its_kind_is_a_person(text: str) -> None:
    """A paper, a meeting or a bridge has "the", "his" or what it is in front of it, even where it speaks and wins."""
    assert set(PEOPLE.named([text])) <= {"Keely Hodgkinson"}


@pytest.mark.parametrize(
    "text",
    ["They met at Roland Garros.", "She fell on Alpe d'Huez.", "He comes from Ijebu Ode."],
)
def test_what_stands_only_where_places_do_is_nobody(text: str) -> None:
    """A name of which everybody is only in, at or on it, or comes from it, is a place."""
    assert PEOPLE.named([text]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan Susan Chepkemei won.",
        "She lost to Caty McNally.",
        "The title of Rebecca Adlington went to her. Adlington said no.",
        "Everyone was in awe: in Ann Lee. Ann Lee said no.",
    ],
)
def test_a_person_may_stand_behind_such_words_too(text: str) -> None:
    """The article of "the Kenyan Susan Chepkemei" is the Kenyan's; "to" and "of" tell nothing; once is not always."""
    assert len(PEOPLE.named([text])) == 1


@pytest.mark.parametrize("text", ["Australian {}", "Kenyan {}", "Australians {}"])
@pytest.mark.parametrize("surname", ["Johnson", "Chepkemei", "Kipchoge"])
def test_a_nationality_in_front_of_a_surname_is_no_first_name(text: str, surname: str) -> None:
    """A nationality and a surname are nobody's full name, however clearly the surname is a person's."""
    run = text.format(surname)
    assert PEOPLE.named([f"{run}, who won, said no. {surname} ran. {surname} fell."]) == {}


def test_a_nationality_is_left_out_of_a_full_name() -> None:
    """Somebody with a nationality in front goes by first name and surname."""
    assert set(PEOPLE.named(["She held off Kenyan Susan Chepkemei. Susan Chepkemei said no."])) == {"Susan Chepkemei"}


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
