"""Direct messages: commands, buttons and talk work there as in a server."""

from pathlib import Path

from tests.discord.stage import Reply, on_stage

CALF = "When did Lee hurt her calf?"


async def test_commands_and_buttons_work_in_direct_messages(tmp_path: Path) -> None:
    """A command used in a direct message is answered there, with all its buttons."""
    async with on_stage(tmp_path) as stage:
        reply = Reply.to(await stage.ann.user.slash("ask", question=CALF))
        assert "10 June 2025" in reply.text
        assert "Where it stands" in (await reply.press(stage.ann.user, "Context & sources")).text
        card = Reply.to(await stage.ann.user.slash("athlete", name="Ann Lee"))
        assert "### 🩹 Injuries" in (await card.press(stage.ann.user, "Injuries")).text


async def test_names_are_suggested_in_direct_messages(tmp_path: Path) -> None:
    """Autocomplete needs no server."""
    async with on_stage(tmp_path) as stage:
        choices = await stage.ann.user.autocomplete("athlete", "name", "lee")
        assert choices[0]["name"] == "Ann Lee"


async def test_which_one_is_chosen_and_remembered_in_direct_messages(tmp_path: Path) -> None:
    """The choice between namesakes works there, too, and the talk goes on about the chosen one."""
    async with on_stage(tmp_path) as stage:
        asked = await stage.say_directly(stage.ann, "where does Hart work?")
        assert asked is not None
        assert "nurse" in (await asked.choose(stage.ann.user, "Zoe Hart")).text
        again = await stage.say_directly(stage.ann, "where did she finish?")
        assert again is not None
        assert "Zoe Hart finished **fourth**" in again.text


async def test_every_example_of_help_is_answered(tmp_path: Path) -> None:
    """Whatever /help proposes, the present articles answer."""
    async with on_stage(tmp_path) as stage:
        shown = Reply.to(await stage.ann.user.slash("help")).text
        listed = shown.partition("**Here is how**")[0].splitlines()
        examples = [line.removeprefix("- ") for line in listed if line.startswith("- ")]
        assert len(examples) >= 3
        for example in examples:
            reply = await stage.say_directly(stage.ann, example)
            assert reply is not None
            assert "Context & sources" in reply.buttons, example
