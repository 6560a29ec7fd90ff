"""The bundled articles are complete, traceable, clean, and worth asking about."""

import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from yarl import URL

from bot.adapters.corpus_files import load_corpus
from bot.answering.answerer import Answerer
from bot.bootstrap.answering import answerer
from bot.domain.answer import Topic
from bot.domain.article import Revision
from bot.ingestion.document import IngestedArticle
from bot.text.sentences import blocks

CORPUS = Path(__file__).parents[1] / "corpus"
FEWEST_ARTICLES, FEWEST_ATHLETES, FEWEST_SPORTS = 60, 40, 8
MOST_QUOTED_WORDS = 25
QUOTED = re.compile(r"“([^”]*)”")
NOT_SAID = frozenset({"fearless"})
"""Words between quote marks that nobody says: a tattoo."""
TOPICS = (Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS)


@cache
def articles() -> dict[str, IngestedArticle]:
    """Every bundled article by id."""
    return {article.revision.article_id: article for article in load_corpus([CORPUS]).articles}


@pytest.fixture(scope="module")
def model() -> Answerer:
    """An answerer over all of them."""
    return answerer([article.revision for article in articles().values()])


every_article = pytest.mark.parametrize(
    "revision", [pytest.param(article.revision, id=name) for name, article in articles().items()]
)


def test_there_is_something_for_everybody() -> None:
    """Many articles about many athletes in many sports."""
    revisions = [article.revision for article in articles().values()]
    assert len(revisions) >= FEWEST_ARTICLES
    assert len(set(chain.from_iterable(each.athletes for each in revisions))) >= FEWEST_ATHLETES
    assert len(set(chain.from_iterable(each.categories for each in revisions))) >= FEWEST_SPORTS


@every_article
def test_front_matter_is_complete(revision: Revision) -> None:
    """Each says what it is called, who wrote it, when, about whom, in which sport, and where its facts are from."""
    byline = revision.byline
    assert byline.title
    assert byline.outlet
    assert byline.author
    assert revision.athletes
    assert revision.categories
    assert byline.published is not None
    assert date(2000, 1, 1) < byline.published


@every_article
def test_sources_are_addresses(revision: Revision) -> None:
    """Each source is the address of a page, given once."""
    sources = revision.byline.sources
    assert sources
    assert len(set(sources)) == len(sources)
    for source in sources:
        url = URL(source)
        assert url.scheme in {"http", "https"}
        assert url.host
        assert "." in url.host


@pytest.mark.parametrize("name", articles())
def test_nothing_is_lost_in_reading(name: str) -> None:
    """Cleaning leaves out no line of ours."""
    assert articles()[name].dropped == ()


@every_article
def test_quotations_are_short(revision: Revision) -> None:
    """No quotation has 25 words or more."""
    assert all(len(quoted.split()) < MOST_QUOTED_WORDS for quoted in QUOTED.findall(revision.text))


@every_article
def test_every_quotation_has_a_speaker(model: Answerer, revision: Revision) -> None:
    """Whatever stands between quote marks is found as speech, and its article says whose."""
    for sentence in model.finder.read(revision).sentences:
        quoted = [words for words in QUOTED.findall(sentence.span.slice(revision.text)) if words not in NOT_SAID]
        if quoted:
            assert sentence.speaker, sentence.span.slice(revision.text)


@every_article
def test_every_athlete_resolves(model: Answerer, revision: Revision) -> None:
    """The full name of whomever an article is about means that athlete and nobody else."""
    for athlete in revision.athletes:
        assert model.profile_of(athlete).question.athletes == (athlete,)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_much_to_say(model: Answerer, topic: Topic) -> None:
    """The card of many athletes has something under each topic."""
    names = dict.fromkeys(chain.from_iterable(article.revision.athletes for article in articles().values()))
    told = [name for name in names if any(each.topic is topic for each in model.topics.sections(name, most=None))]
    assert len(told) >= FEWEST_ATHLETES // 4


def test_no_sentence_stands_twice() -> None:
    """No article repeats a sentence of another."""
    texts = [article.revision.text for article in articles().values()]
    sentences = Counter(span.slice(text) for text in texts for block in blocks(text) for span in block.sentences)
    assert [sentence for sentence, count in sentences.items() if count > 1] == []
