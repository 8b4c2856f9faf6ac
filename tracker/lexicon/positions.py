"""Positions: where an entry of the gazetteer lies, as a point or as lines on the map.

    point = { lat = 43.6, lon = 51.21 }              # a port, a field, the middle of a country
    lines = [[[40.19, 49.47], [41.7, 44.8]], …]      # routes of [latitude, longitude], one or more

Degrees of WGS 84, north and east positive. Lines follow the real route roughly, by the places on
it; they are for looking at, not for measuring.
"""

from typing import Any, NamedTuple

from tracker.lexicon.files import Table


class Position(NamedTuple):
    """A place on the globe, in degrees: latitude -90 to 90, longitude -180 to 180."""

    lat: float
    lon: float


Line = tuple[Position, ...]


def read_point(table: Table, key: str = "point") -> Position | None:
    """The point under a key; None when it is not there.

    Raises:
        LexiconError: A number is missing, or no degree.
    """
    if key not in table:
        return None
    inner = table.table(key)
    position = Position(inner.number("lat"), inner.number("lon"))
    inner.close()
    if not _on_globe(position):
        table.fail(key, "lat must lie between -90 and 90, lon between -180 and 180")
    return position


def read_lines(table: Table, key: str = "lines") -> tuple[Line, ...]:
    """The lines under a key, none when it is not there.

    Raises:
        LexiconError: It is no list of lines of at least two positions.
    """
    value = table.raw(key)
    if value is None:
        return ()
    lines = [_read_line(line) for line in value] if isinstance(value, list) else [None]
    found = tuple(line for line in lines if line is not None)
    if len(found) < len(lines) or not found:
        table.fail(key, "must be a list of lines, each of two or more [latitude, longitude]")
    return found


def _read_line(value: Any) -> Line | None:
    if not isinstance(value, list) or len(value) < 2:
        return None
    positions = [_read_position(pair) for pair in value]
    kept = tuple(position for position in positions if position is not None)
    return kept if len(kept) == len(positions) else None


def _read_position(pair: Any) -> Position | None:
    if not isinstance(pair, list) or len(pair) != 2:
        return None
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in pair):
        return None
    position = Position(float(pair[0]), float(pair[1]))
    return position if _on_globe(position) else None


def _on_globe(position: Position) -> bool:
    return -90 <= position.lat <= 90 and -180 <= position.lon <= 180
