"""The log: one JSON object a line, on standard error, never with the token in it."""

import json
import logging
import sys
from datetime import UTC, datetime

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Writes a record as a JSON object: time, level, logger, message, what else it was given, and any traceback.

    Args:
        secret: a text that is never written, whatever logs it.
    """

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _PLAIN}
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        line = json.dumps(entry, ensure_ascii=False, default=str)
        return line.replace(self._secret, "[token]") if self._secret else line


def begin_log(secret: str) -> None:
    """Sends the program's log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secret))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Every reconnection is its routine; its warnings still come through.
    logging.getLogger("discord").setLevel(logging.WARNING)
