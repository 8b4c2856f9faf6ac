"""Verbs that ask for figures and enter them: facts, add."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.options import (
    Location,
    Verb,
    data_option,
    database_option,
    date_option,
    language_option,
    lexicon_from,
    open_store,
    output_options,
    require_known,
    url_option,
)
from tracker.cli.printing import plain
from tracker.cli.reading import print_rows
from tracker.exchange.rows import stored_columns, stored_row
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Fact, Measure, Per, Status, Transition
from tracker.model.filter import FactFilter
from tracker.model.period import Period

if TYPE_CHECKING:
    from tracker.extraction.entry import FigureReading
    from tracker.lexicon.lexicon import Lexicon
    from tracker.store import Store

_SHOWN = (
    "surface",
    "id",
    "published",
    "indicator",
    "subject",
    "partner",
    "period",
    "status",
    "source",
)
_IDS = {
    "subject": "What the figure is about, e.g. middle_corridor.",
    "partner": "The other party, e.g. az.",
    "entity": "Subject or partner.",
    "place": "The part of the subject, e.g. az.",
    "indicator": "What is measured, e.g. freight_volume.",
    "commodity": "What is carried or traded, e.g. crude_oil.",
    "unit": "Unit as stated, e.g. tonne or USD.",
}
# Where a person finds what the store calls otherwise; all other fields have an option of their own.
_PLACES = {
    "surface": "--quote",
    "text": "--quote",
    "value": "FIGURE",
    "value_high": "FIGURE",
    "unit": "FIGURE",
}
_CHOICES: dict[str, tuple[Iterable[str], str]] = {
    "measure": (Measure, "Amount, difference, part, factor or index."),
    "status": (Status, "Whether it exists yet."),
    "transition": (Transition, "Its place in a stated movement."),
    "review": (("unreviewed", "confirmed", "corrected", "rejected"), "Was it read right?"),
    "origin": (("text", "form", "import"), "How it came into the database."),
}


def filter_options(verb: Verb) -> Verb:
    """Options that choose facts, one for each field of a `FactFilter`."""
    ids = [
        click.option(f"--{name}", multiple=True, metavar="ID", help=text)
        for name, text in _IDS.items()
    ]
    choices = [
        click.option(
            f"--{name}", multiple=True, type=click.Choice([str(word) for word in words]), help=text
        )
        for name, (words, text) in _CHOICES.items()
    ]
    others: list[Callable[[Verb], Verb]] = [
        click.option("--source", multiple=True, metavar="NAME", help="Publisher."),
        click.option("--year", type=int, help="Year of the figure's period."),
        click.option("--year-from", type=int, help="First year of the period."),
        click.option("--year-to", type=int, help="Last year of the period."),
        date_option("--since", text="Published then or later."),
        date_option("--until", text="Published then or earlier."),
        click.option("--text", metavar="WORDS", help="Words of the sentence."),
        click.option("--document", "document_id", type=int, metavar="ID", help="One document."),
    ]
    options: list[Callable[[Verb], Verb]] = [*ids, *choices, *others]
    for option in reversed(options):
        verb = option(verb)
    return verb


def chosen(values: Mapping[str, Any], store: "Store") -> FactFilter:
    """Which facts the options choose.

    Raises:
        click.BadParameter: An id is not known to the database.
    """
    for name, ids in _known_ids(store).items():
        for given in values.get(name, ()):
            require_known(given, ids, f"--{name}")
    names = {field.name for field in fields(FactFilter)}
    return FactFilter(**{name: value for name, value in values.items() if name in names})


def _known_ids(store: "Store") -> dict[str, Iterable[str]]:
    """The ids that an option may name; those of the database, since loading a lexicon is slow."""
    vocabularies = {name: store.labels("en", name) for name in ("indicator", "commodity", "unit")}
    return {
        **dict.fromkeys(("subject", "partner", "entity", "place"), store.entities()),
        **vocabularies,
    }


@click.command()
@filter_options
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="At most.")
@output_options
@database_option()
def facts(limit: int, as_json: bool, as_csv: bool, location: Location, **conditions: Any) -> None:
    """Print facts, newest first.

    An option given twice means "or", two options mean "and".

    \b
    Examples:
      tracker facts --subject middle_corridor --indicator freight_volume
      tracker facts --entity az --entity kz --year 2023 --status actual
      tracker facts --text container --since 2024 --json
      tracker facts --indicator capacity --csv --limit 1000 > capacity.csv
    """
    with open_store(location) as store:
        where = chosen(conditions, store)
        rows = [stored_row(fact) for fact in store.facts(where, limit=limit)]
        total = store.count(where)
    print_rows(rows, stored_columns(), _SHOWN, as_json, as_csv)
    if not rows:
        click.echo("No fact fits.", err=True)
    elif total > len(rows):
        click.echo(f"{len(rows)} of {total} facts; --limit shows more.", err=True)


def _period(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        return value if value is None else str(Period.parse(value))
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error


def _choice(words: type[StrEnum], text: str) -> Callable[[Verb], Verb]:
    """An option called like its vocabulary, whose value is a word of it."""

    def member(_: click.Context, __: click.Parameter, value: str | None) -> StrEnum | None:
        return None if value is None else words(value)

    choice = click.Choice([str(word) for word in words])
    return click.option(f"--{words.__name__.lower()}", type=choice, callback=member, help=text)


@click.command()
@click.argument("figure")
@click.option("--indicator", required=True, metavar="ID", help="What is measured.")
@click.option("--subject", metavar="ID", help="What it is about, e.g. middle_corridor.")
@click.option("--partner", metavar="ID", help="The other party of trade, a flow or a loan.")
@click.option("--place", metavar="ID", help="The part of the subject that it is limited to.")
@click.option("--commodity", metavar="ID", help="What is carried or traded.")
@click.option("--counted", metavar="NOUN", help="What is counted, where the unit is count.")
@click.option(
    "--period", metavar="PERIOD", callback=_period, help="2024, 2024-03 or 2024-01/2024-07."
)
@_choice(Per, "Period of a true rate, e.g. of a yearly capacity.")
@_choice(Bound, "How firmly it is stated; else read from the figure.")
@_choice(Measure, "What kind of number it is; else read from the figure.")
@_choice(Status, "Whether it exists yet.")
@click.option("--quote", metavar="TEXT", help="The sentence of the source that holds the figure.")
@click.option("--source", metavar="NAME", help="Who published it.")
@url_option
@date_option("--published", text="When it was published.")
@click.option("--note", metavar="TEXT", help="What others should know of it.")
@click.option(
    "--author", envvar="TRACKER_AUTHOR", show_envvar=True, required=True, help="Who enters it."
)
@language_option
@data_option
@database_option()
def add(
    figure: str,
    location: Location,
    folder: Path | None,
    language: str | None,
    quote: str | None,
    source: str | None,
    url: str | None,
    published: str | None,
    note: str | None,
    author: str,
    **stated: Any,
) -> None:
    """Enter one figure by hand.

    FIGURE is typed as the source writes it, unit included.

    \b
    Examples:
      tracker add "4,5 Mio. t" --language de --indicator freight_volume \\
          --subject middle_corridor --period 2024 --source Trend --author "A. Weber"
      tracker add "$452 million" --indicator trade_turnover --subject az --partner jp \\
          --period 2023 --author "A. Weber" --quote "Trade reached $452 million in 2023."

    A number that reads two ways, like 1.234, is refused: write it without the separator.
    """
    lexicon = lexicon_from(folder)
    require_known(language, lexicon.languages, "--language")
    fact = _read_figure(figure, language, stated, published, lexicon)
    with open_store(location, create=True, folder=folder) as store:
        for name, ids in _known_ids(store).items():
            require_known(stated.get(name), ids, f"--{name}")
        try:
            stored = store.add_by_hand(
                fact,
                author=author,
                quote=quote or figure,
                source=source,
                url=url,
                published=published,
                note=note,
            )
        except InvalidFactError as error:
            place = _PLACES.get(error.field, f"--{error.field}")
            raise click.BadParameter(f"{error.reason}.", param_hint=place) from error
    click.echo(f"Fact {stored.id}: {plain(stored.fact.surface)} is kept.")


def _read_figure(
    figure: str,
    language: str | None,
    stated: Mapping[str, Any],
    published: str | None,
    lexicon: "Lexicon",
) -> Fact:
    """The one fact that a typed figure states, with what the options say over it."""
    from tracker.extraction.entry import read_figure

    languages = [language] if language else sorted(lexicon.languages)
    readings = {
        code: read_figure(
            figure,
            language=code,
            indicator=stated["indicator"],
            published=published,
            lexicon=lexicon,
        )
        for code in languages
    }
    # Of "12 Bananen" an English reader understands "12" only: the language that reads most counts.
    most = max(_length(reading) for reading in readings.values())
    best = {code: reading for code, reading in readings.items() if _length(reading) == most}
    problems = [reading.problem for reading in best.values() if reading.problem]
    if problems:
        raise click.BadParameter(plain(problems[0]), param_hint="FIGURE")
    found = {code: reading.facts[0] for code, reading in best.items()}
    meant = {(fact.value, fact.value_high, fact.unit): code for code, fact in found.items()}
    if len(meant) > 1:
        ways = " or ".join(
            f"{plain(value)} {unit} (--language {code})" for (value, _, unit), code in meant.items()
        )
        raise click.BadParameter(f"{plain(figure)!r} reads two ways: {ways}.", param_hint="FIGURE")
    fact = next(iter(found.values()))
    return replace(fact, **{name: value for name, value in stated.items() if value is not None})


def _length(reading: "FigureReading") -> int:
    return sum(len(fact.surface) for fact in reading.facts)
