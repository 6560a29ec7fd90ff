"""Nobody pings, floods, or reads across servers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.clock import SystemClock
from bot.adapters.sql.stores import Stores
from bot.frontends.discord.interactions.cooldown import Cooldown
from bot.frontends.discord.services import Services
from bot.newsroom import Newsroom
from tests.discord.stage import Reply, on_stage, services, slash
from tests.discord.tapped import Outgoing

CALF = "When did Lee hurt her calf?"


async def test_nobody_is_ever_pinged(tmp_path: Path, outgoing: list[Outgoing]) -> None:
    """Whatever a question or an article holds, no message of the bot may mention anybody."""
    async with on_stage(tmp_path) as stage:
        await stage.say(stage.ann, f"{stage.mention} @everyone {stage.bob.mention} what did Rex Moor write in Lima?")
        await slash(
            stage.ann, stage.channel, "ask", question=f"@here {stage.bob.mention} what did Rex Moor write in Lima?"
        )
        bodies = [sent.payload.get("data", sent.payload) for sent in outgoing if isinstance(sent.payload, dict)]
        shown = [body for body in bodies if "components" in body]
        assert len(shown) == 2
        assert all(body["allowed_mentions"]["parse"] == [] for body in shown)
        assert all("\\@" in str(body["components"]) for body in shown)
        assert not any(message.mentions for message in stage.channel.history() if message.author == stage.bot.user)


async def test_bots_and_the_bot_itself_are_not_answered(tmp_path: Path) -> None:
    """Two bots never get into a conversation."""
    async with on_stage(tmp_path) as stage:
        robot = stage.server.add_member(stage.env.create_user("robot", bot=True))
        hook = stage.server.create_webhook(stage.channel, "hook")
        assert await stage.say(robot, f"{stage.mention} {CALF}") is None
        await hook.send(f"{stage.mention} {CALF}")
        assert stage.heard(stage.channel) == []


async def test_a_button_works_in_its_own_server_only(tmp_path: Path) -> None:
    """An answer's id is worth nothing in another server, whoever found it out."""
    async with on_stage(tmp_path) as stage:
        await slash(stage.ann, stage.channel, "ask", question=CALF)
        there = await slash(stage.eve, stage.elsewhere, "ask", question=CALF)
        sent = await stage.stores.sent_answers.by_message(stage.channel.last_message.id)  # type: ignore[union-attr]
        assert sent is not None
        stored = stage.env.backend.get_message(stage.elsewhere.id, there.message.id)
        _swap_ids(stored.components, sent.answer_id)
        pressed = Reply.to(await stage.eve.click(there.message, label="Context & sources"))
        assert pressed.text == "I no longer remember that answer. Please ask again."


async def test_a_gap_is_filled_in_its_own_server_only(tmp_path: Path) -> None:
    """A moderator elsewhere isn't shown a question that was asked in vain here, though they know its answer's id."""
    async with on_stage(tmp_path) as stage:
        await stage.say(stage.ann, f"{stage.mention} which club did Otto Brand sign for?")
        sent = await stage.stores.sent_answers.by_message(stage.channel.last_message.id)  # type: ignore[union-attr]
        assert sent is not None
        there = await slash(stage.eve, stage.elsewhere, "ask", question=CALF)
        stored = stage.env.backend.get_message(stage.elsewhere.id, there.message.id)
        _turn_into(stored.components, "context", f"moderate-gap:{sent.answer_id}")
        pressed = await stage.eve.click(there.message, label="Context & sources")
        assert Reply.to(pressed).text == "I no longer remember that answer. Please ask again."


async def test_servers_don_t_share_conversations(tmp_path: Path) -> None:
    """What a member said in one server is unknown in another, and in direct messages."""
    async with on_stage(tmp_path) as stage:
        await stage.say(stage.ann, f"{stage.mention} {CALF}")
        direct = await stage.say_directly(stage.ann, "when did she win the mile?")
        assert direct is not None
        assert "3 May 2024" not in direct.text
        there = stage.eve.guild.add_member(stage.ann.user)
        await there.send(stage.elsewhere, f"{stage.mention} when did she win the mile?")
        (elsewhere,) = stage.heard(stage.elsewhere)
        assert "3 May 2024" not in elsewhere.text


async def test_who_asks_too_often_is_told_once(tmp_path: Path) -> None:
    """A member who floods is asked to wait, once for all messages; others may ask, and later they may, too."""
    async with on_stage(tmp_path, _impatient) as stage:
        for _ in range(2):
            assert await stage.say(stage.ann, f"{stage.mention} {CALF}") is not None
        told = await stage.say(stage.ann, f"{stage.mention} {CALF}")
        assert told is not None
        assert told.text == "One moment, please! You can ask again in 30 seconds."
        assert await stage.say(stage.ann, f"{stage.mention} {CALF}") is None
        commanded = await slash(stage.ann, stage.channel, "ask", question=CALF)
        assert commanded.private
        assert "You can ask again in 30 seconds." in commanded.text
        assert await stage.say(stage.bob, f"{stage.mention} {CALF}") is not None
        await stage.env.advance_time(31)
        again = await stage.say(stage.ann, f"{stage.mention} {CALF}")
        assert again is not None
        assert "10 June 2025" in again.text


async def test_buttons_have_a_limit_of_their_own(tmp_path: Path) -> None:
    """Pressing buttons over and over is asked to wait as well, but only after many."""
    async with on_stage(tmp_path, _impatient) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question=CALF)
        pressed = [await reply.press(stage.ann, "Context & sources") for _ in range(11)]
        assert "Where it stands" in pressed[9].text
        assert "One moment, please!" in pressed[10].text


async def test_a_long_question_is_cut_politely(tmp_path: Path) -> None:
    """Of a very long message the beginning is read, to the last whole word, and the answer says so."""
    async with on_stage(tmp_path) as stage:
        reply = await stage.say(stage.ann, f"{stage.mention} {CALF} " + "please " * 150)
        assert reply is not None
        assert "I read the first 500 characters." in reply.text
        assert "10 June 2025" in reply.text
        sent = await stage.stores.sent_answers.by_message(reply.message.id)
        assert sent is not None
        assert sent.turn.question.text == CALF + " please" * 67


def test_nothing_is_kept_about_who_stopped_asking() -> None:
    """The cooldown forgets a member whose questions are past."""
    cooldown = Cooldown(1, 0.0, SystemClock())
    assert [cooldown.wait(member) for member in range(100)] == [0] * 100
    assert len(cooldown._buckets._cache) == 1


class _HandClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment


def test_waiting_ends_by_the_clock() -> None:
    """Whoever has asked too much may ask again when the clock says so, and is told to wait for so long until then."""
    clock = _HandClock()
    cooldown = Cooldown(2, 30.0, clock)
    assert [cooldown.wait(1), cooldown.wait(1), cooldown.wait(1)] == [0, 0, 30]
    clock.moment += timedelta(seconds=29.5)
    assert cooldown.wait(1) == 1
    clock.moment += timedelta(hours=1)
    assert cooldown.wait(1) == 0


def _impatient(newsroom: Newsroom, stores: Stores) -> Services:
    return services(newsroom, stores, questions=2)


def _swap_ids(components: list[dict[str, object]], answer_id: str) -> None:
    for component in components:
        custom_id = component.get("custom_id")
        if isinstance(custom_id, str):
            action, _, detail = custom_id.split(":", 2) if custom_id.count(":") > 1 else (*custom_id.split(":"), "")
            component["custom_id"] = ":".join(filter(None, [action, answer_id, detail]))
        _swap_ids(component.get("components") or [], answer_id)  # type: ignore[arg-type]


def _turn_into(components: list[dict[str, object]], action: str, custom_id: str) -> None:
    for component in components:
        if str(component.get("custom_id")).startswith(f"{action}:"):
            component["custom_id"] = custom_id
        _turn_into(component.get("components") or [], action, custom_id)  # type: ignore[arg-type]
