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
    from tracker.model.restored import Restored

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
    """Write facts or a view to a CSV, JSON, XLSX or Parquet file, or everything to a bundle.

    A file that ends in .zip is a bundle: documents, facts, decisions, history, rates and your own
    entities, to be imported into another database. JSON holds the documents with their texts.
    Texts that a spreadsheet would take for a formula get an apostrophe in front in CSV, and are
    marked as text in XLSX.

    \b
    Examples:
      tracker export facts.xlsx
      tracker export trade.csv --indicator trade_turnover --year-from 2020
      tracker export trade.parquet --view trade_by_year
      tracker export everything.json --force
      tracker export ledger.zip
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
    if file.suffix.lower() == ".zip" and (view is not None or any(conditions.values())):
        raise click.UsageError("A bundle holds everything: leave filters and --view away.")
    with open_store(location) as store:
        require_known(view, store.exchange.views, "--view")
        where = chosen(conditions, store) if any(conditions.values()) else None
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
    """Take in a CSV file of facts, with the columns of an export, or a bundle (.zip).

    A row needs value, unit, indicator and the source's words (sentence, surface or both). What is
    there already stays as it is; each row that cannot be kept is named with its reason.

    \b
    Examples:
      tracker import facts.csv --dry-run
      tracker import facts.csv --refused refused.csv
      tracker import ledger.zip

    A bundle comes in whole or not at all. What people decided in either database stays; where
    decisions differ, those here stay and the others are named.
    """
    from tracker.exchange.importing import import_bundle, import_facts

    if file.suffix.lower() not in (".csv", ".zip"):
        raise click.BadParameter("name a file that ends in .csv or .zip.")
    if refused is not None and refused.exists():
        raise Failure(f"{refused} exists already; name a new file.", ExitCode.WRONG_USAGE)
    with open_store(location, create=not dry_run) as store:
        if file.suffix.lower() == ".zip":
            return _tell_bundle(import_bundle(store, file, dry_run=dry_run), dry_run)
        report = import_facts(
            store, file, decimal=decimal, encoding=encoding, refused=refused, dry_run=dry_run
        )
    return _tell_rows(report, dry_run)


def _tell_rows(report: "ImportReport", dry_run: bool) -> int:
    for name, near in report.unknown_columns.items():
        hint = f"; is it {near}?" if near else "."
        click.echo(f"Column {plain(name)!r} is not known and was left out{hint}", err=True)
    for row in report.refused[:_SHOWN]:
        click.echo(f"line {row.line}: {row.column}: {plain(row.reason)}", err=True)
    if len(report.refused) > _SHOWN:
        click.echo(f"… and {len(report.refused) - _SHOWN} more; --refused has all.", err=True)
    added = counted(report.added, "fact")
    parts = [f"{added} would be added" if dry_run else f"{added} added"]
    parts.append(f"{report.known} known already")
    if report.kept:
        parts.append(f"{report.kept} left as decided here")
    parts.append(f"{len(report.refused)} refused")
    click.echo(", ".join(parts) + ".")
    if not report.refused:
        return ExitCode.DONE
    anything = report.added or report.known or report.kept
    return ExitCode.SOME_REFUSED if anything else ExitCode.NOTHING_READ


def _tell_bundle(restored: "Restored", dry_run: bool) -> int:
    for conflict in restored.conflicts[:_SHOWN]:
        click.echo(plain(conflict), err=True)
    if len(restored.conflicts) > _SHOWN:
        click.echo(f"… and {len(restored.conflicts) - _SHOWN} more.", err=True)
    added = (
        f"{counted(restored.documents, 'document')}, {counted(restored.facts, 'fact')} and "
        f"{counted(restored.decisions, 'decision')}"
    )
    parts = [f"{added} would be added" if dry_run else f"{added} added"]
    parts.append(f"{counted(restored.known_facts, 'fact')} known already")
    if restored.taken_over:
        parts.append(f"{restored.taken_over} now as decided there")
    if restored.left_out:
        parts.append(f"{restored.left_out} left out that were read otherwise here")
    if restored.conflicts:
        parts.append(f"{counted(len(restored.conflicts), 'conflict')} of decisions")
    click.echo(", ".join(parts) + ".")
    return ExitCode.SOME_REFUSED if restored.conflicts else ExitCode.DONE
