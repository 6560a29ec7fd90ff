"""Quotes fit into what Discord takes, and no sentence is ever cut."""

from dataclasses import replace
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
    share_sources,
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


def _shown(quotes: list[Quote]) -> list[list[str]]:
    pages = split_pages(build_blocks(quotes, _words()))
    return [[block.text for block in share_sources(page, _words())] for page in pages]


def test_neighbours_of_one_article_share_a_source() -> None:
    """On a page one line says who answers for them all, below the last; the next page says it again."""
    quotes = [_quote("He won."), _quote("He won."), Quote(Revision("b", "She lost.", Byline("Other")), Span(0, 9))]
    (page, following) = _shown([*quotes, *quotes])
    source = "-# — Title · undated"
    assert page == ["> He won.", f"> He won.\n{source}", "> She lost.\n-# — Other · undated", f"> He won.\n{source}"]
    assert following[0] == f"> He won.\n{source}"


def test_each_of_several_speakers_is_named() -> None:
    """Neighbours with different speakers name each below the words; with one speaker the source does."""
    both = _quote("I won. She won.")
    ann, other = replace(both, span=Span(0, 6), speaker="Ann Lee"), replace(both, span=Span(7, 15))
    assert _shown([ann, ann])[0] == ["> I won.", "> I won.\n-# — **Ann Lee**, in Title · undated"]
    assert _shown([ann, other])[0] == ["> I won.\n-# — **Ann Lee**", "> She won.\n-# — Title · undated"]


def test_a_heading_stands_above_what_it_is_about() -> None:
    """Blocks below one heading have it once on a page, and again on the next."""
    pages = split_pages([Block("a", heading="A"), Block("b", heading="A"), Block("c", heading="C")] * 2)
    shown = [[block.text for block in share_sources(page, _words())] for page in pages]
    assert shown == [["A\na", "b", "C\nc", "A\na"], ["A\nb", "C\nc"]]


def test_what_is_taken_of_the_first_page_counts() -> None:
    """Blocks that don't fit below what stands at the head of the first page go to the next."""
    assert split_pages([Block("a" * PAGE)], 1) == [[], [Block("a" * PAGE)]]
