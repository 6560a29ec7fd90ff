"""Every kind of feed is read alike, and none can do harm."""

from datetime import UTC, datetime

import pytest

from bot.adapters.feeds.discovery import find_feed
from bot.adapters.feeds.parsing import MOST_ENTRIES, parse_feed
from bot.domain.errors import FeedError
from bot.domain.feed import Entry, FetchedFeed
from tests.adapters.feeds.paper import ATOM, BOMB, ITEM, JSON_FEED, NEWS, RDF, THEFT, rss

URL = "https://news.example/feed"
MORNING = datetime(2025, 9, 1, 8, tzinfo=UTC)
FULL = ITEM.format(
    more="<pubDate>Mon, 01 Sep 2025 10:00:00 +0200</pubDate><category>track</category>"
    "<author>tom@news.example (Tom Reid)</author><description>Marl won.</description>"
)


def parse(text: str | bytes, charset: str | None = None) -> FetchedFeed:
    """What a document is read as."""
    return parse_feed(text.encode() if isinstance(text, str) else text, charset, URL)


@pytest.mark.parametrize("text", [rss(FULL), ATOM, RDF, JSON_FEED, NEWS], ids=["rss", "atom", "rdf", "json", "news"])
def test_every_kind_of_feed_is_read(text: str) -> None:
    """Title, address and date come out the same."""
    (entry,) = parse(text).entries
    assert (entry.title, entry.link, entry.published) == ("Marl wins", "https://news.example/win", MORNING)
    assert entry.outlet == "The Paper"


@pytest.mark.parametrize("text", [rss(FULL), ATOM, JSON_FEED], ids=["rss", "atom", "json"])
def test_an_entry_has_all_that_its_feed_says(text: str) -> None:
    """Its own id, its words, its author and its categories."""
    (entry,) = parse(text).entries
    assert entry.guid
    assert "Marl won." in entry.content
    assert "Tom Reid" in entry.author
    assert entry.categories == ("track",)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("", None),
    ],
)
def test_a_feed_says_how_long_it_stays_the_same(written: str, seconds: float | None) -> None:
    """In minutes, or as so many times a period."""
    spaces = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    assert parse(rss(head=written, spaces=spaces)).ttl == seconds


@pytest.mark.parametrize("text", [BOMB, THEFT], ids=["bomb", "theft"])
def test_entities_of_a_feed_s_own_are_refused(text: str) -> None:
    """Neither are they expanded, nor is a file read."""
    with pytest.raises(FeedError) as caught:
        parse(text)
    assert caught.value.code == "feed_unsafe"


@pytest.mark.parametrize(
    "hostile",
    [
        "<rss version='2.0'><channel>" + "<item>" * 300_000,
        "<rss version='2.0'><channel>" + "<" * 500_000,
        "<a>" * 100_000,
        "<" * 500_000,
        "{" * 200_000,
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 200_000,
        "<!--" * 200_000,
        "<rss><channel>" + "<x/>" * 300_000 + "</channel></rss>",
    ],
)
def test_what_is_made_to_take_long_doesn_t(hostile: str) -> None:
    """Depth and number of parts are bounded; what is left of it is a feed without entries, or none."""
    codes: list[str] = []
    entries: tuple[Entry, ...] = ()
    try:
        entries = parse(hostile).entries
    except FeedError as error:
        codes.append(error.code)
    assert len(entries) <= MOST_ENTRIES
    assert set(codes) <= {"feed_unsafe", "feed_unreadable"}


@pytest.mark.parametrize("text", ["<html><body>No</body></html>", "Marl", "{}", "[]", "null", '{"version": 7}'])
def test_what_is_no_feed_is_told_so(text: str) -> None:
    """With what to do."""
    with pytest.raises(FeedError, match="there is no feed at that address"):
        parse(text)


def test_a_long_feed_is_read_up_to_a_bound() -> None:
    """Its first entries are."""
    assert len(parse(rss(*[ITEM.format(more="")] * (MOST_ENTRIES + 5))).entries) == MOST_ENTRIES


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "iso-8859-1", "iso-8859-1"),
        ("utf-8", "us-ascii", None),
        ("cp1252", "windows-1252", None),
        ("cp1252", "", "windows-1252"),
        ("cp1252", "utf-8", "utf-8"),
        ("utf-16", "utf-16", None),
        ("utf-8-sig", "utf-8", "nonsense"),
    ],
)
def test_a_wrong_charset_does_no_harm(encoding: str, declared: str, header: str | None) -> None:
    """What is UTF-8 is read as that, whatever is said of it; else what is declared counts."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    body = f'{declaration}<rss version="2.0"><channel><title>Café Zoë – “Día”</title></channel></rss>'
    assert parse(body.encode(encoding), header).title == "Café Zoë – “Día”"


@pytest.mark.parametrize("broken", ["A & B", "A &nbsp; B", "A < B", "<b>A</b> B", "A \x00\x08 B", "A &bogus; B"])
def test_a_broken_feed_is_mended(broken: str) -> None:
    """What isn't well-formed doesn't lose the other entries."""
    item = f"<item><title>{broken}</title><link>https://news.example/broken</link></item>"
    feed = parse(rss(item, ITEM.format(more="")))
    assert "Marl wins" in [entry.title for entry in feed.entries]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', "https://news.example/rss"),
        (
            '<LINK REL="home Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="a.xml">',
            "https://news.example/a.xml",
        ),
        (
            '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
            '<link rel="alternate" type="application/feed+json" href="/feed.json">',
            "https://news.example/feed.json",
        ),
        ('<link rel="stylesheet" type="application/rss+xml" href="/rss">', None),
        ('<link rel="alternate" type="text/html" hreflang="de" href="/de">', None),
        ("", None),
    ],
)
def test_a_page_names_its_feed(head: str, found: str | None) -> None:
    """The first one in its head; that of its readers' comments last."""
    assert find_feed(f"<html><head>{head}</head><body>x</body></html>", "https://news.example/") == found
