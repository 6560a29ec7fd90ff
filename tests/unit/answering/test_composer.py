"""Answers are put into words by templates, and quotes stay as they are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError, TemplateSyntaxError

from bot.adapters import resources
from bot.answering.composer import Composer
from bot.domain.answer import Ambiguous, Answer, Disagreeing, Found, NotFound, Profile, Section, Topic
from bot.domain.article import Byline, Revision
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote
from bot.domain.span import Span

COMPOSER = Composer(resources.templates("en"))
QUESTION = Question("Who won?", "Who won?", AnswerType.PERSON, ("win",), athletes=("Ada Marl",))
BYLINE = Byline("Rain", "Lap Weekly", "Jo O’Pike", date(2024, 5, 4), "https://lap.example/1")
WORDS = "Marl's “gold” <b>& {{ 7 * 7 }} {% raise %} O'Hara"


class _Loud:
    """Markup that is easy to see."""

    def plain(self, text: str) -> str:
        return text.replace("*", "\\*")

    def strong(self, text: str) -> str:
        return f"<<{text}>>"


def _quote(text: str = WORDS, byline: Byline = BYLINE, bold: Span | None = None, speaker: str | None = None) -> Quote:
    return Quote(Revision("a", text, byline), Span(0, len(text)), bold, speaker)


def _found(quote: Quote, topic: Topic = Topic.FACT, question: Question = QUESTION) -> Found:
    return Found(question, topic, (quote,), 0.9)


def _answers(text: str) -> list[Answer]:
    quote, question = _quote(text), replace(QUESTION, text=text, about=(text,), athletes=(text,), speaker=text)
    sections = tuple(
        Section(topic, (quote,)) for topic in (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS)
    )
    topics = (Topic.LATEST, Topic.RESULTS, Topic.INJURIES, Topic.OWN_WORDS)
    kinds = [Topic.FACT, Topic.WHAT_HAPPENED, Topic.OWN_WORDS, Topic.SOURCE]
    return [
        *(_found(quote, topic, question) for topic in kinds),
        Profile(question, text, sections, 1.0),
        Disagreeing(question, (quote, quote), 0.9),
        NotFound(question, 0.1, 3, (quote,), topics),
        Ambiguous(question, text, (text, text)),
    ]


@given(text=st.text(min_size=1) | st.just(WORDS))
def test_every_kind_of_answer_can_be_said(text: str) -> None:
    """Each kind of answer has its words, and quoted characters stand in them untouched."""
    for answer in _answers(text):
        said = COMPOSER.compose(answer)
        assert said
        assert all(quote.text.strip() in said for quote in answer.quotes)


def test_quotes_are_not_escaped() -> None:
    """Apostrophes, angle brackets and ampersands stay what they are."""
    assert f"> {WORDS}" in COMPOSER.compose(_found(_quote()))


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% for x in y %}", "{{ answer.__class__ }}", "{# note #}"])
def test_text_is_never_a_template(text: str) -> None:
    """What looks like a template in a name, a question or an article is said as it stands."""
    for answer in _answers(text):
        said = COMPOSER.compose(answer)
        assert "49" not in said
        assert text in said


def test_a_missing_value_is_an_error() -> None:
    """A template that asks for something that isn't there fails instead of saying nothing."""
    with pytest.raises(UndefinedError):
        Composer({"fact.md.j2": "{{ answer.nothing_of_the_kind }}"}).compose(_found(_quote()))


@pytest.mark.parametrize("template", ["{{ answer.__class__.__mro__ }}", "{{ ''.__class__.__subclasses__() }}"])
def test_templates_are_sandboxed(template: str) -> None:
    """A template can't reach into the program."""
    with pytest.raises(SecurityError):
        Composer({"fact.md.j2": template}).compose(_found(_quote()))


def test_a_broken_template_is_an_error() -> None:
    """A template that can't be read fails loudly."""
    with pytest.raises(TemplateSyntaxError):
        Composer({"fact.md.j2": "{% if %}"}).compose(_found(_quote()))


def test_the_answering_words_are_strong() -> None:
    """Of a quote, exactly the answering words are emphasised, each part in the front-end's markup."""
    said = Composer(resources.templates("en"), _Loud()).compose(_found(_quote("a*b c*d e*f", bold=Span(4, 7))))
    assert said.startswith(r"> a\*b <<c\*d>> e\*f")


def test_an_empty_mark_is_no_mark() -> None:
    """Where no words are marked, none are emphasised."""
    loud = Composer(resources.templates("en"), _Loud())
    assert "<<" not in loud.compose(_found(_quote(bold=Span(2, 2)))) + loud.compose(_found(_quote()))


def test_markdown_marks_with_asterisks() -> None:
    """Without a front-end's markup, strong text stands between two pairs of asterisks."""
    assert "> a **b** c" in COMPOSER.compose(_found(_quote("a b c", bold=Span(2, 3))))


def test_a_quote_says_who_answers_for_it() -> None:
    """Speaker, title, outlet, author, date and link stand under the quote."""
    said = COMPOSER.compose(_found(_quote(speaker="Ada Marl")))
    assert said.endswith("— **Ada Marl**, in Rain · Lap Weekly · Jo O’Pike · 4 May 2024 · https://lap.example/1")


def test_what_the_article_does_not_say_is_left_out() -> None:
    """A missing outlet or author isn't mentioned, a missing date or title is, and no speaker is made up."""
    said = COMPOSER.compose(_found(_quote(byline=Byline())))
    assert said.endswith("— untitled article a · undated")


@pytest.mark.parametrize("author", ["Lap Weekly", "lap weekly staff"])
def test_an_outlet_that_is_its_own_author_is_named_once(author: str) -> None:
    """Where the author is the outlet, or somebody of it without a name, that is said once."""
    assert f"— Rain · {author} · 4 May" in COMPOSER.compose(_found(_quote(byline=replace(BYLINE, author=author))))


def test_only_the_first_source_is_shown() -> None:
    """Without a link of its own, an article shows its first source; with one, none."""
    sources = ("https://one.example", "https://two.example")
    without = COMPOSER.compose(_found(_quote(byline=replace(BYLINE, url=None, sources=sources))))
    assert without.endswith("· 4 May 2024 · source: https://one.example")
    assert "one.example" not in COMPOSER.compose(_found(_quote(byline=replace(BYLINE, sources=sources))))


def test_an_answer_says_how_it_was_read() -> None:
    """Where an athlete was filled in, the answer says whom it is about; otherwise not."""
    assert COMPOSER.compose(_found(_quote(), question=replace(QUESTION, about=("Ada Marl",)))).startswith(
        "About Ada Marl:"
    )
    assert "About" not in COMPOSER.compose(_found(_quote("It rained.")))


def test_own_words_are_announced_where_all_are() -> None:
    """Only where every quote is the speaker's are they announced as own words."""
    asked = replace(QUESTION, speaker="Ada Marl")
    spoken, other = _quote("So tired.", speaker="Ada Marl"), _quote("It rained.")
    assert "own words" in COMPOSER.compose(Found(asked, Topic.OWN_WORDS, (spoken,), 0.9))
    assert "own words" not in COMPOSER.compose(Found(asked, Topic.OWN_WORDS, (spoken, other), 0.9))


def test_no_answer_says_how_many_articles_were_searched() -> None:
    """No answer tells what was searched, in the singular for one article."""
    assert "1 article." in COMPOSER.compose(NotFound(QUESTION, 0.0, 1))
    assert "0 articles." in COMPOSER.compose(NotFound(QUESTION, 0.0, 0))


def test_suggestions_are_questions_or_names() -> None:
    """No answer suggests a question for each topic of the athlete, an open name its candidates, others nothing."""
    topics = (Topic.LATEST, Topic.RESULTS)
    suggested = COMPOSER.suggestions(NotFound(QUESTION, 0.0, 1, topics=topics))
    assert suggested == ["Tell me about Ada Marl", "What did Ada Marl win?"]
    assert COMPOSER.suggestions(NotFound(replace(QUESTION, athletes=()), 0.0, 1, topics=topics)) == []
    assert COMPOSER.suggestions(Ambiguous(QUESTION, "Quill", ("Cora Quill", "Dan Quill"))) == [
        "Cora Quill",
        "Dan Quill",
    ]
    assert COMPOSER.suggestions(_found(_quote())) == []
