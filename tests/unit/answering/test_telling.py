"""Of one article, the sentence that tells most about an athlete is quoted."""

import pytest

from bot.answering.answerer import Answerer
from bot.domain.article import Revision


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“I slept well,” said Marl. Ada Marl won the 800m in Rome.", "Ada Marl won the 800m in Rome."),
        ("Ada Marl tore a hamstring. Ada Marl won in May.", "Ada Marl tore a hamstring."),
        ("She won. Ada Marl moved to Rome. “It is warm,” said Marl.", "Ada Marl moved to Rome."),
        ("It rained in Rome. “I am tired,” said Ada Marl.", "“I am tired,” said Ada Marl."),
    ],
    ids=["not what is said of it", "the first of equals", "with the name", "about the athlete"],
)
def test_what_happened_is_told_first(press: Answerer, text: str, told: str) -> None:
    """What happened comes before what is said, and a sentence with the name before others; the article may be new."""
    quote = press.telling(Revision("new", text), "Ada Marl")
    assert quote
    assert quote.text == told


def test_an_article_that_doesn_t_mean_the_athlete_tells_its_beginning(press: Answerer) -> None:
    """So it does where nobody is asked about, and one without a word tells nothing."""
    rain = Revision("rain", "It rained in Rome. Nobody ran.")
    quotes = [press.telling(rain, "Ada Marl"), press.telling(rain, None)]
    assert [quote.text for quote in quotes if quote] == ["It rained in Rome."] * 2
    assert press.telling(Revision("none", ""), None) is None
