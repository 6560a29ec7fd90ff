"""A small newsroom of invented athletes, with the project's own lexicon and weights."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.adapters import resources
from bot.adapters.onnx.bundled import shared_encoder
from bot.answering.answerer import Answerer
from bot.answering.composer import Composer
from bot.answering.lexicon import Lexicon
from bot.answering.names.gazetteer import Gazetteer, gazetteer
from bot.answering.names.people import People
from bot.answering.question.followup import FollowUp
from bot.answering.question.query_rewriting import QueryRewriter
from bot.answering.question.reader import QuestionReader
from bot.answering.ranking.evidence import EvidenceFinder, Scored
from bot.answering.ranking.weights import Weights
from bot.bootstrap.answering import answerer
from bot.domain.answer import Answer
from bot.domain.article import Byline, Revision
from bot.domain.conversation import Conversation, Turn
from bot.domain.question import Question
from bot.domain.request import Request
from bot.retrieval.passage_index import PassageIndex

_MARL = """Ada Marl won the 800m in Torrin on 3 May 2024. She clocked 1:57.40 and took gold.

Marl tore a hamstring in March because she trained on ice. She was 24 years old.

“I have never been so tired,” said Marl.

Bea Voss finished second. Voss said she would be back."""

_VOSS = """Bea Voss won the 1500m in Ostrel on 9 June 2024. Voss beat Ada Marl by two metres. Marl finished third.

“My coach told me to wait,” Voss said. She broke her foot in 2021 after a fall on stairs."""

_QUILLS = """Cora Quill won the steeplechase on 2 July 2024. Dan Quill fell at the water jump."""

_RAIN = """It rained in Torrin for a week. The stadium was closed because of floods."""

Ask = Callable[..., Answer]
Rank = Callable[..., list[Scored]]


@pytest.fixture(scope="session")
def articles() -> list[Revision]:
    """Four articles by an invented paper."""
    return [
        Revision(
            "marl-gold",
            _MARL,
            Byline("Marl wins in Torrin", "Lap Weekly", "Jo O’Pike", date(2024, 5, 4), "https://lap.example/marl"),
            ("Ada Marl", "Bea Voss"),
        ),
        Revision(
            "voss-gold",
            _VOSS,
            Byline("Voss wins in Ostrel", "Lap Weekly", None, date(2024, 6, 10)),
            ("Bea Voss", "Ada Marl"),
        ),
        Revision("quills", _QUILLS, Byline("Day of the Quills"), ("Cora Quill", "Dan Quill")),
        Revision("rain", _RAIN, Byline("Rain in Torrin")),
    ]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The project's own lexicon."""
    return Lexicon.from_data(resources.lexicon_data())


@pytest.fixture(scope="session")
def weights() -> Weights:
    """The project's own weights."""
    return Weights.from_data(resources.weights_data())


@pytest.fixture(scope="session")
def index(articles: list[Revision]) -> PassageIndex:
    """The passages of the articles."""
    return PassageIndex(articles)


@pytest.fixture(scope="session")
def known(articles: list[Revision], index: PassageIndex, lexicon: Lexicon) -> Gazetteer:
    """Everyone the articles know."""
    return gazetteer(articles, index.statistics, People(resources.name_model(), lexicon.names))


@pytest.fixture(scope="session")
def rewriter(known: Gazetteer, lexicon: Lexicon, index: PassageIndex) -> QueryRewriter:
    """Questions in the articles' spelling; "porous" stands for all of English."""
    return QueryRewriter(known, lexicon, index, frozenset({"porous"}))


@pytest.fixture(scope="session")
def reader(known: Gazetteer, lexicon: Lexicon, rewriter: QueryRewriter, finder: EvidenceFinder) -> QuestionReader:
    """A reader of questions about the articles."""
    return QuestionReader(lexicon, known, rewriter, finder.share_article)


@pytest.fixture(scope="session")
def finder(index: PassageIndex, known: Gazetteer, lexicon: Lexicon, weights: Weights) -> EvidenceFinder:
    """The articles' sentences, ranked."""
    return EvidenceFinder(index, known, lexicon, weights, shared_encoder())


@pytest.fixture(scope="session")
def press(articles: list[Revision]) -> Answerer:
    """Answers from the articles."""
    return answerer(articles)


@pytest.fixture(scope="session")
def composer() -> Composer:
    """Answers in plain Markdown."""
    return Composer(resources.templates("en"))


@pytest.fixture(scope="session")
def ask(press: Answerer) -> Ask:
    """Asks one question after another in a conversation; the answer to the last."""

    def answered(*texts: str) -> Answer:
        conversation = Conversation()
        for text in texts[:-1]:
            answer = press.answer(Request(text), conversation)
            quoted = tuple(quote.reference for quote in answer.quotes)
            conversation = conversation.with_turn(Turn(answer.question, quoted))
        return press.answer(Request(texts[-1]), conversation)

    return answered


@pytest.fixture(scope="session")
def understand(reader: QuestionReader) -> Callable[[str], Question]:
    """Reads one question outside of any conversation."""

    def read(text: str) -> Question:
        return reader.read(FollowUp(text, text, reader.resolve(text).athletes))

    return read
