"""Whatever an article holds and whatever is asked, a quote is the article's own characters and nothing else is."""

import asyncio
import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.adapters.memory import MemoryConversations
from bot.answering.publication import publish
from bot.bootstrap.answering import answerer, composer
from bot.domain.answer import Answer
from bot.domain.conversation import ConversationKey
from bot.domain.errors import UnreadableDocumentError
from bot.domain.quote import Quote
from bot.domain.request import Request
from bot.ingestion.document import IngestedArticle, ingest
from bot.ingestion.lines import split_lines
from bot.library import Library
from bot.newsroom import Newsroom
from bot.settings import Settings

WORDS = composer(Settings())
QUOTE_LINE = re.compile(r"^> ", re.MULTILINE)
NAMES = ["Ann Lee", "Siobhán O’Brien", "Bob Lee", "J. van der Berg"]
ENDS = [".", ".", ".", "!", "?", "…", ".”", '."', ".)", " —", ""]
FRAGMENTS = [
    *NAMES,
    "Lee",
    "O'Brien",
    "she",
    "won the mile in Oslo",
    "hurt her calf",
    "was born in Cork",
    "in 3:49.12",
    "on 4 May 1999",
    "with a time\u00a0of 27\u202f45",
    "because it rained",
    '"I felt a pop," said',
    "“I’ll be back,” said",
    "„Das war’s“, said",
    "«C’est fini» said",
    "‘No,’ said",
    "```quote",
    "– and — and ―",
    "🎉👩🏽‍🚀",
    "e\u0301le\u0300ve",
    "**bold** and _thin_ and `code`",
    "[link](https://news.example)",
    "> not a quote",
    "# not a heading",
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "{# gone #}",
    "@everyone <@123>",
    "<b>&amp;</b>",
    "\\*",
    "\u200b",
    "\ttab",
    "ſ ﬁ İ ẞ",
    "東京で勝った。",
    "the 1,500\u2011metre final",
]
MORE = "more"
ASKED = [
    "When did Lee hurt her calf?",
    "what did O'Brien say?",
    "who won the mile in Oslo",
    "Ann Lee",
    "tell me about siobhan o’brien",
    "where was she born?",
    "how fast?",
    "why?",
    "and Bob Lee?",
    "J\n> Lee",
    MORE,
    "source?",
    "who said that?",
    "{{ 7 * 7 }}",
    "@everyone",
]

pieces = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12))
sentences = st.builds(
    lambda parts, end: " ".join(parts) + end,
    st.lists(pieces, min_size=1, max_size=6),
    st.sampled_from(ENDS),
)
paragraphs = st.builds(
    lambda gap, parts: gap.join(parts),
    st.sampled_from([" ", "  ", "\n", "\r\n", "\n- ", "\n> ", "\n# "]),
    st.lists(sentences, min_size=1, max_size=4),
)
bodies = st.builds(
    lambda gap, parts, end: gap.join(parts) + end,
    st.sampled_from(["\n\n", "\r\n\r\n", "\r\r", "\n\n\n"]),
    st.lists(paragraphs, min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n", "", "  "]),
)
front_matter = st.sampled_from(
    [
        "",
        "---\ntitle: A win\nathletes: [Ann Lee, Bob Lee]\n---\n\n",
        '---\r\ntitle: "> {{ 7 * 7 }}"\r\nathletes: ["Siobhán O’Brien"]\r\noutlet: "**X** @everyone"\r\n---\r\n',
    ]
)
raws = st.builds(lambda matter, body: matter + body, front_matter, bodies)
questions = st.one_of(
    st.sampled_from(ASKED),
    st.builds("{} {}?".format, st.sampled_from(["who", "when", "why", "what did Lee say"]), st.sampled_from(FRAGMENTS)),
    st.text(max_size=40),
)


def ingested(raws: Sequence[str]) -> list[IngestedArticle]:
    """The articles that can be read from generated documents, each sentence of theirs in one piece."""
    articles = []
    for number, raw in enumerate(raws):
        try:
            articles.append(ingest("generated", f"generated-{number}", raw))
        except UnreadableDocumentError:
            continue
    return [article for article in articles if not is_torn(article)]


def is_torn(article: IngestedArticle) -> bool:
    """Whether cleaning took a line out of the middle of a paragraph, so that its text runs on over the gap."""
    dropped = {line.number for line in article.dropped}
    kept = [line for line in split_lines(article.raw) if line.number not in dropped]
    gaps = [pair for pair in pairwise(kept) if pair[1].number > pair[0].number + 1]
    return any(not before.is_blank and not after.is_blank for before, after in gaps)


def conversation(articles: Sequence[IngestedArticle], asked: Sequence[str]) -> list[Answer]:
    """The answers to ``asked``, one turn after the other."""
    revisions = [article.revision for article in articles]
    newsroom = Newsroom(Library(revisions, answerer), MemoryConversations())

    async def hold() -> list[Answer]:
        return [await newsroom.ask(ConversationKey(1, 1), Request(text)) for text in asked]

    return asyncio.run(hold())


def marked(quote: Quote) -> str:
    """The quote as Markdown shows it: its own characters, the answering ones between asterisks."""
    if quote.bold is None or not len(quote.bold):
        return quote.text
    start, end = quote.bold.start - quote.span.start, quote.bold.end - quote.span.start
    return f"{quote.text[:start]}**{quote.text[start:end]}**{quote.text[end:]}"


def assert_nothing_else_is_quoted(rendered: str, quotes: Sequence[Quote]) -> None:
    """Every line that opens like a quote holds the next quote, all of it; none is left over."""
    position = 0
    for quote in quotes:
        line = QUOTE_LINE.search(rendered, position)
        assert line is not None, f"missing: {quote.text!r}"
        assert rendered.startswith(marked(quote), line.end())
        position = line.end() + len(marked(quote))
    assert not QUOTE_LINE.search(rendered, position)


@example(documents=["Ann Lee.\r\r.\nO'Brien.\n"], asked=["what did O'Brien say?"])
@given(documents=st.lists(raws, min_size=1, max_size=3), asked=st.lists(questions, min_size=1, max_size=4))
@settings(max_examples=150)
def test_quotes_are_the_articles_own_characters(documents: list[str], asked: list[str]) -> None:
    """A quote is a slice of its revision, stands byte for byte in the raw text, and holds its bold words."""
    articles = ingested(documents)
    assume(articles)
    whole = {article.revision.article_id: article.raw.encode() for article in articles}
    for answer in conversation(articles, asked):
        for quote, published in zip(answer.quotes, publish(answer, WORDS)["quotes"], strict=True):
            text = quote.revision.text
            assert quote.text == published["text"] == text[published["start"] : published["end"]]
            assert quote.text.encode() in whole[quote.revision.article_id]
            start, end = published["bold"] or (published["start"], published["end"])
            assert published["start"] <= start < end <= published["end"]


@example(documents=['"I felt a pop," said Ann Lee —\n> Ann Lee.\n'], asked=["When did Lee hurt her calf?"])
@given(documents=st.lists(raws, min_size=1, max_size=3), asked=st.lists(questions, min_size=1, max_size=4))
@settings(max_examples=150)
def test_only_articles_are_shown_as_quoted(documents: list[str], asked: list[str]) -> None:
    """After "> " stand an article's words alone, each quote once, its characters untouched but for the asterisks."""
    articles = ingested(documents)
    assume(articles)
    for answer in conversation(articles, asked):
        rendered = WORDS.compose(answer)
        assert_nothing_else_is_quoted(rendered, answer.quotes)
        for quote in answer.quotes:
            assert quote.text.replace("**", "") in rendered.replace("**", "")


@given(documents=st.lists(raws, min_size=1, max_size=2), asked=st.lists(questions, min_size=1, max_size=3))
@settings(max_examples=100)
def test_more_is_always_something_new(documents: list[str], asked: list[str]) -> None:
    """Whoever asks for more is never quoted characters that the conversation quoted before."""
    articles = ingested(documents)
    assume(articles)
    seen: list[Quote] = []
    for text, answer in zip([*asked, MORE, MORE], conversation(articles, [*asked, MORE, MORE]), strict=True):
        if text == MORE:
            assert not [q for q in answer.quotes if any(q.reference.overlaps(other.reference) for other in seen)]
        seen += answer.quotes


@given(documents=st.lists(raws, min_size=1, max_size=3), text=questions)
@settings(max_examples=100)
def test_one_answer_quotes_nothing_twice(documents: list[str], text: str) -> None:
    """The quotes of one answer share no character."""
    articles = ingested(documents)
    assume(articles)
    (answer,) = conversation(articles, [text])
    references = [quote.reference for quote in answer.quotes]
    assert not [1 for one, other in combinations(references, 2) if one.overlaps(other)]


STORY = """---
athletes: [Ann Lee, Bob Lee]
---

Ann Lee won the mile. “I flew on the last lap,” said Lee. Bob Lee was third in Oslo.
"""


@given(asked=st.lists(st.text(), min_size=1, max_size=4))
@settings(max_examples=200)
def test_any_question_is_answered(asked: list[str]) -> None:
    """No text is an error, whatever was asked before it; every answer can be published."""
    for text, answer in zip(asked, conversation(ingested([STORY]), asked), strict=True):
        published = publish(answer, WORDS)
        assert published["question"] == text.strip()
        assert 0 <= published["confidence"] <= 1


@pytest.mark.parametrize(
    "text", ["\ud800", "Ann Lee \udcff won?", "A" * 20_000, "Lee " * 3_000, "\0", "> Lee\r\n> said"]
)
def test_strange_questions_are_answered(text: str) -> None:
    """Lone surrogates, control characters and very long messages are questions like any other."""
    (answer,) = conversation(ingested([STORY]), [text])
    assert_nothing_else_is_quoted(WORDS.compose(answer), answer.quotes)


@pytest.mark.parametrize("repeat", ["source?", "who said that?"])
def test_quotes_are_shown_again_on_request(repeat: str) -> None:
    """The very quotes of the answer before come back when their source or speaker is asked for."""
    first, again = conversation(ingested([STORY]), ["what did Ann Lee say?", repeat])
    assert again.quotes
    assert [quote.reference for quote in again.quotes] == [quote.reference for quote in first.quotes]
