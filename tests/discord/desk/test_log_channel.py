"""Suggestions show in the log channel, where moderators decide on them."""

from pathlib import Path

from simcord.builders import ChannelHandle

from bot.domain.actor import Actor
from bot.domain.server import ServerSettings
from tests.discord.desk.opened import opened, suggested, titles
from tests.discord.stage import Reply, Stage, on_stage, slash


async def _log_channel(stage: Stage) -> ChannelHandle:
    channel = stage.server.create_text_channel("log")
    host, chosen = Actor(None, stage.server.id, may_moderate=True), ServerSettings(log_channel=channel.id)
    await stage.bot.services.desk.changes.change_settings(host, chosen)
    return channel


async def _announced(stage: Stage) -> tuple[ChannelHandle, Reply]:
    """What the log channel shows of Ann's suggestion."""
    log = await _log_channel(stage)
    await suggested(stage, stage.ann)
    return log, stage.heard(log)[-1]


async def test_a_suggestion_is_shown_with_what_can_be_decided(tmp_path: Path) -> None:
    """Everybody in the log channel sees who suggests what, as it would be quoted."""
    async with on_stage(tmp_path) as stage:
        _, shown = await _announced(stage)
        assert f"Suggestion from <@{stage.ann.id}> · 1 waiting" in shown.text
        assert "> Ann Lee won the 1500m in Bergen" in shown.text
        assert shown.buttons == ["Approve", "Edit and approve", "Reject"]
        assert not shown.private


async def test_it_is_approved_there(tmp_path: Path) -> None:
    """Approving puts word of it in place of the suggestion, for everybody in the channel."""
    async with on_stage(tmp_path) as stage:
        log, shown = await _announced(stage)
        await shown.press(stage.mod, "Approve")
        assert await titles(stage) == ["Lee wins in Bergen"]
        texts = [reply.text for reply in stage.heard(log)]
        assert any("**Lee wins in Bergen** is live" in text for text in texts)
        assert not any(reply.buttons for reply in stage.heard(log))
        assert "No suggestion is waiting" in (await slash(stage.mod, stage.channel, "article queue")).text


async def test_it_is_edited_there_in_private(tmp_path: Path) -> None:
    """The preview of the edited suggestion is the moderator's alone; the suggestion stays as it is shown."""
    async with on_stage(tmp_path) as stage:
        log, shown = await _announced(stage)
        form = await opened(shown, stage.mod, "Edit and approve")
        preview = await form.fill_in(stage.mod, Title="Lee wins again")
        assert preview.private
        assert stage.heard(log)[-1].buttons == ["Approve", "Edit and approve", "Reject"]
        assert "**Lee wins again** is live" in (await preview.press(stage.mod, "Approve")).text


async def test_it_is_rejected_there_with_a_note(tmp_path: Path) -> None:
    """The member reads why, the channel that it was rejected."""
    async with on_stage(tmp_path) as stage:
        log, shown = await _announced(stage)
        form = await opened(shown, stage.mod, "Reject")
        await form.fill_in(stage.mod, **{"Why?": "We have that already."})
        assert any("is rejected" in reply.text for reply in stage.heard(log))
        assert "We have that already" in stage.heard(stage.ann.user.dm_channel, stage.ann.user)[-1].text


async def test_what_was_decided_elsewhere_says_so(tmp_path: Path) -> None:
    """A suggestion that was decided on in the queue meanwhile can't be decided on again in the channel."""
    async with on_stage(tmp_path) as stage:
        log, shown = await _announced(stage)
        await (await slash(stage.mod, stage.channel, "article queue")).press(stage.mod, "Approve")
        await shown.press(stage.mod, "Approve")
        assert len(await titles(stage)) == 1
        assert any("decided on that one already" in reply.text for reply in stage.heard(log))


async def test_members_decide_nothing_there(tmp_path: Path) -> None:
    """Whoever sees the channel without moderating is refused, in private."""
    async with on_stage(tmp_path) as stage:
        log, shown = await _announced(stage)
        refused = await shown.press(stage.bob, "Approve")
        assert refused.private
        assert "You can't do that here" in refused.text
        assert await titles(stage) == []
        assert stage.heard(log)[-1].buttons == ["Approve", "Edit and approve", "Reject"]


async def test_it_works_after_a_restart(tmp_path: Path) -> None:
    """The buttons in the channel outlive the process that sent them."""
    async with on_stage(tmp_path) as stage:
        _, shown = await _announced(stage)
        await stage.restart()
        await shown.press(stage.mod, "Approve")
        assert await titles(stage) == ["Lee wins in Bergen"]


async def test_a_channel_that_is_gone_costs_nobody_the_suggestion(tmp_path: Path) -> None:
    """Where the log channel can't be written to, the suggestion waits in the queue all the same."""
    async with on_stage(tmp_path) as stage:
        log = await _log_channel(stage)
        stage.env.backend.delete_channel(log.id)
        assert "waits for the moderators" in (await suggested(stage, stage.ann)).text
        assert "Suggestion 1 of 1" in (await slash(stage.mod, stage.channel, "article queue")).text
