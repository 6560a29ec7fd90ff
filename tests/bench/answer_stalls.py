"""How long the event loop stands still while questions are answered and cards are shown.

Not a test, and not collected: run ``python -m tests.bench.answer_stalls``, with ``--passages`` for another size of the
made-up corpus that the bundled articles are put among. Everything between a member's question and the message ready to
be sent takes part, the database included. Prints one JSON object; ends with status 1 above 50 ms.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from bot.adapters.clock import SystemClock
from bot.adapters.corpus_files import load_corpus
from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores
from bot.bootstrap.answering import answerer, article_paths
from bot.bootstrap.application import desk_over
from bot.bootstrap.discord import discord_services
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.frontends.discord.asking.answers import answer_request, compare_athletes, show_athlete
from bot.frontends.discord.asking.content import TOPICS
from bot.frontends.discord.interactions.context import Context
from bot.library import Library
from bot.newsroom import Newsroom
from bot.settings import Settings
from tests.bench.loop_stalls import LIMIT, Stalls, articles, report

QUESTIONS = (
    "When did Kerr hurt his calf?",
    "How old is Ingebrigtsen?",
    "What did Hodgkinson say about her win?",
    "who won the wolrd championships 1500m in tokio",
    "why?",
    "more",
)


async def answer_all(library: Library, stores: Stores, rounds: int) -> int:
    """Asks and opens cards in many conversations at once; how many messages were made."""
    desk = desk_over(stores, library, SystemClock())
    services = discord_services(Settings(), Newsroom(library, stores.conversations), desk, stores)
    members = count(1)

    async def member() -> int:
        context = Context(services, ConversationKey(1, next(members), 1), services.translations.default)
        for question in QUESTIONS:
            await answer_request(context, Request(question))
        for topic in TOPICS:
            await show_athlete(context, "Josh Kerr", topic)
        await compare_athletes(context, ("Josh Kerr", "Jake Wightman"))
        return len(QUESTIONS) + len(TOPICS) + 1

    return sum(await asyncio.gather(*(member() for _ in range(rounds))))


async def measure(passages: int, members: int) -> dict[str, object]:
    """Answers, watched; the figures."""
    revisions = [*load_corpus(article_paths(Settings())).revisions, *articles(passages)]
    library = Library(revisions, answerer)
    with tempfile.TemporaryDirectory() as folder:
        async with open_stores(Path(folder) / "bench.sqlite3", SystemClock(), Settings().retention) as stores:
            stalls = Stalls()
            await answer_all(library, stores, 1)
            watching = asyncio.create_task(stalls.watch())
            began = time.perf_counter()
            made = await answer_all(library, stores, members)
            took = time.perf_counter() - began
            watching.cancel()
    return {"articles": len(revisions), "messages": made} | report(took, stalls)


def main() -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--passages", type=int, default=5_000)
    parser.add_argument("--members", type=int, default=8, help="how many ask at the same time")
    arguments = parser.parse_args()
    figures = asyncio.run(measure(arguments.passages, arguments.members))
    sys.stdout.write(json.dumps(figures) + "\n")
    longest = figures["longest_ms"]
    return int(isinstance(longest, float) and longest > LIMIT * 1000)


if __name__ == "__main__":
    raise SystemExit(main())
