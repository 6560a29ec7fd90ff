"""Competitors do the same work: they find what exact scores find, give or take their own parameters."""

from pathlib import Path

import pytest

from bot.lab.benchmark.competitors import Competitor, find_competitors

DOCUMENTS = [[f"t{number % 7}", f"t{number % 11}", "t99" if number == 40 else "t0"] for number in range(60)]


def test_what_is_missing_is_named() -> None:
    """rank-bm25 and SQLite are always there; the others are there or named."""
    competitors, missing = find_competitors()
    assert {"rank-bm25", "SQLite FTS5"} <= {competitor.name for competitor in competitors}
    assert len(competitors) + len(missing) >= 4


@pytest.mark.parametrize("competitor", find_competitors()[0], ids=lambda competitor: competitor.name)
def test_a_competitor_finds_the_one_document_with_the_word(competitor: Competitor, tmp_path: Path) -> None:
    """Each finds the document that alone holds a word, first."""
    assert list(competitor.build(DOCUMENTS, tmp_path)(["t99", "t1"])[:1]) == [40]
