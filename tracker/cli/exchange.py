"""Verbs that hand the database's contents on and take others in: export, import."""

from pathlib import Path
from typing import Any

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.figures import chosen, filter_options
from tracker.cli.options import Location, database_option, open_store, require_known
from tracker.cli.printing import counted
from tracker.exchange.exporting import FORMATS


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@filter_options
@click.option("--view", metavar="NAME", help="Write the rows of a public view instead of facts.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@database_option()
def export(
    file: Path, view: str | None, force: bool, location: Location, **conditions: Any
) -> None:
    """Write facts or a view to a CSV, JSON, XLSX or Parquet file.

    JSON also holds the documents with their texts. Texts that a spreadsheet would take for a
    formula get an apostrophe in front in CSV, and are marked as text in XLSX.

    \b
    Examples:
      tracker export facts.xlsx
      tracker export trade.csv --indicator trade_turnover --year-from 2020
      tracker export trade.parquet --view trade_by_year
      tracker export everything.json --force
    """
    from tracker.exchange.exporting import export as write

    if file.suffix.lower() not in FORMATS:
        raise click.BadParameter(f"name a file that ends in {', '.join(FORMATS)}.")
    if file.exists() and not force:
        raise Failure(
            f"{file} exists already; name a new file or give --force.", ExitCode.WRONG_USAGE
        )
    if view is not None and any(conditions.values()):
        raise click.UsageError("--view writes a whole view: leave the filters away.")
    with open_store(location) as store:
        require_known(view, store.exchange.views, "--view")
        where = chosen(conditions, store)
        try:
            number = write(store, file, where, view=view)
        except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
            raise Failure(
                f"{file} cannot be written: its folder is missing or not yours; name another.",
                ExitCode.WRONG_USAGE,
            ) from error
    click.echo(f"{file} holds {counted(number, 'fact' if view is None else 'row')}.")
