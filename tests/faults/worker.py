"""The process that is killed: changes articles, asks and forgets until somebody ends it, and says what it did.

Run as ``python -m tests.faults.worker DATABASE CORPUS SEED``. Each line on standard output is a JSON object: what is
tried (``{"try": 7, "about": "article:…", "to": …}``) before it is begun, and ``{"done": 7}`` once it is acknowledged.
"""

import asyncio
import json
import os
import random
import sys
from collections.abc import Awaitable
from itertools import count
from pathlib import Path

from bot.bootstrap.application import Application, open_application
from bot.domain.actor import Actor
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.ingestion.document import IngestedArticle, ingest
from bot.settings import Settings

SERVER, CHANNEL = 5, 50
MODERATOR = Actor(7, SERVER, may_moderate=True)
WRITERS, MEMBERS = 4, 4
_MOST_ARTICLES = 12
_QUESTION = "When did Marl win the 800m?"
_numbers = count(1)


def say(**entry: object) -> None:
    """Writes a line at once: what is in the pipe outlives the process."""
    os.write(1, json.dumps(entry).encode() + b"\n")


async def do(about: str, to: object, work: Awaitable[object]) -> None:
    """Does something, said before and after."""
    number = next(_numbers)
    say(**{"try": number, "about": about, "to": to})
    await work
    say(done=number)


def write(article_id: str, text: str) -> IngestedArticle:
    """An article of these words."""
    return ingest("worker", article_id, f"---\ntitle: A race\nathletes: [Ada Marl]\n---\n\n{text}\n")


async def change_articles(app: Application, writer: int, chance: random.Random) -> None:
    """Adds, edits, removes and restores articles that only this task changes."""
    desk, prefix = app.desk.articles, f"w{writer}."
    live = {each.article_id: each for each in await app.stores.ledger.live(SERVER)}
    known = {each.article_id for each in await app.stores.ledger.summaries(SERVER)}
    own = {each: live[each].text.strip() if each in live else None for each in known if each.startswith(prefix)}
    while True:
        text = f"Ada Marl won race {chance.getrandbits(60):x} in Torrin on 3 May 2024."
        article_id = chance.choice([*own, f"{prefix}{len(own)}"][-_MOST_ARTICLES:])
        about = f"article:{article_id}"
        if article_id not in own:
            await do(about, text, desk.publish(MODERATOR, write(article_id, text), "added", article_id))
            own[article_id] = text
        elif own[article_id] is None:
            restored = (await desk.history(MODERATOR, article_id)).last_live.text.strip()
            await do(about, restored, desk.restore(MODERATOR, article_id, "restored"))
            own[article_id] = restored
        elif chance.random() < 0.3:
            await do(about, None, desk.remove(MODERATOR, article_id, "removed"))
            own[article_id] = None
        else:
            number = (await desk.history(MODERATOR, article_id)).last_live.number
            await do(about, text, desk.edit(MODERATOR, article_id, write(article_id, text), number, "edited"))
            own[article_id] = text


async def ask_and_forget(app: Application, member: int, chance: random.Random) -> None:
    """Asks in the member's own conversation, checks each quote, and has everything forgotten now and then."""
    key = ConversationKey(CHANNEL, member, SERVER)
    while True:
        if chance.random() < 0.2:
            await do(f"member:{member}", None, app.stores.members.forget(member))
        else:
            await do(f"member:{member}", "asked", ask(app, key))
        await asyncio.sleep(0.02)


async def ask(app: Application, key: ConversationKey) -> None:
    """Asks a question; a quote that isn't its article's text is said as a fault."""
    answer = await app.newsroom.ask(key, Request(_QUESTION))
    for quote in answer.quotes:
        if quote.text != quote.revision.text[quote.span.start : quote.span.end]:
            say(fault=f"quoted {quote.text!r}, which {quote.revision.article_id} doesn't say")


async def work(database: Path, corpus: Path, seed: int) -> None:
    """Works until it is killed."""
    chance = random.Random(seed)  # noqa: S311
    async with open_application(Settings(corpus=(corpus,), database=database)) as app, asyncio.TaskGroup() as tasks:
        say(ready=True)
        for writer in range(WRITERS):
            tasks.create_task(change_articles(app, writer, random.Random(chance.random())))  # noqa: S311
        for member in range(1, MEMBERS + 1):
            tasks.create_task(ask_and_forget(app, member, random.Random(chance.random())))  # noqa: S311


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
