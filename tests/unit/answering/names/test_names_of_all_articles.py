"""The gazetteer is made of counts, and knows exactly whom reading all articles together would find."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.lexicon import NameWords
from bot.answering.names.gazetteer import Gazetteer, gazetteer
from bot.answering.names.people import People
from bot.domain.article import Byline, Revision
from bot.retrieval.passage_index import PassageIndex
from bot.text.names import lower_case_words, names
from bot.text.normalize import fold

PEOPLE = People(resources.name_model(), NameWords(frozenset({"city"}), frozenset({"coach"})))

_SENTENCES = st.sampled_from(
    [
        "“No,” said Ann Lee.",
        "Then rival Bob Lee fell.",
        "Then champion Cid Hill won.",
        "They ran up a hill.",
        "They saw president Old City.",
        "Then coach Nic van Berg told nobody.",
        "Zoé O’Brien said it.",
        "Dee Lee fell, but she got up. Then Lee ran on.",
    ]
)
_TITLES = st.none() | st.sampled_from(
    ["Ann Lee wins", "McAnn Lees win", "Zoe O'Brien", "Nic van Bergs", "Bob  Lee", "Bob Leigh", "Lee", "Cid\nHill"]
)
_ATHLETES = st.lists(st.sampled_from(["Ann Lee", "Bob Kerr", "Zoé O'Brien", "Zoe O’Brien"]), max_size=2).map(tuple)


@st.composite
def _revisions(draw: st.DrawFn) -> list[Revision]:
    return [
        Revision(f"a{number}", " ".join(draw(st.lists(_SENTENCES, max_size=5))), Byline(draw(_TITLES)), draw(_ATHLETES))
        for number in range(draw(st.integers(0, 4)))
    ]


@settings(deadline=None)
@given(revisions=_revisions())
def test_counts_tell_what_the_texts_tell(revisions: list[Revision]) -> None:
    """Athletes and ways to write them are those found by reading every text and title again."""
    found = PEOPLE.named(revision.text for revision in revisions)
    titles = "\n".join(fold(revision.byline.title or "") for revision in revisions)
    listed = [athlete for revision in revisions for athlete in revision.athletes]
    surnames = [name.split()[-1] for name in found]
    small = {word for revision in revisions for word in lower_case_words(fold(revision.text))}
    alone = {name.text for revision in revisions for name in names(revision.text)}
    words = re.split(r"[^\w']|'s\b", titles)
    titled = {
        name
        for name in found
        if (last := name.split()[-1]) in words
        and (name in titles or (surnames.count(last) == 1 and last in alone and last.lower() not in small))
    }
    officials = {name for name, person in found.items() if person.is_official} - titled
    others = sorted(found.keys() - officials)
    in_full = {name for name in found if name.split()[-1].lower() in small} - {*listed, *titled}
    known = Gazetteer([*listed, *sorted(titled)]).athletes
    firsts = [fold(name).split()[0] for name in known]
    called = {name: first for name, first in zip(known, firsts, strict=True) if firsts.count(first) == 1}
    anew = Gazetteer([*listed, *sorted(titled)], others, sorted(officials), called=called, in_full=in_full)
    counted = gazetteer(revisions, PassageIndex(revisions).statistics, PEOPLE)
    assert counted.athletes == anew.athletes
    assert counted._aliases == anew._aliases
