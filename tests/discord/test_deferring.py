"""Discord waits three seconds: a command promises its answer before it looks anything up."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.discord.desk.opened import BERGEN
from tests.discord.stage import Stage, on_stage, publish
from tests.discord.tapped import Outgoing

KNEE = "voss-hurts-her-knee.1"
ANSWERING: Mapping[str, Mapping[str, Any]] = {
    "ask": {"question": "When did Lee hurt her calf?", "athlete": "Lee"},
    "athlete": {"name": "Lee"},
    "timeline": {"athlete": "Lee"},
    "compare": {"a": "Lee", "b": "Brand"},
    "help": {},
    "privacy show": {},
    "privacy export": {},
    "settings": {},
    "article queue": {},
    "article list": {},
    "article show": {"article": KNEE},
    "article history": {"article": KNEE},
    "article audit": {},
    "article gaps": {},
    "article stats": {},
}
"""Every command that opens no form; a form is an answer itself."""
DEFERRED = 5


def _is_deferred(outgoing: list[Outgoing]) -> bool:
    return any(sent.path.endswith("/callback") and sent.payload["type"] == DEFERRED for sent in outgoing)


@contextmanager
def _watch(stage: Stage, outgoing: list[Outgoing], looked_up: list[bool]) -> Iterator[None]:
    """Notes at each reading of the database and of the articles whether an answer is promised by then."""

    def noting(read: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any) -> Any:
            looked_up.append(_is_deferred(outgoing))
            return read(*given)

        return noted

    database, library = stage.stores.servers._database, stage.bot.services.newsroom.library
    with (
        mock.patch.object(database, "reading", noting(database.reading)),
        mock.patch.object(library, "server_articles", noting(library.server_articles)),
    ):
        yield


@pytest.mark.parametrize("command", ANSWERING)
async def test_a_command_defers_first(tmp_path: Path, outgoing: list[Outgoing], command: str) -> None:
    """Nothing is read before the promise."""
    async with on_stage(tmp_path) as stage:
        await publish(stage, "voss-knee")
        looked_up: list[bool] = []
        with _watch(stage, outgoing, looked_up):
            await stage.mod.slash(stage.channel, command, **ANSWERING[command])
        assert _is_deferred(outgoing)
        assert looked_up
        assert all(looked_up)


@pytest.mark.parametrize("menu", ["Ask about this", "Add as article"])
async def test_a_menu_defers_first(tmp_path: Path, outgoing: list[Outgoing], menu: str) -> None:
    """Nor is anything read before it for what is chosen from a message's menu."""
    async with on_stage(tmp_path) as stage:
        message = await stage.bob.send(stage.channel, BERGEN)
        looked_up: list[bool] = []
        with _watch(stage, outgoing, looked_up):
            await stage.mod.context_menu(stage.channel, menu, message)
        assert _is_deferred(outgoing)
        assert looked_up
        assert all(looked_up)
