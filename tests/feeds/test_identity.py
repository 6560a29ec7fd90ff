"""An entry is the same whatever its site does to its address, guid or dates, and different ones are different."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feed import Entry
from bot.feeds.identity import GUID, LINK, TEXT, fingerprint, keys_of, telling_keys

SLUGS = st.text("abcdefghij-0123456789", min_size=1, max_size=20)
TRACKING = st.lists(
    st.tuples(st.sampled_from(["utm_source", "utm_medium", "fbclid", "gclid", "at_campaign", "ocid"]), SLUGS),
    max_size=4,
)
WORDS = st.lists(st.text("abcdefghijklmnop", min_size=2, max_size=9), min_size=6, max_size=30, unique=True)
MOMENTS = st.datetimes(timezones=st.just(UTC))


@st.composite
def spellings(draw: st.DrawFn, slug: str, number: int) -> str:
    """One of the ways to write the same address."""
    parameters = [("id", str(number)), *draw(TRACKING)]
    query = "&".join(f"{name}={value}" for name, value in draw(st.permutations(parameters)))
    scheme, www = draw(st.sampled_from(["http", "https"])), draw(st.sampled_from(["", "www."]))
    fragment = draw(st.sampled_from(["", "#top", "#:~:text=Marl"]))
    return f"{scheme}://{www}news.example/{slug}{draw(st.sampled_from(['', '/']))}?{query}{fragment}"


@given(st.data(), SLUGS, st.integers(1, 99))
def test_one_page_has_one_key_however_its_address_is_written(data: st.DataObject, slug: str, number: int) -> None:
    """Scheme, ``www.``, fragment, tracking parameters and their order make no difference, as link or as guid."""
    one, other = data.draw(spellings(slug, number)), data.draw(spellings(slug, number))
    assert keys_of(Entry(one, one)) == keys_of(Entry(other, other))


@given(SLUGS, SLUGS, st.integers(1, 99), st.integers(1, 99))
def test_different_pages_have_different_keys(slug: str, other: str, number: int, different: int) -> None:
    """What isn't tracking tells."""
    one = keys_of(Entry(link=f"https://news.example/{slug}?id={number}"))
    same = (slug, number) == (other, different)
    assert (one == keys_of(Entry(link=f"https://news.example/{other}?id={different}"))) == same


@given(WORDS, MOMENTS, MOMENTS)
def test_dates_markup_and_blanks_are_no_part_of_an_entry_s_words(
    words: list[str], one: datetime, other: datetime
) -> None:
    """Its text key and its fingerprint stay; a word more changes both."""
    said = " ".join(words)
    plain = Entry(title="Marl wins", content=said, is_plain=True, published=one)
    marked = Entry(
        title=" Marl  wins", content=f"<p class='x'>{'</p> <p>'.join(words)}</p><script>x</script>", published=other
    )
    assert keys_of(plain)[TEXT] == keys_of(marked)[TEXT]
    assert fingerprint(plain) == fingerprint(marked)
    longer = replace(plain, content=f"{said} more")
    assert keys_of(plain)[TEXT] != keys_of(longer)[TEXT]
    assert fingerprint(plain) != fingerprint(longer)


def test_few_words_tell_nothing() -> None:
    """Two entries that say "Results" are two."""
    assert TEXT not in keys_of(Entry(title="Results"))


@given(st.lists(SLUGS, min_size=2, max_size=8, unique=True))
def test_what_different_entries_share_tells_none_of_them(slugs: list[str]) -> None:
    """A guid that all have, and an address that all have."""
    shared_guid = [Entry("same", f"https://news.example/{slug}", f"About {slug}") for slug in slugs]
    assert all(GUID not in keys and LINK in keys for keys in telling_keys(shared_guid))
    shared_link = [Entry(f"guid {slug}", "https://news.example/live", f"About {slug}") for slug in slugs]
    assert all(GUID in keys and LINK not in keys for keys in telling_keys(shared_link))


@given(SLUGS, st.integers(2, 5))
def test_what_the_same_entry_has_twice_still_tells(slug: str, times: int) -> None:
    """An entry that stands in a feed several times is told by all of its keys."""
    entries = [Entry(slug, f"https://news.example/{slug}?utm_source={number}", "Marl wins") for number in range(times)]
    assert all(keys == keys_of(entries[0]) for keys in telling_keys(entries))
