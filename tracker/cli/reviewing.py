"""Verbs of review: review, decide, history, reread."""

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.options import (
    Location,
    Verb,
    data_option,
    database_option,
    lexicon_from,
    open_store,
    output_options,
    require_known,
)
from tracker.cli.printing import counted, plain
from tracker.cli.reading import print_rows
from tracker.model.decision import CORRECTABLE, Action, Event
from tracker.model.errors import InvalidFactError

if TYPE_CHECKING:
    from tracker.model.rereading import Rereading
    from tracker.store import Store

_QUEUE = (
    *("fact_id", "fact_key", "reason_code", "doubt", "reason", "next", "claim_id", "derived_id"),
    *("subject", "subject_name", "indicator", "surface", "period", "sentence", "source"),
    *("published", "document_id", "url"),
)
_QUEUE_SHOWN = ("reason", "fact_id", "surface", "subject", "source", "next")
_EVENT = ("at", "who", "action", "changes", "note", "decision_id", "undoes", "version")
_EVENT_SHOWN = ("changes", "at", "who", "action", "note", "decision_id")
_DIFFERENCE = ("document_id", "fact_id", "fate", "surface", "start", "end", "changes", "reason")
_DIFFERENCE_SHOWN = ("changes", "document_id", "fact_id", "fate", "surface", "reason")
_NUMBERS = ("value", "value_high")
# What settles each reason; the reading first, where it may be the fault.
_NEXT = {
    "slip": "correct --value N, or confirm",
    "conflict": "prefer --reason WHY, or deprecate --reason WHY",
    "mismatch": "confirm, or correct --value N",
    "internal": "reject, or deprecate --reason WHY",
    "low_confidence": "confirm, or reject",
    "far_apart": "prefer --reason WHY, or deprecate --reason WHY",
    "unresolved_period": "correct --period 2024",
}


@click.command()
@click.option("--subject", metavar="ID", help="Only figures about it, e.g. middle_corridor.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="At most.")
@output_options
@database_option()
def review(
    subject: str | None, limit: int, as_json: bool, as_csv: bool, location: Location
) -> None:
    """Print what waits to be looked at, the most doubtful first, and what settles it.

    Slips, conflicts between sources, figures that do not follow from others, two figures of one
    document, unsure readings, figures far apart, and periods that wait for a date.

    \b
    Examples:
      tracker review
      tracker review --subject middle_corridor --limit 100 --csv > queue.csv
    """
    with open_store(location) as store:
        require_known(subject, store.entities(), "--subject")
        rows = store.decisions.queue(subject=subject, limit=limit)
    for row in rows:
        row["next"] = f"tracker decide {row['fact_id']} {_NEXT[row['reason_code']]}"
    print_rows(rows, _QUEUE, _QUEUE_SHOWN, as_json, as_csv)
    if not rows:
        click.echo("Nothing waits.", err=True)
    elif len(rows) == limit:
        click.echo("There may be more; --limit shows it.", err=True)


def _field_options(verb: Verb) -> Verb:
    options: list[Callable[[Verb], Verb]] = [
        click.option(
            f"--{name.replace('_', '-')}",
            metavar="N" if name in _NUMBERS else "WORD",
            help=f"For correct: the right {name.replace('_', ' ')}; '' for none.",
        )
        for name in CORRECTABLE
    ]
    for option in reversed(options):
        verb = option(verb)
    return verb


@click.command()
@click.argument("fact", required=False)
@click.argument(
    "action",
    required=False,
    type=click.Choice([word.value for word in Action if word is not Action.UNDO]),
)
@_field_options
@click.option("--reason", metavar="TEXT", help="Why it is preferred or deprecated; needed there.")
@click.option("--note", metavar="TEXT", help="Why you decide so; for note, the remark itself.")
@click.option("--undo", type=int, metavar="DECISION", help="Take this decision back.")
@click.option(
    "--expected",
    type=int,
    metavar="VERSION",
    help="The version that `tracker history` showed; refuse if somebody changed it since.",
)
@click.option(
    "--author", envvar="TRACKER_AUTHOR", show_envvar=True, help="Who decides; else your login name."
)
@database_option()
def decide(
    fact: str | None,
    action: str | None,
    reason: str | None,
    note: str | None,
    undo: int | None,
    expected: int | None,
    author: str | None,
    location: Location,
    **fields: str | None,
) -> None:
    """Decide about a figure: was it read right, and is the statement right?

    FACT is its number or its key (`tracker review`, `tracker facts` show both). ACTION: confirm,
    correct, reject and reopen judge the reading; prefer, deprecate and restore the statement;
    note keeps a remark. Nothing is lost: every decision can be undone.

    \b
    Examples:
      tracker decide 12 confirm
      tracker decide 12 correct --value 56500 --note "a zero too many in the source"
      tracker decide 1f0c5a7be2d9:120-131 deprecate --reason "withdrawn by the ministry"
      tracker decide --undo 7

    Exit code 7: somebody else changed the figure since --expected.
    """
    author = author or _login_name()
    changes = {name: value for name, value in fields.items() if value is not None}
    if undo is not None and (fact or action or changes or reason):
        raise click.UsageError("--undo goes with --note, --author and --expected only.")
    if undo is None and (fact is None or action is None):
        raise click.UsageError("Name a figure and an action, or give --undo and a decision.")
    with open_store(location) as store:
        try:
            if undo is not None:
                made = store.decisions.undo(undo, author, note, expected)
            else:
                made = store.decisions.decide(
                    store.decisions.find(str(fact)).id,
                    str(action),
                    author=author,
                    note=note,
                    reason=reason,
                    changes={name: _typed(name, value) for name, value in changes.items()} or None,
                    expected=expected,
                )
        except InvalidFactError as error:
            hint = f"--{error.field.replace('_', '-')}"
            raise click.BadParameter(f"{error.reason}.", param_hint=hint) from error
        stored = store.fact(made.fact_id)
    done = f"decision {undo} is undone" if undo is not None else f"{made.action.value}"
    click.echo(
        f"Figure {made.fact_id}, {plain(stored.fact.surface)}: {done}, by {plain(author)} "
        f"(decision {made.id}; `tracker decide --undo {made.id}` takes it back)."
    )


def _typed(name: str, value: str) -> object:
    if name not in _NUMBERS or not value.strip():
        return value
    try:
        return float(value)
    except ValueError as error:
        raise InvalidFactError(
            name, f"{value[:40]!r} is no number; write 4500000 or 4.5"
        ) from error


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:  # a process without a user of its own
        raise click.UsageError(
            "Nobody is logged in here: say who decides with --author."
        ) from error


@click.command()
@click.argument("fact")
@output_options
@database_option()
def history(fact: str, as_json: bool, as_csv: bool, location: Location) -> None:
    """Print what was changed of a figure, by whom and when, the oldest first.

    FACT is its number or its key. Figures that are gone keep their history.

    \b
    Examples:
      tracker history 12
      tracker history 1f0c5a7be2d9:120-131 --json
    """
    with open_store(location) as store:
        number = int(fact) if fact.isdecimal() else store.decisions.find(fact).id
        events = store.decisions.history(number)
        version = store.decisions.version(number)
    rows = [_event_row(event, nested=as_json) for event in events]
    print_rows(rows, _EVENT, _EVENT_SHOWN, as_json, as_csv)
    if not as_json and not as_csv:
        said = "" if rows else "Nothing was changed. "
        click.echo(f"{said}Figure {number} is at version {version}.", err=True)


def _event_row(event: Event, *, nested: bool) -> dict[str, Any]:
    row = {name: getattr(event, name) for name in _EVENT}
    row["changes"] = _changes(event.changes, nested=nested)
    return row


def _changes(changes: tuple[Any, ...], *, nested: bool) -> object:
    if nested:
        return [asdict(change) for change in changes]
    return ", ".join(str(change) for change in changes)


@click.command()
@click.option("--document", "documents", multiple=True, type=int, metavar="ID", help="Only this.")
@click.option("--dry-run", is_flag=True, help="Write nothing, only tell.")
@data_option
@output_options
@database_option()
def reread(
    documents: tuple[int, ...],
    dry_run: bool,
    folder: Path | None,
    as_json: bool,
    as_csv: bool,
    location: Location,
) -> int:
    """Read stored documents anew with the present words and rules, and say what changed.

    Figures are told apart by their place in the text. What a person confirmed, corrected,
    rejected, preferred or deprecated stays; where the new reading differs, that is said.

    \b
    Examples:
      tracker reread --dry-run                  after an update: what would change?
      tracker reread
      tracker reread --document 12 --data my-ports/

    Exit code 1: some documents could not be read anew, each with a line that says why.
    """
    from tracker.ingestion import reread as reread_stored

    if as_json and as_csv:
        raise Failure("Choose one of --json and --csv.", ExitCode.WRONG_USAGE)
    lexicon = lexicon_from(folder)
    with open_store(location) as store:
        _require_documents(store, documents)
        done = list(
            _told(reread_stored(store, documents or None, lexicon=lexicon, dry_run=dry_run))
        )
    differing = [each for each in done if each.differences]
    if as_json:
        json.dump(
            [_document_row(each) for each in differing], sys.stdout, ensure_ascii=False, indent=2
        )
        click.echo()
    else:
        rows = [
            {
                **asdict(found),
                "document_id": each.document_id,
                "fate": found.fate.value,
                "changes": _changes(found.changes, nested=False),
            }
            for each in differing
            for found in each.differences
        ]
        print_rows(rows, _DIFFERENCE, _DIFFERENCE_SHOWN, False, as_csv)
    refused = sum(each.error is not None for each in done)
    would = "would differ" if dry_run else "differed"
    click.echo(
        f"{counted(len(done) - refused, 'document')} read anew, {len(differing)} {would}"
        + (f", {refused} could not be." if refused else "."),
        err=True,
    )
    return ExitCode.SOME_REFUSED if refused else ExitCode.DONE


def _require_documents(store: "Store", documents: tuple[int, ...]) -> None:
    for each in documents:  # before the first is read, so that a slip of the pen changes nothing
        store.document(each)


def _told(done: Iterator["Rereading"]) -> Iterator["Rereading"]:
    """Tell at once what could not be read anew."""
    for each in done:
        if each.error is not None:
            click.echo(plain(each.error), err=True)
        yield each


def _document_row(each: "Rereading") -> dict[str, Any]:
    return {
        "document_id": each.document_id,
        "title": each.title,
        "source": each.source,
        "differences": [
            asdict(found)
            | {"fate": found.fate.value, "changes": _changes(found.changes, nested=True)}
            for found in each.differences
        ],
    }
