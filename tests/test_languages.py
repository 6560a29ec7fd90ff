"""Every language has the same words to say."""

from typing import Any

import pytest
from jinja2 import DictLoader, Environment, nodes

from bot.adapters import resources
from bot.adapters.sql import members
from bot.answering.composer import Composer
from bot.domain.answer import Topic
from bot.frontends.discord.asking.content import TOPICS
from bot.frontends.discord.ui.layout import LABEL
from bot.frontends.discord.ui.markup import DiscordMarkup
from bot.settings import LANGUAGES

FILTERS = ("words", "plain", "strong")
OTHERS = sorted(LANGUAGES - {"en"})
LONGEST_NAME, LONGEST_DESCRIPTION = 32, 100


def _shape(language: str) -> dict[str, Any]:
    """Per template: its macros with their arguments, and every name that it reads."""
    templates = resources.templates(language)
    environment = Environment(loader=DictLoader(templates), autoescape=False)  # noqa: S701  # parsed, never rendered
    environment.filters |= dict.fromkeys(FILTERS, str)
    parsed = {name: environment.parse(source) for name, source in templates.items()}
    return {name: (_macros(tree), _reads(tree)) for name, tree in parsed.items()}


def _macros(tree: nodes.Template) -> dict[str, list[str]]:
    return {macro.name: [argument.name for argument in macro.args] for macro in tree.find_all(nodes.Macro)}


def _reads(tree: nodes.Template) -> set[str]:
    names = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    return names | {attribute.attr for attribute in tree.find_all(nodes.Getattr)}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_template_and_every_piece(language: str) -> None:
    """The same files hold the same pieces, with the same arguments."""
    here, english = _shape(language), _shape("en")
    assert set(here) == set(english)
    for name, (macros, _) in english.items():
        assert here[name][0] == macros, name


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_reads_the_same_values(language: str) -> None:
    """What an English template tells, the other tells as well, and nothing is invented."""
    here, english = _shape(language), _shape("en")
    singular = {"answer", "count", "athletes"}  # a plural is not formed alike everywhere
    for name, (_, reads) in english.items():
        assert here[name][1] ^ reads <= singular, name


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_labels_and_names_fit(language: str) -> None:
    """Buttons, commands and descriptions are within Discord's limits."""
    composer = Composer(resources.templates(language), DiscordMarkup())
    buttons = ("context", "more", "wrong", "previous", "next")
    labels = [composer.phrase("discord", piece) for piece in buttons]
    labels += [composer.phrase("discord", "topic", topic=topic) for topic in TOPICS]
    assert all(0 < len(label) <= LABEL for label in labels)
    for name in _shape(language)["commands.j2"][0]:
        text = composer.phrase("commands", name)
        if name.endswith("_description"):
            assert 0 < len(text) <= LONGEST_DESCRIPTION
        else:
            assert 0 < len(text) <= LONGEST_NAME
            free = name in {"ask_about_this_name", "add_as_article_name"} or name.startswith("choice_")
            assert free or (text == text.lower() and " " not in text)


def test_every_topic_of_a_card_has_a_name() -> None:
    """The card's topics are those a question can lead to, and the timeline."""
    assert set(TOPICS) == {Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS, Topic.TIMELINE}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_sort_of_record_is_named(language: str) -> None:
    """Whatever the database can hold about a member, /privacy show has words for."""
    composer = Composer(resources.templates(language), DiscordMarkup())
    counts = dict.fromkeys(members._SORTS, 7)
    assert composer.phrase("discord", "privacy_show", counts=counts, days=30).count("7 ×") == len(counts)
