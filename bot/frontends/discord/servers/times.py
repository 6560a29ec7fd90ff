"""The form for a time zone, quiet hours, and the hour and day of summaries: a server's, or a member's own."""

import asyncio
from collections.abc import Mapping
from zoneinfo import available_timezones

from bot.domain.errors import UserError
from bot.domain.schedule import Schedule
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.ui.translations import Words

_LONGEST_ZONE, _LONGEST_NUMBER = 50, 2
_LAST_HOUR, _DAYS = 23, 7


def add_fields(form: Form, present: Schedule, words: Words) -> None:
    """The fields, with what stands now; days are counted from 1."""
    form.add_text("zone", words.say("zone_label"), present.zone, most=_LONGEST_ZONE, required=True)
    hours = {"quiet_from": present.quiet_from, "quiet_until": present.quiet_until, "digest_hour": present.hour}
    for name, hour in hours.items():
        value = "" if hour is None else str(hour)
        form.add_text(name, words.say(f"{name}_label"), value, most=_LONGEST_NUMBER, required=name == "digest_hour")
    day = str(present.day + 1)
    form.add_text("digest_day", words.say("digest_day_label"), day, most=_LONGEST_NUMBER, required=True)


async def read_fields(filled: Mapping[str, str]) -> Schedule:
    """What was written.

    Raises:
        UserError: when it is no time zone, hour or day.
    """
    return Schedule(
        zone=await asyncio.to_thread(find_zone, filled["zone"]),
        quiet_from=_number(filled["quiet_from"], 0, _LAST_HOUR) if filled["quiet_from"].strip() else None,
        quiet_until=_number(filled["quiet_until"], 0, _LAST_HOUR) if filled["quiet_until"].strip() else None,
        hour=_number(filled["digest_hour"], 0, _LAST_HOUR),
        day=_number(filled["digest_day"], 1, _DAYS) - 1,
    )


def find_zone(typed: str) -> str:
    """The time zone that somebody means who wrote its name, or only its city.

    Raises:
        UserError: when there is none, or more than one.
    """
    wanted = typed.strip().replace(" ", "_").casefold()
    zones = sorted(available_timezones())
    named = [zone for zone in zones if zone.casefold() == wanted]
    found = named or [zone for zone in zones if zone.rpartition("/")[2].casefold() == wanted]
    if len(found) != 1:
        raise UserError(f"there is no time zone {typed!r}: write one like Europe/Berlin", "no_time_zone", typed=typed)
    return found[0]


def _number(written: str, first: int, last: int) -> int:
    text = written.strip()
    number = int(text) if text.isdecimal() and text.isascii() else -1
    if not first <= number <= last:
        raise UserError(
            f"{text!r} is no whole number from {first} to {last}", "no_hour", typed=text, first=first, last=last
        )
    return number
