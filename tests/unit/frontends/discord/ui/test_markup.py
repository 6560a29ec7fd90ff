"""Text is written so that Discord shows it as it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.discord.ui.markup import DiscordMarkup

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_LIVE = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|<>\[\]@#]")
SOURCE = st.text(st.sampled_from("ab1 .,:;/\\*_~`|<>[]()@#-+\n!’“é") | st.characters(codec="utf-8"), max_size=60)

plain = DiscordMarkup().plain


def _shown(text: str) -> str:
    """What Discord shows of a text without live markup: a backslash before a punctuation mark is not shown."""
    return _ESCAPED.sub(r"\1", text)


@given(SOURCE)
def test_nothing_is_lost_or_added(text: str) -> None:
    """What a reader sees is the text, character by character; only a NUL becomes visible."""
    assert _shown(plain(text)).rstrip("\u2069\u202c") == text.replace("\0", "␀").rstrip("\u2069\u202c")


def test_marks_for_the_direction_end_with_the_text() -> None:
    """What a text leaves open can't turn what stands behind it; what it closes itself is left alone."""
    assert plain("a\u202eb\u2067c") == "a\u202eb\u2067c\u202c\u2069"
    assert plain("a\u202eb\u202c \u2066c\u2069") == "a\u202eb\u202c \u2066c\u2069"


@given(SOURCE)
def test_no_markup_stays_alive(text: str) -> None:
    """No character with which emphasis, code, spoilers, mentions, links or headings begin is left unescaped."""
    assert not _LIVE.search(plain(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("**bold** _slanted_", r"\*\*bold\*\* \_slanted\_"),
        ("# Heading", r"\# Heading"),
        ("- item\n  - item\n-# small", "\\- item\n  \\- item\n\\-\\# small"),
        ("1. first\n12. twelfth", "1\\. first\n12\\. twelfth"),
        ("> quoted", r"\> quoted"),
        ("[here](https://evil.example)", r"\[here\](https\://evil.example)"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("<@1> <#2> <@&3> <t:4> </ask:5>", r"\<\@1\> \<\#2\> \<\@&3\> \<t:4\> \</ask:5\>"),
        ("@everyone and @here", r"\@everyone and \@here"),
        ("discord.gg/abc", r"discord.gg\/abc"),
        (":smile: at 3:29.38", r"\:smile: at 3:29.38"),
        ("C:\\runs", "C:\\\\runs"),
        ("O’Brien’s 1500m – 3:27.79, 2nd.", "O’Brien’s 1500m – 3:27.79, 2nd."),
    ],
)
def test_each_kind_of_markup_is_taken_out(text: str, written: str) -> None:
    """What Discord knows as markup is behind a backslash, and ordinary prose stays as it is."""
    assert plain(text) == written
