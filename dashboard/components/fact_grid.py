"""Fact grid: the table of all figures, block by block from the store, where sorting happens too."""

from collections.abc import Sequence
from typing import Any, Literal

import dash_ag_grid as dag

from dashboard.components.fact_columns import COLUMNS
from dashboard.components.fact_columns import name_subject as name_subject
from dashboard.context import current_store, remember
from dashboard.wording import Wording
from tracker import FactFilter, StoredFact

Direction = Literal["asc", "desc"]
Order = list[tuple[str, Direction]]
GRID_ID = "fact-grid"
BLOCK = 100
MAX_ROW = 10_000_000


def fact_grid(
    wording: Wording, shown: Sequence[str], sort: tuple[str, bool], *, selectable: bool
) -> dag.AgGrid:
    """The grid, still empty; it asks for its first block by itself.

    Args:
        wording: The language.
        shown: Names of the columns that are to be seen.
        sort: The column to sort by, and whether downwards.
        selectable: Whether rows can be ticked.
    """
    say = wording.say
    selection = {
        "mode": "multiRow", "checkboxes": True, "headerCheckbox": False,
        "enableClickSelection": False,
    }  # fmt: skip
    return dag.AgGrid(
        id=GRID_ID,
        className="fact-grid",
        rowModelType="infinite",
        columnDefs=[_definition(name, wording, name in shown, sort) for name in COLUMNS],
        defaultColDef={
            "resizable": True, "suppressMovable": True, "suppressHeaderMenuButton": True,
            "wrapHeaderText": True,
        },
        getRowId="params.data.key + ''",
        selectedRows=[],
        dashGridOptions={
            "theme": {"function": "trackerTheme(themeQuartz)"},
            "cacheBlockSize": BLOCK,
            "maxBlocksInCache": 20,
            "maxConcurrentDatasourceRequests": 1,
            "blockLoadDebounceMillis": 60,
            "cacheOverflowSize": 1,
            "infiniteInitialRowCount": 1,
            "rowBuffer": 10,
            "suppressMultiSort": True,
            "animateRows": False,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "tooltipShowDelay": 400,
            **({"rowSelection": selection} if selectable else {}),
            "selectionColumnDef": {
                "pinned": "left", "width": 50, "suppressMovable": True, "headerName": "✓",
                "headerTooltip": say("Choose figures to decide on"),
            },
            "localeText": {
                "noRowsToShow": say("No figures fit. Clear a filter or add a fact."),
                "loadingOoo": say("Loading …"),
                "loadingError": say("This block could not be loaded. Scroll to try again."),
                "ariaRowSelect": say("Choose this figure with the space key"),
                "ariaRowToggleSelection": say("Choose this figure with the space key"),
            },
        },
        style={"height": "min(80vh, 900px)", "width": "100%"},
    )  # fmt: skip


def _definition(name: str, wording: Wording, shown: bool, sort: tuple[str, bool]) -> dict[str, Any]:
    column = COLUMNS[name]
    head = wording.say(column.head)
    made: dict[str, Any] = {
        "field": name, "headerName": head, "tooltipField": name, "hide": not shown,
        "sortable": bool(column.sort), "sortingOrder": ["desc", "asc"],
    }  # fmt: skip
    made |= (
        {"minWidth": column.width, "flex": column.flex} if column.flex else {"width": column.width}
    )
    if column.right:
        made |= {
            "cellClass": "number ag-right-aligned-cell", "headerClass": "ag-right-aligned-header",
        }  # fmt: skip
    if name == "value":
        made |= {"pinned": "left", "cellRenderer": "trackerFactLink"}
    if name == sort[0]:
        made["sort"] = "desc" if sort[1] else "asc"
    return made


def read_request(request: object) -> tuple[int, int, Order] | None:
    """First row, number of rows and order that the grid asks for; None for nonsense.

    Whatever arrives may be made by hand: only known columns and sane numbers pass.
    """
    if not isinstance(request, dict):
        return None
    start, end = request.get("startRow"), request.get("endRow")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool):
        return None
    if not 0 <= start < end <= MAX_ROW or end - start > 10 * BLOCK:
        return None
    order: Order = []
    model = request.get("sortModel")
    for item in model if isinstance(model, list) else []:
        column = item.get("colId") if isinstance(item, dict) else None
        direction = item.get("sort") if isinstance(item, dict) else None
        known = COLUMNS.get(column) if isinstance(column, str) else None
        if known is not None and known.sort and direction in ("asc", "desc"):
            order.append((known.sort, direction))
    return start, end - start, order[:1]


def load_block(where: FactFilter, order: Order, start: int, size: int) -> list[StoredFact]:
    """The facts of one block of the list.

    Where a block begins is remembered from the one before it, so that reading on is a seek by key;
    only a leap passes over what lies between.
    """
    order = order or [("published", "desc")]
    store = current_store()
    ends: dict[int, int] = remember(("ends", where, *order), dict)
    if start in ends:
        facts = store.facts(where, order=order, limit=size, after=ends[start])
    else:
        facts = store.facts(where, order=order, limit=size, offset=start)
    if facts:
        ends[start + len(facts)] = facts[-1].id
    return facts


def grid_rows(
    facts: Sequence[StoredFact], shown: Sequence[str], wording: Wording
) -> list[dict[str, Any]]:
    """Facts as rows of the grid, every text ready to be read, with what a decision needs."""
    versions = current_store().decisions.versions([stored.id for stored in facts])
    return [
        {
            "key": stored.key, "id": stored.id, "version": versions[stored.id],
            "rejected": stored.review == "rejected",
            **{name: COLUMNS[name].text(stored, wording) for name in shown},
        }
        for stored in facts
    ]  # fmt: skip
