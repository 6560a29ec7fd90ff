"""Irregular forms are indexed under their base form."""

import pytest

from bot.text.analyzer import terms
from bot.text.irregular import BASE_FORMS


@pytest.mark.parametrize(
    ("form", "base"),
    [("won", "win"), ("ran", "run"), ("torn", "tear"), ("broke", "break"), ("women", "woman"), ("feet", "foot")],
)
def test_a_form_leads_to_its_base(form: str, base: str) -> None:
    """An irregular form and its base are one term."""
    assert BASE_FORMS[form] == base
    assert terms(form) == terms(base)


def test_a_base_form_is_final() -> None:
    """No form is its own base, and no base is a form of something else again."""
    assert not {base for form, base in BASE_FORMS.items() if base in BASE_FORMS or base == form}


def test_forms_are_plain_words() -> None:
    """Forms and bases are single words in lower case."""
    assert all(word.isalpha() and word.islower() for pair in BASE_FORMS.items() for word in pair)
