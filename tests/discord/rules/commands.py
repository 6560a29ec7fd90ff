"""Rules for command definitions and for the choices offered while a member types."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from discord import AppCommandOptionType, AppCommandType, Locale

from tests.discord.rules.fault import Fault, Payload, count, text, unique

MOST_OF_A_TYPE = {AppCommandType.chat_input: 100, AppCommandType.user: 15, AppCommandType.message: 15}
GROUPING = {AppCommandOptionType.subcommand.value, AppCommandOptionType.subcommand_group.value}
LOCALES = frozenset(locale.value for locale in Locale)


def commands(definitions: Sequence[Payload]) -> Iterator[Fault]:
    """All commands of the application, as they are registered at once."""
    for number, definition in enumerate(definitions):
        yield from command(f"[{number}]", definition)
    yield from unique("", "type and name", [(_type(definition), definition.get("name")) for definition in definitions])
    for of_type, number in Counter(map(_type, definitions)).items():
        if number > MOST_OF_A_TYPE[of_type]:
            yield Fault("", f"must be at most {MOST_OF_A_TYPE[of_type]} commands of type {of_type.name}, are {number}")


def _type(definition: Payload) -> AppCommandType:
    return AppCommandType(definition.get("type") or AppCommandType.chat_input.value)


def command(path: str, definition: Payload) -> Iterator[Fault]:
    """One command; those of the context menu have a name of any case and no description."""
    if _type(definition) is AppCommandType.chat_input:
        yield from _described(path, definition)
        yield from _options(path, definition)
        size = _size(definition)
        if size > 8000:
            yield Fault(path, f"must have at most 8000 characters of names, descriptions and values, has {size}")
        return
    for where, name in _translations(path, definition, "name"):
        yield from text(where, name, 32, 1)
    if definition.get("description") or definition.get("options"):
        yield Fault(f"{path}.description", "must be absent on a command of the context menu, as must options")


def _translations(path: str, thing: Payload, field: str) -> Iterator[tuple[str, Any]]:
    yield f"{path}.{field}", thing.get(field) or ""
    localised: Mapping[str, Any] = thing.get(f"{field}_localizations") or {}
    yield from ((f"{path}.{field}_localizations.{locale}", value) for locale, value in localised.items())


def _described(path: str, thing: Payload) -> Iterator[Fault]:
    for where, name in _translations(path, thing, "name"):
        yield from text(where, name, 32, 1)
        yield from _name(where, str(name))
    for where, description in _translations(path, thing, "description"):
        yield from text(where, description, 100, 1)
    yield from _locales(path, thing)


def _name(path: str, name: str) -> Iterator[Fault]:
    if name != name.lower() or not all(character.isalnum() or character in "-_'" for character in name):
        yield Fault(path, f"must be lower-case letters, digits, - and _, is {name!r}")


def _locales(path: str, thing: Payload) -> Iterator[Fault]:
    for field in ("name_localizations", "description_localizations"):
        for locale in thing.get(field) or ():
            if locale not in LOCALES:
                yield Fault(f"{path}.{field}.{locale}", "must be a locale that Discord has")


def _options(path: str, thing: Payload) -> Iterator[Fault]:
    options = thing.get("options") or ()
    yield from count(f"{path}.options", options, 25)
    yield from unique(f"{path}.options", "name", [option.get("name") for option in options])
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield Fault(f"{path}.options", "must have the required ones first")
    for number, option in enumerate(options):
        yield from _option(f"{path}.options[{number}]", option)


def _option(path: str, option: Payload) -> Iterator[Fault]:
    yield from _described(path, option)
    if option.get("type") in GROUPING:
        yield from _options(path, option)
        return
    yield from choices(f"{path}.choices", option.get("choices") or ())
    if option.get("choices") and option.get("autocomplete"):
        yield Fault(f"{path}.autocomplete", "must be absent beside choices")
    least, most = option.get("min_length") or 0, option.get("max_length") or 6000
    if not 0 <= least <= most <= 6000:
        yield Fault(f"{path}.max_length", f"must be from min_length to 6000, is {most} with min_length {least}")


def choices(path: str, offered: Sequence[Payload]) -> Iterator[Fault]:
    """At most 25 choices, with names and values of up to 100 characters."""
    yield from count(path, offered, 25)
    for number, choice in enumerate(offered):
        for where, name in _translations(f"{path}[{number}]", choice, "name"):
            yield from text(where, name, 100, 1)
        if isinstance(choice.get("value"), str):
            yield from text(f"{path}[{number}].value", choice["value"], 100)
        yield from _locales(f"{path}[{number}]", choice)


def _size(thing: Payload) -> int:
    own = sum(len(str(thing.get(field) or "")) for field in ("name", "description"))
    offered = sum(len(str(choice.get("name"))) + len(str(choice.get("value"))) for choice in thing.get("choices") or ())
    return own + offered + sum(map(_size, thing.get("options") or ()))
