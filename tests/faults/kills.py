"""Kills the program at random moments, and looks at what is left.

Not a test, and not collected: run ``python -m tests.faults.kills``, with ``--kills`` for another number. A process
changes articles, answers and forgets, four writers and four members at once, on a real database; it is killed with
SIGKILL, also while it opens the database, saves its index, or a backup or a restore is going on. After each kill the
database is sound, all that was acknowledged is there and nothing is half done, and the index finds what the database
holds. Prints one JSON object; ends with status 1 when anything was lost.
"""

import argparse
import asyncio
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.bootstrap.application import Application, open_application
from bot.domain.conversation import ConversationKey
from bot.settings import Settings
from bot.text.analyzer import terms
from tests.faults.model import Model
from tests.faults.worker import CHANNEL, MEMBERS, SERVER

_BUNDLED = "---\ntitle: Marl wins\nathletes: [Ada Marl]\n---\n\nAda Marl won the 800m in Torrin on 3 May 2024.\n"
_LONGEST = 3.0
"""Seconds of work before a kill, at most."""
_STARTING = 1.2
"""Seconds a start takes, about: a kill while it starts comes sooner."""
_CHECKED = 8
"""How many articles are searched for after a kill."""
_COPY = "import sys; from pathlib import Path; from bot.adapters.sqlite.copies import {0} as copy\nwhile True: copy("
_COPY += "Path(sys.argv[1]), Path(sys.argv[2]), force=True)"


def run_and_kill(arguments: list[str], seconds: float, *, wait: bool) -> list[str]:
    """The lines a process wrote until it was killed, ``seconds`` after its first line or after its start."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert process.stdout is not None
    first = process.stdout.readline() if wait else ""
    time.sleep(seconds)
    ended = process.poll()
    process.kill()
    rest = process.communicate()[0]
    if ended is not None:
        raise RuntimeError(f"the process ended by itself with {ended}")
    return [first, *rest.splitlines()]


def check_database(database: Path) -> list[str]:
    """What SQLite itself finds wrong."""
    if not database.exists():
        return []
    with closing(sqlite3.connect(database)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
    return [each for each in found if each != "ok"]


async def read_state(database: Path, corpus: Path, chance: random.Random) -> tuple[dict[str, object], list[str]]:
    """How everything stands in the database, and where the index says otherwise."""
    async with open_application(Settings(corpus=(corpus,), database=database)) as app:
        live = {each.article_id: each.text.strip() for each in await app.stores.ledger.live(SERVER)}
        summaries = await app.stores.ledger.summaries(SERVER)
        state: dict[str, object] = {f"article:{each.article_id}": live.get(each.article_id) for each in summaries}
        for member in range(1, MEMBERS + 1):
            conversation = await app.stores.conversations.load(ConversationKey(CHANNEL, member, SERVER))
            state[f"member:{member}"] = "asked" if conversation.turns else None
        names = chance.sample(sorted(live), min(_CHECKED, len(live)))
        return state, await search(app, {name: live[name] for name in names})


async def search(app: Application, articles: dict[str, str]) -> list[str]:
    """Which of these texts the index doesn't find, each by a word that no other has."""
    index, faults = (await app.newsroom.server_articles(SERVER)).answerer.retriever, []
    for name, text in articles.items():
        rare = terms(text.split(" race ")[1].split()[0])
        hits = index.search(dict.fromkeys(rare, 1.0), 3)
        if [hit.passage.revision.article_id for hit in hits][:1] != [name] or hits[
            0
        ].passage.revision.text.strip() != text:
            faults.append(f"the index doesn't find {name}")
    return faults


def kill_working(folder: Path, model: Model, seed: int, chance: random.Random) -> list[str]:
    """One kill, of a process at work or of one that starts; what was wrong then."""
    database, corpus = folder / "kept.sqlite3", folder / "corpus"
    program = ["-m", "tests.faults.worker", str(database), str(corpus), str(seed)]
    is_starting = chance.random() < 0.2
    seconds = chance.uniform(0, _STARTING if is_starting else _LONGEST)
    model.read(run_and_kill(program, seconds, wait=not is_starting))
    faults = check_database(database)
    state, unfound = asyncio.run(read_state(database, corpus, chance))
    return [*faults, *model.compare(state), *unfound]


def kill_copying(folder: Path, copy: str, chance: random.Random) -> list[str]:
    """One kill of a backup or of a restore that goes on; what was wrong then."""
    database, backup, target = folder / "kept.sqlite3", folder / "backup.sqlite3", folder / "restored.sqlite3"
    source, into = (database, backup) if copy == "back_up" else (backup, target)
    if not source.exists():
        return []
    before = _count(into)
    run_and_kill(["-c", _COPY.format(copy), str(source), str(into)], chance.uniform(0.3, 1.0), wait=False)
    faults = [*check_database(database), *check_database(backup), *check_database(target)]
    if _count(into) not in {before, _count(source)}:
        faults.append(f"what {copy} wrote is neither what was there before nor all of its source")
    return faults


def kill_migrating(folder: Path, chance: random.Random) -> list[str]:
    """One kill of a process that brings an old database up to date; what was wrong then."""
    old = folder / "old.sqlite3"
    for left in folder.glob("old.*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    steps = sorted(Path("bot/adapters/sqlite/migrations").glob("*.sql"))
    version = chance.randrange(1, len(steps))
    with closing(sqlite3.connect(old)) as connection:
        for step in steps[:version]:
            connection.executescript(step.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("INSERT INTO fact VALUES ('kept', 'yes')")
        connection.commit()
    program = ["-m", "tests.faults.worker", str(old), str(folder / "corpus"), "1"]
    run_and_kill(program, chance.uniform(0.3, _STARTING), wait=False)
    asyncio.run(_open_once(old, folder / "corpus"))
    with closing(sqlite3.connect(old)) as connection:
        reached = connection.execute("PRAGMA user_version").fetchone()[0]
        kept = connection.execute("SELECT value FROM fact WHERE key = 'kept'").fetchone()
    is_whole = (reached, kept) == (len(steps), ("yes",))
    return check_database(old) + ([] if is_whole else ["a migration was left half done"])


async def _open_once(database: Path, corpus: Path) -> None:
    async with open_application(Settings(corpus=(corpus,), database=database)):
        pass


def _count(database: Path) -> int:
    if not database.exists() or not database.stat().st_size:
        return 0
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM audit").fetchone()[0])


def kill_all(kills: int, seed: int) -> dict[str, Any]:
    """So many kills one after the other on the same files; the figures."""
    chance, model, faults = random.Random(seed), Model(), []  # noqa: S311
    scenes = {"working": 0, "backup": 0, "restore": 0, "migration": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        (folder / "corpus" / "marl.md").write_text(_BUNDLED, encoding="utf-8")
        for number in range(kills):
            scene = ("backup", "restore", "migration")[number // 10 % 3] if number % 10 == 9 else "working"
            scenes[scene] += 1
            if scene == "working":
                found = kill_working(folder, model, seed + number, chance)
            elif scene == "migration":
                found = kill_migrating(folder, chance)
            else:
                found = kill_copying(folder, "back_up" if scene == "backup" else "restore", chance)
            faults += [f"kill {number} ({scene}): {each}" for each in found]
    faults += model.faults
    return {"kills": scenes, "acknowledged": model.acknowledged, "faults": faults}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    figures = kill_all(given.kills, given.seed)
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.exit(bool(figures["faults"]))
