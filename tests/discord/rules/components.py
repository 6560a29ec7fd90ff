"""Rules for buttons, selects, layouts and the fields of a form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from discord import ButtonStyle, ComponentType

from tests.discord.rules.fault import Fault, Payload, count, text, unique

SELECTS = frozenset(
    {
        ComponentType.string_select,
        ComponentType.user_select,
        ComponentType.role_select,
        ComponentType.mentionable_select,
        ComponentType.channel_select,
    }
)
LAYOUT = frozenset(
    {
        ComponentType.section,
        ComponentType.text_display,
        ComponentType.media_gallery,
        ComponentType.file,
        ComponentType.separator,
    }
)
FIELDS = frozenset({ComponentType.text_input, *SELECTS})
INSIDE = {
    ComponentType.action_row: frozenset({ComponentType.button, ComponentType.text_input, *SELECTS}),
    ComponentType.section: frozenset({ComponentType.text_display}),
    ComponentType.container: frozenset({ComponentType.action_row, *LAYOUT}),
}
"""What may stand in the ``components`` of what."""

Place = tuple[str, Payload]


def kind(component: Payload) -> ComponentType | None:
    """The component's type; ``None`` for a number that discord.py doesn't know."""
    known = {member.value: member for member in ComponentType}
    return known.get(component.get("type", 0))


def walk(path: str, components: Sequence[Payload]) -> Iterator[Place]:
    """Every component with its path, parents before children."""
    for number, component in enumerate(components):
        yield from _descend(f"{path}[{number}]", component)


def _descend(path: str, component: Payload) -> Iterator[Place]:
    yield path, component
    yield from walk(f"{path}.components", component.get("components") or ())
    for single in ("accessory", "component"):
        if isinstance(component.get(single), Mapping):
            yield from _descend(f"{path}.{single}", component[single])


def each(places: Sequence[Place]) -> Iterator[Fault]:
    """Faults of the single components, and custom ids that two of them share."""
    for path, component in places:
        of_kind = kind(component)
        if of_kind is None:
            yield Fault(f"{path}.type", f"must be a known component type, is {component.get('type')!r}")
            continue
        yield from text(f"{path}.custom_id", component.get("custom_id"), 100, 1)
        yield from _children(path, component, of_kind)
        yield from CHECKS.get(of_kind, _nothing)(path, component)
    yield from unique("components", "custom_id", [c["custom_id"] for _, c in places if c.get("custom_id")])


def placed(path: str, components: Sequence[Payload], allowed: frozenset[ComponentType]) -> Iterator[Fault]:
    """The components in one list are of kinds that may stand there."""
    for number, component in enumerate(components):
        if kind(component) not in allowed:
            names = ", ".join(sorted(member.name for member in allowed))
            yield Fault(f"{path}[{number}].type", f"must be one of: {names}")


def _children(path: str, component: Payload, of_kind: ComponentType) -> Iterator[Fault]:
    if of_kind in INSIDE:
        yield from placed(f"{path}.components", component.get("components") or (), INSIDE[of_kind])


def _nothing(_path: str, _component: Payload) -> Iterator[Fault]:
    return iter(())


def _row(path: str, row: Payload) -> Iterator[Fault]:
    children = row.get("components") or ()
    yield from count(f"{path}.components", children, 5, 1)
    if len(children) > 1 and any(kind(child) in FIELDS for child in children):
        yield Fault(f"{path}.components", "must be up to five buttons, or one select alone")


def _button(path: str, button: Payload) -> Iterator[Fault]:
    yield from text(f"{path}.label", button.get("label"), 80)
    if button.get("style") == ButtonStyle.link.value:
        yield from link(f"{path}.url", button.get("url"), 512)
        if button.get("custom_id"):
            yield Fault(f"{path}.custom_id", "must be absent on a link button")
    elif not button.get("custom_id"):
        yield Fault(f"{path}.custom_id", "must be there on a button that is no link")
    elif button.get("url"):
        yield Fault(f"{path}.url", "must be absent on a button that is no link")
    if not button.get("label") and not button.get("emoji"):
        yield Fault(f"{path}.label", "must be there unless the button has an emoji")


def link(path: str, url: object, most: int) -> Iterator[Fault]:
    """An address is an absolute one of the web or of Discord, with at most ``most`` characters."""
    yield from text(path, url or "", most, 1)
    if isinstance(url, str) and not url.startswith(("https://", "http://", "discord://")):
        yield Fault(path, "must begin with https://, http:// or discord://")


def _select(path: str, select: Payload) -> Iterator[Fault]:
    if not select.get("custom_id"):
        yield Fault(f"{path}.custom_id", "must be there on a select")
    yield from text(f"{path}.placeholder", select.get("placeholder"), 150)
    least, most = _range(select, "min_values", "max_values", 1)
    if not 0 <= least <= most <= 25:
        yield Fault(f"{path}.max_values", f"must be from min_values to 25, is {most} with min_values {least}")


def _range(component: Payload, least: str, most: str, default: int) -> tuple[int, int]:
    low, high = component.get(least), component.get(most)
    return (default if low is None else low, default if high is None else high)


def _string_select(path: str, select: Payload) -> Iterator[Fault]:
    options = select.get("options") or ()
    yield from _select(path, select)
    yield from count(f"{path}.options", options, 25, 1)
    yield from unique(f"{path}.options", "value", [option.get("value") for option in options])
    for number, option in enumerate(options):
        for field, least in (("label", 1), ("value", 1), ("description", 0)):
            yield from text(f"{path}.options[{number}].{field}", option.get(field), 100, least)
    chosen, most = sum(bool(option.get("default")) for option in options), _range(select, "", "max_values", 1)[1]
    if most > max(len(options), 1):
        yield Fault(f"{path}.max_values", f"must be at most the {len(options)} options there are, is {most}")
    if chosen > most:
        yield Fault(f"{path}.options", f"must have at most max_values ({most}) chosen ones, has {chosen}")


def _text_input(path: str, field: Payload) -> Iterator[Fault]:
    if not field.get("custom_id"):
        yield Fault(f"{path}.custom_id", "must be there on a text input")
    yield from text(f"{path}.label", field.get("label"), 45, 1)
    yield from text(f"{path}.placeholder", field.get("placeholder"), 100)
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if not 0 <= least <= most <= 4000:
        yield Fault(f"{path}.max_length", f"must be from min_length to 4000, is {most} with min_length {least}")
    if field.get("value"):
        yield from text(f"{path}.value", field["value"], min(most, 4000), least)


def _section(path: str, section: Payload) -> Iterator[Fault]:
    yield from count(f"{path}.components", section.get("components") or (), 3, 1)
    accessory = section.get("accessory") or {}
    if kind(accessory) not in {ComponentType.button, ComponentType.thumbnail}:
        yield Fault(f"{path}.accessory", "must be a button or a thumbnail")


def _text_display(path: str, display: Payload) -> Iterator[Fault]:
    yield from text(f"{path}.content", display.get("content") or "", 4000, 1)


def _gallery(path: str, gallery: Payload) -> Iterator[Fault]:
    yield from count(f"{path}.items", gallery.get("items") or (), 10, 1)


def _container(path: str, container: Payload) -> Iterator[Fault]:
    yield from count(f"{path}.components", container.get("components") or (), 40, 1)


def _label(path: str, label: Payload) -> Iterator[Fault]:
    yield from text(f"{path}.label", label.get("label") or "", 45, 1)
    yield from text(f"{path}.description", label.get("description"), 100)
    if not label.get("component"):
        yield Fault(f"{path}.component", "must be there in a label")


CHECKS: dict[ComponentType, Callable[[str, Payload], Iterator[Fault]]] = {
    **dict.fromkeys(SELECTS, _select),
    ComponentType.string_select: _string_select,
    ComponentType.action_row: _row,
    ComponentType.button: _button,
    ComponentType.text_input: _text_input,
    ComponentType.section: _section,
    ComponentType.text_display: _text_display,
    ComponentType.media_gallery: _gallery,
    ComponentType.container: _container,
    ComponentType.label: _label,
}


def modal(data: Payload) -> Iterator[Fault]:
    """A form: title of 45 characters, one to five fields, each a label with a field or a text."""
    fields: Sequence[dict[str, Any]] = data.get("components") or ()
    yield from text("data.title", data.get("title") or "", 45, 1)
    yield from text("data.custom_id", data.get("custom_id") or "", 100, 1)
    yield from count("data.components", fields, 5, 1)
    rows = {ComponentType.label, ComponentType.action_row, ComponentType.text_display}
    yield from chain(placed("data.components", fields, frozenset(rows)), each(list(walk("data.components", fields))))
