"""Trade matrix: a heat map of pairs, one figure for each, from which a pair is picked."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.figures.theme import Look, escape, new_figure
from dashboard.figures.trade_marks import CONVERTED, Mark, name_pair, tell_mark

ROW, NARROW_ROW = 34, 30
HEAD, SLANTED_HEAD, FOOT = 46, 96, 8
MOST, NARROW_MOST = 20, 11
TEXT_MOST = 12
"""Up to so many columns have room for amounts in their cells."""
FEWEST = 7
"""Fewer columns are not drawn wider than so many."""
WORD = 8
"""Longer words do not fit over a column."""
SCALES = ((1e9, "billions"), (1e6, "millions"), (1.0, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One pair in the matrix.

    Attributes:
        subject, partner: The two sides, as facts name them.
        mark: The statement that is shown, in the currency of the chart.
        other: Whether no calendar year is known of the pair: the cell then has no colour, since a
            part of a year, a promise or an undated figure compares with no year.
    """

    subject: str
    partner: str
    mark: Mark
    other: bool = False

    @property
    def pair(self) -> str:
        """How the pair is called in an address."""
        return f"{self.subject}-{self.partner}"


def matrix_height(count: int, look: Look, across: Sequence[str]) -> int:
    """Height in pixels of a matrix of so many rows and these columns."""
    head = SLANTED_HEAD if _slanted(across, look) else HEAD
    return head + FOOT + max(1, count) * (NARROW_ROW if look.narrow else ROW)


def _slanted(across: Sequence[str], look: Look) -> bool:
    """Whether the heads of the columns have too little room to stand upright."""
    words = [word for one in across for word in _head_of(one, look).split(" ")]
    long = any(len(word) > WORD for word in words)
    return look.narrow or len(across) > TEXT_MOST or long


def _head_of(side: str, look: Look) -> str:
    """Columns of countries are named by their codes."""
    return side.upper() if len(side) == 2 else look.wording.name(side)


def order_sides(
    cells: Sequence[Cell], blocs: frozenset[str], *, symmetric: bool, first: str = ""
) -> tuple[list[str], list[str]]:
    """Which countries stand in the rows and the columns: the largest first, blocs behind them.

    Args:
        cells: All pairs.
        blocs: Ids of regions and unions, which hold countries that have rows of their own.
        symmetric: Whether both sides are equals, so that rows and columns are the same.
        first: A country that goes first.
    """

    def ranked(sides: Mapping[str, float]) -> list[str]:
        return sorted(sides, key=lambda one: (one != first, one in blocs, -sides[one], one))

    rows: dict[str, float] = {}
    across: dict[str, float] = {}
    for cell in cells:
        worth = 0.0 if cell.other else cell.mark.point.value
        rows[cell.subject] = rows.get(cell.subject, 0.0) + worth
        across[cell.partner] = across.get(cell.partner, 0.0) + worth
    if not symmetric:
        return ranked(rows), ranked(across)
    both = {one: rows.get(one, 0.0) + across.get(one, 0.0) for one in {*rows, *across}}
    return ranked(both), ranked(both)


def draw_matrix(
    cells: Sequence[Cell],
    look: Look,
    *,
    indicator: str,
    rows: Sequence[str],
    across: Sequence[str],
    chosen: str = "",
) -> go.Figure:
    """A cell for each pair, darker the more they trade; steps are factors, not differences.

    Args:
        cells: The pairs, in one unit.
        look: Scheme, width and language.
        indicator: The flow: turnover has both halves of the matrix filled.
        rows: Ids of the sides that stand in the rows; for exports, who sells.
        across: Ids of the sides that stand in the columns.
        chosen: The pair that is marked.
    """
    slanted = _slanted(across, look)
    height = matrix_height(len(rows), look, across)
    top = SLANTED_HEAD if slanted else HEAD
    figure = new_figure(
        look, height=height, margin={"l": 8, "r": 34 if slanted else 8, "t": top, "b": FOOT}
    )
    placed: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        placed[cell.subject, cell.partner] = cell
        if indicator == "trade_turnover":
            placed[cell.partner, cell.subject] = cell
    grid = [[placed.get((row, column)) for column in across] for row in rows]
    known = [
        cell.mark.point.value for cell in cells if not cell.other and cell.mark.point.value > 0
    ]
    low, high = _ends(known)
    figure.add_heatmap(
        name="pairs",
        z=[[_shade(cell) for cell in line] for line in grid],
        zmin=low,
        zmax=high,
        colorscale=[[at, one] for at, one in zip((0, 0.5, 1), _scale(look), strict=True)],
        showscale=False,
        xgap=2,
        ygap=2,
        customdata=[[cell.pair if cell else None for cell in line] for line in grid],
        hovertext=[[_tell(look, cell, indicator) for cell in line] for line in grid],
        hovertemplate="%{hovertext}<extra></extra>",
        hoverongaps=False,
    )
    _draw_others(figure, grid, look, indicator)
    if len(across) <= TEXT_MOST and not look.narrow:
        _write_amounts(figure, grid, look, (low, high), scale_of(cells)[0])
    speak = look.wording
    names = [speak.name(one) for one in rows]
    heads = [_head_of(one, look) for one in across]
    ticks = {"showgrid": False, "showline": False, "ticks": ""}
    figure.update_xaxes(
        side="top",
        tickvals=list(range(len(across))),
        ticktext=[_head(head, slanted) for head in heads],
        tickangle=-60 if slanted else 0,
        range=[-0.5, max(len(across), FEWEST) - 0.5],
        automargin=False,
        **ticks,
    )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[_row_name(name, 13 if look.narrow else 24) for name in names],
        range=[len(rows) - 0.5, -0.5],
        **ticks,
    )
    _frame_chosen(figure, grid, look, chosen)
    return figure


def _ends(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 1.0
    low, high = math.log10(min(values)), math.log10(max(values))
    return (low - 0.15, high + 0.01) if high > low else (low - 1, high + 0.01)


def _shade(cell: Cell | None) -> float | None:
    if cell is None or cell.other or cell.mark.point.value <= 0:
        return None
    return math.log10(cell.mark.point.value)


def _scale(look: Look) -> tuple[str, str, str]:
    """The colours of the smallest, the middle and the largest amount."""
    if look.dark:
        return ("#1d3140", "#2f6f9a", "#8fd0f7")
    return ("#e3eff7", "#7fb4d8", "#00568a")


def _ink_on(look: Look, share: float) -> str:
    """Black or white, whichever is easier to read on the shade at this share of the scale."""
    ground = _ground_at(look, share)
    return max(("#000000", "#ffffff"), key=lambda ink: _contrast(_light(_channels(ink)), ground))


def _ground_at(look: Look, share: float) -> float:
    """The luminance of the shade at this share of the scale."""
    low, middle, high = (_channels(colour) for colour in _scale(look))
    first, second = (low, middle) if share < 0.5 else (middle, high)
    way = 2 * share if share < 0.5 else 2 * share - 1
    return _light([a + (b - a) * way for a, b in zip(first, second, strict=True)])


def _channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _light(channels: Sequence[float]) -> float:
    """Relative luminance, as WCAG 2 has it."""
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _tell(look: Look, cell: Cell | None, indicator: str) -> str:
    if cell is None:
        return ""
    heading = name_pair(indicator, cell.subject, cell.partner, look.wording)
    return tell_mark(look, cell.mark, heading)


def _draw_others(
    figure: go.Figure, grid: Sequence[Sequence[Cell | None]], look: Look, indicator: str
) -> None:
    """Hollow squares for pairs of which no calendar year is known."""
    found = [
        (column, row, cell)
        for row, line in enumerate(grid)
        for column, cell in enumerate(line)
        if cell is not None and cell.other
    ]
    if found:
        figure.add_scatter(
            name="other",
            mode="markers",
            x=[column for column, _, _ in found],
            y=[row for _, row, _ in found],
            marker={
                "symbol": "square-open",
                "size": 11,
                "color": look.colours.grey,
                "line": {"width": 1.5, "color": look.colours.grey},
            },
            customdata=[cell.pair for _, _, cell in found],
            hovertext=[_tell(look, cell, indicator) for _, _, cell in found],
            hovertemplate="%{hovertext}<extra></extra>",
        )


def _write_amounts(
    figure: go.Figure,
    grid: Sequence[Sequence[Cell | None]],
    look: Look,
    ends: tuple[float, float],
    size: float,
) -> None:
    low, high = ends
    notes: list[dict[str, object]] = []
    for row, line in enumerate(grid):
        for column, cell in enumerate(line):
            shade = _shade(cell)
            if cell is None or shade is None:
                continue
            glyph = CONVERTED if cell.mark.conversion else ""
            notes.append(
                {
                    "x": column,
                    "y": row,
                    "text": escape(_bare(look, cell.mark.point.value, size)) + glyph,
                    "showarrow": False,
                    "font": {"size": 11.5, "color": _ink_on(look, (shade - low) / (high - low))},
                    "captureevents": False,
                }
            )
    figure.update_layout(annotations=notes)


def scale_of(cells: Sequence[Cell]) -> tuple[float, str]:
    """The scale that all cells are written in, and its word: that of the middle amount."""
    amounts = sorted(cell.mark.point.value for cell in cells if not cell.other)
    middle = amounts[len(amounts) // 2] if amounts else 1.0
    return next(((size, word) for size, word in SCALES if middle >= size / 10), SCALES[-1])


def _bare(look: Look, value: float, size: float) -> str:
    """The amount in the scale of all cells, without its currency: `5.8`, `0.45`, `< 0.01`."""
    number = value / size
    if 0 < number < 0.01:
        return f"<\u202f{look.wording.numbers.plain(0.01)}"
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return look.wording.numbers.plain(number, digits)


def _frame_chosen(
    figure: go.Figure, grid: Sequence[Sequence[Cell | None]], look: Look, chosen: str
) -> None:
    for row, line in enumerate(grid):
        for column, cell in enumerate(line):
            if cell is not None and cell.pair == chosen:
                figure.add_shape(
                    type="rect",
                    x0=column - 0.48,
                    x1=column + 0.48,
                    y0=row - 0.46,
                    y1=row + 0.46,
                    line={"color": look.colours.marks[1], "width": 2.5},
                )


def _head(name: str, slanted: bool) -> str:
    """The name of a column, slanted in one line, upright with a line for each word."""
    if slanted:
        return escape(_short(name, 16))
    return "<br>".join(escape(word) for word in name.split(" ")[:3])


def _row_name(name: str, width: int) -> str:
    """The name of a row, in two lines where it is long."""
    first, *rest = wrap(name, width)
    lines = [first, _short(" ".join(rest), width)]
    return "<br>".join(escape(line) for line in lines if line)


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
