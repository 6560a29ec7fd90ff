"""Whatever can be said about an article that is added, there are words for in every language."""

import pytest

from bot.bootstrap.discord import translations
from bot.domain.article import DroppedLine
from bot.domain.draft import Purpose
from bot.frontends.discord.ui.layout import LABEL
from bot.frontends.discord.ui.translations import ADDING, Words
from bot.ingestion.boilerplate_table import TABLE
from bot.ingestion.checks import Concern, Finding
from bot.settings import LANGUAGES

BUTTONS = (
    "publish suggest approve edit show_dropped back cancel open_again put_over put_back_hint previous next "
    "edit_and_approve reject earlier later"
).split()
FIELDS = ("link", "text", "file", "title", "outlet", "author", "date", "note")
LONGEST_TITLE, LONGEST_HINT = 45, 100


@pytest.fixture(params=sorted(LANGUAGES))
def words(request: pytest.FixtureRequest) -> Words:
    """One language's words about adding."""
    spoken = translations(request.param).for_server(None)
    return spoken.of(ADDING)


@pytest.mark.parametrize("concern", Concern)
def test_every_concern_has_words(words: Words, concern: Concern) -> None:
    """Each has a sentence of its own, and shows what is told with it."""
    finding = Finding(concern, "lee.1", 0.5, 3, "German", "cp1252", "03/04/2025")
    text = words.say("finding", finding=finding, concern=concern.value, title="Lee *wins*")
    assert len(text) > len("⚠️ ") + 10
    assert text.endswith((".", "\\*wins\\*"))


def test_every_reason_has_words(words: Words) -> None:
    """No reason for leaving a line out is shown by its inner name in German."""
    for reason in {kind.reason for kind in TABLE} | {
        "bare heading",
        "duplicate line",
        "publication time",
    }:
        text = words.say("dropped_line", line=DroppedLine(7, "Advertisement", reason))
        if words.language == "de":
            assert not text.endswith(f", {reason}") or reason == "navigation", reason


def test_labels_fit(words: Words) -> None:
    """Buttons, and the titles, labels and hints of forms, are within Discord's limits."""
    assert all(0 < len(words.say(button)) <= LABEL for button in BUTTONS)
    titles = [words.say("source_title", purpose=purpose) for purpose in Purpose]
    titles += [words.say("details_title"), words.say("reject_title"), *(words.say(f"{each}_label") for each in FIELDS)]
    assert all(0 < len(title) <= LONGEST_TITLE for title in titles)
    assert all(len(words.say(f"{each}_hint")) <= LONGEST_HINT for each in FIELDS)
