"""Discord's own description of its API (OpenAPI 3.1), as a judge of what the bot sends.

``PRESSBOX_DISCORD_OPENAPI`` names the file. It is read when this module is imported, since tests clear the environment.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, relevance
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.discord.rules.fault import Fault

VARIABLE = "PRESSBOX_DISCORD_OPENAPI"
DOCUMENT = "urn:discord-api"
_NAMED = os.environ.get(VARIABLE)
FILE = Path(_NAMED).resolve() if _NAMED else None
MISSING = f"{VARIABLE} names no file with Discord's API description"
# Discord takes a snowflake as a number, too, and discord.py sends message references so.
SNOWFLAKE = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}


class PublishedDescription:
    """Judges request bodies by the schema that Discord's description has for their route."""

    def __init__(self, document: dict[str, Any]) -> None:
        document["components"]["schemas"]["SnowflakeType"] = SNOWFLAKE
        self._paths: dict[str, Any] = document["paths"]
        resource = DRAFT202012.create_resource(document)
        self._registry: Registry[Any] = Registry().with_resource(DOCUMENT, resource)
        # Where two templates match, the one that leaves less open is meant: .../@original, not .../{message_id}.
        by_openness = sorted(self._paths, key=lambda template: template.count("{"))
        self._templates = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", each)), each) for each in by_openness]
        self._validators: dict[tuple[str, str], Draft202012Validator | None] = {}

    def faults(self, method: str, path: str, payload: object) -> Iterator[Fault]:
        """What Discord's description says against sending ``payload`` to ``path`` (without the API's prefix)."""
        template = next((template for pattern, template in self._templates if pattern.fullmatch(path)), None)
        operation = self._paths.get(template or "", {}).get(method.lower())
        if template is None or operation is None:
            yield Fault("", f"{method} {path} is no route in Discord's description")
        elif payload is not None and (validator := self._validator(method.lower(), template)):
            for error in validator.iter_errors(payload):
                yield _explained(error)

    def _validator(self, method: str, template: str) -> Draft202012Validator | None:
        if (method, template) not in self._validators:
            self._validators[method, template] = self._built(method, template)
        return self._validators[method, template]

    def _built(self, method: str, template: str) -> Draft202012Validator | None:
        body = self._paths[template][method].get("requestBody")
        if body is None or "application/json" not in body["content"]:
            return None
        steps = ("paths", template, method, "requestBody", "content", "application/json", "schema")
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        return Draft202012Validator({"$ref": f"{DOCUMENT}#/{pointer}"}, registry=self._registry)


def _explained(error: ValidationError) -> Fault:
    """The innermost error of the alternative that was meant: the one whose ``type`` fits."""
    while error.context:
        meant = [each for each in _alternatives(error.context) if not any(_is_about_type(inner) for inner in each)]
        error = max(meant[0] if meant else error.context, key=relevance)
    # The library's message begins with the value, which may be long, and ends with the rule.
    return Fault(_dotted(list(error.absolute_path)), error.message[-200:])


def _alternatives(context: Sequence[ValidationError]) -> list[list[ValidationError]]:
    grouped: dict[object, list[ValidationError]] = {}
    for error in context:
        grouped.setdefault(error.schema_path[0], []).append(error)
    return list(grouped.values())


def _is_about_type(error: ValidationError) -> bool:
    """Whether the value isn't of this alternative's kind at all: another ``type`` number, or no null."""
    return list(error.relative_path) == ["type"] or (not error.relative_path and error.validator == "type")


def _dotted(steps: Sequence[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


@cache
def description() -> PublishedDescription | None:
    """Discord's description; ``None`` where no file of it is at hand."""
    if FILE is None or not FILE.is_file():
        return None
    return PublishedDescription(json.loads(FILE.read_text(encoding="utf-8")))
