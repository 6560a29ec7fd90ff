"""The database is away for a while: members are answered, moderators are told, and then all is as before."""

import asyncio
from typing import Any

import pytest

from bot.adapters.postgres import database, outage
from tests.discord.desk.opened import previewed
from tests.discord.stage import on_stage, publish, slash

KNEE = "When did Voss hurt her knee?"


async def test_questions_are_answered_and_changes_refused(postgres: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """While PostgreSQL is stopped the same quote answers, directly too; a change is refused until it is back."""
    monkeypatch.setattr(database, "PAUSE", 0.0)
    monkeypatch.setattr(outage, "RETRY", 3600.0)
    address = await asyncio.to_thread(postgres.new_database)
    async with on_stage(address) as stage:
        await publish(stage, "voss-knee")
        before = await slash(stage.ann, stage.channel, "ask", question=KNEE)
        preview = await previewed(stage)
        await asyncio.to_thread(postgres.stop)
        try:
            during = await slash(stage.ann, stage.channel, "ask", question=KNEE)
            directly = await stage.say_directly(stage.ann, KNEE)
            refused = await preview.press(stage.mod, "Publish")
        finally:
            await asyncio.to_thread(postgres.start)
        assert during.text == before.text
        assert directly is not None
        assert "3 May 2025" in directly.text
        assert "I can't reach what I have kept" in refused.text
        published = await preview.press(stage.mod, "Publish")
        assert "can't" not in published.text
        assert len(await stage.stores.ledger.live(stage.server.id)) == 2
