"""Verbs that read text: ingest, extract, explain."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.options import (
    Location,
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
from tracker.cli.printing import counted, plain, print_table, visible
from tracker.exchange.csv_files import write_csv
from tracker.exchange.json_files import write_json
from tracker.exchange.rows import FACT_FIELDS, Row, fact_row
from tracker.model.document import Document
from tracker.model.stored import Outcome
from tracker.readers import read, read_bytes
from tracker.readers.origins import Origin

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


@dataclass(slots=True)
class Tally:
    """What an ingest did so far: files by outcome, and facts of new and changed documents."""

    files: Counter[Outcome] = field(default_factory=Counter)
    facts: int = 0

    @property
    def kept(self) -> int:
        """How many files are in the database now."""
        return self.files.total() - self.files[Outcome.REFUSED]

    def __str__(self) -> str:
        new = self.files[Outcome.STORED]
        parts = [f"{counted(new, 'document')} stored with {counted(self.facts, 'fact')}"]
        for outcome in (Outcome.REDATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REFUSED):
            if self.files[outcome]:
                parts.append(f"{self.files[outcome]} {outcome}")
        return ", ".join(parts) + "."


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@date_option("--published", text="When it was published, e.g. 2024-07-12, 2024-07 or 2024.")
@language_option
@click.option("--source", metavar="NAME", help="Who published it, e.g. 'Trend'.")
@click.option("--title", metavar="TEXT", help="Headline; else it is found in the text.")
@url_option
@encoding_option
@data_option
@database_option()
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def ingest(
    paths: tuple[Path, ...],
    location: Location,
    folder: Path | None,
    as_json: bool,
    **origin: Any,
) -> int:
    """Read files and folders into the database.

    Files end in .txt, .md, .html, .htm, .xhtml, .docx, .odt, .eml or .pdf; a `documents.toml` in a
    folder, or beside it, says where each of its files comes from. A file that is stored already
    changes nothing; the same text with a new --published is dated anew, and phrases like "last
    year" are resolved by it.

    \b
    Examples:
      tracker ingest aktau.txt --published 2024-07-12 --source "The Astana Times"
      tracker ingest news/ more-news/
      tracker ingest undated.txt --published 2023-05     date a stored text anew
      tracker ingest old.txt --encoding cp1251

    Exit code 1: some files were refused, each with a line that says why; 3: none could be read.
    """
    from tracker.ingestion import ingest as ingest_files

    lexicon = lexicon_from(folder)
    require_known(origin["language"], lexicon.languages, "--language")
    tally = Tally()
    with open_store(location, create=True) as store:
        try:
            for done in ingest_files(paths, store, lexicon=lexicon, **origin):
                tally.files[done.outcome] += 1
                if done.error is not None:
                    click.echo(plain(done.error), err=True)
                elif done.outcome is not Outcome.UNCHANGED:
                    tally.facts += done.n_facts
                _show_progress(tally.files.total())
        except KeyboardInterrupt:
            click.echo(
                f"Interrupted: {tally} The documents that were being read then are not "
                "stored; give the same command to go on.",
                err=True,
            )
            return ExitCode.INTERRUPTED
    return _sum_up(tally, as_json)


def _show_progress(done: int) -> None:
    if sys.stderr.isatty() and done % 10 == 0:
        click.echo(f"\r{counted(done, 'file')} …\r", err=True, nl=False)


def _sum_up(tally: Tally, as_json: bool) -> int:
    if as_json:
        counts = {outcome.value: tally.files[outcome] for outcome in Outcome}
        click.echo(json.dumps({**counts, "facts": tally.facts}))
    else:
        click.echo(str(tally) if tally.files.total() else "There is nothing to read there.")
    if tally.kept == 0:
        return ExitCode.NOTHING_READ
    return ExitCode.SOME_REFUSED if tally.files[Outcome.REFUSED] else ExitCode.DONE


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
