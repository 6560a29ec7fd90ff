"""What a process that runs for long does before anybody asks."""

import gc
import threading
from collections.abc import Iterator

import pytest

from bot.adapters.gc_tuning import freeze_gc, tune_gc


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """The collector goes on as it was."""
    before, callbacks = gc.get_threshold(), gc.callbacks.copy()
    yield
    gc.set_threshold(*before)
    gc.callbacks[:] = callbacks
    gc.unfreeze()


def test_it_loads_in_the_background() -> None:
    """What takes long to load is loaded one after the other, on a thread of its own."""
    threads: list[threading.Thread] = []
    done = threading.Event()
    tune_gc(lambda: threads.append(threading.current_thread()), done.set)
    assert done.wait(30)
    assert threads != [threading.main_thread()]


def test_full_collections_are_rare_and_leave_out_what_is_there() -> None:
    """A full collection comes after very many small ones, and looks at nothing that was set aside."""
    tune_gc()
    assert gc.get_threshold()[2] >= 100
    freeze_gc()
    assert gc.get_freeze_count() > 1000


def test_what_a_full_collection_found_in_use_is_not_looked_at_again() -> None:
    """But for one in a few hundred, after which what isn't used any more is found."""
    tune_gc()
    tune_gc()
    gc.collect()
    assert gc.get_freeze_count() > 1000
    for _ in range(2000):
        gc.collect()
        if not gc.get_freeze_count():
            return
    pytest.fail("what was set aside is never looked at again")
