"""What the articles have on one athlete is sorted into topics."""

from datetime import date

import pytest

from bot.answering.answerer import Answerer
from bot.answering.topics import QUOTES
from bot.bootstrap import answerer
from bot.domain.answer import Profile, Topic
from bot.domain.article import Byline, Revision
from bot.domain.quote import Quote
from bot.domain.request import Request


def _sections(press: Answerer, athlete: str) -> dict[Topic, list[Quote]]:
    return {section.topic: list(section.quotes) for section in press.topics.sections(athlete)}


def _article(name: str, text: str, athletes: tuple[str, ...], day: int | None = None, title: str = "News") -> Revision:
    return Revision(name, text, Byline(title, published=date(2024, 1, day) if day else None), athletes)


def test_each_topic_has_its_sentences(press: Answerer) -> None:
    """Victories, injuries and own words each have a topic; what names the athlete otherwise is the latest."""
    sections = {topic: [quote.text for quote in quotes] for topic, quotes in _sections(press, "Bea Voss").items()}
    assert sections[Topic.OWN_WORDS] == ["“My coach told me to wait,” Voss said."]
    assert sections[Topic.INJURIES] == ["She broke her foot in 2021 after a fall on stairs."]
    assert "Bea Voss won the 1500m in Ostrel on 9 June 2024." in sections[Topic.RESULTS]
    assert sections[Topic.LATEST] == ["Bea Voss finished second.", "Voss said she would be back."]


def test_topics_come_in_one_order(press: Answerer) -> None:
    """The latest comes first, then results, injuries and own words; a topic without sentences doesn't come."""
    assert list(_sections(press, "Bea Voss")) == [Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS]
    assert list(_sections(press, "Cora Quill")) == [Topic.RESULTS]


def test_a_sentence_stands_under_one_topic_only(press: Answerer) -> None:
    """No sentence is quoted twice in a profile, and no topic has more than a few."""
    for athlete in press.athletes:
        sections = _sections(press, athlete)
        references = [quote.reference for quotes in sections.values() for quote in quotes]
        assert len(set(references)) == len(references)
        assert all(0 < len(quotes) <= QUOTES for quotes in sections.values())


def test_what_is_at_hand_is_a_part_of_what_there_is(press: Answerer) -> None:
    """Topics offered after an answer that has nothing are topics of the athlete's card, in its order."""
    for athlete in press.athletes:
        sections = [section.topic for section in press.topics.sections(athlete)]
        offered = press.topics.at_hand(athlete)
        assert offered == tuple(topic for topic in sections if topic in offered)
        assert bool(offered) == bool(sections)


def test_nobody_unknown_has_topics(press: Answerer) -> None:
    """Whoever the articles don't know has nothing."""
    assert _sections(press, "Otto Brand") == {}


def test_quotes_can_be_left_out(press: Answerer) -> None:
    """What was quoted makes room for the next."""
    first = press.topics.sections("Bea Voss")
    quoted = [quote.reference for section in first for quote in section.quotes]
    assert not {q.reference for s in press.topics.sections("Bea Voss", quoted) for q in s.quotes} & set(quoted)


def test_articles_about_the_athlete_come_first() -> None:
    """Articles that list the athlete first, or have the name for a title, come before newer ones about others."""
    press = answerer(
        [
            _article("a", "Marl ran the relay.", ("Ada Marl", "Bea Voss"), 2),
            _article("b", "Marl watched the mile.", ("Bea Voss", "Ada Marl"), 9),
            _article("c", "Marl lives by the sea.", ("Bea Voss", "Ada Marl"), 1, title="ADA Marl"),
        ]
    )
    assert [quote.revision.article_id for quote in _sections(press, "Ada Marl")[Topic.LATEST]] == ["a", "c"]


def test_the_newest_of_them_comes_first() -> None:
    """Among articles about the athlete the newest comes first, and an undated one last."""
    days = {"a": None, "b": 3, "c": 8}
    press = answerer([_article(name, f"Marl ran in week {name}.", ("Ada Marl",), day) for name, day in days.items()])
    assert [quote.revision.article_id for quote in _sections(press, "Ada Marl")[Topic.LATEST]] == ["c", "b"]


@pytest.mark.parametrize("title", ["Ada Márl", " ada marl "])
def test_a_title_may_be_written_otherwise(title: str) -> None:
    """Accents, capitals and spaces don't matter for whether the title is the athlete's name."""
    press = answerer(
        [
            _article("a", "Marl watched the mile.", ("Bea Voss", "Ada Marl"), 9),
            _article("b", "Marl lives by the sea.", (), 1, title),
        ]
    )
    assert _sections(press, "Ada Marl")[Topic.LATEST][0].revision.article_id == "b"


def test_a_name_alone_is_answered_with_its_topics(press: Answerer) -> None:
    """A question that is nothing but a name is answered with that athlete's sections."""
    answer = press.answer(Request("Bea Voss"))
    assert isinstance(answer, Profile)
    assert answer.sections == press.topics.sections("Bea Voss")
