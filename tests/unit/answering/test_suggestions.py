"""What can be asked instead, where nothing answers."""

from bot.adapters import resources
from bot.adapters.corpus_files import load_corpus
from bot.answering.answerer import TOPIC_QUESTIONS
from bot.answering.composer import Composer
from bot.bootstrap.answering import article_paths, open_newsroom
from bot.domain.answer import NotFound, Topic
from bot.domain.request import Request
from bot.settings import LANGUAGES, Settings


def test_what_is_tried_is_what_is_suggested() -> None:
    """Every language suggests the questions of which the answerer has made sure."""
    for language in LANGUAGES:
        composer = Composer(resources.templates(language))
        for topic, question in TOPIC_QUESTIONS.items():
            assert composer.example(topic, "Ada Marl") == question.format(athlete="Ada Marl")


def test_only_what_is_answered_is_suggested() -> None:
    """A topic whose question finds nothing isn't offered, though the card has it."""
    press = open_newsroom(load_corpus(article_paths(Settings())).revisions).library.bundled.answerer
    answer = press.answer(Request("Which car does Steve Cram drive?"))
    assert isinstance(answer, NotFound)
    asked = Composer(resources.templates("en")).suggestions(answer)
    assert asked == ["Tell me about Steve Cram"]
    assert all(press.answer(Request(question)).quotes for question in asked)
    assert Topic.RESULTS in press.topics.at_hand("Steve Cram")
