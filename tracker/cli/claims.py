"""The verb that shows what the ledger finds: conflicts."""

from collections.abc import Callable, Iterator
from typing import Any

import click

from tracker.cli.options import (
    Location,
    Verb,
    database_option,
    open_store,
    output_options,
    require_known,
)
from tracker.cli.printing import counted, plain, print_table
from tracker.cli.reading import print_rows
from tracker.model.claim import Outcome, Standing
from tracker.model.claim_report import ClaimMember, ClaimReport

_DISPUTED = (Outcome.CONFLICT.value, Outcome.FAR_APART.value)
_SHOWN = ("standing", "surface", "source", "published", "id")
_OF_CLAIM = (
    *("claim_id", "outcome", "reason", "subject", "partner", "place", "indicator", "commodity"),
    *("measure", "status", "counted", "per", "period", "year", "base_unit", "statements"),
    *("witnesses", "lowest", "highest"),
)
_OF_FACT = (
    *("fact_id", "fact_key", "statement", "standing", "surface", "base_value", "base_low"),
    *("base_high", "bound", "attribution", "source", "published", "review", "rank", "sentence"),
)


def _ids(name: str, text: str) -> Callable[[Verb], Verb]:
    return click.option(f"--{name}", multiple=True, metavar="ID", help=text)


@click.command()
@_ids("subject", "What the figures are about, e.g. middle_corridor.")
@_ids("entity", "Subject or partner.")
@_ids("indicator", "What is measured, e.g. freight_volume.")
@click.option(
    "--outcome",
    multiple=True,
    default=_DISPUTED,
    show_default=True,
    type=click.Choice([outcome.value for outcome in Outcome]),
    help="What the statements come to.",
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="At most.")
@output_options
@database_option()
def conflicts(
    subject: tuple[str, ...],
    entity: tuple[str, ...],
    indicator: tuple[str, ...],
    outcome: tuple[str, ...],
    limit: int,
    as_json: bool,
    as_csv: bool,
    location: Location,
) -> None:
    """Print claims in dispute with all that is said of them, and why.

    A claim is one thing at one time. An option given twice means "or", two options mean "and".

    \b
    Examples:
      tracker conflicts
      tracker conflicts --entity kz --indicator trade_turnover
      tracker conflicts --outcome revision --outcome internal
      tracker conflicts --outcome agree --csv > agreements.csv

    JSON and CSV have one row for each figure of a claim.
    """
    with open_store(location) as store:
        entities, labels = store.entities(), store.labels("en")
        for option, given in (("--subject", subject), ("--entity", entity)):
            for each in given:
                require_known(each, entities, option)
        for each in indicator:
            require_known(each, store.labels("en", "indicator"), "--indicator")
        found = store.ledger.claims(
            subject=subject,
            entity=entity,
            indicator=indicator,
            outcome=[Outcome(each) for each in outcome],
            limit=limit + 1,
        )
    shown = found[:limit]
    if as_json or as_csv:
        rows = [_row(claim, member) for claim in shown for member in claim.members]
        print_rows(rows, (*_OF_CLAIM, *_OF_FACT), _OF_FACT, as_json, as_csv)
    else:
        for claim in shown:
            _print_claim(claim, labels)
    if not found:
        click.echo("No claim fits.", err=True)
    elif len(found) > limit:
        click.echo(f"There are more than {counted(limit, 'claim')}; --limit shows them.", err=True)


def _print_claim(claim: ClaimReport, labels: dict[str, str]) -> None:
    click.echo(f"{claim.outcome.value}: {', '.join(_heading(claim, labels))}")
    click.echo(f"  {plain(claim.reason)}")
    rows = [
        {
            "standing": f"  {member.standing.value}",
            "surface": member.fact.fact.surface,
            "source": member.fact.source,
            "published": member.fact.fact.published,
            "id": member.fact.id,
        }
        for member in claim.members
    ]
    print_table(rows, _SHOWN, wide="surface")
    click.echo()


def _heading(claim: ClaimReport, labels: dict[str, str]) -> Iterator[str]:
    parties = [claim.subject, *([claim.partner] if claim.partner else [])]
    yield " – ".join(plain(labels.get(party, party)) for party in parties)
    if claim.place:
        yield plain(labels.get(claim.place, claim.place))
    yield plain(labels.get(claim.indicator, claim.indicator))
    if claim.commodity:
        yield plain(labels.get(claim.commodity, claim.commodity))
    yield from (each for each in (claim.counted, claim.period) if each)
    yield from (each for each, usual in _unusual(claim) if each != usual)
    if claim.per:
        yield f"per {claim.per}"


def _unusual(claim: ClaimReport) -> tuple[tuple[str, str], ...]:
    return (claim.measure, "level"), (claim.status, "actual")


def _row(claim: ClaimReport, member: ClaimMember) -> dict[str, Any]:
    stored, fact = member.fact, member.fact.fact
    row: dict[str, Any] = {
        name: getattr(claim, name) for name in _OF_CLAIM if name not in ("claim_id", "outcome")
    }
    row |= {"claim_id": claim.id, "outcome": claim.outcome.value}
    row |= {
        "fact_id": stored.id,
        "fact_key": stored.key,
        "statement": member.statement,
        "standing": Standing(member.standing).value,
        "sentence": stored.passage,
        "source": stored.source,
        "review": stored.review,
        "rank": stored.rank,
        "bound": fact.bound.value,
    }
    row |= {name: getattr(stored, name) for name in ("base_value", "base_low", "base_high")}
    row |= {name: getattr(fact, name) for name in ("surface", "attribution", "published")}
    return {name: row[name] for name in (*_OF_CLAIM, *_OF_FACT)}
