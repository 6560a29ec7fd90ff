"""Lists, pages and buttons of news, in a server and in direct messages."""

from pathlib import Path

from bot.domain.following import Follow
from tests.discord.following.told import add, directly, follow
from tests.discord.stage import Reply, on_stage, slash

HART = "Zoe Hart"


async def test_follows_are_listed_in_direct_messages_too(tmp_path: Path) -> None:
    """There with the server each is in, and ended there."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann)
        listed = Reply.to(await stage.ann.user.slash("following"))
        assert "**Ann Lee**\n-# directly, at once · Track Club" in listed.text
        assert "You follow nobody" in (await listed.press(stage.ann.user, "Stop")).text


async def test_nobody_is_called_unnamed_whose_articles_are_elsewhere(tmp_path: Path) -> None:
    """In a direct message that isn't said of who is followed in a server whose articles another process reads."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann, "Kari Nordin")
        assert "no article yet" in Reply.to(await stage.ann.user.slash("following")).text
        await stage.bot.services.newsroom.library.forget(stage.server.id)
        listed = Reply.to(await stage.ann.user.slash("following")).text
        assert "**Kari Nordin**" in listed
        assert "no article yet" not in listed


async def test_a_full_name_is_not_taken_for_a_longer_one(tmp_path: Path) -> None:
    """Who types it is asked whether they mean the athlete whose names only begin so."""
    async with on_stage(tmp_path) as stage:
        asked = await follow(stage, stage.ann, "Ott Brand")
        assert "You follow" not in asked.text
        assert list(asked.options) == ["Otto Brand"]


async def test_a_long_list_has_pages(tmp_path: Path) -> None:
    """Ending the only one on the last page leads to the page before."""
    async with on_stage(tmp_path) as stage:
        for name in ("Ann Lee", "Maya Hart", HART, "Otto Brand", "Rex Moor", "Kim Ode", "Gareth Pugh"):
            await follow(stage, stage.ann, name)
        first = await slash(stage.ann, stage.channel, "following")
        assert first.buttons == [*["Stop"] * 6, "Next", "Times …"]
        last = await first.press(stage.ann, "Next")
        assert (HART in last.text, last.buttons) == (True, ["Stop", "Previous", "Times …"])
        assert "You follow 6 athletes" in (await last.press(stage.ann, "Stop")).text


async def test_what_a_server_added_isn_t_told_elsewhere(tmp_path: Path) -> None:
    """Its members read it there and in direct messages; another server has the bundled articles and its own."""
    async with on_stage(tmp_path) as stage:
        await add(stage)
        await stage.wait()
        direct = Reply.to(await stage.ann.user.slash("news", athlete="Ann Lee"))
        assert "Lee is back" in direct.text
        assert "Lee wins in Bergen" in direct.text
        there = await slash(stage.eve, stage.elsewhere, "news", athlete="Ann Lee")
        assert "Lee wins in Bergen" not in there.text
        here = await slash(stage.ann, stage.channel, "news", athlete="Ann Lee")
        assert "Lee wins in Bergen" in here.text


async def test_pages_of_news_are_turned_in_place_for_whoever_asked(tmp_path: Path) -> None:
    """Others get a page of their own, and the buttons work after a restart."""
    async with on_stage(tmp_path) as stage:
        news = await slash(stage.ann, stage.channel, "news")
        await stage.restart()
        assert "Page 2 of 2" in (await news.press(stage.bob, "Next")).text
        assert "Page 1 of 2" in stage.heard(stage.channel)[-1].text
        await news.press(stage.ann, "Next")
        assert "Page 2 of 2" in stage.heard(stage.channel)[-1].text


async def test_whoever_follows_a_lot_of_news_gets_one_message(tmp_path: Path) -> None:
    """With as many quotes as fit, and how many articles there are besides."""
    async with on_stage(tmp_path) as stage:
        await follow(stage, stage.ann)
        for _ in range(7):
            await add(stage)
        await stage.wait()
        (told,) = directly(stage, stage.ann)
        assert told.text.count("> Ann Lee won the 1500m in Bergen") == 4
        assert "-# … and 3 more articles: </news:" in told.text


async def test_who_follows_too_many_is_told(tmp_path: Path) -> None:
    """The last that is too many isn't followed; changing one that is followed is still possible."""
    async with on_stage(tmp_path) as stage:
        follows, server_id = stage.bot.services.following.follows, stage.server.id
        names = (await stage.bot.services.newsroom.server_articles(server_id)).athletes
        for number in range(49):
            other = Follow(server_id, stage.ann.id, f"Athlete {number}", stage.env.now())
            await stage.stores.follows.add(other, stage.env.now())
        await follows.follow(server_id, stage.ann.id, names[0])
        assert "You can follow 50 athletes" in (await follow(stage, stage.ann, names[1])).text
        assert "You go on following" in (await follow(stage, stage.ann, names[0], how="daily")).text
        assert len(stage.env.errors) == 1
