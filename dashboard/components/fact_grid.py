"""Fact grid: the table of all figures, block by block from SQL, where sorting happens too."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import dash_ag_grid as dag

from dashboard.wording import Wording
from tracker import StoredFact

Direction = Literal["asc", "desc"]
GRID_ID = "fact-grid"
BLOCK = 100
MAX_OFFSET = 1_000_000

# Column of the grid to the column that the store sorts by.
SORTABLE: Mapping[str, str] = {
    "value": "base_value",
    "subject": "subject",
    "indicator": "indicator",
    "period": "period_start",
    "status": "status",
    "source": "source",
    "published": "published",
    "confidence": "confidence",
}


def fact_grid(wording: Wording) -> dag.AgGrid:
    """The grid, still empty; it asks for its first block by itself."""
    say = wording.say

    def column(name: str, head: str, **more: Any) -> dict[str, Any]:
        shown = {"field": name, "headerName": head, "tooltipField": name}
        return {**shown, "sortable": name in SORTABLE, **more}

    return dag.AgGrid(
        id=GRID_ID,
        className="fact-grid",
        rowModelType="infinite",
        columnDefs=[
            column("value", say("Figure"), width=148, pinned="left", cellRenderer="trackerFactLink",
                   cellClass="number ag-right-aligned-cell", headerClass="ag-right-aligned-header"),
            column("subject", say("About"), minWidth=170, flex=3),
            column("indicator", say("What"), minWidth=135, flex=2),
            column("period", say("Period"), width=118),
            column("status", say("Status"), width=92),
            column("source", say("Source"), minWidth=120, flex=2),
            column("published", say("Published"), width=118, sort="desc"),
            column("surface", say("As written"), width=200),
            column("review", say("Review"), width=115),
        ],
        defaultColDef={
            "resizable": True, "suppressMovable": True, "suppressHeaderMenuButton": True,
        },
        getRowId="params.data.key + ''",
        dashGridOptions={
            "theme": {"function": "trackerTheme(themeQuartz)"},
            "cacheBlockSize": BLOCK,
            "maxBlocksInCache": 20,
            "cacheOverflowSize": 1,
            "infiniteInitialRowCount": 1,
            "rowBuffer": 10,
            "suppressMultiSort": True,
            "animateRows": False,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "tooltipShowDelay": 400,
            "localeText": {
                "noRowsToShow": say("No figures fit. Clear a filter or add a fact."),
                "loadingOoo": say("Loading …"),
                "loadingError": say("This block could not be loaded. Scroll to try again."),
            },
        },
        style={"height": "min(70vh, 720px)", "width": "100%"},
    )  # fmt: skip


def read_request(request: object) -> tuple[int, int, list[tuple[str, Direction]]] | None:
    """First row, number of rows and order that the grid asks for; None for nonsense.

    Whatever arrives may be made by hand: only known columns and sane numbers pass.
    """
    if not isinstance(request, dict):
        return None
    start, end = request.get("startRow"), request.get("endRow")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool):
        return None
    if not 0 <= start < end <= MAX_OFFSET or end - start > 10 * BLOCK:
        return None
    order: list[tuple[str, Direction]] = []
    model = request.get("sortModel")
    for item in model if isinstance(model, list) else []:
        column = item.get("colId") if isinstance(item, dict) else None
        direction = item.get("sort") if isinstance(item, dict) else None
        if isinstance(column, str) and column in SORTABLE and direction in ("asc", "desc"):
            order.append((SORTABLE[column], direction))
    return start, end - start, order


def grid_rows(facts: Sequence[StoredFact], wording: Wording) -> list[dict[str, Any]]:
    """Facts as rows of the grid, every text ready to be read."""
    numbers, name = wording.numbers, wording.name
    return [
        {
            "key": stored.key,
            "value": numbers.stated(
                stored.fact.value, stored.fact.unit, stored.fact.bound,
                high=stored.fact.value_high, per=stored.fact.per,
            ),
            "subject": name_subject(stored, wording),
            "indicator": name(stored.fact.indicator)
            + ("" if stored.fact.measure == "level" else f" ({wording.word(stored.fact.measure)})"),
            "period": numbers.period(stored.fact.period) or "–",
            "status": wording.word(stored.fact.status),
            "source": stored.source or (stored.author or "–"),
            "published": numbers.day(stored.fact.published) or "–",
            "review": wording.word(stored.review),
            "surface": stored.fact.surface,
        }
        for stored in facts
    ]  # fmt: skip


def name_subject(stored: StoredFact, wording: Wording) -> str:
    """`Azerbaijan – Turkey`, `TRACECA, Azerbaijan`, with the commodity where one is named."""
    fact = stored.fact
    if fact.subject is None:
        text = fact.counted or wording.say("not named")
    else:
        text = wording.name(fact.subject)
    if fact.partner:
        text += f" – {wording.name(fact.partner)}"
    if fact.place:
        text += f", {wording.name(fact.place)}"
    if fact.commodity:
        text += f" · {wording.name(fact.commodity)}"
    return text


def facts_csv(facts: Sequence[StoredFact]) -> list[dict[str, Any]]:
    """Facts as rows of a CSV: the fields by their names, where they stand and what they mean."""
    return [
        {
            "fact": stored.key, "surface": stored.fact.surface, "value": stored.fact.value,
            "value_high": stored.fact.value_high, "unit": stored.fact.unit,
            "per": _plain(stored.fact.per), "bound": stored.fact.bound.value,
            "measure": stored.fact.measure.value, "status": stored.fact.status.value,
            "transition": _plain(stored.fact.transition), "indicator": stored.fact.indicator,
            "subject": stored.fact.subject, "place": stored.fact.place,
            "partner": stored.fact.partner, "commodity": stored.fact.commodity,
            "counted": stored.fact.counted, "period": stored.fact.period,
            "period_text": stored.fact.period_text, "attribution": stored.fact.attribution,
            "published": stored.fact.published, "base_value": stored.base_value,
            "base_unit": stored.base_unit, "confidence": stored.fact.confidence,
            "review": stored.review, "rank": stored.rank, "origin": stored.origin,
            "start": stored.fact.start, "end": stored.fact.end,
            "document": stored.document_id, "source": stored.source, "title": stored.title,
            "url": stored.url, "sentence": stored.passage,
        }
        for stored in facts
    ]  # fmt: skip


def _plain(word: Any) -> str | None:
    return None if word is None else str(word.value)
