"""Every way to write an athlete's name leads to the athlete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer, gazetteer
from bot.answering.names.people import People
from bot.domain.article import Revision
from bot.retrieval.passage_index import PassageIndex

ATHLETES = (
    "Jake Wightman",
    "Josh Kerr",
    "Faith Kipyégon",
    "Georgia Hunter Bell",
    "Nic van der Berg",
    "Seán O'Brien",
    "Mary-Ann Smith",
    "Pelé",
)
GAZETTEER = Gazetteer(ATHLETES)


def _meant(text: str) -> list[str]:
    return [athlete for mention in GAZETTEER.mentions(text) for athlete in mention.athletes]


@pytest.mark.parametrize(
    ("text", "athlete"),
    [
        ("Josh Kerr", "Josh Kerr"),
        ("kerr", "Josh Kerr"),
        ("KERR", "Josh Kerr"),
        ("J. Kerr", "Josh Kerr"),
        ("j kerr", "Josh Kerr"),
        ("Kerr's", "Josh Kerr"),
        ("Kerr’s", "Josh Kerr"),
        ("Kipyegon", "Faith Kipyégon"),
        ("Kipyégon", "Faith Kipyégon"),
        ("Faith Kipye\u0301gon", "Faith Kipyégon"),
        ("kipyegon’s", "Faith Kipyégon"),
        ("O'Brien", "Seán O'Brien"),
        ("O’Brien", "Seán O'Brien"),
        ("Sean O’Brien’s", "Seán O'Brien"),
        ("van der Berg", "Nic van der Berg"),
        ("Van Der Berg", "Nic van der Berg"),
        ("Berg", "Nic van der Berg"),
        ("N. van der Berg", "Nic van der Berg"),
        ("Georgia Hunter Bell", "Georgia Hunter Bell"),
        ("Hunter Bell", "Georgia Hunter Bell"),
        ("Bell", "Georgia Hunter Bell"),
        ("G. Hunter Bell", "Georgia Hunter Bell"),
        ("Mary-Ann Smith", "Mary-Ann Smith"),
        ("pele", "Pelé"),
    ],
)
def test_a_name_leads_to_the_athlete(text: str, athlete: str) -> None:
    """Full name, surname, initial and surname, possessive, any case, accents or none: all mean the athlete."""
    assert _meant(f"Yesterday {text} ran") == [athlete]


@pytest.mark.parametrize("text", ["Josh", "Hunter", "der", "J.", "kerry", "Kerr-like", "", "the mile"])
def test_other_words_mean_nobody(text: str) -> None:
    """A first name alone, a particle, an initial or a longer word is no mention."""
    assert _meant(text) == []


def test_a_mention_spans_the_written_name() -> None:
    """A mention covers the name as it was written, in the text's own offsets."""
    text = "Did “Faith Kipyégon” beat Hunter Bell?"
    spans = [text[mention.start : mention.end] for mention in GAZETTEER.mentions(text)]
    assert spans == ["Faith Kipyégon", "Hunter Bell"]


@pytest.mark.parametrize("text", ["Josh never Kerr", "Josh; so, Kerr", "Josh/no/Kerr"])
def test_words_between_part_a_name(text: str) -> None:
    """A first name and a surname with another word between them are no full name."""
    assert [text[mention.start : mention.end] for mention in GAZETTEER.mentions(text)] == ["Kerr"]


@pytest.mark.parametrize("text", ["Josh Kerr", "Josh  Kerr", "Josh\nKerr", "Josh, Kerr", "Josh 1 - Kerr"])
def test_what_is_no_word_does_not_part_a_name(text: str) -> None:
    """White space, punctuation and numbers between a first name and a surname leave it one name."""
    assert [text[mention.start : mention.end] for mention in GAZETTEER.mentions(text)] == [text]


@given(text=st.one_of(st.text(), st.lists(st.sampled_from([*ATHLETES, "Kerr", "and", "’s", "."])).map(" ".join)))
def test_mentions_are_in_order_and_do_not_overlap(text: str) -> None:
    """Mentions lie inside the text, each after the one before."""
    end = 0
    for mention in GAZETTEER.mentions(text, frozenset()):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


def test_athletes_are_listed_once_by_surname() -> None:
    """One person is listed once, in the spelling given first, sorted by surname."""
    listed = Gazetteer(["Faith Kipyégon", "Josh Kerr", "Faith Kipyegon", "Faith Kipye\u0301gon", "Ann Lee"])
    assert listed.athletes == ("Josh Kerr", "Faith Kipyégon", "Ann Lee")


def test_an_athlete_comes_before_other_people() -> None:
    """A surname that an athlete shares with somebody else means the athlete; the other is found by the full name."""
    known = Gazetteer(["Ann Lee"], others=["Bob Lee"])
    assert known.mentions("Lee")[0].athletes == ("Ann Lee",)
    assert known.mentions("Bob Lee")[0].athletes == ("Bob Lee",)


def test_an_empty_gazetteer_knows_nobody() -> None:
    """Without athletes nobody is meant."""
    assert Gazetteer([]).mentions("Ann Lee", frozenset()) == []


def test_articles_fill_the_gazetteer() -> None:
    """The front matter's athletes are known, and everyone the texts treat as a person."""
    revision = Revision("a", "“No,” said Bob Hill.", athletes=("Ann Lee",))
    people = People(resources.name_model(), NameWords(frozenset(), frozenset()))
    assert gazetteer([revision], PassageIndex([revision]).statistics, people).athletes == ("Bob Hill", "Ann Lee")


@pytest.mark.parametrize(
    ("text", "athlete"),
    [
        ("Peña", "José María Peña López"),
        ("Pena Lopez", "José María Peña López"),
        ("José Peña", "José María Peña López"),
        ("Cole", "Marcus Cole Jr."),
        ("Marcus Cole", "Marcus Cole Jr."),
        ("Cole Jr.", "Marcus Cole Jr."),
        ("Keyan Sun", "Sun Keyan"),
        ("Lena Weiss", "Lena Weiß"),
        ("Mueller", "Jörg Müller"),
        ("Joerg Mueller", "Jörg Müller"),
        ("Thordis", "Anna Þórdís"),
        ("van der Poel", "Mathieu van der Poel"),
        ("Poel", "Mathieu van der Poel"),
        ("J. Kerr", "Josh Kerr"),
        ("Kerr, Josh", "Josh Kerr"),
    ],
)
def test_names_from_everywhere(text: str, athlete: str) -> None:
    """Two surnames, generations, family name first, umlauts, particles: each way to write a name means its bearer."""
    everybody = ["José María Peña López", "Marcus Cole Jr.", "Sun Keyan", "Lena Weiß", "Jörg Müller", "Anna Þórdís"]
    known = Gazetteer([*everybody, "Mathieu van der Poel", "Josh Kerr"])
    assert [mention.athletes for mention in known.mentions(f"Yesterday {text} ran")] == [(athlete,)]


def test_a_generation_is_nobodys_name() -> None:
    """Jr. alone means nobody."""
    assert Gazetteer(["Marcus Cole Jr."]).mentions("Reyes Jr. ran") == []


def test_one_person_has_one_entry_in_whatever_order() -> None:
    """Family name first or last is one person, in the spelling given first."""
    assert Gazetteer(["Sun Keyan", "Keyan Sun"]).athletes == ("Sun Keyan",)


def test_an_exact_name_always_resolves() -> None:
    """Whoever is called exactly what was typed is meant, however many others could be."""
    known = Gazetteer(["Mary Ann Lee", "Ann Lee", "Bob Ann Lee"])
    assert known.resolve("Ann Lee").athletes == ("Ann Lee",)


def test_officials_come_last() -> None:
    """A surname that an official shares with anybody who competes means the other."""
    known = Gazetteer([], others=["Ann Lee"], officials=["Bob Lee"])
    assert known.mentions("Lee")[0].athletes == ("Ann Lee",)
    assert known.mentions("Bob Lee")[0].athletes == ("Bob Lee",)


def test_a_name_in_an_article_has_a_capital() -> None:
    """An ordinary word that is somebody's name, too, is no mention in an article; in a question it may be."""
    known = Gazetteer(["Ann Lane"])
    assert known.mentions_in_article("She left her lane.") == []
    assert [mention.athletes for mention in known.mentions_in_article("Lane left.")] == [("Ann Lane",)]
    assert known.mentions("when did lane win")


def test_the_articles_tell_what_somebody_is_called() -> None:
    """Where articles call somebody by another word than the last alone, that word means them."""
    revision = Revision("a", "Li Rong tore her calf. Li finished third.", athletes=("Li Rong",))
    people = People(resources.name_model(), NameWords(frozenset(), frozenset()))
    known = gazetteer([revision], PassageIndex([revision]).statistics, people)
    assert known.resolve("when did li fall").athletes == ("Li Rong",)


def test_a_possessive_may_lack_its_apostrophe() -> None:
    """What people type as "kerrs coach" names Kerr, even where the articles use the word with its ending."""
    mentions = Gazetteer(["Josh Kerr"]).mentions("kerrs coach", frozenset({"kerrs", "coach"}))
    assert [mention.athletes for mention in mentions] == [("Josh Kerr",)]


@pytest.mark.parametrize(("text", "named"), [("who won gold?", []), ("what did Gold win?", ["Ann Gold"])])
def test_an_ordinary_word_in_lower_case_names_nobody(text: str, named: list[str]) -> None:
    """A surname that most articles use as an ordinary word means its bearer only with a capital, or beside a name."""
    revisions = [Revision("a", "Ann Gold won gold. Gold was happy.", athletes=("Ann Gold",))]
    revisions += [Revision(f"b{number}", "Lee won gold.") for number in range(2)]
    people = People(resources.name_model(), NameWords(frozenset(), frozenset()))
    known = gazetteer(revisions, PassageIndex(revisions).statistics, people)
    assert [name for mention in known.mentions(text) for name in mention.athletes] == named
    assert known.mentions("ann gold")
