"""Errors → one sentence on standard error and an exit code; unexpected ones also into the log."""

import errno
import logging
import os
import secrets
import sys
from collections.abc import Callable
from enum import IntEnum

import click

from tracker.cli.logs import log_place
from tracker.model.errors import (
    ConflictError,
    FetchError,
    InvalidFactError,
    LexiconError,
    NotFoundError,
    ReadError,
    StoreError,
    TrackerError,
)

_LOG = logging.getLogger(__name__)
# Without letters and digits that look alike, since people read it out to each other.
_REFERENCE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_DISK_FAULTS = {
    errno.ENOSPC: "The disk is full",
    errno.EDQUOT: "The disk is full",
    errno.EROFS: "The disk is read-only",
}


class ExitCode(IntEnum):
    """What the number means that the command leaves behind."""

    DONE = 0
    SOME_REFUSED = 1
    WRONG_USAGE = 2
    NOTHING_READ = 3
    DATABASE = 4
    FETCH_FAILED = 5
    FAULTY_DATA = 6
    CHANGED_MEANWHILE = 7
    OUR_FAULT = 70
    INTERRUPTED = 130


class Failure(click.ClickException):
    """A sentence for the person and the exit code that goes with it."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        self.code = code

    def show(self, file: object = None) -> None:
        """Print the sentence on standard error."""
        click.echo(self.message, err=True)


def run(command: Callable[[], object]) -> int:
    """Run a verb and turn whatever it raises into a message and an exit code."""
    try:
        code = command()
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except Failure as error:
        error.show()
        return error.code
    except click.ClickException as error:
        error.show()
        return ExitCode.WRONG_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # "tracker facts | head": the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except TrackerError as error:
        _LOG.info("refused error=%s message=%s", type(error).__name__, error)
        click.echo(str(error), err=True)
        return code_of(error)
    except OSError as error:
        if error.errno not in _DISK_FAULTS:
            return _our_fault(error)
        fault = _DISK_FAULTS[error.errno]
        click.echo(f"{fault}: this was not finished; what was stored before is kept.", err=True)
        return ExitCode.DATABASE
    except Exception as error:
        return _our_fault(error)
    return code if isinstance(code, int) else ExitCode.DONE


def code_of(error: TrackerError) -> ExitCode:
    """The exit code of an error that was raised on purpose."""
    match error:
        case LexiconError():
            return ExitCode.FAULTY_DATA
        case FetchError():
            return ExitCode.FETCH_FAILED
        case ReadError():
            return ExitCode.NOTHING_READ
        case NotFoundError() | InvalidFactError():
            return ExitCode.WRONG_USAGE
        case ConflictError():
            return ExitCode.CHANGED_MEANWHILE
        case StoreError():
            return ExitCode.DATABASE
        case _:
            return ExitCode.WRONG_USAGE


def _our_fault(error: Exception) -> int:
    reference = "".join(secrets.choice(_REFERENCE_SIGNS) for _ in range(6))
    _LOG.error("unexpected reference=%s", reference, exc_info=error)
    place = log_place()
    where = f" The details are in {place}." if place else ""
    click.echo(f"Something went wrong inside the tracker (reference {reference}).{where}", err=True)
    return ExitCode.OUR_FAULT
