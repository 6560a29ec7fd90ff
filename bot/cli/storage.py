"""Commands for what is kept: articles out and in, and copies of the whole database."""

import asyncio
from collections import Counter
from pathlib import Path

import click

from bot.adapters.article_folder import read_articles, write_articles
from bot.adapters.clock import SystemClock
from bot.adapters.corpus_files import SkippedFile
from bot.adapters.moving import move
from bot.adapters.sqlite.copies import back_up
from bot.adapters.sqlite.copies import restore as bring_back
from bot.adapters.stores import open_stores
from bot.bootstrap.application import open_desk
from bot.cli.options import any_path
from bot.domain.actor import Actor
from bot.domain.errors import UserError
from bot.settings import Settings, parse_database

_server = click.option("--server", required=True, type=click.IntRange(min=1), metavar="ID", help="The server's id.")
_force = click.option("--force", is_flag=True, help="Overwrite what is there.")


@click.command("export")
@_server
@click.argument("folder", type=any_path)
@_force
def export_articles(server: int, folder: Path, *, force: bool) -> None:
    """Write a server's own articles into FOLDER, one Markdown file each."""
    settings = Settings.load()

    async def export() -> int:
        async with open_stores(settings.database, SystemClock(), settings.retention) as stores:
            revisions = await stores.ledger.live(server)
            write_articles(revisions, folder, force=force)
            return len(revisions)

    click.echo(f"{asyncio.run(export())} articles written to {folder}")


@click.command("import")
@_server
@click.argument("folder", type=any_path)
def import_articles(server: int, folder: Path) -> None:
    """Publish the articles in FOLDER in a server; a running bot takes them up within a minute."""
    asyncio.run(_import(Actor(None, server, may_moderate=True), folder))


async def _import(host: Actor, folder: Path) -> None:
    async with open_desk(Settings.load()) as desk:
        for found in read_articles(folder):
            if isinstance(found, SkippedFile):
                click.echo(f"skipped {found.path}: {found.reason}", err=True)
                continue
            article_id, article = found
            taken = await desk.imports.import_article(host, article, article_id, f"imported from {folder.name}")
            click.echo(f"{taken}: {article_id or article.revision.byline.title or 'untitled'}")


@click.command()
@click.argument("file", type=any_path)
@_force
def backup(file: Path, *, force: bool) -> None:
    """Copy everything that is kept to FILE, while the bot runs or not."""
    back_up(_file(), file, force=force)
    click.echo(f"everything is copied to {file}: it holds what members asked, so keep it safe")


@click.command()
@click.argument("file", type=any_path)
@_force
def restore(file: Path, *, force: bool) -> None:
    """Put the copy in FILE in place of everything that is kept; restart the bot afterwards."""
    database = _file()
    bring_back(file, database, force=force)
    click.echo(f"{database} is as it was when {file} was made: restart the bot if it runs")


@click.command()
@click.argument("source")
@click.argument("target")
def migrate(source: str, target: str) -> None:
    """Copy everything from SOURCE to TARGET, and check every row.

    Each is a file or the address of a PostgreSQL database; TARGET is empty, or half filled by a run that was stopped.
    Stop the bot before.
    """
    done: Counter[str] = Counter()

    def show(table: str, rows: int) -> None:
        done[table] += rows
        click.echo(f"\r{table}: {done[table]} rows copied", nl=False, err=True)

    counts = asyncio.run(move(parse_database(source), parse_database(target), show))
    click.echo(err=True)
    for table, count in counts.items():
        click.echo(f"{table}: {count} rows, the same in both")


def _file() -> Path:
    database = Settings.load().database
    if not isinstance(database, Path):
        raise UserError("the database is PostgreSQL's: copy it with pg_dump, and bring it back with pg_restore")
    return database
