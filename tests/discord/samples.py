"""Payloads to try the rules on: each function makes a good one, and keywords change it."""

from typing import Any

NOBODY: dict[str, Any] = {"parse": []}
V2 = 1 << 15
CHANNEL = ("POST", "/channels/1/messages")
EDIT = ("PATCH", "/channels/1/messages/2")
FOLLOWUP = ("POST", "/webhooks/1/token")
CALLBACK = ("POST", "/interactions/1/token/callback")
COMMANDS = ("PUT", "/applications/1/commands")
Route = tuple[str, str]
Payload = dict[str, Any]


def text(content: str = "words") -> Payload:
    """A text display."""
    return {"type": 10, "content": content}


def button(**changed: Any) -> Payload:
    """A button with a custom id."""
    return {"type": 2, "style": 2, "label": "More", "custom_id": "more:1"} | changed


def link(**changed: Any) -> Payload:
    """A link button."""
    return {"type": 2, "style": 5, "label": "Source", "url": "https://track.example/lee"} | changed


def row(*children: Payload) -> Payload:
    """An action row."""
    return {"type": 1, "components": list(children)}


def select(**changed: Any) -> Payload:
    """A select with two options."""
    options = [{"label": "Ann Lee", "value": "a"}, {"label": "Bea Lee", "value": "b"}]
    return {"type": 3, "custom_id": "who", "options": options} | changed


def options(number: int, **changed: Any) -> list[Payload]:
    """That many options of a select."""
    return [{"label": f"option {n}", "value": str(n)} | changed for n in range(number)]


def plain(**changed: Any) -> Payload:
    """A message of words."""
    return {"content": "words", "allowed_mentions": NOBODY, "nonce": "abc", "enforce_nonce": True} | changed


def layout(*components: Payload, **changed: Any) -> Payload:
    """A Components V2 message."""
    shown = {"components": list(components), "flags": V2, "allowed_mentions": NOBODY}
    return shown | {"nonce": "abc", "enforce_nonce": True} | changed


def answer(**changed: Any) -> Payload:
    """An interaction's answer."""
    return {"type": 4, "data": {"content": "words", "allowed_mentions": NOBODY} | changed}


def field(**changed: Any) -> Payload:
    """A labelled text input of a form."""
    return {"type": 18, "label": "Question", "component": {"type": 4, "custom_id": "q", "style": 1} | changed}


def form(*fields: Payload, **changed: Any) -> Payload:
    """A form."""
    return {"type": 9, "data": {"title": "Ask", "custom_id": "ask", "components": list(fields) or [field()]} | changed}


def offered(*choices: Payload) -> Payload:
    """Choices while typing."""
    return {"type": 8, "data": {"choices": list(choices)}}


def command(**changed: Any) -> list[Payload]:
    """One slash command, as registered."""
    option = {"type": 3, "name": "question", "description": "What to ask", "required": True}
    return [{"type": 1, "name": "ask", "description": "Ask a question", "options": [option]} | changed]


def option(**changed: Any) -> list[Payload]:
    """A slash command with one option."""
    return command(options=[{"type": 3, "name": "question", "description": "What to ask"} | changed])


def embed(**changed: Any) -> Payload:
    """A message with an embed."""
    return plain(embeds=[changed])
