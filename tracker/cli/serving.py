"""Verbs that show the dashboard: serve, demo."""

import errno
import logging
import signal
import socket
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.options import Location, data_option, database_option, open_store
from tracker.cli.printing import counted, plain
from tracker.model.stored import Outcome

if TYPE_CHECKING:
    from tracker.store import Store

_LOG = logging.getLogger(__name__)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen at."
)
port_option = click.option(
    "--port",
    default=8050,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen at; 0: any free one.",
)


@click.command()
@host_option
@port_option
@click.option("--read-only", is_flag=True, help="Show everything, change nothing.")
@data_option
@database_option()
def serve(host: str, port: int, read_only: bool, folder: Path | None, location: Location) -> None:
    """Show the dashboard in the browser.

    Ctrl+C ends it. It has no login, so it listens on this computer only.

    \b
    Examples:
      tracker serve
      tracker serve --db corridors.db --port 8060 --read-only
    """
    from tracker.store import Store

    with _listen(host, port) as listener:
        if read_only:
            store = Store(location.text, read_only=True)
        else:
            store = open_store(location, create=True, folder=folder)
        with store:
            _serve(store, listener, read_only=read_only)


@click.command()
@host_option
@port_option
@click.option("--no-serve", is_flag=True, help="Only make the database.")
@database_option(default="demo.db", variable=None)  # the demo must not land in one's own database
def demo(host: str, port: int, no_serve: bool, location: Location) -> None:
    """Read the packaged documents and show them in the browser.

    \b
    Examples:
      tracker demo                  creates demo.db in this folder
      tracker demo --port 8060
    """
    from tracker.store import Store

    # The port is taken before any work is done, so that a taken one is said at once.
    taken = nullcontext() if no_serve else _listen(host, port)
    with taken as listener, Store.create(location.text) as store:
        _read_seeds(store, location.text)
        if listener is not None:
            _serve(store, listener)


def _read_seeds(store: "Store", name: str) -> None:
    from tracker.ingestion import ingest
    from tracker.readers.packaged import packaged_documents

    click.echo(f"Reading the documents of the demo into {name} …", err=True)
    documents = facts = 0
    for done in ingest([packaged_documents()], store, again=True):
        if done.error is not None:
            click.echo(plain(done.error), err=True)
        documents += done.outcome is not Outcome.REFUSED
        facts += done.n_facts
    kept = f"{counted(documents, 'document')} with {counted(facts, 'fact')}"
    click.echo(f"{name} holds {kept}.", err=True)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, or a sentence about why it cannot."""
    if host not in _LOOPBACK:
        raise Failure(
            f"{host} would let others on the network in, and the dashboard has no login: leave "
            "--host at 127.0.0.1 and put a proxy with a login in front of it.",
            ExitCode.WRONG_USAGE,
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        reasons = {errno.EADDRINUSE: "is taken by another program", errno.EACCES: "is reserved"}
        reason = reasons.get(error.errno or 0, "cannot be used")
        raise Failure(
            f"Port {port} {reason}: choose another one, for instance with --port {port + 1}.",
            ExitCode.WRONG_USAGE,
        ) from error
    return listener


def _serve(store: "Store", listener: socket.socket, *, read_only: bool = False) -> None:
    from dashboard.app import serve as serve_dashboard

    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"The dashboard is at http://{shown}:{port}/ (Ctrl+C ends it).")
    _LOG.info("serving host=%s port=%s read_only=%s", host, port, read_only)
    signal.signal(signal.SIGTERM, _interrupt)  # so that the database is closed in order
    serve_dashboard(store, listener, read_only=read_only)
    click.echo("The dashboard has ended.", err=True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
