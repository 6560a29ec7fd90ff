"""Quotes fit into what Discord takes, and no sentence is ever cut."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.composer import Composer
from bot.domain.article import Byline, Revision
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.frontends.discord.ui.markup import DiscordMarkup
from bot.frontends.discord.ui.pages import (
    PAGE,
    PER_PAGE,
    QUOTE,
    Block,
    build_blocks,
    fit_blocks,
    split_pages,
    write_quote,
)
from bot.frontends.discord.ui.translations import Words

SENTENCES = st.lists(
    st.text(st.sampled_from("abc *_é"), min_size=1, max_size=400).map(lambda words: f"Start {words.strip()} end."),
    min_size=1,
    max_size=30,
)


@cache
def _words() -> Words:
    return Words("en", Composer(resources.templates("en"), DiscordMarkup()))


def _quote(text: str, bold: Span | None = None) -> Quote:
    return Quote(Revision("a", text, Byline("Title")), Span(0, len(text)), bold)


def test_a_quote_that_fits_is_shown_whole() -> None:
    """Nothing is left out of a quote that fits."""
    shown = write_quote(_quote("He won. She lost."), _words())
    assert shown.startswith("> He won. She lost.\n-# — Title")


def test_a_long_quote_keeps_the_sentence_with_the_answer() -> None:
    """Whole sentences around the marked words are shown, and […] stands for those left out on either side."""
    sentences = [f"Sentence number {number} of this long report stands here." for number in range(200)]
    text = " ".join(sentences)
    start = text.index("number 100")
    shown = write_quote(_quote(text, Span(start, start + 10)), _words())
    assert "**number 100** of this long report" in shown
    assert shown.startswith("> […] Sentence")
    assert "stands here. […]\n-# " in shown
    assert len(shown) <= QUOTE


def test_a_single_endless_sentence_is_not_cut_but_linked() -> None:
    """Where not even one sentence fits, only who says so is shown, and where to read it."""
    shown = write_quote(_quote("word " * 2000 + "end."), _words())
    assert shown.startswith("*This sentence is too long for a message.*\n-# — Title")
    assert "word" not in shown


@given(SENTENCES, st.data())
def test_what_is_shown_is_whole_sentences(sentences: list[str], data: st.DataObject) -> None:
    """However long a quote is: what is shown fits, is a run of its sentences, and gaps are marked where they are."""
    text = " ".join(sentences)
    most = data.draw(st.integers(min_value=200, max_value=3000))
    shown = write_quote(_quote(text), _words(), most)
    assert len(shown) <= most
    body = shown.split("\n-# ")[0].removeprefix("> ").replace("\\", "")
    run = body.removeprefix("[…] ").removesuffix(" […]")
    if not body.startswith("*This"):
        assert run in text
        assert run.startswith("Start")
        assert run.endswith("end.")
        assert body.startswith("[…]") == (not text.startswith(run))


@given(st.lists(st.text(min_size=1, max_size=QUOTE), max_size=40))
def test_pages_hold_everything_in_order(blocks: list[str]) -> None:
    """No block is lost, moved or cut, and every page fits."""
    found = [[block.text for block in page] for page in split_pages([Block(text) for text in blocks])]
    assert [block for page in found for block in page] == blocks
    assert all(len(page) <= PER_PAGE for page in found)
    assert all(sum(map(len, page)) <= PAGE for page in found)
    shown, further = fit_blocks([Block(text) for text in blocks])
    assert [block.text for block in shown] == found[0]
    assert len(shown) + further == len(blocks)


def test_a_title_is_said_once_for_neighbours_of_one_article() -> None:
    """On a page a quote below another of the same article leaves the title out, at the top of the next it doesn't."""
    quotes = [_quote("He won."), _quote("He won."), Quote(Revision("b", "She lost.", Byline("Other")), Span(0, 9))]
    blocks = build_blocks([*quotes, *quotes], _words())
    (page, following) = [[block.text for block in page] for page in split_pages(blocks)]
    assert ["Title" in text for text in page] == [True, False, False, True]
    assert "Other" in page[2]
    assert "-# — outlet not given · author not given" in page[1]
    assert "Title" in following[0]
