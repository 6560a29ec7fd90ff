"""The form to put a question in other words."""

from pathlib import Path

from simcord.results import InteractionResult

from tests.discord.stage import Reply, Stage, on_stage, slash

REPHRASE = "Ask in other words …"


async def _open_form(stage: Stage, *, private: bool = False) -> InteractionResult:
    """The form below an answer, opened by Ann."""
    reply = await slash(stage.ann, stage.channel, "ask", question="When did Lee hurt her calf?", private=private)
    menu = await reply.press(stage.ann, "Wrong")
    return await stage.ann.select(menu.message, [menu.options[REPHRASE]])


async def test_the_form_holds_the_question_as_it_was_asked(tmp_path: Path) -> None:
    """Choosing other words opens a form in which the question stands, to be changed."""
    async with on_stage(tmp_path) as stage:
        form = (await _open_form(stage)).modal
        assert form is not None
        assert form["title"] == "Ask in other words"
        field = form["components"][0]
        assert field["label"] == "Your question"
        assert field["component"]["value"] == "When did Lee hurt her calf?"


async def test_the_new_words_are_answered(tmp_path: Path) -> None:
    """What is sent with the form is answered in a message of its own, in private where the first answer was."""
    async with on_stage(tmp_path) as stage:
        for private in (False, True):
            shown = await _open_form(stage, private=private)
            assert shown.modal is not None
            field = shown.modal["components"][0]["component"]["custom_id"]
            reply = Reply.to(await stage.ann.submit_modal(shown, {field: "When did Lee win the mile?"}))
            assert "3 May 2024" in reply.text
            assert "You asked: When did Lee win the mile?" in reply.text
            assert reply.private == private


async def test_pressing_it_is_noted(tmp_path: Path) -> None:
    """That an answer wasn't meant is kept, once, for whoever runs the bot to learn from."""
    async with on_stage(tmp_path) as stage:
        await _open_form(stage)
        assert (await stage.stores.members.counts(stage.ann.id))["wrong_marks"] == 1


async def test_the_form_speaks_the_member_s_language(tmp_path: Path) -> None:
    """A German member gets a German form."""
    async with on_stage(tmp_path) as stage:
        reply = await slash(stage.ann, stage.channel, "ask", question="When did Lee hurt her calf?")
        with stage.speaking("de"):
            menu = await reply.press(stage.ann, "Wrong")
            shown = await stage.ann.select(menu.message, [menu.options["Anders fragen …"]])
        assert shown.modal is not None
        assert shown.modal["title"] == "Anders fragen"
