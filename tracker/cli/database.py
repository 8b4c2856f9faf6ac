"""Verbs that look after the database: init, backup, check."""

from pathlib import Path

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.options import Location, data_option, database_option, lexicon_from, open_store
from tracker.cli.printing import counted


@click.command()
@database_option()
@data_option
def init(location: Location, folder: Path | None) -> None:
    """Create the database, or bring it up to date.

    Documents and facts stay; a copy is made before an older database is changed.

    \b
    Examples:
      tracker init
      tracker init --db corridors.db
      tracker init --db postgresql+psycopg://me@localhost/tracker
    """
    from tracker.store import Store

    own = lexicon_from(folder) if folder is not None else None
    with Store.create(location.text, lexicon=own) as store:
        click.echo(f"{store.location} is ready.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@database_option()
def backup(file: Path, location: Location) -> None:
    """Copy the whole database to a new file.

    Others may work with it meanwhile.

    \b
    Examples:
      tracker backup tracker-2025-06-27.db
      tracker backup /media/stick/corridors.db --db corridors.db
    """
    if file.exists():
        raise Failure(f"{file} exists already; name a new file.", ExitCode.WRONG_USAGE)
    with open_store(location) as store:
        store.backup(file)
    click.echo(f"{file} holds the whole database.")


@click.command()
@database_option()
@data_option
def check(location: Location, folder: Path | None) -> int:
    """Check the data files and the database.

    Everything that is wrong is said.

    \b
    Examples:
      tracker check
      tracker check --data my-ports/       before you use your own names and units

    Exit code 6: something is wrong; 4: the database cannot be opened.
    """
    from tracker.lexicon.gazetteer import check_gazetteer
    from tracker.lexicon.topics import check_topics
    from tracker.lexicon.units import check_units

    lexicon = lexicon_from(folder)
    for code in lexicon.languages:
        _ = lexicon.languages[code]  # compiles and checks the pack
    problems = [
        *check_units(lexicon.units),
        *check_topics(lexicon.indicators, {unit.kind for unit in lexicon.units.values()}),
        *check_gazetteer(lexicon.gazetteer, lexicon.commodities, lexicon.languages),
    ]
    if not problems:
        parts = (
            counted(len(lexicon.languages), "language"),
            counted(len(lexicon.units), "unit"),
            counted(len(lexicon.gazetteer.entries), "name"),
        )
        click.echo(f"Data files: whole ({', '.join(parts)}).")
    if location.given or not location.is_missing_file:
        with open_store(location) as store:
            faults = store.check()
        problems += faults
        if not faults:
            click.echo(f"Database {location.text}: whole.")
    else:
        click.echo(f"Database: none was checked, since there is no {location.text} here.")
    for problem in problems:
        click.echo(problem)
    return ExitCode.FAULTY_DATA if problems else ExitCode.DONE
