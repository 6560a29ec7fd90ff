"""Who is named in an article is the same wherever one begins to look, and however little is looked at."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.article.mentions import ArticleMentions
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer, Mention
from bot.domain.span import Span

GAZETTEER = Gazetteer(["Ann Lee", "Bob Lee", "Josh Kerr", "Nic van der Berg"])
NO_WORDS = NameWords(frozenset(), frozenset())
_WORDS = (
    "Ann Bob Lee Lee's Kerr Josh (Kerr, J. Nic van der Berg ran 2023. — Lee/Kerr Kerr。Lee he".split()
)  # words read best
_texts = st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join)
_places = st.lists(st.integers(0, 80), max_size=4)


def _cut(text: str, at: set[int]) -> ArticleMentions:
    """The mentions of a text that may be cut before some of its words, in no name."""
    inside = {at for mention in GAZETTEER.mentions(text) for at in range(mention.start + 1, mention.end)}
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    cuts = [starts[number] for number in sorted(at) if number < len(starts) and starts[number] not in inside]
    return ArticleMentions(text, cuts, GAZETTEER, NO_WORDS)


def _in_full(text: str) -> list[tuple[int, str]]:
    """Where the whole text names whom: a shared surname is whoever bore it in full before."""
    found: list[tuple[Mention, str | None]] = []
    for mention in GAZETTEER.mentions(text):
        borne = [m.athletes[0] for m, _ in found if len(m.athletes) == 1 and m.athletes[0] in mention.athletes]
        found.append((mention, mention.athletes[0] if len(mention.athletes) == 1 else next(reversed(borne), None)))
    return [(mention.start, name) for mention, name in found if name]


@given(text=_texts, at=st.sets(st.integers(0, 13)), first=_places)
def test_whoever_was_named_last_does_not_depend_on_where_one_looks(text: str, at: set[int], first: list[int]) -> None:
    """The athlete named last before a place is the one that reading the whole text up to it gives."""
    mentions = _cut(text, at)
    for position in [*first, *range(len(text) + 1)]:
        before = [name for start, name in _in_full(text) if start < position]
        assert mentions.last_named(position) == next(reversed(before), None)


@given(text=_texts, at=st.sets(st.integers(0, 13)), first=_places)
def test_a_span_names_those_whose_names_begin_in_it(text: str, at: set[int], first: list[int]) -> None:
    """A stretch of text names whoever the whole text names there."""
    mentions = _cut(text, at)
    for start in [*first, *range(len(text) + 1)]:
        here = [name for begin, name in _in_full(text) if start <= begin < start + 9]
        assert mentions.named(Span(start, start + 9)) == tuple(dict.fromkeys(here))


@given(text=_texts, at=st.sets(st.integers(0, 13)), first=_places)
def test_an_athlete_s_places_are_those_where_they_were_named_last(text: str, at: set[int], first: list[int]) -> None:
    """After each place of an athlete's, up to its end, the athlete is whoever was named last; and nowhere else."""
    mentions = _cut(text, at)
    for position in first:
        mentions.last_named(position)
    for athlete in GAZETTEER.athletes:
        held = {position for start, end in mentions.places_of(athlete) for position in range(start + 1, end + 1)}
        assert held == {position for position in range(len(text) + 1) if mentions.last_named(position) == athlete}
