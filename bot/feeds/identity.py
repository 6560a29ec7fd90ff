"""What tells one entry from another, whatever its site changes about it.

An entry has up to three keys: its guid, its link and its words. Sites give new guids at every poll, move pages, add
tracking parameters and correct headlines, but rarely all of that at once; one key that is known is enough. Dates are no
part of it: many sites give every entry the present moment.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256

from bot.domain.feed import Entry, KnownEntry
from bot.feeds.text import words_of
from bot.ingestion.same_text import link_key
from bot.ingestion.wording import plain

_FEWEST_WORDS = 6
"""With fewer words an entry's text tells nothing: "Results" is the title of many."""
_ALIKE = 0.5
"""The share of words in common from which two titles are one, corrected."""
GUID, LINK, TEXT = "guid", "link", "text"


def keys_of(entry: Entry) -> dict[str, str]:
    """An entry's keys by their kind; scheme, ``www.``, fragment and tracking parameters make no difference."""
    guid, link, text = entry.guid.strip(), link_key(entry.link), _text(entry)
    found = {}
    if guid:
        found[GUID] = f"{GUID}:{_hash(link_key(guid) or guid)}"
    if link:
        found[LINK] = f"{LINK}:{_hash(link)}"
    if len(text.split()) >= _FEWEST_WORDS:
        found[TEXT] = f"{TEXT}:{_hash(text)}"
    return found


def telling_keys(entries: Sequence[Entry]) -> list[dict[str, str]]:
    """The keys of a feed's entries, without those that it gives to different ones, such as the site's own address."""
    every = [keys_of(entry) for entry in entries]
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, keys in enumerate(every):
        for key in keys.values():
            bearers[key].append(place)
    titles = [plain(entry.title) for entry in entries]
    others = {GUID: LINK, LINK: GUID}

    def tells(kind: str, key: str) -> bool:
        if kind == TEXT:
            return True
        differing = {every[place].get(others[kind]) for place in bearers[key]}
        return len(differing) == 1 or len({titles[place] for place in bearers[key]}) == 1

    return [{kind: key for kind, key in keys.items() if tells(kind, key)} for keys in every]


def find_known(entry: Entry, keys: Mapping[str, str], known: Mapping[str, KnownEntry]) -> KnownEntry | None:
    """The known entry that this one is; ``known`` are those that have one of the keys, by key."""
    for kind in (GUID, LINK, TEXT):
        found = known.get(keys.get(kind, ""))
        if found and (kind != GUID or _is_same_page(entry, found)):
            return found
    return None


def fingerprint(entry: Entry) -> str:
    """Changes with an entry's words, and with nothing else."""
    return _hash(_text(entry))


def _is_same_page(entry: Entry, known: KnownEntry) -> bool:
    """Whether two entries with one guid can be one: some sites give the same guid to all that come."""
    link, earlier = link_key(entry.link), link_key(known.link)
    return not (link and earlier) or link == earlier or _alike(entry.title, known.title)


def _alike(one: str, other: str) -> bool:
    words, others = _words(one), _words(other)
    return len(words & others) >= _ALIKE * max(len(words | others), 1)


def _words(title: str) -> frozenset[str]:
    return frozenset(plain(title).split())


def _text(entry: Entry) -> str:
    return plain(f"{entry.title} {words_of(entry)}")


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
