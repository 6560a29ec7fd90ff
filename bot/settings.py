"""All settings, read once from the environment and a `.env` file, and nowhere else."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from dotenv import dotenv_values

from bot.domain.errors import UserError
from bot.domain.server import EVERY_SHARD, Shards

LANGUAGES = frozenset({"de", "en"})
DATABASE = Path("pressbox.sqlite3")
RETENTION = timedelta(days=30)
LONGEST_RETENTION_DAYS = 3650
LOG_FORMATS = ("json", "text")
_PORTS = 2**16
_POSTGRES = ("postgres://", "postgresql://")
_SWITCHES = dict.fromkeys(("", "off", "no", "false", "0"), False) | dict.fromkeys(("on", "yes", "true", "1"), True)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host can set.

    ``corpus`` holds folders or files of articles; empty means the bundled ones. ``database`` is the file in which
    everything is kept, or a PostgreSQL database's address, ``retention`` how long a question and its answer are kept.
    ``token`` is the bot's secret on Discord, as given. ``message_content`` says that the intent of that name is
    switched on; ``log_messages`` that the log may hold what members write. Answers younger than ``correctable`` are
    corrected when what they quoted is withdrawn. ``monitoring`` is the host and port where metrics are served;
    ``log_format`` is one of `LOG_FORMATS`. ``shards`` are those of Discord's that this process serves; with ``None``
    there is one connection for all servers.
    """

    corpus: tuple[Path, ...] = ()
    language: str = "en"
    database: Path | str = field(default=DATABASE, repr=False)  # an address holds a password
    retention: timedelta = RETENTION
    token: str = field(default="", repr=False)
    message_content: bool = False
    log_messages: bool = False
    correctable: timedelta = RETENTION
    monitoring: tuple[str, int] | None = None
    log_format: str = "json"
    shards: Shards | None = None

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from ``environment``, by default the process's own on top of `.env`.

        Raises:
            UserError: when a value can't be used; the message names the variable.
        """
        if environment is None:
            environment = {k: v for k, v in dotenv_values(".env").items() if v is not None} | os.environ
        corpus = tuple(Path(part) for part in environment.get("PRESSBOX_CORPUS", "").split(os.pathsep) if part)
        language = environment.get("PRESSBOX_LANGUAGE") or "en"
        if language not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            raise UserError(f"PRESSBOX_LANGUAGE is {language!r}; it can be: {known}")
        database = parse_database(environment.get("PRESSBOX_DATABASE", ""))
        return cls(
            corpus,
            language,
            database,
            _days(environment, "PRESSBOX_RETENTION_DAYS", RETENTION),
            environment.get("DISCORD_TOKEN", "").strip(),
            _switch(environment, "PRESSBOX_MESSAGE_CONTENT"),
            _switch(environment, "PRESSBOX_LOG_MESSAGES"),
            _days(environment, "PRESSBOX_CORRECTION_DAYS", RETENTION),
            _address(environment, "PRESSBOX_MONITORING"),
            _choice(environment, "PRESSBOX_LOG_FORMAT", LOG_FORMATS),
            _shards(environment, "PRESSBOX_SHARDS", database),
        )

    @property
    def index(self) -> Path:
        """The folder of what can be made anew: beside the file, or else in the folder the program is started from.

        A process that serves a part of the servers has one of its own.
        """
        if isinstance(self.database, Path):
            return self.database.with_suffix(".index")
        part = f"-{self.shards.first}" if self.shards and self.shards != EVERY_SHARD else ""
        return DATABASE.with_name(f"{DATABASE.stem}{part}.index")


def parse_database(value: str) -> Path | str:
    """A file, or the address of a PostgreSQL database as it stands."""
    return value if value.startswith(_POSTGRES) else Path(value or DATABASE)


def _days(environment: Mapping[str, str], name: str, default: timedelta) -> timedelta:
    value = environment.get(name) or str(default.days)
    # int() would also take " 1_0 " and other scripts' digits.
    days = int(value) if re.fullmatch("[0-9]{1,9}", value) else 0
    if not 1 <= days <= LONGEST_RETENTION_DAYS:
        limits = f"a whole number of days from 1 to {LONGEST_RETENTION_DAYS}"
        raise UserError(f"{name} is {value[:20]!r}; it can be {limits}")
    return timedelta(days=days)


def _address(environment: Mapping[str, str], name: str) -> tuple[str, int] | None:
    value = environment.get(name, "").strip()
    if not value:
        return None
    host, _, port = value.rpartition(":")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < _PORTS:
        raise UserError(f"{name} is {value[:40]!r}; it can be an address and a port, such as 127.0.0.1:9464")
    return host.strip("[]"), int(port)


def _shards(environment: Mapping[str, str], name: str, database: Path | str) -> Shards | None:
    value = environment.get(name, "").strip()
    if value in {"", "auto"}:
        return EVERY_SHARD if value else None
    found = re.fullmatch("([0-9]{1,5})(?:-([0-9]{1,5}))?/([0-9]{1,5})", value)
    first, last, count = (int(number) for number in found.groups(default=found[1])) if found else (1, 0, 0)
    if not first <= last < count:
        raise UserError(f"{name} is {value[:20]!r}; it can be auto, or which shards of how many, such as 0-3/16")
    if (first, last) != (0, count - 1) and isinstance(database, Path):
        raise UserError(f"{name} leaves shards to other processes: PRESSBOX_DATABASE has to be a PostgreSQL database")
    return Shards(first, last, count)


def _choice(environment: Mapping[str, str], name: str, known: Sequence[str]) -> str:
    value = environment.get(name, "").strip().lower() or known[0]
    if value not in known:
        raise UserError(f"{name} is {value[:20]!r}; it can be: {', '.join(known)}")
    return value


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value not in _SWITCHES:
        raise UserError(f"{name} is {value[:20]!r}; it can be: on, off")
    return _SWITCHES[value]
