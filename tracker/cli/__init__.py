"""The verbs of the command `tracker`."""

import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from tracker.cli.claims import conflicts
from tracker.cli.database import backup, check, init
from tracker.cli.derived import implied, targets
from tracker.cli.exchange import export, import_
from tracker.cli.faults import run
from tracker.cli.feeds import feed
from tracker.cli.figures import add, facts
from tracker.cli.logs import configure_log
from tracker.cli.rates import rates
from tracker.cli.reading import explain, extract, ingest
from tracker.cli.reviewing import decide, history, reread, review
from tracker.cli.serving import demo, serve
from tracker.cli.watching import watch


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("corridor-tracker"), prog_name="tracker")
def tracker() -> None:
    """Read trade and transport figures out of news, keep them with their words, chart them.

    \b
    Look first:
      tracker demo                                   the charts, with real documents
      tracker explain "Trade fell 12.5 percent."     how a sentence is read
    Then your own:
      tracker ingest news/ --source "Trend"          read files into tracker.db
      tracker facts --subject middle_corridor        ask
      tracker serve                                  see, check and correct in the browser

    Results go to standard output, messages to standard error. `tracker VERB --help` shows examples.
    """


for verb in (
    *(demo, init, ingest, watch, extract, explain, facts, conflicts, add, serve, export, import_),
    *(feed, rates, backup, check),
    *(review, decide, history, reread),
    *(implied, targets),
):
    tracker.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after `tracker`; None: those of the process.

    Returns:
        The exit code, see `tracker.cli.faults.ExitCode`.
    """
    configure_log()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a C locale must not stop a German word
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = None if arguments is None else list(arguments)
    return run(lambda: tracker.main(words, prog_name="tracker", standalone_mode=False))
