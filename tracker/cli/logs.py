"""The log: UTC time, level, event and details, one line each; rotated, and never in the way."""

import logging
import os
import time
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

_MAX_BYTES = 1_000_000
_KEPT_FILES = 3
_MAX_TEXT = 200
_MAX_TRACE_LINE = 2_000


class LineFormatter(logging.Formatter):
    """One line a record; foreign text is escaped and cut, so that no content can forge a line.

    The lines of a traceback are indented, which no record is.
    """

    converter = time.gmtime  # type: ignore[assignment]  # it takes seconds or nothing too
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The record's line, without line breaks and other control characters."""
        record.message = escaped(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """The traceback, each line indented."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(f"    {escaped(line, _MAX_TRACE_LINE)}" for line in lines)


def escaped(text: str, most: int = _MAX_TEXT) -> str:
    r"""A text as one line of at most `most` printable characters.

    >>> escaped("a\nERROR forged")
    'a\\nERROR forged'
    """
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text[: most + 1]
    )
    return shown if len(shown) <= most else shown[: most - 1] + "…"


class _ForgivingHandler(RotatingFileHandler):
    """A full or read-only disk must stop no verb, so a record that cannot be written is lost."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing."""


def configure_log(variables: Mapping[str, str] = os.environ) -> None:
    """Send what tracker, dashboard and server log to the log file, if there is a place for one.

    The place is `TRACKER_LOG`, else `corridor-tracker/tracker.log` in `XDG_STATE_HOME` or in
    `~/.local/state`. `TRACKER_LOG_LEVEL` is INFO unless it is set.
    """
    try:
        path = _path(variables)
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _ForgivingHandler(
            path, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
        )
    except (OSError, RuntimeError):  # no rights, no home: then there is no log
        return
    handler.setFormatter(LineFormatter())
    levels = logging.getLevelNamesMapping()
    level = levels.get(variables.get("TRACKER_LOG_LEVEL", "").upper(), logging.INFO)
    for name in ("tracker", "dashboard", "waitress"):
        logger = logging.getLogger(name)
        for old in _handlers(logger):
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(level)


def log_place() -> Path | None:
    """Where the log is, or None while there is none."""
    return next(
        (Path(found.baseFilename) for found in _handlers(logging.getLogger("tracker"))), None
    )


def _handlers(logger: logging.Logger) -> list[_ForgivingHandler]:
    return [handler for handler in logger.handlers if isinstance(handler, _ForgivingHandler)]


def _path(variables: Mapping[str, str]) -> Path:
    if named := variables.get("TRACKER_LOG"):
        return Path(named).absolute()
    state = variables.get("XDG_STATE_HOME")
    home = Path(state) if state else Path.home() / ".local" / "state"
    return home / "corridor-tracker" / "tracker.log"
