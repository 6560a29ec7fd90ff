"""The lexicon knows which words belong together, as index terms."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.lexicon import Lexicon
from bot.domain.question import AnswerType
from bot.text.analyzer import word_term

DATA = {
    "wanted": {"person": "coach", "date": "year"},
    "carriers": {"any": "happened", "date": "time"},
    "related": {"injury": "injury calf", "body": "calf foot"},
    "event": {"words": "fell-over won", "results": "won"},
    "names": {"not_people": "north city", "titles": "sir kenyan"},
    "shorthand": {"pb": "personal best"},
    "small_talk": {"words": "thanks tschüss", "beside": "you", "greetings": "hi", "thanks": "thanks"},
    "openers": {"bare": {"wofür": "why"}, "joining": {"und": "and"}},
}
SMALL = Lexicon.from_data(DATA)
OWN = Lexicon.from_data(resources.lexicon_data())


def test_words_become_terms() -> None:
    """Words are brought to index terms; those joined by a hyphen count one by one."""
    assert SMALL.event == {"fall", "win"}
    assert SMALL.wanted == {"coach": AnswerType.PERSON, "year": AnswerType.DATE}


def test_a_word_in_two_groups_is_related_to_both() -> None:
    """A word's related ones come from every group it stands in, without itself."""
    assert SMALL.related["calf"] == {word_term("injury"), "foot"}
    assert SMALL.related["foot"] == {"calf"}


def test_some_words_carry_every_question() -> None:
    """Words of the table "any" only ask, whatever is asked; others only for their kind of answer."""
    happened, time = word_term("happened"), "time"
    assert SMALL.carries(happened, AnswerType.PERSON)
    assert SMALL.carries(time, AnswerType.DATE)
    assert not SMALL.carries(time, AnswerType.PERSON)


def test_it_knows_its_own_words() -> None:
    """A term is known when it is related to others, asks for something, or only carries questions."""
    assert all(SMALL.knows(term) for term in ("calf", "coach", word_term("happened")))
    assert not SMALL.knows("hedgehog")


def test_short_forms_are_spelled_out() -> None:
    """A short form leads to what it stands for."""
    assert SMALL.shorthand["pb"] == "personal best"


@given(term=st.sampled_from(sorted(OWN.related)))
def test_relations_hold_both_ways(term: str) -> None:
    """Whatever stands for a word is stood for by it, and no word stands for itself."""
    assert term not in OWN.related[term]
    assert all(term in OWN.related[other] for other in OWN.related[term])
