"""Before an article is published, the athletes it names are recognised."""

from bot.adapters import resources
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer
from bot.answering.names.people import People
from bot.answering.names.recognition import athletes_named, awaited_in
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


def awaited(text: str, *names: str, named: tuple[str, ...] = ()) -> dict[str, str]:
    """Those of some names that nobody knew whom an article has, by what they go by there."""
    return dict(awaited_in(Revision("a", text), named, names))


def test_whoever_is_awaited_is_found_in_any_spelling() -> None:
    """Without accents, with a possessive, family name first, and although nothing else tells of a person."""
    text = "Réka Nagy’s boat lost to that of MORI Ken."
    assert awaited(text, "Reka Nagy", "Ken Mori", "Ann Lee") == {"Reka Nagy": "Reka Nagy", "Ken Mori": "Ken Mori"}


def test_they_go_by_the_name_the_article_is_known_to_have() -> None:
    """In its spelling, also where only its front matter has it."""
    assert awaited("Nobody.", "Reka Nagy", named=("Réka Nagy",)) == {"Reka Nagy": "Réka Nagy"}


def test_a_part_of_a_name_is_nobody_awaited() -> None:
    """Neither a surname nor an initial with it: they may be anybody's."""
    assert awaited("Nagy beat R. Nagy and Bo Nagy.", "Reka Nagy") == {}


def test_somebody_else_of_the_name() -> None:
    """A new person who shares a known one's first name or surname is who is meant, also where only that stands."""
    text = "Lena Ruiz has hired the coach Pavel Varga again. Varga was glad. Lena Ruiz said that Lena trains hard."
    assert named(text) == ("Lena Ruiz", "Pavel Varga")
