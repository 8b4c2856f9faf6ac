"""Fact files: the list of facts as a file, with the filter, order and columns of its address."""

from collections.abc import Iterator, Mapping
from typing import Any

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, current_app, request

from dashboard.address import read_filter
from dashboard.components.aria import aria, data
from dashboard.components.fact_columns import (
    COLUMNS,
    file_columns,
    file_row,
    read_columns,
    read_sort,
)
from dashboard.context import current_store, wording
from dashboard.wording import Wording
from tracker import stream_rows

PATH = "/export/facts"
TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# A workbook is made in a file first and read into a program as a whole; the others are streams.
LIMITS: Mapping[str, int] = {"csv": 1_000_000, "xlsx": 100_000, "json": 1_000_000}


def file_links(speak: Wording) -> Component:
    """Links to the files of what is shown; the browser adds the present address to them."""
    links = [
        html.A(
            kind.upper(), href=f"{PATH}.{kind}", className="plain-button",
            title=speak.say(
                "The figures shown, in this order and with these columns; at most %(n)s",
                n=speak.numbers.plain(LIMITS[kind]),
            ),
            download="", **data(export="facts"),
        )
        for kind in TYPES
    ]  # fmt: skip
    return html.Div(
        [html.Span(speak.say("Download"), className="button-label"), *links],
        className="button-group", role="group", **aria(label=speak.say("Download")),
    )  # fmt: skip


def fact_file(query: Mapping[str, object], kind: str) -> Iterator[bytes]:
    """The bytes of one file."""
    speak = wording(query.get("lang"))
    shown = read_columns(query)
    name, down = read_sort(query)
    facts = current_store().facts_in_order(
        read_filter(query), [(COLUMNS[name].sort, "desc" if down else "asc")], LIMITS[kind]
    )
    rows = (file_row(stored, shown, speak) for stored in facts)
    return stream_rows(rows, file_columns(shown), f".{kind}")


def connect_files(app: Dash) -> None:
    """Registers the address of the files."""

    def answer(kind: str) -> Response:
        if kind not in TYPES:
            return Response("This file is not made here.", 404)
        given: dict[str, Any] = request.args.to_dict(flat=False)
        query = {name: each if len(each) > 1 else each[0] for name, each in given.items()}
        server = current_app._get_current_object()  # type: ignore[attr-defined]

        def pieces() -> Iterator[bytes]:
            with server.app_context():
                yield from fact_file(query, kind)

        names = {"Content-Disposition": f'attachment; filename="facts.{kind}"'}
        return Response(pieces(), content_type=TYPES[kind], headers=names)

    app.server.add_url_rule(f"{PATH}.<kind>", "fact_files", answer)
