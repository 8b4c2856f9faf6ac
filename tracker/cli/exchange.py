"""Verbs that hand the database's contents on and take others in: export, import."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.figures import chosen, filter_options
from tracker.cli.options import (
    Location,
    database_option,
    encoding_option,
    open_store,
    require_known,
)
from tracker.cli.printing import counted, plain
from tracker.exchange.exporting import FORMATS
from tracker.exchange.numbers import Decimal

if TYPE_CHECKING:
    from tracker.exchange.importing import ImportReport

_SHOWN = 20  # refused rows; --refused has all


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


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--refused",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the refused rows there, with the reasons.",
)
@click.option(
    "--decimal",
    type=click.Choice(["point", "comma"]),
    help="What separates decimals, where a number like 1.234 reads two ways.",
)
@click.option("--dry-run", is_flag=True, help="Keep nothing; only say what would become of it.")
@encoding_option
@database_option()
def import_(
    file: Path,
    refused: Path | None,
    decimal: Decimal | None,
    dry_run: bool,
    encoding: str | None,
    location: Location,
) -> int:
    """Take in a CSV file of facts, with the columns of an export.

    Needed are value, unit, indicator, and the words of the source (sentence, surface or both).
    What is there already stays as it is; each row that cannot be kept is named with its reason.

    \b
    Examples:
      tracker import facts.csv --dry-run
      tracker import facts.csv --refused refused.csv
    """
    from tracker.exchange.importing import import_facts

    if refused is not None and refused.exists():
        raise Failure(f"{refused} exists already; name a new file.", ExitCode.WRONG_USAGE)
    with open_store(location, create=not dry_run) as store:
        report = import_facts(
            store, file, decimal=decimal, encoding=encoding, refused=refused, dry_run=dry_run
        )
    for name, near in report.unknown_columns.items():
        hint = f"; is it {near}?" if near else "."
        click.echo(f"Column {plain(name)!r} is not known and was left out{hint}", err=True)
    for row in report.refused[:_SHOWN]:
        click.echo(f"line {row.line}: {row.column}: {plain(row.reason)}", err=True)
    if len(report.refused) > _SHOWN:
        click.echo(f"… and {len(report.refused) - _SHOWN} more; --refused has all.", err=True)
    click.echo(_told(report, dry_run))
    if not report.refused:
        return ExitCode.DONE
    anything = report.added or report.known or report.kept
    return ExitCode.SOME_REFUSED if anything else ExitCode.NOTHING_READ


def _told(report: "ImportReport", dry_run: bool) -> str:
    added = counted(report.added, "fact")
    parts = [f"{added} would be added" if dry_run else f"{added} added"]
    parts.append(f"{report.known} known already")
    if report.kept:
        parts.append(f"{report.kept} left as decided here")
    parts.append(f"{len(report.refused)} refused")
    return ", ".join(parts) + "."
