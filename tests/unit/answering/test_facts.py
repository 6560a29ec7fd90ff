"""What articles tell about who an athlete is."""

import pytest

from bot.bootstrap.answering import answerer
from bot.domain.answer import FactKind
from bot.domain.article import Revision


def _facts(text: str, athlete: str = "Ada Marl") -> list[tuple[FactKind, str]]:
    topics = answerer([Revision("a", text, athletes=("Ada Marl", "Bea Voss"))]).topics
    return [(fact.kind, fact.words) for fact in topics.facts(athlete)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ada Marl was born in Rome on 3 March 1999.", FactKind.BORN, "3 March 1999"),
        ("Ada Marl, who is 26, ran in Rome.", FactKind.AGE, "26"),
        ("Marl ran in Rome, aged 26.", FactKind.AGE, "aged 26"),
        ("Ada Marl won the 1500m in Rome.", FactKind.EVENT, "1500m"),
        ("Ada Marl runs for Benfica.", FactKind.CLUB, "Benfica"),
        ("Ada Marl joined the Lima Track Club.", FactKind.CLUB, "Lima Track Club"),
        ("Ada Marl is back. She has been coached by Mia Lund since 2018.", FactKind.COACH, "Mia Lund"),
        ("Ada Marl is back. Her coach Mia Lund came, too.", FactKind.COACH, "Mia Lund"),
        ("Ada Marl set her personal best of 1:54.61 in Rome.", FactKind.BEST, "personal best of 1:54.61"),
        ("Ada Marl ran a personal best of 9.784 seconds.", FactKind.BEST, "personal best of 9.784 seconds"),
        ("Ada Marl won. Her time of 1:54.90 was a personal best.", FactKind.BEST, "1:54.90 was a personal best"),
    ],
)
def test_a_fact_is_the_words_that_tell_it(text: str, kind: FactKind, words: str) -> None:
    """Each kind is told in the article's own words."""
    assert _facts(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Marl was coached by her father until 2022.",
        "Ada Marl ran for Lima University.",
        "Ada Marl runs for Great Britain.",
        "Ada Marl parted from her coach. Marl said that her coach Mia Lund had been fired.",
        "Ada Marl was proud. Her coach Mia Lund died in 2024.",
        "Bea Voss beat Ada Marl. Her personal best of 1:54.61 stood.",
        "Ada Marl and Bea Voss ran in Rome. Her coach Mia Lund came, too.",
    ],
)
def test_what_was_so_once_or_of_somebody_else_is_no_fact(text: str) -> None:
    """Nothing is told that may be over, or that may be about another."""
    assert _facts(text) == []


def test_what_is_over_is_told_no_more() -> None:
    """A coach of whom a later sentence says that they parted isn't named."""
    text = "In 2021 Ada Marl is coached by Mia Lund.\n\nIn 2025 Ada Marl parted from her coach Mia Lund."
    assert _facts(text) == []


def test_the_newest_is_told() -> None:
    """Of two coaches the later one, of a birth and an age the birth; and no more than two bests."""
    text = """Ada Marl is coached by Mia Lund, and that is so in 2021.

In 2024 Ada Marl is coached by Cy Roe. Marl, aged 25, won. Marl was born in 1999.

Marl ran a personal best of 4:01.20 in 2024. Marl ran a personal best of 4:02.20 in 2023.

Marl ran a personal best of 4:03.20 in 2022."""
    assert _facts(text) == [
        (FactKind.BORN, "1999"),
        (FactKind.COACH, "Cy Roe"),
        (FactKind.BEST, "personal best of 4:01.20"),
        (FactKind.BEST, "personal best of 4:02.20"),
    ]
