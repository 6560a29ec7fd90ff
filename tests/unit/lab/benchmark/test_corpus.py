"""Generated articles are reproducible, and their words are as unevenly common as those of the source."""

from collections import Counter

import pytest

from bot.domain.article import Byline, Revision
from bot.domain.errors import UserError
from bot.lab.benchmark.corpus import PASSAGES_EACH, Generator
from bot.retrieval.passage_index import PassageIndex

SOURCES = [
    Revision(f"s{number}", f"{name} won the race in the rain of {name}ville. " * 9, Byline(title=f"{name} wins"))
    for number, name in enumerate(["Ada", "Bea", "Cid"])
] + [Revision("rare", " ".join(f"word{'abcdefgh'[at]}" for at in range(8)) * 3)]


def test_an_article_is_the_same_whenever_it_is_generated() -> None:
    """Article number seven doesn't depend on how many were made before it."""
    every = list(Generator(SOURCES).articles(9))
    assert list(Generator(SOURCES).articles(1, first=7)) == every[7:8]
    assert every != list(Generator(SOURCES, seed=2).articles(9))


def test_an_article_has_the_passages_it_should() -> None:
    """Each paragraph of a generated article is one passage of the index."""
    index = PassageIndex(Generator(SOURCES).articles(5))
    assert len(index) == pytest.approx(5 * PASSAGES_EACH, abs=2)


def test_common_words_stay_common_and_rare_ones_get_variants() -> None:
    """The share of a common word is that of the source; new words keep coming as the corpus grows."""
    generator = Generator(SOURCES)
    counted = Counter(word for article in generator.articles(40) for word in article.text.lower().split())
    source = Counter(word for revision in SOURCES for word in revision.text.lower().split())
    assert counted["the"] / counted.total() == pytest.approx(source["the"] / source.total(), abs=0.03)
    few = {word for article in generator.articles(4) for word in article.text.split()}
    assert len(counted) > len(few)


def test_too_little_text_is_refused() -> None:
    """With a handful of words there is nothing to resample."""
    with pytest.raises(UserError, match="fifty words"):
        Generator([Revision("a", "Kerr won.")])
