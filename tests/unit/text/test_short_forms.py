"""Short forms mean the same in articles and in questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.analyzer import terms
from bot.text.short_forms import SHORT_FORMS, spell_out


@pytest.mark.parametrize("form", SHORT_FORMS)
def test_a_short_form_has_the_terms_of_its_words(form: str) -> None:
    """What a short form stands for finds it, and the other way round, in capitals, too."""
    assert terms(form) == terms(form.upper()) == terms(SHORT_FORMS[form])


def test_short_forms_are_spelled_out_within_a_text() -> None:
    """Whole words only, and none that a word goes on behind."""
    assert spell_out("A PB, dq'd at uni; pbs") == "A personal best, disqualified at university; personal bests"
    assert spell_out("unity, Keeper's, comprise") == "unity, Keeper's, comprise"


@given(st.text())
def test_spelling_out_twice_changes_nothing(text: str) -> None:
    """What is spelled out holds no short form."""
    assert spell_out(spell_out(text)) == spell_out(text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Im\u00adber", "imber"),
        ("ﬁnal", "final"),
        ("Wei\u200bß", "weiss"),
        ("Þórsdóttir", "thorsdottir"),
        ("１０ｋ", "10k"),
    ],
)
def test_odd_characters_fold_away(written: str, plain: str) -> None:
    """Soft hyphens, zero widths, ligatures and wide digits make no difference to what is found."""
    assert terms(written) == terms(plain) != []
