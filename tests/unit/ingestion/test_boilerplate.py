"""Boilerplate is recognised by its words and shape, and sentences that begin alike are not."""

import pytest

from bot.ingestion.boilerplate import boilerplate_reason
from bot.ingestion.lines import Line

FURNITURE = {
    "advertising marker": [
        "ADVERTISEMENT",
        "**Advertisement**",
        "Article continues below this ad",
        "Story continues",
    ],
    "video placeholder": [
        "This video can not be played",
        "This video can not be played.",
        "To play this video you need to enable JavaScript in your browser.",
        "Media playback is not supported on this device",
        "View this post on Instagram",
    ],
    "image credit": [
        "via Imago",
        "Getty Images",
        "Image source, Getty Images",
        "Image caption, Lena Varga won in Oslo in 2023.",
        "Anna Berg/Reuters",
        "(Photo by Anna Berg)",
        "Varga on the last lap. (Photo by Anna Berg/Getty Images)",
        "📸 Getty",
        "Credit: Anna Berg",
    ],
    "navigation": ["Skip to content", "## Related articles", "Back to top", "Tags: Varga, Oslo"],
    "breadcrumb": ["Home/Track & Field", "Home > Sport", "Sport » Athletics", "Home | News | Sport"],
    "promotion": [
        "Read more: Varga out of Doha.",
        "Read more about Varga",
        "Related: Five great miles",
        "Watch What’s Trending Now!",
        "Click here to see the results.",
        "The post Varga wins appeared first on Stadium Post.",
    ],
    "share or newsletter prompt": [
        "Share this",
        "Copied link",
        "Comments",
        "12 comments",
        "Follow us on Instagram!",
        "Sign up for our newsletter to get every story.",
        "- Facebook",
        "Subscribe",
    ],
    "cookie or paywall notice": [
        "We use cookies to improve your experience.",
        "Accept all",
        "Subscribe to continue",
    ],
    "copyright line": ["© 2025 Stadium Post", "Copyright 2024 Stadium Post.", "All rights reserved."],
    "publication time": [
        "Published 2 hours ago",
        "3 min read",
        "17 September 2025",
        "Sep 17, 2025, 10:30 AM ET",
        "Updated: 17/09/2025",
        "2025-09-17T15:35:51Z",
    ],
    "byline": ["By Nora Lind", "By Nora Lind, reporter in Oslo", "Written by Nora Lind"],
    "web page token": ["google_news_banner", "feature-image", "img_0042.jpg", "#Oslo #Athletics", "Loading…"],
    "web page code": ["<div class='ad'></div>", "{% include ad.html %}", "![photo](x.jpg)", "<!-- more -->"],
    "link to another page": ["https://stadium.example/a", "[Varga out of Doha](https://stadium.example/b)"],
    "separator": ["* * *", "—"],
}

SENTENCES = [
    "Varga, who will follow the race from home, said she was sad.",
    "Advertisement revenue fell, the federation said.",
    "Read more slowly, his coach told him.",
    "Share prices of the club rose by a tenth.",
    "Comments from the crowd hurt him.",
    "Home advantage helped her.",
    "By Friday night, Varga had left.",
    "By signing up for the league she lost her funding.",
    "Published in May, the report cleared her.",
    "Follow us, she told the others, and they did.",
    "Related problems with her calf kept her out.",
    "Video replays showed that she was pushed.",
    "Photo finish pictures gave her the win.",
    "Getty Images photographers were there.",
    "In 2023 she won.",
    '"Sign up for the next one," she said.',
    "[Varga won in Oslo on Friday.](https://stadium.example/c)",
    "It has been recently reported that Varga tore a muscle.",
    "# Varga wins the mile",
    "## 2023",
    "- 2023: gold",
    "- 4:15.02",
    "| Home | 4:15.02 |",
]


@pytest.mark.parametrize(("reason", "text"), [(r, text) for r, texts in FURNITURE.items() for text in texts])
def test_boilerplate_is_named(reason: str, text: str) -> None:
    """A line of boilerplate is recognised, with the reason that fits it."""
    assert boilerplate_reason(Line(1, text)) == reason


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_are_not_boilerplate(text: str) -> None:
    """A sentence, heading, list item or table row of a story isn't taken for boilerplate that begins alike."""
    assert boilerplate_reason(Line(1, text)) is None


def test_lead_phrase_does_not_save_boilerplate() -> None:
    """A lead phrase in front of boilerplate makes the whole line boilerplate."""
    line = Line(1, "It has been recently reported that This video can not be played")
    assert boilerplate_reason(line) == "video placeholder"


def test_a_long_line_is_kept() -> None:
    """A line that begins like a notice but is longer than forty words has a story in it."""
    assert boilerplate_reason(Line(1, "Read more: " + "and she ran on " * 20 + "until dusk.")) is None
