"""Taps what the bot sends while SimCord plays Discord, and judges each payload.

A ``conftest.py`` imports the fixture ``outgoing``; from then on every test beside it fails at its end when the bot sent
a payload that Discord would refuse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from discord.http import Route
from simcord.http.client import FakeHTTPClient, FakeWebhookAdapter
from simcord.http.router import parse_form

from tests.discord.payload_rules import PayloadError, check


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request of the bot; ``path`` comes without the API's prefix."""

    method: str
    path: str
    payload: Any


def _path(route: Route) -> str:
    return route.url.removeprefix(Route.BASE).partition("?")[0]


@pytest.fixture(autouse=True)
def outgoing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Outgoing]]:
    """Everything the bot has sent so far in this test, in order; all of it must be good in the end."""
    sent: list[Outgoing] = []
    over_http, over_webhook = FakeHTTPClient.request, FakeWebhookAdapter.request

    async def request(client: FakeHTTPClient, route: Route, **options: Any) -> Any:
        form = options.get("form")
        payload = parse_form(list(form), [])[0] if form else options.get("json")
        sent.append(Outgoing(route.method, _path(route), payload))
        return await over_http(client, route, **options)

    async def answer(adapter: FakeWebhookAdapter, route: Route, session: Any, **options: Any) -> Any:
        multipart = options.get("multipart")
        payload = parse_form(multipart, [])[0] if multipart else options.get("payload")
        sent.append(Outgoing(route.method, _path(route), payload))
        return await over_webhook(adapter, route, session, **options)

    monkeypatch.setattr(FakeHTTPClient, "request", request)
    monkeypatch.setattr(FakeWebhookAdapter, "request", answer)
    yield sent
    verdict(sent)


def verdict(sent: list[Outgoing]) -> None:
    """Judges all payloads together.

    Raises:
        PayloadError: when one of them is bad; the message has every fault of every payload.
    """
    complaints = []
    for each in sent:
        try:
            check(each.method, each.path, each.payload)
        except PayloadError as error:
            complaints.append(str(error))
    if complaints:
        raise PayloadError("\n\n".join(complaints))
