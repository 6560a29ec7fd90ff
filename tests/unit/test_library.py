"""Every server has its articles, and readers never wait for new ones."""

import asyncio
import threading
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.answering.answerer import Answerer
from bot.bootstrap.answering import answerer
from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.domain.server import ServerSettings
from bot.encoding import ArticleEncoding
from bot.library import Library
from bot.retrieval.passage_index import PassageIndex

BUNDLED = [Revision("a", "Ada Marl won the 800m in Torrin on 3 May 2024.", athletes=("Ada Marl",))]
OWN = Revision("b.1", "Bea Voss fell in Ostrel.", athletes=("Bea Voss",))

NEWER = Revision("b.1", "Bea Voss fell in Torrin.", athletes=("Bea Voss",), number=2)


class Kept:
    """What servers have of their own: the two questions a library asks."""

    def __init__(self) -> None:
        self.own: dict[int, list[Revision]] = {}
        self.choices: dict[int, ServerSettings] = {}
        self.known: list[Iterable[Revision]] = []

    async def live(self, server_id: int, known: Iterable[Revision] = ()) -> list[Revision]:
        """The server's own articles; notes which of them are known already."""
        self.known.append(known)
        return self.own.get(server_id, [])

    async def settings(self, server_id: int) -> ServerSettings:
        """The server's choices."""
        return self.choices.get(server_id, ServerSettings())


class Builder:
    """Builds answerers, counts them, and can be held up."""

    def __init__(self) -> None:
        self.built = 0
        self.busy = threading.Lock()
        self.held = threading.Event()
        self.free = threading.Event()
        self.free.set()
        self.threads: set[int] = set()

    def __call__(self, revisions: Sequence[Revision], index: PassageIndex) -> Answerer:
        """An answerer, once the way is free."""
        assert self.busy.acquire(blocking=False), "two build at the same time"
        if not self.free.is_set():
            self.held.set()
        assert self.free.wait(timeout=30)
        self.built += 1
        self.threads.add(threading.get_ident())
        self.busy.release()
        return answerer(revisions, index)


@pytest.fixture
def kept() -> Kept:
    """Server 5 has an article of its own."""
    kept = Kept()
    kept.own[5] = [OWN]
    return kept


@pytest.fixture
def builder() -> Builder:
    """A builder that isn't held up."""
    return Builder()


@pytest.fixture
def library(kept: Kept, builder: Builder) -> Library:
    """A library over both."""
    return Library(BUNDLED, builder, kept, kept)  # type: ignore[arg-type]  # it asks no more than this


def test_servers_without_articles_of_their_own_share_the_bundled_ones(library: Library, builder: Builder) -> None:
    """Nothing is built for them, and a direct message has the same articles."""
    found = [asyncio.run(library.server_articles(server)) for server in (6, 7, None)]
    assert all(each is library.bundled for each in found)
    assert builder.built == 1


def test_a_server_can_switch_the_bundled_articles_off(library: Library, kept: Kept) -> None:
    """Then only its own answer, and none when it has none."""
    kept.choices = {server: ServerSettings(bundled=False) for server in (5, 6)}
    assert asyncio.run(library.server_articles(5)).revisions == (OWN,)
    assert asyncio.run(library.server_articles(6)).revisions == ()


def test_what_is_held_isn_t_read_again(library: Library, kept: Kept) -> None:
    """A refresh says which of the server's own articles are held as they were, and needs only the others."""

    async def work() -> None:
        await library.server_articles(5)
        await library.refresh(5)

    asyncio.run(work())
    assert kept.known == [(), (OWN,)]


def test_readers_have_the_old_articles_until_the_new_ones_are_indexed(
    library: Library, kept: Kept, builder: Builder
) -> None:
    """While articles are indexed, in a thread of its own, readers get those before at once."""

    async def work() -> None:
        before = await library.server_articles(5)
        kept.own[5] = []
        kept.choices[5] = ServerSettings(bundled=False)
        builder.free.clear()
        refreshing = asyncio.create_task(library.refresh(5))
        for _ in range(9):
            await asyncio.sleep(0)
            assert await library.server_articles(5) is library.indexed(5) is before
        builder.free.set()
        await refreshing
        assert (await library.server_articles(5)).revisions == ()

    asyncio.run(work())
    assert threading.get_ident() in builder.threads  # the bundled articles
    assert len(builder.threads) > 1


class SlowEncoder:
    """Encodes when it is let, and notes whose passages."""

    identity = "slow"

    def __init__(self) -> None:
        self.free = threading.Event()
        self.encoded: list[str] = []

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Nobody asks."""
        raise NotImplementedError(text)

    def encode_passages(self, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        """Notes them, once the way is free."""
        assert self.free.wait(timeout=30)
        self.encoded += [passage.revision.article_id for passage in passages]
        return []


def test_nobody_waits_for_vectors(kept: Kept, builder: Builder) -> None:
    """A start and a change are done before anything is encoded; then all of it is, in the background."""
    encoder = SlowEncoder()

    async def work() -> None:
        library = Library(BUNDLED, builder, kept, kept, encoding=ArticleEncoding(encoder))  # type: ignore[arg-type]
        library.save()
        await library.refresh(5)
        assert OWN in (await library.server_articles(5)).revisions
        assert encoder.encoded == []
        encoder.free.set()
        await library.finish()
        assert sorted(encoder.encoded) == ["a", "b.1"]
        kept.own[5] = [NEWER]
        await library.refresh(5)
        await library.finish()
        assert encoder.encoded.count("b.1") == 2

    asyncio.run(work())


def test_an_index_is_built_once_for_all_who_wait(library: Library, builder: Builder) -> None:
    """Members who ask at the same time after a start wait for the same index."""

    async def work() -> None:
        found = await asyncio.gather(*(library.server_articles(5) for _ in range(4)))
        assert len({id(each) for each in found}) == 1

    asyncio.run(work())
    assert builder.built == 2


def test_who_can_t_wait_gets_what_is_there(library: Library) -> None:
    """Before its articles are indexed, a server has the bundled ones, and afterwards its own."""
    assert library.indexed(5) is library.indexed(None) is library.bundled
    own = asyncio.run(library.server_articles(5))
    assert library.indexed(5) is own
    asyncio.run(library.forget(5))
    assert library.indexed(5) is library.bundled


def test_a_failed_refresh_leaves_no_old_articles(library: Library, kept: Kept, builder: Builder) -> None:
    """When building fails or is cancelled, the next to ask has it built again rather than outdated articles."""

    async def work() -> None:
        await library.server_articles(5)
        kept.own[5] = [NEWER]
        builder.free.clear()
        refreshing = asyncio.create_task(library.refresh(5))
        await asyncio.to_thread(builder.held.wait, 30)
        refreshing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await refreshing
        asking = asyncio.create_task(library.server_articles(5))
        for _ in range(9):
            await asyncio.sleep(0)
        builder.free.set()
        assert NEWER in (await asking).revisions

    asyncio.run(work())


def test_servers_with_nothing_of_their_own_are_let_go_of_too(library: Library) -> None:
    """Of all servers but those named nothing is held, whether they have articles of their own or not."""

    async def work() -> None:
        for server_id in (5, 6, 7):
            await library.server_articles(server_id)
        await library.forget_others([7])

    asyncio.run(work())
    assert library.opened == (7,)


def test_a_server_that_can_t_be_read_isn_t_held(library: Library, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to look out for changes of a server whose articles could not be read."""

    async def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(kept, "live", fail)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(library.server_articles(5))
    assert library.opened == ()
