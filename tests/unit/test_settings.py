"""Settings come from the environment, and say what is wrong with them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import UserError
from bot.domain.server import EVERY_SHARD, Shards
from bot.settings import Settings

POSTGRES = "postgresql://db/pressbox"


def test_nothing_set_is_all_default() -> None:
    """Without variables the bundled articles answer in English."""
    assert Settings.load({}) == Settings() == Settings((), "en")


def test_an_empty_variable_is_not_set() -> None:
    """A variable without a value counts as not set."""
    kinds = "CORPUS LANGUAGE DATABASE RETENTION_DAYS CORRECTION_DAYS MESSAGE_CONTENT LOG_MESSAGES MONITORING LOG_FORMAT"
    assert Settings.load({f"PRESSBOX_{kind}": "" for kind in kinds.split()} | {"DISCORD_TOKEN": ""}) == Settings()


def test_the_corpus_is_a_list_of_paths() -> None:
    """Several paths are parted as the system parts them; empty parts are passed over."""
    value = os.pathsep.join(["one", "", "two/three.md"])
    assert Settings.load({"PRESSBOX_CORPUS": value}).corpus == (Path("one"), Path("two/three.md"))


def test_an_unknown_language_is_the_host_s_mistake() -> None:
    """A language without templates is refused with the variable's name and what it can be."""
    with pytest.raises(UserError, match="PRESSBOX_LANGUAGE is 'xx'; it can be: de, en"):
        Settings.load({"PRESSBOX_LANGUAGE": "xx"})


def test_a_file_of_settings_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `.env` file in the working folder counts, and the environment comes before it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRESSBOX_CORPUS", raising=False)
    monkeypatch.delenv("PRESSBOX_LANGUAGE", raising=False)
    (tmp_path / ".env").write_text(
        "PRESSBOX_CORPUS=from_file\nPRESSBOX_LANGUAGE=en\nPRESSBOX_OTHER\n", encoding="utf-8"
    )
    assert Settings.load().corpus == (Path("from_file"),)
    monkeypatch.setenv("PRESSBOX_CORPUS", "from_environment")
    assert Settings.load().corpus == (Path("from_environment"),)


def test_monitoring_and_the_log_can_be_set() -> None:
    """An address with its port, in brackets where it is IPv6, and a form of the log."""
    assert Settings.load({"PRESSBOX_MONITORING": "127.0.0.1:9464"}).monitoring == ("127.0.0.1", 9464)
    assert Settings.load({"PRESSBOX_MONITORING": "[::1]:80"}).monitoring == ("::1", 80)
    assert Settings.load({"PRESSBOX_LOG_FORMAT": "text"}).log_format == "text"


@pytest.mark.parametrize("value", ["9464", ":9464", "localhost:", "localhost:0", "localhost:65536", "a:b"])
def test_a_place_for_metrics_that_is_none_is_explained(value: str) -> None:
    """Only an address with a port will do; the message names the variable and an example."""
    with pytest.raises(UserError, match=r"PRESSBOX_MONITORING is .*127\.0\.0\.1:9464"):
        Settings.load({"PRESSBOX_MONITORING": value})


def test_an_unknown_form_of_the_log_is_explained() -> None:
    """The message says which there are."""
    with pytest.raises(UserError, match="PRESSBOX_LOG_FORMAT is 'xml'; it can be: json, text"):
        Settings.load({"PRESSBOX_LOG_FORMAT": "xml"})


def test_the_database_and_the_retention_can_be_set() -> None:
    """The file to keep everything in, for how many days, and for how many answers are corrected."""
    given = {"PRESSBOX_DATABASE": "kept/here.sqlite3", "PRESSBOX_RETENTION_DAYS": "7", "PRESSBOX_CORRECTION_DAYS": "5"}
    settings = Settings.load(given)
    assert settings.database == Path("kept/here.sqlite3")
    assert settings.retention == timedelta(days=7)
    assert settings.correctable == timedelta(days=5)


def test_a_postgresql_address_is_no_file() -> None:
    """It stays as it is given, is never shown, and the index goes into the folder the program is started from."""
    settings = Settings.load({"PRESSBOX_DATABASE": "postgresql://bot:hedgehog@db/pressbox"})
    assert settings.database == "postgresql://bot:hedgehog@db/pressbox"
    assert settings.index == Path("pressbox.index")
    assert "hedgehog" not in repr(settings)


@pytest.mark.parametrize("value", ["0", "-1", "soon", "1.5", "3651", " 7", "²", "9" * 5000])
def test_a_retention_that_is_no_number_of_days_is_explained(value: str) -> None:
    """Only whole days from one day to ten years count; the message names the variable."""
    with pytest.raises(UserError, match=r"PRESSBOX_RETENTION_DAYS is .*; .*days from 1 to 3650"):
        Settings.load({"PRESSBOX_RETENTION_DAYS": value})


def test_what_the_bot_on_discord_needs() -> None:
    """The token comes as it is given, apart from white space, and is in no representation; switches are off or on."""
    plain = Settings.load({})
    assert (plain.token, plain.message_content, plain.log_messages) == ("", False, False)
    switched = {"DISCORD_TOKEN": " abc.def.ghi\n", "PRESSBOX_MESSAGE_CONTENT": "on", "PRESSBOX_LOG_MESSAGES": "TRUE"}
    settings = Settings.load(switched)
    assert (settings.token, settings.message_content, settings.log_messages) == ("abc.def.ghi", True, True)
    assert "abc" not in repr(settings)


def test_a_switch_is_on_or_off() -> None:
    """Anything else is the host's mistake."""
    with pytest.raises(UserError, match="PRESSBOX_MESSAGE_CONTENT is 'maybe'; it can be: on, off"):
        Settings.load({"PRESSBOX_MESSAGE_CONTENT": "maybe"})


@pytest.mark.parametrize(
    ("value", "shards", "folder"),
    [
        ("4-7/16", Shards(4, 7, 16), "pressbox-4.index"),
        ("15/16", Shards(15, 15, 16), "pressbox-15.index"),
        ("auto", EVERY_SHARD, "pressbox.index"),
    ],
)
def test_shards_are_read(value: str, shards: Shards, folder: str) -> None:
    """Some shards of so many, one of them, or all there are; each part keeps its index apart."""
    settings = Settings.load({"PRESSBOX_SHARDS": value, "PRESSBOX_DATABASE": POSTGRES})
    assert settings.shards == shards
    assert settings.index == Path(folder)


@pytest.mark.parametrize("value", ["16/16", "3-1/4", "1", "0-3", "/4", "all", "0-3/16/2"])
def test_shards_that_can_not_be_are_explained(value: str) -> None:
    """What names no shards of so many is refused, and the message names the variable."""
    with pytest.raises(UserError, match=r"PRESSBOX_SHARDS is .*such as 0-3/16"):
        Settings.load({"PRESSBOX_SHARDS": value, "PRESSBOX_DATABASE": POSTGRES})


def test_a_file_is_for_one_process() -> None:
    """Shards left to other processes need a database that these can use, too; all shards don't."""
    with pytest.raises(UserError, match="has to be a PostgreSQL database"):
        Settings.load({"PRESSBOX_SHARDS": "0-3/16"})
    assert Settings.load({"PRESSBOX_SHARDS": "0-3/4"}).shards == Shards(0, 3, 4)
