"""Not read: the places that were refused or read only in part, each with why and what to do."""

from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.frame import card
from dashboard.components.links import foreign, foreign_link, page_href, page_link, visible
from dashboard.components.reason_words import say_reason
from dashboard.context import current_store, remember
from dashboard.wording import Wording
from tracker import Intake, IntakeKind, IntakeOutcome

MAX_SHOWN = 50
MAX_MARKED = 1000
_LABELS = {
    "file": "file",
    "member": "in an archive",
    "address": "web address",
    "entry": "entry of a feed",
    "upload": "uploaded file",
    "paste": "pasted text",
}


def not_read_card(speak: Wording) -> Component | None:
    """How many places were refused or read in part, opening to their list; None without any."""
    refused, partly = _counts()
    if not refused and not partly:
        return None
    store = current_store()
    said, parts = [], list[Component]()
    if refused:
        said.append(speak.say_plural("%(n)s place refused", "%(n)s places refused", refused))
        rows = store.intake.list(outcomes=[IntakeOutcome.REFUSED], limit=MAX_SHOWN)
        parts += _group(speak.say("Refused: nothing of it was stored"), rows, refused, speak)
    if partly:
        said.append(speak.say_plural("%(n)s read only in part", "%(n)s read only in part", partly))
        rows = store.intake.list(partly=True, limit=MAX_SHOWN)
        parts += _group(speak.say("Read only in part, or with a remark"), rows, partly, speak)
    line = f"{speak.say('What was not read')}: {', '.join(said)}"
    return html.Details([html.Summary(line), card(*parts)], id="not-read", className="not-read")


def partly_read() -> frozenset[int]:
    """Row ids of the documents of which a part was not read."""

    def ask() -> frozenset[int]:
        rows = current_store().intake.list(partly=True, limit=MAX_MARKED)
        return frozenset(row.document_id for row in rows if row.document_id is not None)

    return remember("partly read", ask)


def say_place(row: Intake) -> str:
    """What a place is called here; of a path its last parts, since folders are nobody's business.

    >>> from tracker import IntakeKind, IntakeOutcome
    >>> refused = IntakeOutcome.REFUSED
    >>> say_place(Intake(place="/home/a/b/c.pdf", kind=IntakeKind.FILE, outcome=refused))
    'c.pdf'
    """
    if row.kind in (IntakeKind.ADDRESS, IntakeKind.ENTRY, IntakeKind.PASTE):
        return visible(row.place)
    keep = 2 if row.kind is IntakeKind.MEMBER else 1
    path = PureWindowsPath(row.place) if "\\" in row.place else PurePosixPath(row.place)
    return visible("/".join(path.parts[-keep:]) or row.place)


def _counts() -> tuple[int, int]:
    def ask() -> tuple[int, int]:
        intake = current_store().intake
        return intake.counts()[IntakeOutcome.REFUSED], intake.count_partly()

    return remember("not read", ask)


def _group(heading: str, rows: list[Intake], total: int, speak: Wording) -> list[Component]:
    items = [_item(row, speak) for row in rows]
    if total > len(rows):
        left = speak.numbers.plain(total - len(rows))
        items.append(html.Li(speak.say("and %(n)s more", n=left), className="quiet"))
    return [
        html.H2(f"{heading} ({speak.numbers.plain(total)})", className="relation"),
        html.Ul(items, className="plain-list not-read-list"),
    ]


def _item(row: Intake, speak: Wording) -> Component:
    name: Any = html.Bdi(say_place(row))
    if row.document_id is not None:
        name = page_link(name, page_href(speak, f"/document/{row.document_id}"))
    elif row.kind is IntakeKind.ADDRESS:
        name = foreign_link(row.place) or name
    when = speak.numbers.day(row.at[:10])
    told = [html.Span(f"{speak.say(_LABELS[row.kind.value])}, {when}", className="statement-who")]
    reason = say_reason(row.reason, speak)
    detail = (row.detail or "")[:1].upper() + (row.detail or "")[1:]
    if detail:  # readers speak English; what they say is more than a reason word
        told.insert(0, html.Span(foreign(detail), className="not-read-why", lang="en"))
    if reason and (not detail or speak.language != "en"):
        told.insert(0, html.Span(reason, className="not-read-why"))
    return html.Li([html.Strong(name, className="not-read-place"), html.Div(told)])
