"""What moderators write about times is understood, or refused."""

import pytest

from bot.domain.errors import UserError
from bot.domain.server import ServerSettings
from bot.frontends.discord.servers.times import find_zone, read_fields

WRITTEN = {"zone": "UTC", "quiet_from": " 22 ", "quiet_until": "7", "digest_hour": "18", "digest_day": "7"}


@pytest.mark.parametrize("typed", ["Europe/Berlin", "europe/berlin ", "BERLIN", "Berlin"])
def test_a_time_zone_goes_by_its_name_or_its_city(typed: str) -> None:
    """Capitals and blanks make no difference."""
    assert find_zone(typed) == "Europe/Berlin"
    assert find_zone("new york") == "America/New_York"


@pytest.mark.parametrize("typed", ["", "Atlantis", "Europe/", "../etc/passwd", "west"])
def test_what_is_no_time_zone_is_refused(typed: str) -> None:
    """So is what several are called by."""
    with pytest.raises(UserError):
        find_zone(typed)


async def test_what_is_written_is_read() -> None:
    """Days count from 1 there; nothing else of the settings changes, and empty quiet hours are none."""
    before = ServerSettings(language="de")
    read = before.with_schedule(await read_fields(WRITTEN))
    assert set(read.differing(before)) == {"quiet_from", "quiet_until", "digest_hour", "digest_day"}
    assert (read.quiet_from, read.quiet_until, read.digest_hour, read.digest_day) == (22, 7, 18, 6)
    assert (await read_fields(WRITTEN | {"quiet_from": " "})).quiet_from is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("digest_day", "0"), ("digest_day", "8"), ("quiet_from", "24"), ("digest_hour", "²"), ("digest_hour", "")],
)
async def test_what_is_no_hour_or_day_is_refused(field: str, value: str) -> None:
    """Whole numbers only, from the first to the last."""
    with pytest.raises(UserError):
        await read_fields(WRITTEN | {field: value})
