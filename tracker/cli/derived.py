"""Verbs that show what follows from the stated figures: implied, targets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.options import (
    Location,
    Verb,
    database_option,
    open_store,
    output_options,
    require_known,
)
from tracker.cli.printing import plain
from tracker.cli.reading import print_rows
from tracker.ledger.amounts import short_amount
from tracker.model.claim import Comparison
from tracker.model.derived import (
    DerivedFilter,
    FollowedTarget,
    ImpliedFigure,
    Rule,
    TargetState,
)

if TYPE_CHECKING:
    from tracker.store import Store

_IDS = {
    "subject": "What the figure is about, e.g. middle_corridor.",
    "partner": "The other party, e.g. az.",
    "entity": "Subject or partner.",
    "indicator": "What is measured, e.g. freight_volume.",
    "commodity": "What is carried or traded, e.g. crude_oil.",
}
_IMPLIED = (
    *("formula", "implied", "interval", "subject", "partner", "indicator", "period"),
    *("comparison", "stated", "id"),
)
_TARGETS = (
    *("target", "fact_id", "subject", "partner", "indicator", "horizon", "state", "statement"),
    *("promised_by", "published", "actual", "needed", "achieved"),
)


def _options(words: Sequence[type[StrEnum]]) -> Callable[[Verb], Verb]:
    """Filters by id, by year and document, and by these vocabularies, by the names given them."""
    names = {Rule: "rule", Comparison: "comparison", TargetState: "state"}
    texts = {
        Rule: "How it follows.",
        Comparison: "Beside what is stated.",
        TargetState: "What has become of it by today.",
    }

    def add(verb: Verb) -> Verb:
        options = [
            click.option(f"--{name}", multiple=True, metavar="ID", help=text)
            for name, text in _IDS.items()
        ]
        options += [
            click.option(
                f"--{names[each]}",
                multiple=True,
                type=click.Choice([str(word) for word in each]),
                help=texts[each],
            )
            for each in words
        ]
        options += [
            click.option("--year", type=int, help="Year that it is of, or due in."),
            click.option("--document", "document_id", type=int, metavar="ID", help="One document."),
            click.option(
                "--limit",
                default=50,
                show_default=True,
                type=click.IntRange(min=1),
                help="At most.",
            ),
        ]
        for option in reversed(options):
            verb = option(verb)
        return verb

    return add


@click.command()
@_options((Rule, Comparison))
@output_options
@database_option()
def implied(limit: int, as_json: bool, as_csv: bool, location: Location, **conditions: Any) -> None:
    """Print what stated figures imply, with formula and interval, beside what is stated.

    "Rose by 62 % to 4.5 Mt" implies 2.78 Mt a year before. What differs from every figure that is
    stated of the same thing and time goes to review.

    \b
    Examples:
      tracker implied --subject middle_corridor
      tracker implied --comparison differs
      tracker implied --rule exchange_rate --json
    """
    with open_store(location) as store:
        found = store.derived.implied(_chosen(conditions, store), limit=limit)
    rows = [asdict(figure) for figure in found]
    if not as_json and not as_csv:
        rows = [row | _shown_implied(figure) for row, figure in zip(rows, found, strict=True)]
    columns = [field.name for field in fields(ImpliedFigure)]
    print_rows(rows, columns, _IMPLIED, as_json, as_csv)
    _say_how_many(len(rows), limit, "implied figure")


@click.command()
@_options((TargetState,))
@click.option("--current", is_flag=True, help="Leave out what was said otherwise later.")
@output_options
@database_option()
def targets(limit: int, as_json: bool, as_csv: bool, location: Location, **conditions: Any) -> None:
    """Print targets with their history, what was reached, and the growth that they need.

    A target is met, missed, overdue (its time has passed and no figure of it is known), open or
    undated. Growth is in percent a year: needed until the horizon, and achieved so far.

    \b
    Examples:
      tracker targets --subject middle_corridor
      tracker targets --state overdue --state missed
      tracker targets --current --csv > targets.csv
    """
    with open_store(location) as store:
        found = store.derived.targets(_chosen(conditions, store), limit=limit)
    rows = [asdict(target) for target in found]
    if not as_json and not as_csv:
        rows = [row | _shown_target(target) for row, target in zip(rows, found, strict=True)]
    columns = [field.name for field in fields(FollowedTarget)]
    print_rows(rows, columns, _TARGETS, as_json, as_csv)
    _say_how_many(len(rows), limit, "target")


def _chosen(conditions: Mapping[str, Any], store: "Store") -> DerivedFilter:
    entities = store.entities()
    known: dict[str, Iterable[str]] = dict.fromkeys(("subject", "partner", "entity"), entities)
    known |= {name: store.labels("en", name) for name in ("indicator", "commodity")}
    for name, ids in known.items():
        for given in conditions[name]:
            require_known(given, ids, f"--{name}")
    return DerivedFilter(**conditions)


def _shown_implied(figure: ImpliedFigure) -> dict[str, str]:
    ends = [_rounded(end, figure.base_unit) for end in (figure.base_low, figure.base_high)]
    return {
        "implied": _rounded(figure.base_value, figure.base_unit),
        "interval": " … ".join(ends),
        "period": figure.period or figure.period_text or "",
        "stated": figure.stated_surface or "",
    }


def _rounded(value: float | None, unit: str) -> str:
    return "open" if value is None else short_amount(float(f"{value:.4g}"), unit)


def _shown_target(target: FollowedTarget) -> dict[str, str]:
    actual = target.actual_base_value
    return {
        "target": plain(target.surface),
        "actual": ""
        if actual is None
        else f"{short_amount(actual, target.base_unit)} {target.actual_period or ''}".rstrip(),
        "needed": _growth(target.growth_needed),
        "achieved": _growth(target.growth_achieved),
    }


def _growth(percent: float | None) -> str:
    return "" if percent is None else f"{percent:+.1f} %"


def _say_how_many(number: int, limit: int, noun: str) -> None:
    if not number:
        click.echo(f"No {noun} fits.", err=True)
    elif number == limit:
        click.echo(f"The first {number}; --limit shows more.", err=True)
