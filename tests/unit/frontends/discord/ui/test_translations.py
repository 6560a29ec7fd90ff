"""Whose language is spoken: the member's, else the server's, else the host's."""

import pytest
from discord import Locale

from bot.bootstrap.discord import translations


@pytest.mark.parametrize(
    ("host", "member", "server", "spoken"),
    [
        ("en", Locale.german, Locale.american_english, "de"),
        ("de", Locale.british_english, Locale.german, "en"),
        ("en", Locale.french, Locale.german, "de"),
        ("de", Locale.french, Locale.american_english, "de"),
        ("de", Locale.french, Locale.british_english, "en"),
        ("en", Locale.french, Locale.japanese, "en"),
        ("de", Locale.french, None, "de"),
    ],
)
def test_the_language_of_a_member(host: str, member: Locale, server: Locale | None, spoken: str) -> None:
    """A language the bot doesn't speak falls back; a server that never chose one doesn't overrule the host."""
    assert translations(host).for_member(member, server).language == spoken


def test_the_language_of_a_message() -> None:
    """Discord doesn't say in which language a message's writer reads; the server's or the host's is used."""
    assert translations("en").for_server(Locale.german).language == "de"
    assert translations("de").for_server(Locale.american_english).language == "de"
    assert translations("de").for_server(None).language == "de"
    assert translations("en").languages == ("de", "en")
