"""What becomes of an answerer that a change to the articles has put another in place of."""

import gc
import weakref

from bot.bootstrap.answering import answerer
from bot.domain.article import Byline, Revision
from bot.domain.request import Request


def test_it_is_let_go_of_at_once() -> None:
    """It doesn't hold itself: nothing has to be searched for what a day of changes left, which would stop everybody."""
    revision = Revision("a", "Ada Marl won in Torrin. She said: “I am glad.”", Byline("Marl wins"), ("Ada Marl",))
    made = answerer([revision])
    made.answer(Request("who won in Torin?"))
    made.named_in(revision)
    parts = [weakref.ref(each) for each in (made, made.topics, made.finder)]
    gc.disable()
    try:
        del made
        assert not any(part() for part in parts)
    finally:
        gc.enable()
