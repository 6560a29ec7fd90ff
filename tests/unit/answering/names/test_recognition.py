"""Before an article is published, the athletes it names are recognised."""

from bot.adapters import resources
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.names.people import People
from bot.answering.names.recognition import athletes_named
from bot.domain.article import Revision


def named(text: str, *listed: str) -> tuple[str, ...]:
    """Whom an article names where Ann Lee, Bo Lee and Lena Varga are known."""
    known = Gazetteer(["Ann Lee", "Bo Lee", "Lena Varga"])
    return athletes_named(
        Revision("a", text, athletes=listed),
        known,
        People(resources.name_model(), NameWords(frozenset({"oslo"}), frozenset({"champion"}))),
    )


def test_listed_known_and_new_athletes_are_named() -> None:
    """Those the front matter lists come first, then known ones in the text, then new people, nobody twice."""
    text = "Varga beat Ann Lee in Oslo. The champion Cleo Ito said that Varga was the best."
    assert named(text, "Dee Roy", "Ann Lee") == ("Dee Roy", "Ann Lee", "Lena Varga", "Cleo Ito")


def test_a_shared_surname_names_nobody() -> None:
    """A surname of two athletes alone is nobody's."""
    assert named("Lee won the mile.") == ()


def test_somebody_else_of_the_name() -> None:
    """A new person who shares a known one's first name or surname is who is meant, also where only that stands."""
    text = "Lena Ruiz has hired the coach Pavel Varga again. Varga was glad. Lena Ruiz said that Lena trains hard."
    assert named(text) == ("Lena Ruiz", "Pavel Varga")
