"""What came lately is remembered, and no more than that."""

from bot.frontends.discord.interactions import recent_ids
from bot.frontends.discord.interactions.recent_ids import RecentIds


def test_an_id_is_new_once() -> None:
    """The first time an id is new, afterwards it isn't, whatever came in between."""
    ids = RecentIds()
    assert [ids.add(number) for number in (1, 2, 1, 2, 3)] == [True, True, False, False, True]


def test_the_oldest_are_let_go() -> None:
    """Beyond so many the oldest id counts as new again, and the others don't."""
    ids = RecentIds()
    for number in range(recent_ids._MOST + 1):
        ids.add(number)
    assert not ids.add(1)
    assert ids.add(0)
