"""The project's own data is found wherever it runs."""

import pytest

from bot.adapters import resources
from bot.domain.answer import Topic


@pytest.mark.parametrize("name", ["corpus", "prompts"])
def test_folders_exist(name: str) -> None:
    """The corpus and the templates are folders with something in them."""
    assert any(resources.folder(name).iterdir())


def test_there_is_a_template_for_every_topic_and_kind() -> None:
    """Every answer has a template in English."""
    names = {"profile", "disagreement", "not_found", "ambiguous"}
    names |= {topic.value for topic in (Topic.FACT, Topic.WHAT_HAPPENED, Topic.OWN_WORDS, Topic.SOURCE)}
    assert {f"{name}.md.j2" for name in names} <= set(resources.templates("en"))


def test_an_unknown_language_has_no_templates() -> None:
    """A language that nobody wrote templates for has none."""
    assert resources.templates("xx") == {}


def test_lexicon_and_weights_can_be_read() -> None:
    """Both data files have all their parts."""
    assert {"wanted", "carriers", "related", "event", "names", "shorthand"} <= set(resources.lexicon_data())
    assert {"ranking", "confidence", "threshold"} <= set(resources.weights_data())


def test_english_words_are_known() -> None:
    """Rare English words are words; slips are not."""
    words = resources.EnglishWords()
    assert "porous" in words
    assert "porouz" not in words
