"""Copies of an article are found by its text, and different articles aren't taken for copies."""

import itertools
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.corpus_files import load_corpus
from bot.domain.article import Byline, Revision
from bot.ingestion.same_text import NEAR, KnownArticles, Resemblance, link_key, runs_of, share

CORPUS = Path(__file__).parents[3] / "corpus"


@pytest.fixture(scope="module")
def articles() -> list[Revision]:
    """The bundled articles, many of them about the same athletes and races."""
    return [article.revision for article in load_corpus([CORPUS]).articles]


def changed(text: str, every: int) -> str:
    """A copy with each so-many-th word changed."""
    count = itertools.count(1)
    return re.sub(r"\w+", lambda word: f"{word[0]}x" if next(count) % every == 0 else word[0], text)


def without_sentences(text: str) -> str:
    """A copy without three of its sentences."""
    sentences = text.split(". ")
    left_out = {len(sentences) * share // 4 for share in (1, 2, 3)}
    return ". ".join(sentence for index, sentence in enumerate(sentences) if index not in left_out)


def shuffled(text: str) -> str:
    """A copy with its paragraphs in another order."""
    paragraphs = text.split("\n\n")
    random.Random(1).shuffle(paragraphs)  # noqa: S311  # only the order of paragraphs
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: changed(text, 10),
        without_sentences,
        shuffled,
        lambda text: text[: len(text) // 2],
        lambda text: f"Sign in to read on.\n\n{text.upper()}\n\nMore from the desk of our partners in sport.",
        lambda text: text.replace("'", "’").replace(" ", "\u00a0").replace("\n", "\r\n"),
    ],
)
def test_edited_copies_are_found(articles: list[Revision], edit: object) -> None:
    """A copy with changed words, lost sentences, moved paragraphs or other typography leads to its original."""
    assert callable(edit)
    known = KnownArticles(articles)
    found = [known.resembling(Revision("new", edit(article.text))) for article in articles]
    assert [near and near.article_id for near in found] == [article.article_id for article in articles]


def test_different_articles_are_not_copies(articles: list[Revision]) -> None:
    """Two articles about the same athlete or race stay far below the threshold."""
    runs = [runs_of(article.text) for article in articles]
    assert max(share(one, other) for one, other in itertools.combinations(runs, 2)) < NEAR / 3


def test_an_article_is_no_copy_of_itself(articles: list[Revision]) -> None:
    """A new revision isn't compared with the one before."""
    known = KnownArticles(articles)
    assert known.resembling(articles[0]) is None
    assert known.with_text(articles[0]) is None


def test_changes_are_taken_in() -> None:
    """An article put in is found under its newest text, and one removed no longer."""
    known, new = KnownArticles([Revision("a", "Ann Lee won the mile.")]), Revision("new", "Bo Ito lost the mile.")
    assert (known.with_text(new), known.resembling(new)) == (None, None)
    known.put(Revision("a", new.text))
    assert (known.with_text(new), known.resembling(new)) == ("a", Resemblance("a", 1.0))
    known.remove("a")
    known.remove("a")
    assert (known.with_text(new), known.resembling(new)) == (None, None)


@given(st.text(), st.text())
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    """The share lies between 0 and 1, and is 1 for a text with words and itself."""
    assert 0 <= share(runs_of(one), runs_of(other)) <= 1
    assert share(runs_of(one), runs_of(one)) == bool(runs_of(one))


@pytest.mark.parametrize(
    "link",
    [
        "http://site.example/a/?x=1&y=2",
        "https://www.site.example/a?y=2&x=1",
        "HTTPS://Site.Example:443/a?x=1&y=2#top",
        " https://site.example/a?utm_source=feed&x=1&y=2&fbclid=5&at_medium=RSS&ns_mchannel=social&ocid=3",
    ],
)
def test_links_to_one_page_are_the_same(link: str) -> None:
    """Scheme, www, port, fragment, tracking, order of parameters and a slash at the end make no difference."""
    assert link_key(link) == "site.example/a?x=1&y=2"
    known = KnownArticles([Revision("none", "x"), Revision("a", "x", Byline(url="https://site.example/a?x=1&y=2"))])
    assert known.with_link(Revision("new", "y", Byline(url=link))) == "a"


@pytest.mark.parametrize(
    "link", ["https://site.example/b", "https://site.example/a?x=2&y=2", "https://other.example/a"]
)
def test_links_to_other_pages_differ(link: str) -> None:
    """Another path, parameter or site is another page."""
    assert link_key(link) not in (None, "site.example/a?x=1&y=2")


@given(st.one_of(st.text(), st.text().map("https://{}".format)))
def test_any_text_is_a_link_or_none(link: str) -> None:
    """What is no link has no key, and no text fails."""
    key = link_key(link)
    assert key is None or key
