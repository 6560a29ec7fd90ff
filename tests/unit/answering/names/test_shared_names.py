"""A name that several share leads to all of them, until something settles it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.names.gazetteer import Gazetteer

GAZETTEER = Gazetteer(["Tim Lee", "Ann Lee", "Bob Lee", "Josh Kerr"])
LEES = ("Ann Lee", "Bob Lee", "Tim Lee")


def test_a_shared_surname_is_ambiguous() -> None:
    """A surname of several athletes means nobody for certain; all of them are candidates, sorted."""
    resolution = GAZETTEER.resolve("When did Lee win?")
    assert resolution.athletes == ()
    assert resolution.ambiguous == ("Lee", LEES)


def test_a_shared_initial_is_ambiguous() -> None:
    """An initial narrows the candidates, but doesn't choose among those that share it."""
    shared = Gazetteer(["Ann Lee", "Amy Lee", "Bob Lee"])
    assert shared.resolve("A. Lee").ambiguous == ("A. Lee", ("Amy Lee", "Ann Lee"))


def test_an_initial_settles_it() -> None:
    """An initial that only one of them has says who is meant."""
    assert GAZETTEER.resolve("When did B. Lee win?").athletes == ("Bob Lee",)


def test_a_known_athlete_settles_it() -> None:
    """Whoever was already clear is meant by the shared surname."""
    resolution = GAZETTEER.resolve("When did Lee win?", known=["Bob Lee"])
    assert (resolution.athletes, resolution.ambiguous) == (("Bob Lee",), None)


def test_a_full_name_in_the_same_text_settles_it() -> None:
    """A full name says whom the surname means, before it or after it."""
    assert GAZETTEER.resolve("Did Lee win? Ann Lee, I mean").athletes == ("Ann Lee",)


def test_two_known_athletes_settle_nothing() -> None:
    """Where two known athletes share the surname, it stays open."""
    assert GAZETTEER.resolve("Did Lee win?", known=["Bob Lee", "Ann Lee"]).ambiguous == ("Lee", LEES)


def test_others_are_still_certain() -> None:
    """An athlete named beside an open name is certain all the same, and named once."""
    resolution = GAZETTEER.resolve("Did Josh Kerr or Lee win, and Kerr?")
    assert resolution.athletes == ("Josh Kerr",)
    assert resolution.ambiguous == ("Lee", LEES)


def test_siblings_are_all_meant() -> None:
    """The brothers or sisters of a name are everyone who bears it."""
    resolution = GAZETTEER.resolve("Tell me about the Lee brothers")
    assert (resolution.athletes, resolution.ambiguous) == (LEES, None)


def test_the_open_name_is_shown_as_written() -> None:
    """The name that is asked back about is the one that was typed."""
    ambiguous = GAZETTEER.resolve("did LEE win").ambiguous
    assert ambiguous is not None
    assert ambiguous[0] == "LEE"


@given(order=st.permutations(["Tim Lee", "Ann Lee", "Bob Lee", "Josh Kerr"]))
def test_the_order_of_the_athletes_does_not_matter(order: list[str]) -> None:
    """Candidates come sorted, whichever order the athletes were given in."""
    assert Gazetteer(order).resolve("Lee").ambiguous == ("Lee", LEES)


@given(text=st.text())
def test_any_text_can_be_resolved(text: str) -> None:
    """No text is an error, and each athlete is named once."""
    athletes = GAZETTEER.resolve(text, frozenset()).athletes
    assert len(set(athletes)) == len(athletes)
