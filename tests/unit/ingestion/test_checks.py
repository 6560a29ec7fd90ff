"""Before an article is published, a moderator is told what may be wrong with it."""

import time
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.article import Byline
from bot.ingestion.checks import Concern, Finding, check
from bot.ingestion.document import IngestedArticle, ingest
from bot.ingestion.same_text import KnownArticles

TODAY = date(2026, 3, 2)
STORY = "Lena Varga won the mile in Oslo and said that the last lap had been the hardest of her career. " * 4 + "\n"


def read(raw: str = STORY, **byline: object) -> IngestedArticle:
    """An article with nothing wrong but what a test puts in."""
    known = Byline(**({"published": TODAY, "url": "https://site.example/a"} | byline))  # type: ignore[arg-type]
    return ingest("a", "a", raw, known)


def told(
    article: IngestedArticle, known: KnownArticles | None = None, athlete: str = "Lena Varga", language: str = "English"
) -> tuple[Finding, ...]:
    """What a moderator is told about an article."""
    athletes = (athlete,) if athlete else ()
    return check(article, known or KnownArticles(), today=TODAY, athletes=athletes, language=language or None)


def concerns(article: IngestedArticle) -> list[Concern]:
    """The concerns alone."""
    return [finding.concern for finding in told(article)]


def test_a_good_article_gives_no_cause() -> None:
    """An article of today, in English, about somebody, long enough and new, is told nothing about."""
    assert told(read()) == ()


def test_what_is_missing_is_told() -> None:
    """No date, a date in the future, no athlete, few words and another language are told, with what belongs to it."""
    assert told(read(published=None)) == (Finding(Concern.NO_DATE),)
    assert told(read(published=date(2026, 3, 3))) == (Finding(Concern.FUTURE_DATE),)
    assert told(read(), athlete="") == (Finding(Concern.NO_ATHLETE),)
    assert told(read("Varga won the mile.\n")) == (Finding(Concern.VERY_SHORT, count=4),)
    assert told(read(), language="German") == (Finding(Concern.OTHER_LANGUAGE, language="German"),)
    assert told(read(), language="") == (Finding(Concern.OTHER_LANGUAGE),)


def test_copies_are_told() -> None:
    """The article with the same link, the same text or nearly the same text is named."""
    old = replace(read().revision, article_id="old")
    known = KnownArticles([old])
    assert told(read(), known) == (Finding(Concern.SAME_LINK, "old"), Finding(Concern.SAME_TEXT, "old"))
    link, near = told(read(f"{STORY}\nShe is 24.\n"), known)
    assert (link.concern, near.concern, near.article_id) == (Concern.SAME_LINK, Concern.NEAR_TEXT, "old")
    assert near.share is not None
    assert 0.5 < near.share < 1


@pytest.mark.parametrize(
    ("raw", "concern"),
    [
        (f"{STORY}\nTo continue reading, subscribe to our newspaper.\n", Concern.PAYWALL),
        (f"{STORY}\nAlready a subscriber? Log in\n", Concern.PAYWALL),
        ("Lena Varga won the mile in Oslo and said that the last lap …\n", Concern.PAYWALL),
        (
            "We use cookies and similar methods. You can accept all cookies or choose.\n\nRead us.\n",
            Concern.COOKIE_WALL,
        ),
        ("# 404\n\nThe page you are looking for doesn’t exist.\n", Concern.ERROR_PAGE),
        ("# Access Denied\n\nYou don't have permission to see it.\n", Concern.ERROR_PAGE),
        ("Just a moment. We are checking your browser.\n", Concern.ERROR_PAGE),
    ],
)
def test_what_stands_in_place_of_an_article_is_told(raw: str, concern: Concern) -> None:
    """Paywall teasers, cookie walls and error pages are recognised, dropped lines included."""
    assert concerns(read(raw))[0] is concern


def test_a_whole_article_is_no_teaser() -> None:
    """A long article may end in the same words."""
    long = STORY.rstrip("\n") * 4
    raw = (
        f"{long}\n\nAlready a subscriber? Log in\n\nWe use cookies to count visits.\n\nIs the page not found? Write.\n"
    )
    assert concerns(read(raw)) == []


def test_odd_characters_are_kept_and_told() -> None:
    """NULs and direction marks are counted; they, zero-width characters and stacked accents stay in the text."""
    raw = f"{STORY}\nVar\0ga \u202ewon\u202c the z\u0301\u0302\u0303\u0304algo\u200b mile.\n"
    article = read(raw)
    assert article.revision.text == raw
    assert told(article) == (Finding(Concern.NULS, count=1), Finding(Concern.DIRECTION_MARKS, count=2))


def test_a_guessed_charset_is_told() -> None:
    """An article whose charset was guessed says which."""
    guessed = replace(read(), guessed_charset="cp1252")
    assert told(guessed) == (Finding(Concern.GUESSED_CHARSET, charset="cp1252"),)


@pytest.mark.parametrize(
    "said",
    [
        "She said <script>alert('x')</script> and <img src=x onerror=alert(1)> won.",
        "She said {{ 7*7 }} and {% for x in y %} won {# all #}.",
        "She thanked @everyone, @here, <@1234> and <@&99> at discord.gg/abc and https://discord.gg/abc.",
        "She said `code`, **bold**, ||hidden|| and [a link](https://evil.example).",
    ],
)
def test_markup_is_text(said: str) -> None:
    """Scripts, template syntax, mentions, invites and Markdown are kept as they were written."""
    raw = f"{STORY}\n{said}\n"
    article = read(raw)
    assert (article.raw, article.revision.text) == (raw, raw)


@pytest.mark.parametrize("piece", [STORY.rstrip("\n"), "[a](b "])
def test_a_line_of_megabytes_is_read_in_no_time(piece: str) -> None:
    """10 MiB on one line are read and checked in a few seconds; patterns that look back and forth take hours."""
    raw = (piece * (10 * 1024 * 1024 // len(piece) + 1))[: 10 * 1024 * 1024]
    start = time.process_time()
    article = read(raw)
    told(article)
    assert time.process_time() - start < 4
    assert article.revision.text == raw
