"""What the articles have on one athlete is sorted into topics."""

from datetime import date

import pytest

from bot.answering.answerer import Answerer
from bot.answering.topics import QUOTES
from bot.bootstrap.answering import answerer
from bot.domain.answer import Profile, Topic
from bot.domain.article import Byline, Revision
from bot.domain.quote import Quote
from bot.domain.request import Request


def _sections(press: Answerer, athlete: str) -> dict[Topic, list[Quote]]:
    return {section.topic: list(section.quotes) for section in press.topics.sections(athlete)}


def _article(name: str, text: str, athletes: tuple[str, ...], day: int | None = None, title: str = "News") -> Revision:
    return Revision(name, text, Byline(title, published=date(2024, 1, day) if day else None), athletes)


def test_each_topic_has_its_sentences(press: Answerer) -> None:
    """Victories, injuries and own words each have a topic; the latest is their newest, and what is in none."""
    sections = {topic: [quote.text for quote in quotes] for topic, quotes in _sections(press, "Bea Voss").items()}
    assert sections[Topic.OWN_WORDS] == ["“My coach told me to wait,” Voss said."]
    assert sections[Topic.INJURIES] == ["She broke her foot in 2021 after a fall on stairs."]
    assert sections[Topic.RESULTS] == ["Voss beat Ada Marl by two metres."]
    assert sections[Topic.LATEST] == ["Bea Voss won the 1500m in Ostrel on 9 June 2024.", "Bea Voss finished second."]


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


def test_of_one_day_articles_about_the_athlete_come_first() -> None:
    """Articles that list the athlete first, or have the name for a title, come before those about others."""
    press = answerer(
        [
            _article("a", "Marl ran the relay.", ("Ada Marl", "Bea Voss"), 2),
            _article("b", "Marl watched the mile.", ("Bea Voss", "Ada Marl"), 2),
            _article("c", "Marl lives by the sea.", ("Bea Voss", "Ada Marl"), 2, title="ADA Marl"),
        ]
    )
    assert [quote.revision.article_id for quote in _sections(press, "Ada Marl")[Topic.LATEST]] == ["a", "c"]


def test_what_happened_last_comes_first() -> None:
    """A topic is in the order of the dates that the text tells, newest first; to others the publication's counts."""
    texts = [
        "Marl ran in Rome on 3 March 2023. The next day Marl rested.",
        "Marl ran in Lima on 5 December 2023.",
        "Marl plans to run in Oslo in 2030.",
    ]
    press = answerer(
        [_article(name, text, ("Ada Marl",), day) for name, text, day in zip("abc", texts, (9, 3, 5), strict=True)]
    )
    latest = press.topics.sections("Ada Marl", most=None)[0]
    assert [quote.text for quote in latest.quotes] == [
        "Marl plans to run in Oslo in 2030.",
        "Marl ran in Lima on 5 December 2023.",
        "Marl ran in Rome on 3 March 2023.",
        "The next day Marl rested.",
    ]


@pytest.mark.parametrize(
    "text", ["Marl was born in Rome on 3 March 1999.", "Ada Marl turned professional in 2018 and moved to Lima."]
)
def test_how_somebody_began_is_not_the_latest(text: str) -> None:
    """A birth or turning professional is in the timeline only."""
    press = answerer([_article("a", text, ("Ada Marl",), 3)])
    assert press.topics.sections("Ada Marl") == ()
    assert [quote.text for quote in press.topics.timeline("Ada Marl").quotes] == [text]


def test_the_newest_of_a_topic_is_the_latest_unless_it_is_all() -> None:
    """A dated victory is the latest where others are left among the results, and an only injury stays one."""
    text = "Marl won in Rome in 2022. Marl won in Lima on 5 May 2023. Marl tore a muscle on 6 May 2023."
    press = answerer([_article("a", text, ("Ada Marl",), 3)])
    sections = {topic: [quote.text for quote in quotes] for topic, quotes in _sections(press, "Ada Marl").items()}
    assert sections == {
        Topic.LATEST: ["Marl won in Lima on 5 May 2023."],
        Topic.RESULTS: ["Marl won in Rome in 2022."],
        Topic.INJURIES: ["Marl tore a muscle on 6 May 2023."],
    }


def test_a_story_kept_twice_is_shown_once() -> None:
    """The same sentence in another article doesn't come again, in a topic or the timeline."""
    articles = [_article(name, "Ada Marl won the relay in Rome in 2022.", ("Ada Marl",), 3) for name in "ab"]
    topics = answerer(articles).topics
    assert [len(section.quotes) for section in (*topics.sections("Ada Marl"), topics.timeline("Ada Marl"))] == [1, 1]


def test_the_family_is_somebody_else() -> None:
    """Whoever is called a relative by another first name is not the athlete."""
    text = "Ada Marl ran in Rome. Her father Geoff ran, too. Geoff Marl announced the race in Lima."
    (latest,) = answerer([_article("a", text, ("Ada Marl",), 3)]).topics.sections("Ada Marl", most=None)
    assert [quote.text for quote in latest.quotes] == ["Ada Marl ran in Rome."]


def test_a_report_tells_when_its_story_happened() -> None:
    """Where a fresh report begins with a day, that counts for what it tells without one; an old day in it doesn't."""
    report = "Marl won in Rome on 3 January 2024.\n\nMarl smiled at the line."
    memory = "Marl won in Lima on 3 May 2019.\n\nMarl rested at home."
    press = answerer([_article("a", report, ("Ada Marl",), 9), _article("b", memory, ("Ada Marl",), 5)])
    found = [quote.text for section in press.topics.sections("Ada Marl", most=None) for quote in section.quotes]
    assert found.index("Marl rested at home.") < found.index("Marl smiled at the line.")


def test_the_newest_article_comes_first() -> None:
    """Where the text tells no date, what was published last comes first, and what is undated last."""
    days = {"a": None, "b": 3, "c": 8}
    press = answerer([_article(name, f"Marl ran in week {name}.", ("Ada Marl",), day) for name, day in days.items()])
    assert [quote.revision.article_id for quote in _sections(press, "Ada Marl")[Topic.LATEST]] == ["c", "b"]


@pytest.mark.parametrize("title", ["Ada Márl", " ada marl "])
def test_a_title_may_be_written_otherwise(title: str) -> None:
    """Accents, capitals and spaces don't matter for whether the title is the athlete's name."""
    press = answerer(
        [
            _article("a", "Marl watched the mile.", ("Bea Voss", "Ada Marl"), 9),
            _article("b", "Marl lives by the sea.", (), 9, title),
        ]
    )
    assert _sections(press, "Ada Marl")[Topic.LATEST][0].revision.article_id == "b"


def test_a_name_alone_is_answered_with_its_topics(press: Answerer) -> None:
    """A question that is nothing but a name is answered with that athlete's sections."""
    answer = press.answer(Request("Bea Voss"))
    assert isinstance(answer, Profile)
    assert answer.sections == press.topics.sections("Bea Voss")
