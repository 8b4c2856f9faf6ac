"""Verbs that read text: ingest, extract, explain."""

import sys
import threading
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.options import (
    Location,
    contact_option,
    data_option,
    database_option,
    date_option,
    encoding_option,
    language_option,
    lexicon_from,
    open_store,
    output_options,
    require_known,
    url_option,
)
from tracker.cli.printing import plain, print_table, visible
from tracker.cli.progress import Progress, stopping
from tracker.cli.tallies import Tally
from tracker.exchange.csv_files import write_csv
from tracker.exchange.json_files import write_json
from tracker.exchange.rows import FACT_FIELDS, Row, fact_row
from tracker.model.document import Document
from tracker.model.stored import Outcome
from tracker.readers import read, read_bytes
from tracker.readers.origins import Origin

if TYPE_CHECKING:
    from tracker.fetching.visiting import Visitor
    from tracker.ingestion import Incoming
    from tracker.store import Store

_SHOWN = (
    "surface",
    "indicator",
    "subject",
    "partner",
    "value",
    "unit",
    "per",
    "period",
    "status",
    "measure",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@date_option("--published", text="When it was published, e.g. 2024-07-12, 2024-07 or 2024.")
@language_option
@click.option("--source", metavar="NAME", help="Who published it, e.g. 'Trend'.")
@click.option("--title", metavar="TEXT", help="Headline; else it is found in the text.")
@url_option
@encoding_option
@contact_option
@data_option
@database_option()
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--again", is_flag=True, help="Read also what is as it was when it was last read.")
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Show on standard error how far it is; else only on a terminal.",
)
def ingest(
    paths: tuple[str, ...],
    location: Location,
    folder: Path | None,
    as_json: bool,
    again: bool,
    progress: bool | None,
    contact: str | None,
    **origin: str | None,
) -> int:
    """Read files, folders, archives and web addresses into the database.

    Files end in .txt, .md, .html, .htm, .xhtml, .docx, .odt, .eml, .pdf, .xlsx, .csv or .tsv, those
    of feeds in .rss, .atom, .rdf or .xml; archives in .zip, .tar, .tar.gz, .tar.bz2 or .tar.xz. A
    `documents.toml` in a folder, or beside it, says where each of its files comes from. A file that
    is stored already changes nothing, and one that is as it was is not even opened; the same text
    with a new --published is dated anew, and phrases like "last year" are resolved by it.

    \b
    Examples:
      tracker ingest aktau.txt --published 2024-07-12 --source "The Astana Times"
      tracker ingest news/ more-news/ archive.zip
      tracker ingest undated.txt --published 2023-05     date a stored text anew
      tracker ingest old.txt --encoding cp1251
      tracker ingest https://www.example.org/news/1      a page, asked for anew if it has changed

    Addresses must be of the public web; sites are asked politely (docs/feeds.md). Ctrl-C ends it
    after the documents that are being read; the same command goes on from there.

    Exit code 1: some files were refused, each with a line that says why; 3: none could be
    read; 5: none, since an address must not or could not be fetched.
    """
    from tracker.ingestion import count_places, find_incoming, ingest_incoming

    lexicon = lexicon_from(folder)
    require_known(origin["language"], lexicon.languages, "--language")
    tally = Tally()
    bar = Progress(lambda: count_places(paths), shown=progress)
    stop_now = threading.Event()
    with open_store(location, create=True) as store:
        try:
            with stopping(_STOPPING) as stop, bar.running() as advance:
                stop_now = stop
                said = Origin(**origin)
                found = find_incoming(
                    paths,
                    said,
                    languages=lexicon.languages,
                    at_address=_fetching(store, contact, said, lexicon.languages),
                )
                for done in ingest_incoming(
                    found,
                    store,
                    lexicon=lexicon,
                    again=again,
                    is_over=stop.is_set,
                    on_read=advance,
                ):
                    tally.add(done)
        except KeyboardInterrupt:
            _report(tally, as_json)
            click.echo(f"Interrupted: {tally} {_UNDONE}", err=True)
            return ExitCode.INTERRUPTED
    _report(tally, as_json)
    if stop_now.is_set():
        click.echo(f"Interrupted: {tally} {_FINISHED}", err=True)
        return ExitCode.INTERRUPTED
    if tally.kept == 0:
        return ExitCode.FETCH_FAILED if tally.is_fetch_failed else ExitCode.NOTHING_READ
    return ExitCode.SOME_REFUSED if tally.documents[Outcome.REFUSED] else ExitCode.DONE


def _fetching(
    store: "Store", contact: str | None, origin: Origin, languages: Collection[str]
) -> Callable[[str], "Incoming"]:
    """What fetches web addresses; what it needs is imported when the first one comes."""

    @cache
    def visitor() -> "Visitor":
        from tracker.fetching.visiting import Visitor

        return Visitor(contact=contact)

    def find(url: str) -> "Incoming":
        from tracker.ingestion.addresses import find_at_address

        return find_at_address(url, store, visitor(), origin, languages=languages)

    return find


_STOPPING = (
    "Stopping: what is being read is stored first. Press Ctrl-C again to leave it out and stop "
    "at once."
)
_FINISHED = (
    "What was being read is stored too, and the rest was not begun; give the same command to go on."
)
_UNDONE = "What was being read then is not stored; give the same command to go on."


def _report(tally: Tally, as_json: bool) -> None:
    for message in tally.messages():
        click.echo(message, err=True)
    if as_json:
        write_json(tally.as_json(), sys.stdout)
        return
    click.echo(str(tally) if tally.given else "There is nothing to read there.")
    if tally.given > 1:
        for line in tally.table():
            click.echo(line)


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@date_option("--published", text="When it was published; resolves 'last year' and the like.")
@language_option
@encoding_option
@data_option
@output_options
def extract(
    file: Path, folder: Path | None, as_json: bool, as_csv: bool, **origin: str | None
) -> None:
    """Print the facts of a file or of standard input.

    A FILE called - is standard input. No database is used.

    \b
    Examples:
      tracker extract aktau.txt --published 2024-07-12
      echo "Exports rose to 4.5 bn dollars." | tracker extract -
      tracker extract aktau.txt --json | jq '.[] | .surface'
    """
    from tracker.extraction import extract as extract_facts

    lexicon = lexicon_from(folder)
    require_known(origin["language"], lexicon.languages, "--language")
    document = _document(file, Origin(**origin))
    found = extract_facts(
        document.text, language=document.language, published=document.published, lexicon=lexicon
    )
    if document.note:
        click.echo(plain(document.note), err=True)
    print_rows([fact_row(fact) for fact in found], FACT_FIELDS, _SHOWN, as_json, as_csv)
    if not found:
        click.echo("No figures were found.", err=True)


def _document(file: Path, origin: Origin) -> Document:
    if str(file) == "-":
        return read_bytes(sys.stdin.buffer.read(), "standard input", origin)
    return read(file, origin)


@click.command()
@click.argument("text")
@date_option("--published", text="When it was published; resolves 'last year' and the like.")
@language_option
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(
    text: str, published: str | None, language: str | None, folder: Path | None, as_json: bool
) -> None:
    """Show which words gave which field of a fact.

    \b
    Examples:
      tracker explain "Der Handel mit Japan stieg 2023 auf 452 Millionen US-Dollar."
      tracker explain "Freight rose 62 % last year." --published 2025-06-27
    """
    from tracker.extraction import extract as extract_facts
    from tracker.extraction.explanation import explain as explain_facts

    lexicon = lexicon_from(folder)
    require_known(language, lexicon.languages, "--language")
    if as_json:
        found = extract_facts(text, language=language, published=published, lexicon=lexicon)
        write_json([fact_row(fact) for fact in found], sys.stdout)
        return
    explained = explain_facts(text, language=language, published=published, lexicon=lexicon)
    for line in explained.rstrip("\n").split("\n"):
        click.echo(visible(line))


def print_rows(
    rows: list[Row], columns: Iterable[str], shown: tuple[str, ...], as_json: bool, as_csv: bool
) -> None:
    """Print rows as JSON, as CSV with all columns, or as a table with the columns `shown`."""
    if as_json and as_csv:
        raise Failure("Choose one of --json and --csv.", ExitCode.WRONG_USAGE)
    if as_json:
        write_json(rows, sys.stdout)
    elif as_csv:
        write_csv(rows, sys.stdout, tuple(columns))
    else:
        print_table(rows, shown, wide=shown[0])
